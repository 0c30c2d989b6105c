"""Publication against what is published, and what people have answered.

PUBL-01  A change that would read stored answers as something else is refused, with its place; nothing of
         the folder is published then.
PUBL-02  What would lose stored answers is refused until `renamed` or `dropped` says what becomes of them;
         what nobody answered needs no word.
PUBL-03  Everything else is published, and told with its class.
PUBL-04  Answers are counted under the names they were given with, over versions, by one query.
PUBL-05  Codelists and decision tables are frozen with a version, kept once, and make a version by themselves.
PUBL-06  A version from before lists were frozen reads the present ones; its successor changes nothing.
PUBL-07  Rules read a linked form by the names it had when they were published, whatever it is called now.
PUBL-08  A frozen list that was meddled with is not read.
PUBL-09  Every version stays listed, and says what it changed of the one before.
"""

from pathlib import Path

import pytest
from sqlalchemy import event, func, literal, select

from engine.filings.links import Reader
from engine.forms import DefinitionError
from engine.forms.differences import view
from engine.forms.periods import Period
from engine.library import NoSuchForm, current_version
from engine.library.freezing import content_of, digest_of, thaw
from engine.library.publishing import changed_by
from engine.library.shelf import Shelf
from engine.library.versions import edition, editions, version_named
from engine.store import Database
from engine.store.tables.forms import form_versions, forms, frozen_lists
from tests.filings.stock import HONGDA
from tests.library.county import ITEMS, County, answer, settle


@pytest.fixture
def county(tmp_path: Path) -> County:
    """Return a folder of definitions."""
    return County(tmp_path / "definitions")


def told(county: County, database: Database, version: str, words: str = "") -> list[str]:
    """Return what publication says of a new version: its changes, or why it is refused."""
    with database.write() as work:
        try:
            published = county.publish(work, version, words)
        except DefinitionError as refused:
            return [f"{each.code} {each.path} {each.params['count']}" for each in refused.problems]
    return [f"{each.verdict} {each.code} {each.path} {each.answers}" for each in published.changes]


def test_forbidden(county: County, sqlite_database: Database) -> None:  # PUBL-01
    with sqlite_database.write() as work:
        settle(work)
        first = county.publish(work)
        assert first.fresh and not first.changes
        answer(work, first.version, "2026-01", {"staff": 12})
    county.items["staff"] = ITEMS["staff"].replace("integer", "text")
    county.others["extra"] = "form: extra\ntitle: 附表\nsheets: [{sheet: one, title: 一}]\n"
    with sqlite_database.write() as work, pytest.raises(DefinitionError) as refused:
        county.publish(work, "2")
    (problem,) = refused.value.problems
    assert str(problem.span).endswith("monthly.yaml:10:43") and problem.params["count"] == 1
    assert "请起新的名称" in problem.message("zh")
    with sqlite_database.read() as work:
        assert current_version(work, "monthly") == first.version
        assert current_version(work, "extra") is None


def test_mapping(county: County, database: Database) -> None:  # PUBL-02, PUBL-03
    with database.write() as work:
        settle(work)
        first = county.publish(work)
        answer(work, first.version, "2026-01", {"fax": "0531-1", "status": "idle"})
        answer(work, first.version, "2026-02", {"staff": 3}, state="draft", effective=None)
    county.items["status"] = ITEMS["status"].replace(", {value: idle, label: 停产}", "")
    del county.items["fax"], county.items["staff"]
    assert told(county, database, "2") == [
        "version-unmapped status 1",
        "version-unmapped staff 1",
        "version-unmapped fax 1",
    ]
    assert told(county, database, "2", "dropped: [fax, staff, 'status=idle']") == [
        "compatible diff-choice-dropped status 1",
        "compatible diff-dropped staff 1",
        "compatible diff-dropped fax 1",
    ]
    del county.items["status"]
    assert told(county, database, "3") == ["version-unmapped status 1"]


def test_what_nobody_answered(county: County, sqlite_database: Database) -> None:  # PUBL-02
    with sqlite_database.write() as work:
        settle(work)
        answer(work, county.publish(work).version, "2026-01", {"staff": 3})
    del county.items["fax"]
    county.items["staff"] = ITEMS["staff"].replace("从业人员", "从业人数")
    assert told(county, sqlite_database, "2") == [
        "compatible diff-removed fax 0",
        "cosmetic diff-words staff None",
    ]


def test_counts_over_versions(county: County, database: Database) -> None:  # PUBL-04
    with database.write() as work:
        settle(work)
        answer(work, county.publish(work).version, "2026-01", {"fax": "0531-1", "staff": 3})
        county.items["fax"] = ITEMS["fax"].replace("fax", "telex")
        second = county.publish(work, "2", "renamed: {fax: telex}").version
        answer(work, second, "2026-02", {"telex": "0531-2"})
        answer(work, second, "2026-03", {"staff": 4})
    del county.items["fax"]
    asked: list[str] = []
    with database.write() as work:
        event.listen(work.connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        with pytest.raises(DefinitionError) as refused:
            county.publish(work, "3")
    assert [each.params["count"] for each in refused.value.problems] == [2]
    assert len([one for one in asked if "responses.document" in one.partition("WHERE")[0]]) == 1


def test_lists_are_frozen(county: County, database: Database) -> None:  # PUBL-05
    with database.write() as work:
        settle(work)
        first = county.publish(work)
        answer(work, first.version, "2026-01", {"industry": "C13"})
        again = county.publish(work)
        assert not again.fresh and again.version == first.version
    county.codes = county.codes.replace("C17,纺织业,C\n", "C18,服装业,C\n")
    with database.write() as work:
        second = county.publish(work)
        assert [each.code for each in second.changes] == ["diff-codes-removed", "diff-codes-added"]
        assert second.changes[0].answers == 0
        count = select(func.count()).select_from(frozen_lists)
        assert work.connection.execute(count).scalar_one() == 3
    county.codes = county.codes.replace("C13,农副食品加工业,C\n", "")
    assert told(county, database, "3") == ["version-unmapped industries 1"]
    with database.read() as work:
        programs = county.programs()
        old, new = programs.get(work, first.version), programs.get(work, second.version)
        assert old.codelists["industries"].label("C17") == "纺织业"
        assert old.codelists["industries"].level("C17") == 2
        assert (
            "C17" not in new.codelists["industries"].entries and "C18" in new.codelists["industries"].entries
        )
        assert old.start({"industry": "C17"}).values["size"] == "中型"
        assert programs.get(work, first.version) is old


def test_from_before_lists_were_frozen(county: County, sqlite_database: Database) -> None:  # PUBL-06
    old = "0" * 64
    with sqlite_database.write() as work:
        first = county.publish(work)
        columns = [column for column in form_versions.c if column.name not in ("version", "frozen")]
        copy = select(literal(old), *columns).where(form_versions.c.version == first.version)
        names = ["version", *(column.name for column in columns)]
        work.connection.execute(form_versions.insert().from_select(names, copy))
        work.connection.execute(forms.update().values(version=old))
    county.codes += "C19,皮革业,C\n"
    county.write()
    with sqlite_database.write() as work:
        program = county.programs().get(work, old)
        assert program.version == old and "C19" in program.codelists["industries"].entries
        published = county.publish(work)
        assert published.fresh and published.changes == ()


READER = """\
form: {form}
title: 季报
collection: {{period: month, reporter: enterprise}}
links: {{base: {{form: monthly}}}}
sheets: [{{sheet: one, title: 一, items: [{{field: copy, type: calculate, calculation: base.{name}}}]}}]
"""


def test_links_keep_their_names(county: County, sqlite_database: Database) -> None:  # PUBL-07
    county.others = {"reader": READER.format(form="reader", name="staff")}
    with sqlite_database.write() as work:
        settle(work)
        first = county.publish(work)
        reader = current_version(work, "reader")
        county.items["staff"] = ITEMS["staff"].replace("field: staff", "field: workers")
        county.others = {"reader": READER.format(form="reader", name="workers")}
        second = county.publish(work, "2", "renamed: {staff: workers}")
        answer(work, first.version, "2026-01", {"staff": 12})
        answer(work, second.version, "2026-02", {"workers": 15})
        assert reader is not None
        programs = county.programs()
        present = programs.current(work, "reader")
        found = [
            Reader(programs).earlier(work, program, HONGDA.id, Period.parse(month)).links["base"]
            for program in (programs.get(work, reader), present)
            for month in ("2026-01", "2026-02")
        ]
        back = programs.crossing(work, second.version, first.version)
    assert found == [{"staff": 12}, {"staff": 15}, {"workers": 12}, {"workers": 15}]
    assert view({"workers": 15}, back).document == {"staff": 15}


def test_meddled_lists(county: County, sqlite_database: Database) -> None:  # PUBL-08
    industries = county.write().codelists["industries"]
    digest = digest_of(content_of(industries))
    with sqlite_database.write() as work:
        county.publish(work)
        assert thaw(work, digest) == industries
        other = select(frozen_lists.c.content).where(frozen_lists.c.digest != digest).scalar_subquery()
        work.connection.execute(frozen_lists.update().values(content=other))
        with pytest.raises(ValueError, match="changed"):
            thaw(work, digest)
        with pytest.raises(KeyError):
            thaw(work, "none")


def test_naming_versions(county: County, sqlite_database: Database) -> None:  # PUBL-05
    with sqlite_database.write() as work:
        first = county.publish(work)
        county.items["fax"] = ITEMS["fax"].replace("传真", "传真号")
        second = county.publish(work, "2")
        assert version_named(work, "monthly", "") == second.version
        assert version_named(work, "monthly", first.version[:8]) == first.version
        assert version_named(work, "monthly", "1") == first.version
        for written in ("none", "%"):
            with pytest.raises(NoSuchForm):
                version_named(work, "monthly", written)


def test_the_history_of_a_form(county: County, database: Database) -> None:  # PUBL-09
    with database.write() as work:
        settle(work)
        first = county.publish(work)
        del county.items["fax"]
        second = county.publish(work, "2")
        shelf = Shelf(county.write("2"))
    with database.read() as work:
        found, total = editions(work, "monthly")
        assert total == 2 and {one.version for one in found} == {first.version, second.version}
        later = edition(work, "monthly", second.version)
        assert (later.label, later.follows, later.published_by) == ("2", first.version, "")
        assert edition(work, "monthly", first.version).follows is None
        assert editions(work, "monthly", offset=1, limit=1)[0] == found[1:]
        assert editions(work, "yearly") == ([], 0)
        changes = changed_by(work, second.version, first.version, shelf)
        assert "fax" in [one.path for one in changes]
        with pytest.raises(NoSuchForm):
            edition(work, "yearly", first.version)
