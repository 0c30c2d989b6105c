"""Drafts.

DRF-01  Opening twice gives one response; it starts with the form's defaults and an event.
DRF-02  A change is saved with the next revision and one event that tells before and after.
DRF-03  A value that does not fit is refused at its field and nothing is written.
DRF-04  Typing what stands there already writes nothing.
DRF-05  Others' changes of other fields merge; the answer holds what they changed too.
DRF-06  The same field changed to something else is a conflict with both values; to the same is none.
DRF-07  A change that names the newest revision overrules what the conflict showed.
DRF-08  A revision that never was is refused.
DRF-09  What is submitted takes no changes.
DRF-10  Hiding a question keeps its answer.
DRF-11  Any revision can be rebuilt.
DRF-13  A row that was removed is put back where it stood with what it held, by an added and a moved
        row; not when the rows have changed since.
DRF-12  Last year's figures are prefilled from the approved report, and only from an approved one.
"""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from engine.filings import (
    Changed,
    Conflict,
    Refusal,
    RowEdit,
    drafts,
    events,
    responses,
    revisions,
    submission,
)
from engine.filings.repeats import change_rows
from engine.forms import Refused
from engine.store import Work
from tests.filings.stock import COMPLETE, SHOP, World


def test_opening_twice_gives_one_response(world: World, work: Work) -> None:  # DRF-01
    first, second = world.open(work), world.open(work)
    assert first == second
    assert first.document == {"company": "宏达机械有限公司"}
    assert [event.action for event in events.of(work, first.id)] == ["open"]


def test_a_change_is_saved_with_its_event(world: World, work: Work) -> None:  # DRF-02
    response = world.open(work).id
    done = world.type(work, response, "econ.revenue.ytd", "1,200.50")
    assert done.response.revision == 2
    assert {"econ.revenue.ytd"} <= done.paths
    assert responses.fetch(work, response).document == {
        "company": "宏达机械有限公司",
        "econ": {"revenue": {"ytd": Decimal("1200.50")}},
    }
    (told,) = events.since(work, response, 1)
    assert told.changes == (events.Change("econ.revenue.ytd", None, Decimal("1200.50")),)
    assert told.by == "wang"


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("staff", "十二"),
        ("staff", "1e9999"),
        ("opened", "2026-02-30"),
        ("trouble", "weather"),
        ("trouble", ["orders", "weather"]),
        ("stock_code", "600000"),
        ("econ.growth.ytd", "1"),
        ("econ.revenue.growth", "1"),
        ("no_such", "1"),
        ("products[0].name", "水泵"),
        ("'; drop", "1"),
        ("company", "甲" * 1_000_000),
        ("company", ["甲", "乙"]),
        ("company", "甲\x00乙"),
        ("company", "\ud800"),
        ("#sheet.basic", "1"),
    ],
)
def test_what_does_not_fit_is_refused(world: World, work: Work, path: str, raw: str | list[str]) -> None:
    response = world.open(work)  # DRF-03
    with pytest.raises(Refused) as refused:
        world.type(work, response.id, path, raw)
    assert refused.value.problem.message("zh") and refused.value.problem.message("en")
    assert responses.fetch(work, response.id) == response


def test_a_row_hidden_by_the_industry_takes_nothing(world: World, work: Work) -> None:  # DRF-03
    from_shop = world.open(work, owner=SHOP).id
    with pytest.raises(Refused):
        world.type(work, from_shop, "econ.power.month", "12")


def test_typing_the_same_writes_nothing(world: World, work: Work) -> None:  # DRF-04
    response = world.open(work).id
    world.type(work, response, "staff", "120")
    assert world.type(work, response, "staff", "120").response.revision == 2


def test_other_fields_merge(world: World, work: Work) -> None:  # DRF-05
    response = world.open(work).id
    world.type(work, response, "econ.revenue.ly", "1000", revision=1)
    done = world.type(work, response, "econ.revenue.ytd", "1200", revision=1)
    assert done.response.revision == 3
    assert {"econ.revenue.ly", "econ.revenue.ytd", "econ.revenue.growth"} <= done.paths
    assert done.state.value("econ.revenue.growth") == 20
    stale = world.type(work, response, "staff", "120", revision=1)
    assert {"econ.revenue.ly", "econ.revenue.ytd", "econ.revenue.growth", "staff"} <= stale.paths


def test_the_same_field_is_a_conflict(world: World, work: Work) -> None:  # DRF-06
    response = world.open(work).id
    world.type(work, response, "staff", "120", revision=1)
    with pytest.raises(Conflict) as quarrel:
        world.type(work, response, "staff", "125", revision=1)
    assert (quarrel.value.yours, quarrel.value.theirs, quarrel.value.revision) == ("125", 120, 2)
    assert "从业人员" in quarrel.value.problems[0].message()
    assert world.type(work, response, "staff", "120", revision=1).response.revision == 2
    assert world.type(work, response, "staff", "125", revision=2).response.revision == 3  # DRF-07


@pytest.mark.parametrize("seen", [-1, 7, 999_999_999])
def test_a_revision_that_never_was(world: World, work: Work, seen: int) -> None:  # DRF-08
    response = world.open(work).id
    with pytest.raises(Refusal) as refused:
        world.type(work, response, "staff", "125", revision=seen)
    assert refused.value.problems[0].code == "filing-old-revision"


def test_what_is_submitted_takes_no_changes(world: World, work: Work) -> None:  # DRF-09
    approved = world.approved(work, "2026-03", {})
    with pytest.raises(Refusal) as refused:
        world.type(work, approved.id, "staff", "125")
    assert refused.value.problems[0].code == "filing-not-editable"
    filing = world.filing(work, approved.id)
    with pytest.raises(Refusal):
        drafts.explain(work, filing, world.wang, check="balance", text="原因")


def test_hiding_keeps_the_answer(world: World, work: Work) -> None:  # DRF-10
    response = world.open(work).id
    world.type(work, response, "listed", "true")
    world.type(work, response, "stock_code", "600000")
    world.type(work, response, "listed", "false")
    filing = world.filing(work, response)
    assert filing.state.value("stock_code") is None
    assert filing.response.document is not None and filing.response.document["stock_code"] == "600000"


def test_any_revision_is_rebuilt(world: World, work: Work) -> None:  # DRF-11
    response = world.open(work).id
    seen = [responses.fetch(work, response).document]
    typed: list[tuple[str, str | list[str]]] = [
        *COMPLETE.items(),
        ("staff", ""),
        ("trouble", ["orders", "cost"]),
    ]
    for path, raw in typed:
        world.type(work, response, path, raw)
        seen.append(responses.fetch(work, response).document)
    stored = responses.fetch(work, response)
    assert [_full(revisions.document_at(work, stored, n)) for n in range(1, len(seen) + 1)] == seen
    with pytest.raises(Refusal):
        revisions.document_at(work, stored, len(seen) + 1)


def _full(document: Mapping[str, object]) -> dict[str, object]:
    """Leave out what holds nothing."""
    kept = {name: _full(held) if isinstance(held, dict) else held for name, held in document.items()}
    return {name: held for name, held in kept.items() if held not in ({}, [], None)}


def test_last_years_figures_are_prefilled(world: World, work: Work) -> None:  # DRF-12
    world.approved(work, "2025-03", {"econ.revenue.ytd": "980.50"})
    now = world.open(work)
    assert now.document is not None
    assert now.document["econ"] == {"revenue": {"ly": Decimal("980.50")}}


def test_a_report_that_is_only_submitted_is_no_history(world: World, work: Work) -> None:  # DRF-12
    earlier = world.open(work, period="2025-03")
    world.fill(work, earlier.id, COMPLETE)
    filing = world.filing(work, earlier.id)
    submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision)
    now = world.open(work)
    assert now.document == {"company": "宏达机械有限公司"}


def rows(world: World, work: Work, response: str, button: str, revision: int = 0) -> Changed:
    filing = world.filing(work, response)
    edit = RowEdit.parse(button, revision or filing.response.revision)
    return change_rows(work, filing, world.wang, edit=edit)


@pytest.fixture
def with_products(world: World, work: Work) -> str:
    """A report with two products."""
    response = world.open(work).id
    for index, name in enumerate(("阀门", "泵")):
        rows(world, work, response, "add:products")
        world.type(work, response, f"products[{index}].name", name)
    world.type(work, response, "products[0].output", "12.50")
    return response


def test_a_removed_row_is_put_back(world: World, work: Work, with_products: str) -> None:  # DRF-13
    before = responses.fetch(work, with_products)
    rows(world, work, with_products, "remove:products:0")
    world.type(work, with_products, "staff", "120")
    done = rows(world, work, with_products, "restore:products:0")
    after = responses.fetch(work, with_products)
    assert after.document == {**(before.document or {}), "staff": Decimal(120)}
    assert "products" in done.paths and "total" in done.paths
    assert [one.action for one in events.of(work, with_products)][-2:] == ["add", "move"]
    assert events.verify(work, with_products, head=after.head) == ()
    assert revisions.document_at(work, after, before.revision) == before.document


@pytest.mark.parametrize("since", ["add:products", "up:products:1"])
def test_rows_that_changed_since_are_left_alone(
    world: World, work: Work, with_products: str, since: str
) -> None:  # DRF-13
    rows(world, work, with_products, "add:products")
    rows(world, work, with_products, "remove:products:0")
    rows(world, work, with_products, since)
    with pytest.raises(Refused):
        rows(world, work, with_products, "restore:products:0")
