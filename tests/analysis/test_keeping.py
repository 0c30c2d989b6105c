"""The mirror is kept in files and follows the store.

KEEP-01  What is answered, corrected, withdrawn or deleted shows at the next look; nothing else is read.
KEEP-02  Another process finds the mirror in the files and brings it up to date; files of another store,
         another version or an older program are made again.
KEEP-03  A store that was put back to an older state is not shown as it was.
KEEP-04  Several processes read a large form, and what they make is the same.
KEEP-05  When much is new, all becomes one segment, and the old files go.
KEEP-06  On PostgreSQL a change that is committed late is not missed.
KEEP-07  Drafts move nothing.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from engine.analysis import Overview, Reach, Tallies
from engine.analysis.mirror import keeping, mirror, reading
from engine.analysis.mirror.keeping import Mirrors
from engine.analysis.mirror.mirror import Mirror
from engine.library import Programs
from engine.store import Database, Work
from engine.store.tables.changed import changed
from engine.store.tables.responses import responses
from tests.analysis.surveys import answer
from tests.analysis.town import Town, definitions, settle
from tests.databases import MIGRATED
from tests.people.world import NOON


@pytest.fixture(scope="module")
def programs() -> Programs:
    """Return the survey's programs."""
    return Programs(definitions())


@pytest.fixture
def town(database: Database) -> Town:
    """Return the town, with nine answers, on both databases."""
    with database.write() as work:
        town = settle(work)
        for number in range(9):
            town.answer(
                work, "lathe", answer("up" if number % 3 else "down", staff=number), f"2026-0{number + 1}"
            )
    return town


def at(database: Database, mirrors: Mirrors) -> Mirror:
    """Return the mirror as it is now."""
    with database.read() as work:
        return mirrors.at(work, "mood")


def seen(database: Database, programs: Programs, folder: Path | None = None) -> Overview:
    """Return what a process that was just started sees."""
    with database.read() as work:
        return Tallies(programs, folder).overview(work, "mood", Reach.everything())


def chosen(overview: Overview) -> dict[str, int]:
    """Return how often each choice was made."""
    found = overview.tally("expectation")
    assert found is not None
    return dict(found.count.choices)


def correct(work: Work, which: str, expectation: str) -> None:
    """Change what a response says."""
    later = NOON + timedelta(hours=2)
    change = {"effective": answer(expectation), "revision": 2, "updated_at": later}
    work.connection.execute(responses.update().where(responses.c.id == which), change)


def test_only_what_changed_is_read(database: Database, town: Town, programs: Programs) -> None:  # KEEP-01
    mirrors = Mirrors(programs)
    before = at(database, mirrors)
    with database.write() as work:
        correct(work, "r1", "flat")
        work.connection.execute(responses.update().where(responses.c.id == "r2"), {"state": "returned"})
        work.connection.execute(delete(responses).where(responses.c.id == "r3"))
        town.answer(work, "brewery", answer("up"))
    with database.read() as work:
        ids, rows = reading.changes(work, "mood", before.mark)
    after = at(database, mirrors)
    assert sorted(ids) == ["r1", "r2", "r3", "r9"]
    assert sorted(row.id for row in rows) == ["r1", "r9"]
    assert after.base is before.base
    assert (len(before), len(after), len(after.tail)) == (9, 8, 2)


def test_a_response_changed_twice_counts_once(
    database: Database, town: Town, programs: Programs
) -> None:  # KEEP-01
    mirrors = Mirrors(programs)
    at(database, mirrors)
    for expectation in ("flat", "down", "up"):
        with database.write() as work:
            correct(work, "r0", expectation)
        assert len(at(database, mirrors)) == 9
    assert chosen(seen(database, programs)) == {"down": 2, "up": 7}


def test_another_process_finds_the_files(
    database: Database, town: Town, programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # KEEP-02
    first = seen(database, programs, tmp_path)
    with database.write() as work:
        town.answer(work, "brewery", answer("flat"))
    monkeypatch.setattr(reading, "rows", None)
    second = seen(database, programs, tmp_path)
    assert (first.responses, second.responses) == (9, 10)
    assert chosen(second) == {"up": 6, "down": 3, "flat": 1}


@pytest.mark.parametrize("spoilt", ["", "{}", '{"format": 0}', "null"])
def test_files_that_do_not_fit_are_made_again(
    database: Database, town: Town, programs: Programs, tmp_path: Path, spoilt: str
) -> None:  # KEEP-02
    seen(database, programs, tmp_path)
    (tmp_path / "mood" / "current").write_text(spoilt)
    assert seen(database, programs, tmp_path).responses == 9


def test_files_that_are_gone_are_made_again(
    database: Database, town: Town, programs: Programs, tmp_path: Path
) -> None:  # KEEP-02
    seen(database, programs, tmp_path)
    next((tmp_path / "mood").glob("*/0.npy")).unlink()
    assert seen(database, programs, tmp_path).responses == 9


def test_an_answer_of_an_older_version_joins(
    database: Database, town: Town, programs: Programs, tmp_path: Path
) -> None:  # KEEP-02
    tallies = Tallies(programs, tmp_path)
    with database.read() as work:
        tallies.overview(work, "mood", Reach.everything())
    with database.write() as work:
        town.answer(work, "brewery", {"outlook": "gone"}, version=town.first)
    with database.read() as work:
        assert chosen(tallies.overview(work, "mood", Reach.everything()))["gone"] == 1


def test_an_older_store_is_read_anew(
    database: Database, town: Town, programs: Programs, tmp_path: Path
) -> None:  # KEEP-03
    seen(database, programs, tmp_path)
    with database.write() as work:
        work.connection.execute(delete(responses).where(responses.c.id == "r1"))
        work.connection.execute(changed.update().values(number=1))
    assert seen(database, programs, tmp_path).responses == 8


def test_several_processes_make_the_same(
    database: Database, town: Town, programs: Programs, tmp_path: Path
) -> None:  # KEEP-04
    alone = at(database, Mirrors(programs))
    several = at(database, Mirrors(programs, tmp_path / "mirror", many=1))
    assert several.base.ids.tolist() == alone.base.ids.tolist()
    for path, column in alone.base.columns.items():
        assert repr(several.base.columns[path]) == repr(column)
    assert [path.name for path in (tmp_path / "mirror").iterdir()] == ["mood"]


def test_much_that_is_new_becomes_one_segment(
    database: Database, town: Town, programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # KEEP-05
    monkeypatch.setattr(mirror, "_TAIL", 2)
    mirrors = Mirrors(programs, tmp_path)
    at(database, mirrors)
    with database.write() as work:
        correct(work, "r4", "flat")
        correct(work, "r5", "flat")
    grown = at(database, mirrors)
    assert (len(grown.base), len(grown.tail), grown.lost) == (9, 0, None)
    assert sorted(path.is_dir() for path in (tmp_path / "mood").iterdir()) == [False, True]
    assert chosen(seen(database, programs, tmp_path))["flat"] == 2


def test_a_late_commit_is_not_missed(postgres_url: str, programs: Programs) -> None:  # KEEP-06
    database = Database(MIGRATED.postgresql(postgres_url))
    mirrors = Mirrors(programs)
    with database.write() as work:
        town = settle(work)
    before = at(database, mirrors)
    with database.write() as early:
        town.answer(early, "lathe", answer("flat"))
        with database.write() as late:
            town.answer(late, "brewery", answer("down"))
        between = at(database, mirrors)
    after = at(database, mirrors)
    database.close()
    assert (len(before), len(between), len(after)) == (0, 1, 2)
    assert between.mark != after.mark


def test_drafts_move_nothing(database: Database, town: Town, programs: Programs) -> None:  # KEEP-07
    mirrors = Mirrors(programs)
    before = at(database, mirrors)
    with database.write() as work:
        town.answer(work, "brewery", answer("up"), state="draft", effective=None)
    assert at(database, mirrors).mark == before.mark
    assert keeping.MANY > 9
