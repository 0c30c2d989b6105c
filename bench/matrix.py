"""(m) The survey of (b) with 50 rows of 20 figures and their totals: one figure set, beside survey-core."""

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from bench.measuring import node, per_call
from bench.report import Found, Goal
from bench.survey import started
from bench.survey_workload import Item, Survey, answers, survey
from engine.forms import FormState, compile, load_text

CELL = Goal("m.cell", "one figure of 50 × 20 set, sums and totals settled", "µs", 1000, "least", "ratio")
TOTALS = Goal("m.totals", "totals equal to survey-core's after the changes", "of 20", 20, "least")
ROWS, COLUMNS = 50, 20
TYPED = COLUMNS - 2
SETS = [(index % ROWS, index % 4, (index * 13) % 97) for index in range(24)]


def measure() -> Iterator[Found]:
    """Yield the rows of the matrix."""
    made, given = survey(), answers(11)
    chance = Random(11)
    given["m"] = [{f"c{column}": chance.randint(0, 100) for column in range(TYPED)} for _ in range(ROWS)]
    program = compile(load_text(definition(made), "matrix.json"))
    told, taken = [], []
    for _ in range(2):
        told.append(node("matrix.js", {"model": model(made), "start": given, "sets": SETS}))
        state = started(program, json.dumps(given))
        taken.append(_taken(state))
    yield Found(CELL, median(taken), median(one["cell"] for one in told), "survey-core")
    for row, column, value in SETS:
        state.set(f"m[{row}].c{column}", Decimal(value))
    totals = [state.value(f"t{column}") for column in range(COLUMNS)]
    yield Found(TOTALS, sum(map(_equal, totals, told[0]["totals"])), COLUMNS, "survey-core")


def _taken(state: FormState) -> float:
    """Return the microseconds of one figure set."""
    changes = cycle([(f"m[{row}].c{column}", Decimal(value)) for row, column, value in SETS])
    return per_call({"set": lambda: state.set(*next(changes))}, rounds=5, clock=perf_counter)["set"]


def definition(made: Survey) -> str:
    """Return the survey with the rows and their totals as a definition of ours."""
    columns: list[Item] = [
        {"field": f"c{number}", "label": f"c{number}", "type": "integer"} for number in range(TYPED)
    ]
    sums = (("c18", "c0 + c1"), ("c19", "c2 * c3"))
    columns += [{"field": name, "label": name, "type": "integer", "calculation": rule} for name, rule in sums]
    items: list[Item] = [{"repeat": "m", "label": "m", "maximum": ROWS, "items": columns}]
    for number in range(COLUMNS):
        total = {"type": "integer", "calculation": f"sum(m.c{number})"}
        items.append({"field": f"t{number}", "label": f"t{number}", **total})
    form = json.loads(made.definition())
    form["sheets"].append({"sheet": "pm", "title": "Matrix", "items": items})
    return json.dumps(form)


def model(made: Survey) -> Item:
    """Return the same for survey-core."""
    columns: list[Item] = [
        {"name": f"c{number}", "cellType": "text", "inputType": "number", "totalType": "sum"}
        for number in range(TYPED)
    ]
    for name, rule in (("c18", "{row.c0} + {row.c1}"), ("c19", "{row.c2} * {row.c3}")):
        columns.append({"name": name, "cellType": "expression", "expression": rule, "totalType": "sum"})
    matrix = {"type": "matrixdynamic", "name": "m", "rowCount": ROWS, "columns": columns}
    return {"pages": [*made.model()["pages"], {"name": "pm", "elements": [matrix]}]}


def _equal(ours: Any, theirs: Any) -> bool:
    return bool(ours == theirs)
