"""What a call costs: processor time, reckoned for an unhurried machine, and memory at its peak."""

import os
import tracemalloc
from collections.abc import Callable
from time import process_time
from typing import Final

from engine.forms import DefinitionError, Refused
from engine.rules import RuleError

LOOP = 0.03
"""Seconds that a million empty turns take where nothing else runs, generously."""
SLOWED: Final = 2.0 if "TESTS_MEASURED" in os.environ else 1.0
"""How much longer a tight loop of the engine takes while its lines are counted; up to 1.75 times measured."""


def seconds(call: Callable[[], object], enough: float) -> tuple[object, float]:
    """Return what came of a call (its value, or what it raised) and its time.

    A call that takes longer than `enough` is tried again: others may have held it up.
    """
    outcome, taken = _timed(call)
    for _ in range(4):
        if taken < enough:
            break
        taken = min(taken, _timed(call)[1])
    return outcome, taken


def memory(call: Callable[[], object]) -> int:
    """Return how many bytes a call holds at most while it runs."""
    tracemalloc.start()
    try:
        _outcome(call)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _outcome(call: Callable[[], object]) -> object:
    try:
        return call()
    except (RuleError, DefinitionError, Refused) as error:
        return error.with_traceback(None)


def _timed(call: Callable[[], object]) -> tuple[object, float]:
    """Return the seconds of one call, shortened by how much slower than usual a plain loop is just now, and
    by what counting lines costs."""
    pace = _loop()
    start = process_time()
    outcome = _outcome(call)
    taken = process_time() - start
    return outcome, taken / max(1.0, (pace + _loop()) / 2 / LOOP) / SLOWED


def _loop() -> float:
    start = process_time()
    for _ in range(100_000):
        pass
    return (process_time() - start) * 10
