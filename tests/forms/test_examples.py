"""Examples in definitions (what they may say, and what failing ones say, is in tests/definitions).

EX-01  values are read by their fields' types: codes keep zeros, numbers are exact, empty is empty
EX-02  a response starts with its defaults, new rows too, and what is given stands over them
EX-03  a form that does not meet its examples is not published; one that does is, and only once checked
EX-04  a rule that exhausts its budget stops its example, not the checker
EX-05  examples are no part of a compiled program
"""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from engine.forms import DefinitionError, Definitions, compile, load_text
from engine.forms.examples.values import ValuesReader
from engine.forms.linter.run import lint
from engine.forms.names import seat_all
from engine.forms.nodes import Mapping
from engine.forms.source import read_source
from engine.library.publishing import publish
from engine.store import Database
from engine.store.migrating import upgrade

AT = datetime(2026, 3, 1, tzinfo=UTC)
FORM = """\
form: workshop
title: 车间
sheets:
  - sheet: one
    title: 一
    items:
      - {field: code, label: 代码, type: text}
      - {field: price, label: 单价, type: decimal, default: 2.5}
      - {field: paid, label: 已付, type: boolean}
      - {field: day, label: 日期, type: month}
      - repeat: goods
        items:
          - {field: number, label: 数量, type: integer, default: 1}
          - {field: cost, label: 金额, type: decimal, calculation: number * price}
"""


def problems(examples: str) -> list[str]:
    """Return what is wrong with the form with these examples."""
    return [each.code for each in lint(load_text(f"{FORM}examples:\n{examples}"), Definitions())]


def test_typed() -> None:  # EX-01
    node = read_source(
        "{code: 0123, price: 0.10, paid: yes, day: 2026-03,"
        " goods: [{}, {number: 3, cost: 7}], 'goods[2].number': ~}",
        "a.yaml",
    )
    assert isinstance(node, Mapping)
    reader = ValuesReader(seat_all(load_text(FORM)), {})
    assert reader.nested(node) == {
        "code": "0123",
        "price": Decimal("0.10"),
        "paid": True,
        "day": datetime(2026, 3, 1, tzinfo=UTC).date(),
        "goods": [{}, {"number": Decimal(3), "cost": Decimal(7)}, {"number": None}],
    }
    assert reader.problems == []


@pytest.mark.parametrize(
    ("given", "cost"),
    [("goods: [{}]", "2.5"), ("price: 2, goods: [{number: 4}]", "8"), ("price: ~, goods: [{}]", "~")],
)
def test_defaults(given: str, cost: str) -> None:  # EX-02
    given = f"{{{given}}}"
    example = f"  - {{example: a, given: {given}, expect: {{values: {{'goods[0].cost': %s}}}}}}\n"
    assert problems(example % cost) == []
    assert problems(example % "99") == ["example-value"]


def test_publication(tmp_path: Path) -> None:  # EX-03
    text = f"{FORM}examples:\n  - {{example: a, expect: {{values: {{price: %s}}}}}}\n"
    store = Database(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(store)
    with store.write() as work:
        with pytest.raises(DefinitionError, match="'price' should be 3 and is 2.5"):
            publish(work, (text % 3).encode(), file="a.yaml", by="t", at=AT, among=Definitions())
        assert publish(work, (text % 2.5).encode(), file="a.yaml", by="t", at=AT, among=Definitions()).fresh
    store.close()


def test_budget() -> None:  # EX-04
    rule = "any(goods, all(goods, cost > 1) and cost > 3)"
    form = f"{FORM}checks: [{{check: endless, rule: '{rule}'}}]\nexamples:\n"
    rows = ", ".join(["{}"] * 200)
    example = f"  - {{example: a, given: {{goods: [{rows}]}}, expect: {{holds: [endless]}}}}\n"
    assert [each.code for each in lint(load_text(form + example), Definitions())] == ["example-stopped"]


def test_programs_leave_examples_out() -> None:  # EX-05
    form = load_text(f"{FORM}examples: [{{example: a, expect: {{accepted: yes}}}}]\n")
    assert form.examples
    assert compile(form).form.examples == ()
