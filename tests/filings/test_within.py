"""A quarter that is checked against its three monthly reports.

QTR-01 The filings within the period are read in the states that count, whatever else there is.
QTR-02 All are found by one query and read by one more; read once, they are kept.
QTR-03 A check over them waits for the missing one, and says so.
QTR-04 What the quarter was judged by is kept with its receipt.
"""

import pytest
from sqlalchemy import event, select

from engine.filings import Incomplete, submission
from engine.filings.links import Reader
from engine.forms.periods import Period
from engine.store import Work
from engine.store.tables.receipts import receipts
from tests.filings.stock import World

FIRST = {"econ.revenue.month": "400", "econ.revenue.ytd": "400"}
SECOND = {"econ.revenue.month": "300", "econ.revenue.ytd": "700"}
THIRD = {"econ.revenue.month": "500", "econ.revenue.ytd": "1200"}


def months(world: World, work: Work, *figures: dict[str, str]) -> None:
    """Approve the reports of January and the months after it."""
    for number, values in enumerate(figures, 1):
        world.approved(work, f"2026-{number:02}", values)


def test_three_months(world: World, work: Work) -> None:  # QTR-01, QTR-03
    months(world, work, FIRST, SECOND)
    response = world.open(work, "jihui", "2026-Q1").id
    world.type(work, response, "revenue", "1200")
    state = world.filing(work, response).state
    assert state.value("filed") == 2
    assert [one.period.key for one in state.not_run] == ["2026-03"]
    world.approved(work, "2026-03", THIRD)
    assert not world.filing(work, response).state.not_run
    assert not world.filing(work, response).state.findings
    world.type(work, response, "revenue", "1199.99")
    filing = world.filing(work, response)
    with pytest.raises(Incomplete) as refused:
        submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision)
    assert "1,199.99" in refused.value.problems[0].message()


def test_a_report_that_is_not_approved_does_not_count(world: World, work: Work) -> None:  # QTR-01
    months(world, work, FIRST, SECOND)
    waiting = world.open(work, period="2026-03").id
    world.fill(work, waiting, THIRD)
    response = world.open(work, "jihui", "2026-Q1").id
    assert world.filing(work, response).state.value("filed") == 2


def test_two_queries(world: World, work: Work) -> None:  # QTR-02
    months(world, work, FIRST, SECOND, THIRD)
    program = world.desk.programs.current(work, "jihui")
    reader, asked = Reader(world.desk.programs), list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.extend([statement] if "FROM responses" in statement else [])

    event.listen(work.connection, "before_cursor_execute", note)
    found = reader.earlier(work, program, "hongda", Period.parse("2026-Q1"))
    assert (len(found.links["monthly"]), len(asked)) == (3, 2)
    reader.earlier(work, program, "hongda", Period.parse("2026-Q1"))
    assert len(asked) == 3


def test_the_judged_figures_are_kept(world: World, work: Work) -> None:  # QTR-04
    months(world, work, FIRST, SECOND, THIRD)
    response = world.open(work, "jihui", "2026-Q1").id
    world.type(work, response, "revenue", "1200")
    filing = world.filing(work, response)
    submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision)
    query = select(receipts.c.judged).where(receipts.c.response == response)
    kept = work.connection.execute(query).scalar_one()
    assert kept["links"]["monthly"]["2026-02"]["econ"]["revenue"]["month"] == 300
