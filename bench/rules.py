"""(a) 300 rules on one record, beside the same by hand, a Python package, and JavaScript compiled."""

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any

import json_logic

from bench.measuring import node, per_call
from bench.report import Found, Goal
from bench.rules_workload import Workload, workload
from engine.rules import compile_plain, evaluate

HAND = Goal("a.hand", "300 rules compiled, beside one hand-written function", "µs", 1.2, judged="ratio")
ENGINE = Goal("a.engine", "300 rules compiled, beside json-logic-engine compiled", "µs", 2, judged="ratio")
PACKAGE = Goal("a.package", "300 rules, beside the fastest JSON Logic package", "µs", 40, "least", "ratio")
EQUAL = Goal("a.answers", "answers equal to json-logic-js, compiled and interpreted", "of 600", 600, "least")
ROUNDS = 3


def measure() -> Iterator[Found]:
    """Yield the rows of workload A."""
    work = workload()
    logics = [pair.logic for pair in work.rules]
    compiled = compile_plain(logics)
    by_hand = hand_written(work)
    taken = per_call(
        {
            "ours": lambda: compiled(work.data),
            "hand": lambda: by_hand(work.data),
            "package": lambda: [json_logic.jsonLogic(logic, work.data) for logic in logics],
        }
    )
    told = node("rules.js", {"rules": logics, "data": work.data})
    ours_alone = {"ours": lambda: compiled(work.data)}
    rounds = [
        (per_call(ours_alone, rounds=3, clock=perf_counter)["ours"], _engine(logics, work.data))
        for _ in range(ROUNDS)
    ]
    equal = sum(map(same, compiled(work.data), told["answers"]))
    equal += sum(map(same, (evaluate(logic, work.data) for logic in logics), told["answers"]))
    yield Found(HAND, taken["ours"], taken["hand"], "by hand")
    ours, theirs = (median(each) for each in zip(*rounds, strict=True))
    yield Found(ENGINE, ours, theirs, "json-logic-engine, built")
    yield Found(PACKAGE, taken["ours"], taken["package"], "panzi-json-logic")
    yield Found(EQUAL, equal, 600, f"json-logic-js, {told['microseconds']:.0f} µs a pass")


def _engine(logics: list[Any], data: dict[str, Any]) -> float:
    """Return the microseconds of a pass of json-logic-engine's compiled rules."""
    told: dict[str, float] = node("engine.js", {"rules": logics, "data": data})
    return told["microseconds"]


def hand_written(work: Workload) -> Callable[[Any], list[Any]]:
    """Return the rules as one Python function, as a person would write it."""
    lines = ",\n".join(f"({pair.python})" for pair in work.rules)
    names: dict[str, Any] = {}
    exec(compile(f"def rules(d):\n g = d.get\n return [{lines}]", "<by hand>", "exec"), names)
    made: Callable[[Any], list[Any]] = names["rules"]
    return made


def same(ours: Any, theirs: Any) -> bool:
    """Whether a Python answer is the JavaScript one: the same type of JSON, the same value."""
    if isinstance(ours, bool) or isinstance(theirs, bool) or ours is None or theirs is None:
        return ours is theirs
    return bool(ours == theirs)
