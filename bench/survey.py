"""(b) A survey of 300 questions: one value set, and one finished response checked, beside survey-core."""

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle
from statistics import median
from time import perf_counter
from typing import Any

from bench.measuring import node, per_call
from bench.report import Found, Goal
from bench.survey_workload import QUESTIONS, Survey, answers, survey
from engine.forms import FormState, Program, compile, load_text
from engine.store import exact_json

SET = Goal("b.set", "one value set in 300 questions, dependents settled", "µs", 100, "least", "ratio")
CHECK = Goal("b.check", "a finished response read, checked, with messages", "µs", 200, "least", "ratio")
EQUAL = Goal("b.hidden", "responses that hide the same questions in both", "of 25", 25, "least")
ROUNDS = 3


def measure() -> Iterator[Found]:
    """Yield the rows of workload B."""
    made = survey()
    program = compile(load_text(made.definition(), "workload.json"))
    probes = [answers(seed) for seed in range(25)]
    finished = [answers(seed, wrong=True) for seed in range(100, 140)]
    sets = [(f"q{6 * (index % 50) + 3}", (index * 37) % 101) for index in range(1000)]
    given = {"probes": probes, "start": probes[11], "sets": sets, "finished": finished}
    told, taken = [], []
    for _ in range(ROUNDS):
        told.append(_theirs(made, given))
        taken.append(_ours(program, probes[11], sets, finished))
    yield _beside(SET, [one["set"] for one in taken], [one["set"] for one in told])
    yield _beside(CHECK, [one["check"] for one in taken], [one["finished"] for one in told])
    yield Found(EQUAL, sum(map(_agree(program), probes, told[0]["hidden"])), 25, "survey-core")


def _beside(goal: Goal, ours: list[float], theirs: list[float]) -> Found:
    return Found(goal, median(ours), median(theirs), "survey-core")


def _theirs(made: Survey, given: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = node("survey.js", {"model": made.model(), **given})
    return told


def _ours(
    program: Program, start: dict[str, Any], sets: list[tuple[str, int]], finished: list[dict[str, Any]]
) -> dict[str, float]:
    state = started(program, json.dumps(start))
    changes = cycle([(path, Decimal(value)) for path, value in sets])
    texts = cycle([json.dumps(response) for response in finished])
    return per_call(
        {"set": lambda: state.set(*next(changes)), "check": lambda: checked(program, next(texts))},
        rounds=5,
        clock=perf_counter,
    )


def started(program: Program, text: str) -> FormState:
    """Return the state of a response from its JSON."""
    document = exact_json.loads(text)
    assert isinstance(document, dict)
    return program.start(program.read(document))


def checked(program: Program, text: str) -> list[str]:
    """Return every sentence that a finished response is refused with, from its JSON."""
    return [problem.message("zh") for problem in started(program, text).complete()]


def _agree(program: Program) -> Any:
    names = [f"q{index}" for index in range(QUESTIONS)]

    def agrees(given: dict[str, Any], hidden: list[str]) -> bool:
        state = started(program, json.dumps(given))
        return {name for name in names if not state.relevant(name)} == set(hidden)

    return agrees
