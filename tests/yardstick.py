"""Times as multiples of a fixed piece of work beside them: a busy or slow machine fails no test."""

from collections.abc import Callable
from time import process_time
from typing import Final

ROUNDS: Final = 5
_STEPS: Final = 20_000


def times_of_a_millisecond(work: Callable[[], object]) -> float:
    """Return how long `work` takes, the best of a few runs, in milliseconds of an ordinary machine.

    An ordinary machine does the fixed work below in a millisecond of processor time. Both are run in
    turn, so that whatever slows the one slows the other.
    """
    found = []
    for _round in range(ROUNDS):
        fixed = _seconds(_fixed_work)
        found.append(_seconds(work) / fixed)
    return min(found)


def _seconds(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def _fixed_work() -> int:
    total = 0
    for number in range(_STEPS):
        total += number % 7
    return total
