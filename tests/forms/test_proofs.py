"""Proofs of what a form can never do.

PROOF-01  planted dead items, impossible checks and branches never taken are found, with the words that
          keep them from being; nothing else is
PROOF-02  what is possible is shown by values, and the engine agrees: it shows, fails, holds, branches
PROOF-03  the solver's meaning of rules is the evaluator's: whatever a rule comes to is possible, and of
          rules that are said exactly nothing else is
PROOF-04  shipped forms have nothing dead, and their proofs end in time
PROOF-05  one item is proved alone
PROOF-06  what time does not suffice for is undecided and named
PROOF-07  only who asks for proofs loads the solver
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
import z3

from engine.forms import Definitions, compile, load_folder, load_text
from engine.forms.checking import check_files, ordered
from engine.forms.linter.lint import Lint
from engine.forms.model.form import Form
from engine.forms.proofs import Verdict, merged, prove, tell
from engine.forms.proofs.facts import Facts
from engine.forms.proofs.terms import Val
from engine.forms.proofs.universe import Universe, literals_of
from engine.forms.proofs.variables import told
from tests.contracts.tree import PROGRAM, python_files, text_of

FOLDER: Final = Path(__file__).parent.parent / "definitions" / "proofs"
ENOUGH: Final = 100
"""Seconds that suffice on a busy machine; alone it takes one."""
SHIPPED: Final = Path(__file__).parents[2] / "definitions"


@pytest.fixture(scope="module")
def planted() -> tuple[Form, list[Verdict]]:
    """Return the form with planted faults and what is proved of it."""
    found = check_files(FOLDER / "planted.yaml")
    assert found.problems == []
    (form,) = found.sound()
    return form, merged(prove(form, found.definitions, seconds=ENOUGH))


def test_planted(planted: tuple[Form, list[Verdict]]) -> None:  # PROOF-01
    said = [str(each).replace(f"{FOLDER}/", "") for each in ordered(tell(planted[1]))]
    assert said == (FOLDER / "planted.yaml.problems.txt").read_text(encoding="utf-8").splitlines()


def test_possible(planted: tuple[Form, list[Verdict]]) -> None:  # PROOF-02
    form, verdicts = planted
    program = compile(form)
    possible = [verdict for verdict in verdicts if verdict.possible]
    assert len(possible) > 10
    for verdict in possible:
        assert verdict.example is not None
        example, claim = verdict.example, verdict.claim
        state = program.start(example.values, period=example.period, history=example.history)
        path = claim.path.replace("[]", "[0]")
        if claim.what == "shown":
            assert state.relevant(path)
        elif claim.what in ("fails", "holds") and claim.path in program.machine.checks:
            assert (claim.what == "holds") in state.verdict(claim.path)


# --- the two semantics --------------------------------------------------------------------------------

HEAD: Final = """\
form: rules
title: 规则
sheets:
  - sheet: one
    title: 一
    items:
      - {field: a, label: 甲, type: decimal}
      - {field: b, label: 乙, type: decimal}
      - {field: n, label: 数, type: integer}
      - {field: t, label: 真, type: boolean}
      - {field: u, label: 假, type: boolean}
      - {field: c, type: select_one, choices: [{value: x, label: 一}, {value: "y", label: 二}]}
      - {field: m, type: select_multiple, choices: [{value: x, label: 一}, {value: "y", label: 二}]}
      - {field: s, label: 文字}
      - {field: d, label: 日期, type: date}
      - {field: e, label: 日期二, type: date}
      - repeat: rows
        items:
          - {field: p, type: decimal}
          - {field: k, type: select_one, choices: [{value: x, label: 一}]}
      - {field: result, label: 结果, type: calculate, calculation: %s}
"""
EXACT: Final = (
    "a + b", "a - b - n", "-a", "a * 2", "a / n", "a / 4", "growth(a, b)", "change(a, b)", "abs(a - b)",
    "round(a, 1)", "round(a / 3, 2)", "round(-a)", "floor(a)", "ceil(a)", "a > b", "a <= n", "1 < n <= 3",
    "a == b", "a != 1.5", "t and u", "t or u", "not t", "t and a > 0", "t or is_empty(a)", "a if t else b",
    "a if a > b else n", "'x' if t else c", "coalesce(a, b, 0)", "coalesce(c, 'y')", "is_empty(a)",
    "is_empty(m)", "c == 'x'", "c != 'y'", "c in ['x']", "'x' in m", "selected(m, 'y')", "selected(c, 'x')",
    "count_selected(m)", "all_or_none(a, b)", "exclusive(a, t)", "sum(a, b, n)", "min(a, b)", "max(a, n)",
    "avg(a, b)", "count(rows)", "sum(rows.p)", "max(rows.p)", "any(rows, p > 1)", "all(rows, p > 1)",
    "none(rows, k == 'x')", "sum(filter(rows, p > 0).p)", "count(filter(rows, k == 'x'))", "unique(rows.k)",
    "within(a, b, 1)", "between(n, 0, 2)", "s == 'x'", "starts_with(s, 'x')", "length(s)", "d < e",
    "days_between(d, e)", "d + days(3) > e", "d == date('2026-03-01')", "total(rows.p)", "a > 0 and a < 0",
)  # fmt: skip
GUESSED: Final = ("lower(s)", "year(d)", "d + months(1)", "a % n", "concat(s, c)", "join('、', m)")


@pytest.mark.parametrize("rule", [*EXACT, *GUESSED])
def test_the_solver_means_what_the_evaluator_does(rule: str) -> None:  # PROOF-03
    form = load_text(HEAD % f'"{rule}"')
    lint = Lint(form, Definitions())
    assert lint.layout is not None
    universe = Universe({}, literals_of(use.rule.logic for use in lint.layout.book.uses))
    for text in ("x", "y", "xy"):
        universe.number(text)
    facts = Facts.of(lint.layout, universe)
    result = facts.at("", 0, lint.layout.cells["result"].slot)
    program = compile(form)
    for seed in range(4):
        values = drawn(Random(seed))
        real = program.start(values).value("result")
        solver = z3.Solver()
        solver.add([fact.term for fact in facts.cone({("", 0, lint.layout.cells["result"].slot)})])
        solver.add(list(given(facts, values)))
        assert solver.check(is_value(result, real, universe)) == z3.sat, (values, real)
        if rule in EXACT:
            other = z3.Not(is_value(result, real, universe))
            found = solver.check(other)
            assert found == z3.unsat, (values, real, told(solver.model(), result, universe))


def drawn(random: Random) -> dict[str, Any]:
    """Return values of the small form, some empty."""
    figures = [None, Decimal(0), Decimal("1.5"), Decimal(2), Decimal("-0.25"), Decimal(7)]
    row = {"p": random.choice(figures), "k": random.choice([None, "x"])}
    days = [None, *(date(2026, 3, day) for day in (1, 2, 9))]
    return {
        "a": random.choice(figures),
        "b": random.choice(figures),
        "n": random.choice([None, Decimal(0), Decimal(1), Decimal(3)]),
        "t": random.choice([None, True, False]),
        "u": random.choice([None, True, False]),
        "c": random.choice([None, "x", "y"]),
        "m": random.choice([None, ["x"], ["x", "y"]]),
        "s": random.choice([None, "x", "xy"]),
        "d": random.choice(days),
        "e": random.choice(days),
        "rows": [row, {"p": random.choice(figures), "k": None}][: random.choice([0, 1, 2])],
    }


def given(facts: Facts, values: dict[str, Any]) -> Iterator[Any]:
    """Say to the solver what is typed."""
    rows = values["rows"]
    for place in range(3):
        yield facts.present("rows", place) == z3.BoolVal(place < len(rows))
    for cell in facts.layout.cells.values():
        if cell.calculated:
            continue
        held = rows if cell.repeat else [values]
        for place, frame in enumerate(held):
            value = facts.ledger.variables.of_field(("cell", cell.path, place), cell.field)
            yield is_value(value, frame[cell.field.field], facts.ledger.universe)


def is_value(value: Val, real: object, universe: Universe) -> Any:
    """Return when a value of the solver is one of the evaluator."""
    if real is None:
        return value.empty
    if value.sort == "any":
        return z3.Or([z3.And(is_it, is_value(one, real, universe)) for is_it, one in value.kinds])
    if value.sort == "list":
        codes = real if isinstance(real, list) else []
        chosen = [universe.text(item.term.as_long()) in codes for _there, item in value.items]
        pairs = zip(value.items, chosen, strict=True)
        return z3.And([there == z3.BoolVal(one) for (there, _item), one in pairs])
    if value.term is None:
        return z3.Not(value.empty)
    return z3.And(z3.Not(value.empty), value.term == term_of(real, universe))


def term_of(real: object, universe: Universe) -> Any:
    """Return a value of the evaluator as a term."""
    if isinstance(real, bool):
        return z3.BoolVal(real)
    if isinstance(real, str):
        return universe.term(real)
    return z3.RealVal(str(real)) if isinstance(real, Decimal) else z3.IntVal(real.toordinal())  # type: ignore[attr-defined]  # a date


# --- where it is used ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sme-registration", "power-survey"])
def test_shipped(name: str) -> None:  # PROOF-04
    shipped = load_folder(SHIPPED)
    verdicts = merged(prove(shipped.forms[name], shipped, seconds=ENOUGH))
    assert verdicts
    assert [str(each) for each in tell(verdicts)] == []


def test_one_item(planted: tuple[Form, list[Verdict]]) -> None:  # PROOF-05
    (verdict,) = prove(planted[0], Definitions(), only=lambda path: path == "crowd")
    assert verdict.possible is False
    causes = {(cause.what, cause.path) for cause in verdict.causes}
    assert causes == {("maximum", "staff"), ("relevant", "crowd")}


def test_no_time(planted: tuple[Form, list[Verdict]]) -> None:  # PROOF-06
    verdicts = list(prove(planted[0], Definitions(), seconds=0))
    assert {verdict.possible for verdict in verdicts} == {None}
    assert all(re.search(r"It could not be decided whether '.+' ", str(each)) for each in tell(verdicts))


def test_the_solver_is_loaded_by_proofs_alone() -> None:  # PROOF-07
    loads = re.compile(r"^(import z3|from z3|from engine\.forms\.proofs)", re.MULTILINE)
    users = [str(file) for file in python_files(*PROGRAM) if loads.search(text_of(file))]
    assert users
    assert all(name.startswith("engine/forms/proofs/") for name in users)


LOOSE: Final = """\
form: loose
title: 不可断言
sheets:
  - sheet: one
    title: 一
    items:
      - {field: day, type: date}
      - {field: moment, type: datetime}
      - {field: a, relevant: "selected(org.tags, 'x')"}
      - {field: b, relevant: "org.opened < date('1990-01-01')"}
      - {field: c, relevant: "day < date('1990-01-01')"}
      - {field: d, relevant: "count(org.tags) > 1"}
      - {field: e, relevant: "contains(org.name, '厂')"}
      - {field: f, relevant: "moment == org.moment"}
"""


def test_what_is_not_known_is_not_ruled_out() -> None:  # PROOF-03
    verdicts = list(prove(load_text(LOOSE), Definitions(), seconds=ENOUGH))
    assert len(verdicts) == 6
    assert [verdict.claim.path for verdict in verdicts if verdict.possible is False] == []
