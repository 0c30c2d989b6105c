"""Figures of a form are exact, from what is typed to what is kept.

EXACT-01 10,000 rows of money sum to the last 分, in one rule, within its budget.
EXACT-02 0.1 + 0.2 is 0.3; a share of a share of a sum comes back; division keeps 28 digits.
EXACT-03 Half goes away from zero, at every digit, for both signs, and for halves that floats do not have.
EXACT-04 Both databases and JSON give back every digit that was typed and calculated.
EXACT-05 Per cent, growth and tolerance are worked out in decimals.
"""

from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, select

from engine.forms import compile, load_text
from engine.rules import round_half
from engine.store import Database, exact_json
from engine.store.base import ExactJson

LEDGER = """
form: ledger
title: 资金台账
sheets:
  - sheet: one
    title: 明细
    items:
      - repeat: entries
        title: 明细
        maximum: 10000
        items:
          - {field: amount, label: 金额, type: decimal, unit: 元, decimals: 2}
          - {field: share, label: 占比, type: decimal, calculation: "round(amount / total(amount) * 100, 10)"}
      - {field: whole, label: 合计, type: decimal, calculation: sum(entries.amount)}
      - {field: third, label: 三分之一, type: decimal, calculation: whole / 3}
      - {field: again, label: 还原, type: decimal, calculation: "round(third * 3, 2)"}
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_thousand_rows(seed: int) -> None:  # EXACT-01, EXACT-02
    cents = [Random(seed).randrange(-9_999_999, 99_999_999) for _ in range(10_000)]
    amounts = [Decimal(each).scaleb(-2) for each in cents]
    state = compile(load_text(LEDGER, "ledger.yaml")).start(
        {"entries": [{"amount": each} for each in amounts]}
    )
    exact = Decimal(sum(cents)).scaleb(-2)
    assert str(state.value("whole")) == str(exact)
    assert state.value("again") == exact
    assert state.set("entries[9999].amount", amounts[-1] + Decimal("0.01"))
    assert str(state.value("whole")) == str(exact + Decimal("0.01"))


def test_a_million_cents_by_rows() -> None:  # EXACT-01
    rows = [{"amount": Decimal("0.01")}] * 10_000
    state = compile(load_text(LEDGER, "ledger.yaml")).start({"entries": rows})
    assert str(state.value("whole")) == "100.00"
    assert sum(row["share"] for row in state.value("entries")) == 100


RULES = [
    ("0.1 + 0.2 == 0.3", True),
    ("0.1 * 3 == 0.3", True),
    ("1.1 + 2.2 - 3.3 == 0", True),
    ("4.35 * 100", Decimal("435.00")),
    ("1.005 * 1000", Decimal("1005.000")),
    ("round(1.005, 2)", Decimal("1.01")),
    ("round(2.675, 2)", Decimal("2.68")),
    ("round(-1.005, 2)", Decimal("-1.01")),
    ("round(0.5)", Decimal(1)),
    ("round(1.5)", Decimal(2)),
    ("round(2.5)", Decimal(3)),
    ("round(-2.5)", Decimal(-3)),
    ("round(-0.4)", Decimal(0)),
    ("round(1250, -2)", Decimal(1300)),
    ("round(-1250, -2)", Decimal(-1300)),
    ("round(999.995, 2)", Decimal("1000.00")),
    ("1 / 3 * 3 == 1", False),
    ("round(1 / 3 * 3, 20) == 1", True),
    ("growth(110, 100)", Decimal(10)),
    ("growth(99.99, 100)", Decimal("-0.01")),
    ("growth(1, -4)", Decimal(-125)),
    ("growth(5, 0)", None),
    ("7 / 100 * 100 == 7", True),
    ("within(100.01, 100, 0.01)", True),
    ("within(100.011, 100, 0.01)", False),
    ("123456789012345.67 + 0.01", Decimal("123456789012345.68")),
    ("123456789012.34 * 100000", Decimal("12345678901234000.00")),
    ("-7 % 3", Decimal(-1)),
    ("0.3 % 0.1", Decimal("0.0")),
]
SHEET = "form: f\ntitle: 算式\nsheets:\n  - sheet: s\n    title: 一\n    items:\n"


def test_figures() -> None:  # EXACT-02, EXACT-03, EXACT-05
    items = "".join(
        f'      - {{field: f{number}, label: 值, type: calculate, calculation: "{rule}"}}\n'
        for number, (rule, _) in enumerate(RULES)
    )
    state = compile(load_text(SHEET + items, "f.yaml")).start({})
    found = {rule: state.value(f"f{number}") for number, (rule, _) in enumerate(RULES)}
    assert found == dict(RULES)


def test_half_at_every_digit() -> None:  # EXACT-03
    for places in range(-6, 11):
        for whole in (0, 1, 2, 4, 9, 17, 1234):
            step = Decimal(1).scaleb(-places)
            half = (whole + Decimal("0.5")) * step
            below = half - step / 1000
            for sign in (1, -1):
                assert round_half(sign * half, places) == sign * (whole + 1) * step
                assert round_half(sign * below, places) == sign * whole * step


DIGITS = ["0.10", "100.00", "-0.01", "123456789012345.1234567891", "0.0000000001", "1E+2", "999999999999999"]


def test_both_databases_keep_every_digit(empty_database: Database) -> None:  # EXACT-04
    state = compile(load_text(LEDGER, "ledger.yaml")).start({"entries": [{"amount": Decimal(1)}] * 3})
    body = {"typed": list(map(Decimal, DIGITS)), "made": state.effective_document()}
    documents = Table("exact", MetaData(), Column("id", Integer, primary_key=True), Column("body", ExactJson))
    with empty_database.write() as work:
        documents.create(work.connection)
        work.connection.execute(documents.insert(), [{"id": 1, "body": body}])
    with empty_database.read() as work:
        kept = work.connection.execute(select(documents.c.body)).scalar_one()
    assert exact_json.dumps(kept) == exact_json.dumps(body)
    assert list(map(str, kept["typed"])) == [str(Decimal(each)) for each in DIGITS]
    assert exact_json.dumps(exact_json.loads(exact_json.dumps(body))) == exact_json.dumps(body)
