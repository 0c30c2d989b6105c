"""Final forms: an application is handed in once.

FIN-01 Before submission a final form is filled in like any other.
FIN-02 Afterwards no value, row or explanation can be changed, and it cannot be submitted again.
FIN-03 It cannot be withdrawn.
FIN-04 Even returned by a reviewer it stays as it was handed in.
"""

from collections.abc import Callable

import pytest

from engine.filings import Filing, Refusal, RowEdit, drafts, repeats, responses, sheets, submission
from engine.filings.responses import Step
from engine.store import Work
from tests.filings.stock import World


@pytest.fixture
def handed_in(world: World, work: Work) -> str:
    """Return an application that was submitted."""
    response = world.open(work, "shenqing", "").id
    world.fill(work, response, {"project": "数控改造", "amount": "120"})
    filing = world.filing(work, response)
    submission.submit(work, filing, world.wang, key="k1", revision=filing.response.revision)
    return response


def _change(world: World, work: Work, filing: Filing) -> object:
    edit = drafts.Edit("amount", "130", filing.response.revision)
    return drafts.change(work, filing, world.wang, edit=edit)


def _save(world: World, work: Work, filing: Filing) -> object:
    return sheets.save(work, filing, world.wang, typed={"amount": "130"}, revision=filing.response.revision)


def _row(world: World, work: Work, filing: Filing) -> object:
    edit = RowEdit("add", "steps", 0, filing.response.revision)
    return repeats.change_rows(work, filing, world.wang, edit=edit)


def _submit(world: World, work: Work, filing: Filing) -> object:
    return submission.submit(work, filing, world.wang, key="k2", revision=filing.response.revision)


def _withdraw(world: World, work: Work, filing: Filing) -> object:
    return submission.withdraw(work, filing, world.wang)


def test_a_draft_may_change(world: World, work: Work) -> None:  # FIN-01
    response = world.open(work, "shenqing", "").id
    world.type(work, response, "project", "数控改造")
    filing = world.filing(work, response)
    assert filing.editable
    assert not filing.settled


@pytest.mark.parametrize("state", ["submitted", "approved", "returned"])
@pytest.mark.parametrize("act", [_change, _save, _row, _submit, _withdraw])
def test_nothing_changes_afterwards(  # FIN-02, FIN-03, FIN-04
    world: World,
    work: Work,
    handed_in: str,
    state: str,
    act: Callable[[World, Work, Filing], object],
) -> None:
    stored = responses.fetch(work, handed_in)
    responses.advance(work, stored, Step("approve"), world.wang, state=state)
    filing = world.filing(work, handed_in)
    before = filing.response
    with pytest.raises(Refusal) as refused:
        act(world, work, filing)
    assert refused.value.problems[0].code == "filing-final"
    assert responses.fetch(work, handed_in) == before
