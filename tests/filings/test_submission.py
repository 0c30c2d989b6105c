"""Submission.

SUB-01  What is incomplete is refused with every problem; nothing is written.
SUB-02  A complete response gets a receipt, and its figures are kept as they counted.
SUB-03  The same key again gets the same receipt, byte for byte; for another revision it is refused.
SUB-04  Fifty posts at once make one submission and fifty identical receipts, on both databases.
SUB-05  A broken soft check asks for an explanation; explained, the filing is abnormal.
SUB-06  What changed after the page was opened is not submitted unseen.
SUB-07  A submission is withdrawn while nobody has reviewed it, and may be submitted again.
SUB-08  The figures a filing was judged by stay as they were when an earlier report is corrected.
SUB-09  A required survey must be answered first.
SUB-10  An explanation is asked for again when a figure changes.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from engine.filings import Incomplete, Receipt, Refusal, drafts, events, overview, responses, submission
from engine.filings.documents import pluck
from engine.library import stopping
from engine.library.versions import NoSuchForm
from engine.store import Database, Work
from engine.store.tables.events import events as event_table
from engine.store.tables.receipts import receipts
from tests.filings.stock import COMPLETE, HONGDA, World


def submitted(world: World, work: Work, response: str, key: str = "k1") -> Receipt:
    filing = world.filing(work, response)
    return submission.submit(work, filing, world.wang, key=key, revision=filing.response.revision)


def complete(world: World, work: Work, period: str = "2026-01") -> str:
    """Return a January report that lacks nothing and breaks nothing."""
    response = world.open(work, period=period).id
    world.fill(work, response, {**COMPLETE, "econ.revenue.month": "1200"})
    return response


def test_what_is_incomplete_is_refused(world: World, work: Work) -> None:  # SUB-01
    response = world.open(work)
    with pytest.raises(Incomplete) as refused:
        submitted(world, work, response.id)
    paths = {found.path for found in refused.value.problems}
    assert {"staff", "econ.revenue.ytd"} <= paths
    assert responses.fetch(work, response.id) == response


def test_a_complete_response_gets_a_receipt(world: World, work: Work) -> None:  # SUB-02
    response = complete(world, work)
    receipt = submitted(world, work, response)
    stored = responses.fetch(work, response)
    assert (stored.state, stored.screening, stored.submitted_at) == ("submitted", "normal", world.wang.at)
    assert pluck(stored.effective, "econ.revenue.growth") == 20
    assert receipt.told["screening"] == "normal"
    assert submission.newest_receipt(work, response) == receipt
    assert events.verify(work, response, head=stored.head) == ()


def test_the_same_key_gets_the_same_receipt(world: World, work: Work) -> None:  # SUB-03
    response = complete(world, work)
    seen = responses.fetch(work, response).revision
    first = submitted(world, work, response)
    again = submission.submit(work, world.filing(work, response), world.wang, key="k1", revision=seen)
    assert again == first
    with pytest.raises(Refusal) as reused:
        submission.submit(work, world.filing(work, response), world.wang, key="k1", revision=seen - 1)
    assert reused.value.problems[0].code == "filing-key-reused"
    with pytest.raises(Refusal) as other:
        submitted(world, work, response, key="k2")
    assert other.value.problems[0].code == "filing-not-editable"


def test_fifty_at_once_are_one(any_world: World) -> None:  # SUB-04
    with any_world.database.write() as work:
        response = complete(any_world, work)
        seen = responses.fetch(work, response).revision

    def post(_number: int) -> str:
        with any_world.database.write() as work:
            filing = any_world.filing(work, response)
            return submission.submit(work, filing, any_world.wang, key="k1", revision=seen).body

    with ThreadPoolExecutor(16) as pool:
        bodies = set(pool.map(post, range(50)))
    assert len(bodies) == 1
    assert counted(any_world.database) == (1, 1)


def counted(database: Database) -> tuple[int, int]:
    """Return how many receipts and how many submissions in the history there are."""
    with database.read() as work:
        kept = work.connection.execute(select(func.count()).select_from(receipts)).scalar_one()
        told = select(func.count()).select_from(event_table).where(event_table.c.action == "submit")
        return kept, work.connection.execute(told).scalar_one()


def test_a_broken_check_asks_for_an_explanation(world: World, work: Work) -> None:  # SUB-05
    response = complete(world, work)
    world.type(work, response, "econ.revenue.month", "1100")
    with pytest.raises(Incomplete) as refused:
        submitted(world, work, response)
    assert len(refused.value.problems) == 1
    filing = world.filing(work, response)
    (broken,) = filing.state.unexplained
    drafts.explain(work, filing, world.wang, check=broken.check, text="补记上年收入")
    submitted(world, work, response)
    stored = responses.fetch(work, response)
    assert stored.screening == "abnormal"
    assert stored.explanations is not None
    assert "补记上年收入" in str(stored.explanations[broken.check])


def test_an_explanation_is_asked_for_again(world: World, work: Work) -> None:  # SUB-10
    response = complete(world, work)
    world.type(work, response, "econ.revenue.month", "1100")
    filing = world.filing(work, response)
    (broken,) = filing.state.unexplained
    drafts.explain(work, filing, world.wang, check=broken.check, text="补记上年收入")
    assert not world.filing(work, response).state.unexplained
    world.type(work, response, "econ.revenue.month", "1101")
    assert world.filing(work, response).state.unexplained


def test_what_changed_unseen_is_not_submitted(world: World, work: Work) -> None:  # SUB-06
    response = complete(world, work)
    filing = world.filing(work, response)
    with pytest.raises(Refusal) as stale:
        submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision - 1)
    assert stale.value.problems[0].code == "filing-stale-submit"


def test_a_submission_is_withdrawn(world: World, work: Work) -> None:  # SUB-07
    response = complete(world, work)
    submitted(world, work, response)
    withdrawn = submission.withdraw(work, world.filing(work, response), world.wang)
    assert (withdrawn.state, withdrawn.submitted_at) == ("draft", None)
    world.type(work, response, "staff", "121")
    assert submitted(world, work, response, key="k2").told["revision"] == withdrawn.revision + 2
    submission.approve(work, world.desk, responses.fetch(work, response), world.wang)
    with pytest.raises(Refusal):
        submission.withdraw(work, world.filing(work, response), world.wang)
    with pytest.raises(Refusal):
        submission.approve(work, world.desk, responses.fetch(work, response), world.wang)


def test_old_verdicts_stay(world: World, work: Work) -> None:  # SUB-08
    january = complete(world, work)
    submitted(world, work, january)
    submission.approve(work, world.desk, responses.fetch(work, january), world.wang)
    february = world.open(work, period="2026-02").id
    world.fill(work, february, {**COMPLETE, "econ.revenue.month": "300", "econ.revenue.ytd": "1500"})
    submitted(world, work, february, key="k2")
    kept = work.connection.execute(
        select(receipts.c.judged).where(receipts.c.response == february)
    ).scalar_one()
    assert kept["history"]["2026-01"]["econ"]["revenue"]["ytd"] == 1200
    assert kept["document"]["econ"]["revenue"]["growth"] == 50
    assert kept["findings"] == []


def test_a_required_survey_comes_first(world: World, work: Work) -> None:  # SUB-09
    response = complete(world, work, "2026-03")
    surveys = overview.surveys(work, world.desk, world.wang, organisation=HONGDA)
    assert [(card.program.form.form, card.required) for card in surveys] == [
        ("qijing", True),
        ("xiandian", False),
    ]
    owed = overview.owed(surveys)
    filing = world.filing(work, response)
    with pytest.raises(Incomplete) as refused:
        submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision, owed=owed)
    assert "景气问卷" in refused.value.problems[-1].message()
    poll = world.open(work, "qijing").id
    world.type(work, poll, "overall", "good")
    submitted(world, work, poll)
    assert overview.owed(overview.surveys(work, world.desk, world.wang, organisation=HONGDA)) == ()


def test_a_stopped_survey_is_owed_by_nobody(world: World, work: Work) -> None:  # SUB-09
    def asked() -> list[str]:
        found = overview.surveys(work, world.desk, world.wang, organisation=HONGDA)
        return [card.program.form.form for card in found if card.standing == "open"]

    assert "qijing" in asked()
    stopping.stop(work, "qijing", by="li", at=world.wang.at)
    assert "qijing" not in asked()
    assert overview.owed(overview.surveys(work, world.desk, world.wang, organisation=HONGDA)) == ()
    stopping.resume(work, "qijing")
    assert "qijing" in asked()
    with pytest.raises(NoSuchForm):
        stopping.stop(work, "nowhere", by="li", at=world.wang.at)
