"""Filings whose sheets are saved one by one, and changes that clear what they hide.

SELF-01 A sheet is complete once it is marked; a change of its values takes the mark away, one elsewhere not.
SELF-02 Submission waits for every sheet that applies; of an unsaved one that alone is told.
SELF-03 A sheet that shows the year's filing counts as saved; what was handed over keeps its figures.
SELF-04 A new response starts from the period before; the history tells marks and values, and can be undone.
LOSE-01 A change that would clear values waits for the filer's word; nothing is written before.
LOSE-02 Confirmed, change and clearing are one event, and any earlier revision still has the values.
LOSE-03 A posted sheet keeps everything else; a pasted block clears nothing.
LOSE-04 Removing a row asks as well, for what it clears elsewhere.
"""

from dataclasses import replace

import pytest

from engine.filings import (
    Edit,
    Incomplete,
    Losing,
    RowEdit,
    completion,
    drafts,
    events,
    repeats,
    revisions,
    sheets,
    submission,
)
from engine.filings import responses as rows
from engine.filings.documents import pluck
from engine.store import Work
from tests.filings.stock import World

FORM = "jidu"
CENTRE = {
    "funded": "true",
    "projects[0].name": "城东商贸中心",
    "projects[0].kind": "centre",
    "projects[0].area": "1200",
    "projects[0].lines": "零售",
}


def opened(world: World, work: Work, period: str = "2026-Q1") -> str:
    """Open a quarter's report."""
    return world.open(work, FORM, period).id


def mark(world: World, work: Work, response: str, *names: str) -> None:
    """Save sheets as complete."""
    for name in names:
        completion.complete(work, world.filing(work, response), world.wang, sheet=name)


def with_centre(world: World, work: Work, response: str) -> None:
    """File one project, a trade centre."""
    world.type(work, response, "funded", "true")
    filing = world.filing(work, response)
    repeats.change_rows(
        work, filing, world.wang, edit=RowEdit("add", "projects", 0, filing.response.revision)
    )
    world.fill(work, response, CENTRE)


def marks(work: Work, response: str) -> set[str]:
    return set(rows.fetch(work, response).completed or {})


def submitted(world: World, work: Work, period: str, population: str) -> str:
    """File and submit a quarter's report with one project."""
    response = opened(world, work, period)
    world.type(work, response, "population", population)
    with_centre(world, work, response)
    mark(world, work, response, "profile", "projects")
    filing = world.filing(work, response)
    submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision)
    return response


def test_a_mark_stands_until_its_sheet_changes(world: World, work: Work) -> None:  # SELF-01
    response = opened(world, work)
    world.type(work, response, "population", "无")
    mark(world, work, response, "profile", "projects")
    mark(world, work, response, "profile")
    assert marks(work, response) == {"profile", "projects"}
    world.type(work, response, "funded", "false")
    assert marks(work, response) == {"profile"}
    newest = events.of(work, response)[-1]
    assert [change.path for change in newest.changes] == ["funded", "#sheet.projects"]
    world.type(work, response, "population", "0")
    assert marks(work, response) == {"profile"}
    with_centre(world, work, response)
    mark(world, work, response, "projects")
    filing = world.filing(work, response)
    edit = RowEdit("add", "projects", 0, filing.response.revision)
    repeats.change_rows(work, filing, world.wang, edit=edit)
    assert marks(work, response) == {"profile"}


def test_submission_waits_for_every_sheet(world: World, work: Work) -> None:  # SELF-02
    response = opened(world, work)
    world.type(work, response, "funded", "false")
    mark(world, work, response, "projects")
    filing = world.filing(work, response)
    with pytest.raises(Incomplete) as refused:
        submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision)
    assert [(one.code, one.path) for one in refused.value.problems] == [
        ("filing-sheet-unsaved", "#sheet.profile")
    ]
    mark(world, work, response, "profile")
    lacking = completion.blocking(world.filing(work, response))
    assert [one.code for one in lacking] == ["answer-missing"]


def test_the_years_sheet_counts_as_saved(world: World, work: Work) -> None:  # SELF-03 SELF-04
    first = submitted(world, work, "2026-Q1", "50")
    second = opened(world, work, "2026-Q2")
    filing = world.filing(work, second)
    assert completion.unsaved(filing) == ("projects",)
    assert filing.response.document == {
        "funded": True,
        "projects": [{"name": "城东商贸中心", "kind": "centre", "area": 1200, "lines": "零售"}],
    }
    mark(world, work, second, "projects")
    filing = world.filing(work, second)
    submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision)
    done = rows.fetch(work, second)
    assert done.effective and done.effective["population"] == 50
    judged = submission.judged(filing)["history"]
    assert isinstance(judged, dict) and pluck(judged["2026-Q1"], "population") == 50
    corrected = replace(rows.fetch(work, first))
    rows.advance(work, corrected, rows.Step("approve"), world.wang, effective={"population": 99})
    assert world.filing(work, second).state.value("population") == 50


def test_a_change_that_clears_waits(world: World, work: Work) -> None:  # LOSE-01
    response = opened(world, work)
    with_centre(world, work, response)
    before = rows.fetch(work, response)
    with pytest.raises(Losing) as asked:
        world.type(work, response, "projects[0].kind", "depot")
    assert asked.value.lost == ("projects[0].area", "projects[0].lines")
    assert "营业面积、服务功能" in asked.value.problems[0].message("zh")
    assert rows.fetch(work, response) == before


def test_confirmed_it_is_one_event(world: World, work: Work) -> None:  # LOSE-02
    response = opened(world, work)
    with_centre(world, work, response)
    filing = world.filing(work, response)
    before = filing.response
    edit = Edit("projects[0].kind", "depot", before.revision, confirmed=True)
    done = drafts.change(work, filing, world.wang, edit=edit)
    assert done.response.revision == before.revision + 1
    assert done.response.document == {
        "funded": True, "projects": [{"name": "城东商贸中心", "kind": "depot"}]
    }  # fmt: skip
    assert "projects[0].area" in done.paths
    mark(world, work, response, "projects")
    assert revisions.document_at(work, rows.fetch(work, response), before.revision) == before.document
    world.type(work, response, "projects[0].kind", "centre")
    assert world.filing(work, response).state.value("projects[0].area") is None


def test_a_hidden_repeat_is_cleared_whole(world: World, work: Work) -> None:  # LOSE-02
    response = opened(world, work)
    with_centre(world, work, response)
    filing = world.filing(work, response)
    before = filing.response
    drafts.change(work, filing, world.wang, edit=Edit("funded", "false", before.revision, confirmed=True))
    assert rows.fetch(work, response).document == {"funded": False}
    assert revisions.document_at(work, rows.fetch(work, response), before.revision) == before.document


def test_a_posted_sheet_keeps_the_rest(world: World, work: Work) -> None:  # LOSE-03
    response = opened(world, work)
    with_centre(world, work, response)
    posted = CENTRE | {"projects[0].kind": "depot", "projects[0].name": "城东配送中心"}
    filing = world.filing(work, response)
    revision = filing.response.revision
    saved = sheets.save(work, filing, world.wang, typed=posted, revision=revision)
    assert saved.accepted == ("projects[0].name",) and len(saved.waiting) == 1
    assert filing.state.value("projects[0].area") == 1200
    filing = world.filing(work, response)
    saved = sheets.save(
        work, filing, world.wang, typed=posted, revision=revision + 1, confirmed="projects[0].kind"
    )
    assert saved.clean
    document = rows.fetch(work, response).document or {}
    assert document["projects"] == [{"name": "城东配送中心", "kind": "depot"}]


def test_a_pasted_block_clears_nothing(world: World, work: Work) -> None:  # LOSE-03
    response = opened(world, work)
    with_centre(world, work, response)
    filing = world.filing(work, response)
    saved = sheets.paste(
        work,
        filing,
        world.wang,
        block=(("城西", "depot"),),
        start="projects[0].name",
        revision=filing.response.revision,
        preview=False,
    )
    assert saved.accepted == ("projects[0].name",)
    assert saved.refused["projects[0].kind"][1].code == "filing-would-clear"
    assert world.filing(work, response).state.value("projects[0].area") == 1200


def test_a_row_taken_away_asks_as_well(world: World, work: Work) -> None:  # LOSE-04
    response = opened(world, work)
    with_centre(world, work, response)
    filing = world.filing(work, response)
    repeats.change_rows(
        work, filing, world.wang, edit=RowEdit("add", "projects", 0, filing.response.revision)
    )
    world.type(work, response, "remark", "两个项目")
    before = world.filing(work, response).response
    edit = RowEdit.parse("remove:projects:1", before.revision)
    with pytest.raises(Losing):
        repeats.change_rows(work, world.filing(work, response), world.wang, edit=edit)
    assert rows.fetch(work, response) == before
    sure = RowEdit.parse("remove:projects:1:confirmed", before.revision)
    repeats.change_rows(work, world.filing(work, response), world.wang, edit=sure)
    now = rows.fetch(work, response)
    assert "remark" not in (now.document or {})
    assert revisions.document_at(work, now, before.revision) == before.document
