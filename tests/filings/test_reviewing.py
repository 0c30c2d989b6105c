"""What the reviewer fills in, and the number that is issued on approval.

REV-01 A field of `stage: review` is neither shown to the filer nor asked of them.
REV-02 What a filer sends for it is refused, by field, by sheet and by import.
REV-03 The reviewer fills it in while the filing waits for a verdict, and nothing else.
REV-04 What depends on it follows, and stands in the effective values.
REV-05 Approval waits for what the reviewer must fill in.
SER-01 A number is issued on approval, by the pattern, counting within its series.
SER-02 It is issued once: a filing that is approved again keeps it.
SER-03 Approvals at once get different numbers without holes, on both databases.
SER-04 An approval that is undone gives its number back.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.filings import Incomplete, Refusal, Response, drafts, responses, reviewing, sheets, submission
from engine.filings.importing import file_document
from engine.filings.responses import Step, new_id
from engine.forms import Misfits, Refused
from engine.store import Json, Work
from tests.filings.stock import HONGDA, World

RECORD = {"site": "宏达商城", "kind": "平台"}


def submitted(world: World, work: Work, period: str = "2026-03", **values: str) -> str:
    """File a record for a month."""
    response = world.open(work, "beian", period).id
    world.fill(work, response, {**RECORD, **values})
    filing = world.filing(work, response)
    submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision)
    return response


def assessed(world: World, work: Work, response: str, path: str, raw: str) -> Response:
    """Fill in one of the reviewer's fields."""
    filing = world.desk.open(work, responses.fetch(work, response, lock=True), world.wang, reviewing=True)
    edit = drafts.Edit(path, raw, filing.response.revision)
    return reviewing.assess(work, filing, world.wang, edit=edit).response


def approved(world: World, work: Work, response: str) -> Response:
    """Give the verdict and approve."""
    assessed(world, work, response, "verdict", "fit")
    return submission.approve(work, world.desk, responses.fetch(work, response), world.wang)


def test_the_filer_is_not_asked(world: World, work: Work) -> None:  # REV-01
    response = submitted(world, work)
    state = world.filing(work, response).state
    assert not state.relevant("verdict")
    assert state.read_only("verdict")
    assert state.problems == ()
    assert state.why_shown("verdict") == "由审核单位填写。"


@pytest.mark.parametrize("path", ["verdict", "own_score", "verdict_text"])
def test_the_filer_may_not_fill_it_in(world: World, work: Work, path: str) -> None:  # REV-02
    response = world.open(work, "beian").id
    with pytest.raises(Refused) as refused:
        world.type(work, response, path, "fit")
    assert refused.value.problem.code == "answer-for-reviewer"
    filing = world.filing(work, response)
    saved = sheets.save(work, filing, world.wang, typed={path: "90", "site": "商城"}, revision=1)
    assert path in saved.refused
    assert filing.response.document == {"site": "商城"}


def test_an_import_may_not_fill_it_in(world: World, work: Work) -> None:  # REV-02
    version = world.desk.programs.current(work, "beian").version
    fresh = Response(new_id(), "beian", version, "2026-01", organisation=HONGDA.id)
    document: dict[str, Json] = {**RECORD, "own_score": 95}
    with pytest.raises(Misfits) as refused:
        file_document(work, world.desk, world.wang, fresh=fresh, document=document, organisation=HONGDA)
    assert [(found.code, found.path) for found in refused.value.problems] == [
        ("answer-for-reviewer", "own_score")
    ]


def test_the_reviewer_fills_it_in(world: World, work: Work) -> None:  # REV-03, REV-04
    response = submitted(world, work)
    after = assessed(world, work, response, "own_score", "90")
    assert after.effective is not None
    assert (after.effective["own_score"], after.effective["weighed"]) == (90, 27)
    with pytest.raises(Refused) as refused:
        assessed(world, work, response, "site", "别的商城")
    assert refused.value.problem.code == "answer-for-filer"
    with pytest.raises(Refused):
        assessed(world, work, response, "own_score", "甲")
    assert world.filing(work, response).state.relevant("own_score"), "what was given is shown to the filer"


def test_only_what_was_handed_over_is_reviewed(world: World, work: Work) -> None:  # REV-03
    draft = world.open(work, "beian").id
    with pytest.raises(Refusal) as refused:
        assessed(world, work, draft, "own_score", "90")
    assert refused.value.problems[0].code == "filing-transition"


def test_approval_waits_for_the_reviewer(world: World, work: Work) -> None:  # REV-05
    response = submitted(world, work)
    with pytest.raises(Incomplete) as refused:
        submission.approve(work, world.desk, responses.fetch(work, response), world.wang)
    assert [found.path for found in refused.value.problems] == ["verdict"]
    assert approved(world, work, response).state == "approved"


def test_numbers_count_within_their_series(world: World, work: Work) -> None:  # SER-01
    found = [
        approved(world, work, submitted(world, work, period, kind=kind)).serial
        for period, kind in [("2026-01", "平台"), ("2026-02", "自营"), ("2026-03", "平台")]
    ]
    assert found == ["备2026-平台-00001号", "备2026-自营-00001号", "备2026-平台-00002号"]


def test_a_number_is_issued_once(world: World, work: Work) -> None:  # SER-02
    response = submitted(world, work)
    first = approved(world, work, response)
    responses.advance(work, first, Step("submit"), world.wang, state="submitted")
    again = submission.approve(work, world.desk, responses.fetch(work, response), world.wang)
    assert again.serial == first.serial == "备2026-平台-00001号"


def test_numbers_at_once(any_world: World) -> None:  # SER-03
    world = any_world
    months = [f"2025-{month:02}" for month in range(1, 9)]
    with world.database.write() as work:
        waiting = [submitted(world, work, month) for month in months]

    def approve(response: str) -> str | None:
        with world.database.write() as own:
            return approved(world, own, response).serial

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(approve, waiting))
    assert sorted(str(one) for one in found) == [f"备2026-平台-{number:05}号" for number in range(1, 9)]


def test_an_undone_approval_leaves_no_hole(world: World) -> None:  # SER-04
    with world.database.write() as work:
        first, second = submitted(world, work, "2026-01"), submitted(world, work, "2026-02")
    with pytest.raises(ZeroDivisionError), world.database.write() as work:
        approved(world, work, first)
        raise ZeroDivisionError
    with world.database.write() as work:
        assert approved(world, work, second).serial == "备2026-平台-00001号"
