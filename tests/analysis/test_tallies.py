"""Distributions from the store.

TALLY-01 Finished responses count, by period or all together; drafts and returned ones do not.
TALLY-02 All versions are counted as one, each read under the names it was answered with.
         A code that a version's list dropped keeps its last label.
TALLY-03 What somebody sees counts only organisations in reach; answers by public link belong to all of the
         system's analysts.
TALLY-04 Whatever changes in the store shows at once.
TALLY-05 A thousand responses are read a bounded number of rows at a time.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from engine.analysis import Filters, Overview, Reach, Tallies, tallies
from engine.forms.model.codelist import Codelist, Entry
from engine.library import NoSuchForm, Programs
from engine.people import Person
from engine.people.roles import Powers
from engine.store import Database, Work
from engine.store.tables.forms import public_links
from engine.store.tables.responses import responses
from tests.analysis.surveys import answer
from tests.analysis.town import Town, definitions, settle
from tests.people.world import NOON


@pytest.fixture(scope="module")
def programs() -> Programs:
    """Return the survey's programs."""
    return Programs(definitions())


@pytest.fixture
def counter(programs: Programs) -> Tallies:
    """Return tallies that have counted nothing yet."""
    return Tallies(programs)


@pytest.fixture
def town(database: Database) -> Town:
    """Return the town, on both databases."""
    with database.write() as work:
        return settle(work)


def seen(database: Database, counter: Tallies, reach: Reach | None = None, period: str = "") -> Overview:
    """Return what somebody sees of the survey."""
    with database.read() as work:
        return counter.overview(work, "mood", reach or Reach.everything(), Filters.of_period(period))


def chosen(overview: Overview, path: str = "expectation") -> dict[str, int]:
    """Return how often each choice was made."""
    found = overview.tally(path)
    assert found is not None
    return dict(found.count.choices)


def person(town: Town, organisation: str, scope: str = "region", *verbs: str) -> Person:
    """Return somebody of an organisation who may view charts in a scope."""
    powers = Powers(frozenset(verbs or ("chart.view",)), frozenset(), scope)  # type: ignore[arg-type]  # a literal
    return Person("u", "u", "刘分析", town.world[organisation], powers=powers)


def test_periods_and_states(database: Database, town: Town, counter: Tallies) -> None:  # TALLY-01
    with database.write() as work:
        town.answer(work, "lathe", answer("up", staff=12), "2026-03")
        town.answer(work, "brewery", answer("down", staff=30), "2026-03", state="approved")
        town.answer(work, "member", answer("up"), "2026-02")
        town.answer(work, "workshop", answer("up"), "2026-03", state="draft", effective=None)
        town.answer(work, "branch", answer("up"), "2026-03", state="returned")
    march = seen(database, counter, period="2026-03")
    assert (march.responses, march.periods) == (2, ("2026-03", "2026-02"))
    assert chosen(march) == {"up": 1, "down": 1}
    staff = march.tally("staff")
    assert staff is not None
    assert staff.count.numbers.counts() == {Decimal(12): 1, Decimal(30): 1}
    assert chosen(seen(database, counter)) == {"up": 2, "down": 1}
    assert seen(database, counter, period="2020-01").responses == 0
    assert march.tally("nothing") is None


def test_versions_are_merged(database: Database, town: Town, counter: Tallies) -> None:  # TALLY-02
    with database.write() as work:
        town.answer(work, "lathe", {"outlook": "up", "worries": ["money"]}, version=town.first)
        town.answer(work, "brewery", answer("up", worries=["money", "orders"]))
    overview = seen(database, counter)
    assert chosen(overview) == {"up": 2}
    assert chosen(overview, "worries") == {"money": 2, "orders": 1}


def trades(**labels: str) -> Codelist:
    """Return a codelist of trades."""
    return Codelist.of("trades", {code: Entry(code, {"zh": label}) for code, label in labels.items()})


def test_dropped_codes_keep_their_labels() -> None:  # TALLY-02
    old, new = trades(a="印染", b="造纸"), trades(c="家具", b="造纸业")
    found = tallies.joined([new, old])
    assert [found.label(code) for code in found.entries] == ["家具", "造纸业", "印染"]
    assert tallies.joined([new, new]) is new


def test_reach(database: Database, town: Town, counter: Tallies) -> None:  # TALLY-03
    with database.write() as work:
        for who in ("lathe", "brewery", "foreign"):
            town.answer(work, who, answer("up"))
        work.connection.execute(public_links.insert(), LINK)
        town.answer(work, "lathe", answer("down"), organisation=None, link="l", visitor="v")
    assert chosen(seen(database, counter, Reach.of(person(town, "jinan"), "chart.view"))) == {
        "up": 1,
        "down": 1,
    }
    assert chosen(seen(database, counter, Reach.of(person(town, "shandong"), "chart.view"))) == {
        "up": 2,
        "down": 1,
    }
    assert seen(database, counter, Reach.of(person(town, "jinan"), "filing.view")).responses == 0


LINK = {
    "id": "l", "token": "t", "form": "mood", "period": "2026-03", "single": False,
    "answers": 1, "open": True, "created_at": NOON, "created_by": "u",
}  # fmt: skip


def _answered(work: Work, town: Town) -> None:
    town.answer(work, "brewery", answer("flat"), "2026-03")


def _withdrawn(work: Work, town: Town) -> None:
    query = responses.update().where(responses.c.organisation == town.world["lathe"].id)
    work.connection.execute(query, {"state": "returned", "revision": 2})


def _corrected(work: Work, town: Town) -> None:
    query = responses.update().where(responses.c.organisation == town.world["lathe"].id)
    later = NOON + timedelta(hours=1)
    work.connection.execute(query, {"effective": answer("down"), "revision": 2, "updated_at": later})


@pytest.mark.parametrize(
    ("change", "expected"),
    [(_answered, {"up": 1, "flat": 1}), (_withdrawn, {}), (_corrected, {"down": 1})],
    ids=["answered", "withdrawn", "corrected"],
)
def test_changes_show_at_once(
    database: Database,
    town: Town,
    counter: Tallies,
    change: Callable[[Work, Town], None],
    expected: dict[str, int],
) -> None:  # TALLY-04
    with database.write() as work:
        town.answer(work, "lathe", answer("up"), "2026-03")
    before = seen(database, counter)
    with database.write() as work:
        change(work, town)
    after = seen(database, counter)
    assert (chosen(before), chosen(after)) == ({"up": 1}, expected)
    assert before.mark != after.mark


def test_many_responses(database: Database, town: Town, counter: Tallies) -> None:  # TALLY-05
    with database.write() as work:
        for number in range(1200):
            town.answer(work, "lathe", answer("up" if number % 3 else "down", remark=f"第{number}条"))
    overview = seen(database, counter)
    assert chosen(overview) == {"up": 800, "down": 400}
    remark = overview.tally("remark")
    assert remark is not None
    assert remark.count.texts[0] == "第0条"


def test_unknown_form(database: Database, town: Town, counter: Tallies) -> None:  # TALLY-01
    with database.read() as work, pytest.raises(NoSuchForm):
        counter.overview(work, "never-published", Reach.everything())
