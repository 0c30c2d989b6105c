"""(g) A form of 5,000 items: loaded, checked and compiled; one change beside the same in 300 items."""

import time
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle
from statistics import median
from typing import Any

import yaml

from bench.measuring import per_call
from bench.report import Found, Goal
from engine.forms import FormState, compile, load_text
from engine.forms.linter.run import lint

LOAD = Goal("g.load", "5,000 items in YAML loaded, checked and compiled", "s", 3)
CHANGE = Goal("g.change", "one change of 5,000 items, beside 300", "µs", 1.2, judged="ratio")
MANY, FEW = 5_000, 300
A_SHEET = 50
ROUNDS = 3
_KINDS = ("integer", "select_one", "select_multiple", "integer", "text", "integer")

Item = dict[str, Any]


def measure() -> Iterator[Found]:
    """Yield the rows of large forms."""
    many, few = definition(MANY), definition(FEW)
    yield Found(LOAD, median(_read(many) for _ in range(ROUNDS)))
    states = {"many": _started(many), "few": _started(few)}
    values = cycle([Decimal(number) for number in range(0, 120, 7)])
    taken = per_call({name: _change(state, values) for name, state in states.items()})
    yield Found(CHANGE, taken["many"], taken["few"], "300 items")


def definition(items: int) -> str:
    """Return a form of so many items: a third depend on others, every sheet has a check."""
    made = [_item(number) for number in range(items)]
    sheets = [
        {"sheet": f"p{first}", "title": f"页{first}", "items": made[first : first + A_SHEET],
         "checks": [_check(first)]}
        for first in range(0, items, A_SHEET)
    ]  # fmt: skip
    form = {"form": "large", "kind": "survey", "title": "大表", "sheets": sheets}
    return yaml.dump(form, allow_unicode=True, sort_keys=False, Dumper=yaml.CSafeDumper)


def _item(number: int) -> Item:
    kind = number % len(_KINDS)
    item: Item = {"field": f"q{number}", "label": f"第{number}题", "type": _KINDS[kind]}
    if kind in (0, 3):
        item |= {"minimum": 0, "maximum": 100}
    elif kind in (1, 2):
        item["choices"] = [{"value": value, "label": value.upper()} for value in "abcde"]
        item["relevant"] = f"q{number - kind} > 20"
    elif kind == 4:
        item["pattern"] = "[a-zA-Z0-9 ]+"
    else:
        item["calculation"] = f"q{number - 5} + q{number - 2} * 2"
    return item


def _check(first: int) -> Item:
    rule = f"q{first // 6 * 6} <= 90"
    return {"check": f"c{first}", "rule": rule, "severity": "warning", "message": "偏大，请核实"}


def _read(text: str) -> float:
    """Return the seconds of processor time of all that publication does with a file's text."""
    start = time.process_time()
    form = load_text(text, "large.yaml")
    if lint(form):
        raise RuntimeError("the form has faults")
    compile(form)
    return time.process_time() - start


def _started(text: str) -> FormState:
    state = compile(load_text(text, "large.yaml")).start({})
    state.set("q0", Decimal(95))
    return state


def _change(state: FormState, values: Iterator[Decimal]) -> Any:
    return lambda: state.set("q0", next(values))
