"""Submission under a storm of clicks.

SUB-01  Fifty at once with one key: one submission, fifty times the same receipt, byte for byte.
SUB-02  Fifty at once with fifty keys: one submission, one receipt; the others are told it is done.
SUB-03  The hash chain holds, and the submission is one event.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.filings import Refusal, events, responses, submission
from engine.store import Work
from tests.filings.conftest import any_world, settled
from tests.filings.stock import COMPLETE, World

__all__ = ["any_world", "settled"]
CLICKS = 50


def ready(world: World, work: Work) -> tuple[str, int]:
    """Fill a report in so that it can be submitted; returns it with its revision."""
    response = world.open(work).id
    world.fill(work, response, {**COMPLETE, "econ.revenue.month": "1200"})
    filing = world.filing(work, response)
    for found in filing.state.unexplained:
        filing.state.explain(found.check, "已核实")
    return response, filing.response.revision


def click(world: World, response: str, key: str, revision: int) -> str:
    """Submit once, in a unit of work of its own; returns the receipt, or the refusal's code."""
    with world.database.write(patience=30) as work:
        filing = world.filing(work, response)
        for found in filing.state.unexplained:
            filing.state.explain(found.check, "已核实")
        try:
            return submission.submit(work, filing, world.wang, key=key, revision=revision).body
        except Refusal as refused:
            return refused.problems[0].code


@pytest.mark.parametrize("one_key", [True, False], ids=["one key", "many keys"])
def test_a_storm_of_clicks(any_world: World, one_key: bool) -> None:  # SUB-01, SUB-02, SUB-03
    with any_world.database.write() as work:
        response, revision = ready(any_world, work)
    keys = ["k" if one_key else f"k{number}" for number in range(CLICKS)]
    with ThreadPoolExecutor(CLICKS) as people:
        got = Counter(people.map(lambda key: click(any_world, response, key, revision), keys))
    receipts = [found for found in got if found.startswith("{")]
    assert len(receipts) == 1, got
    assert got == ({receipts[0]: CLICKS} if one_key else {receipts[0]: 1, "filing-not-editable": CLICKS - 1})
    with any_world.database.read() as work:
        stored, history = responses.fetch(work, response), events.of(work, response)
        assert [event.action for event in history].count("submit") == 1
        assert stored.state == "submitted" and stored.revision == len(history) == revision + 1
        assert events.verify(work, response, head=stored.head) == ()
        newest = submission.newest_receipt(work, response)
        assert newest is not None and newest.body == receipts[0]
