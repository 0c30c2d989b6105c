"""Typing values into a state.

ENT-01 A value is typed by its field: text of a form by `enter`, typed values by `set`.
ENT-02 What does not fit is refused with a sentence at its path, and nothing changes.
ENT-03 A change names every element path that looks different, and no other.
ENT-04 Calculated, hidden and read-only cells and unknown paths refuse values.
ENT-05 Missing answers count relevant cells alone; a constraint tells its own message.
ENT-06 Documents are JSON data: exact numbers, ISO dates, months as '2026-03', nothing empty.
ENT-07 A document that does not fit is refused with every reason.
"""

from datetime import date
from typing import Any

import pytest

from engine.forms import FormState, Misfits, Program, Refused
from tests.forms.program.examples import INDICATORS, PRODUCTS, number, program

BASIC = """
form: basic
title: 基本信息
sheets:
  - sheet: basic
    title: 基本信息
    items:
      - {field: opened, label: 开业时间, type: date}
      - {field: report_month, label: 报表月份, type: month, read_only: true}
      - {field: listed, label: 是否上市, type: boolean}
      - {field: code, label: 股票代码, type: text, pattern: "[0-9]{6}", relevant: listed, required: true}
      - {field: kinds, label: 经营范围, type: select_multiple,
         choices: [{value: make, label: 生产}, {value: trade, label: 贸易}]}
      - {field: rate, label: 开工率, type: decimal, minimum: 0, maximum: 100, decimals: 1}
      - {field: half, label: 一半, type: decimal, calculation: rate / 2}
      - matrix: view
        label: 预期
        type: select_one
        required: listed
        choices: [{value: up, label: 上升}, {value: down, label: 下降}]
        rows: [{row: orders, label: 订单}, {row: prices, label: 价格}]
"""


@pytest.fixture
def state() -> FormState:
    return program(BASIC).start({})


@pytest.mark.parametrize(
    ("path", "raw", "value"),
    [
        ("opened", "2020年1月31日", date(2020, 1, 31)),
        ("listed", "是", True),
        ("rate", "８２．５", number("82.5")),
        ("kinds", ["make", "trade"], ["make", "trade"]),
        ("view.orders", "up", "up"),
        ("opened", "", None),
    ],
)
def test_form_text_becomes_a_value(state: FormState, path: str, raw: Any, value: object) -> None:  # ENT-01
    state.enter(path, raw)
    assert state.value(path) == value


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("rate", "12a"),
        ("opened", "2026-02-30"),
        ("kinds", ["sell"]),
        ("rate", ["1", "2"]),
        ("view.orders", "sideways"),
        ("listed", "\ud800"),
        ("opened", "\x00"),
    ],
)
def test_what_does_not_fit_is_refused(state: FormState, path: str, raw: Any) -> None:  # ENT-02
    before = state.document()
    with pytest.raises(Refused) as refused:
        state.enter(path, raw)
    assert refused.value.problem.path == path
    assert refused.value.problem.message("zh")
    assert refused.value.problem.message("en")
    assert state.document() == before


def test_set_takes_typed_values_and_refuses_others(state: FormState) -> None:  # ENT-02
    state.set("rate", number("12.5"))
    with pytest.raises(Refused):
        state.set("rate", ["12.5"])
    assert state.value("rate") == number("12.5")


def test_a_change_names_what_looks_different() -> None:  # ENT-03
    state = program(INDICATORS).start({})
    assert state.set("section", "C") >= {"section", "rd_staff", "econ.power"}
    assert state.set("staff", 200) == {"staff", "rd_staff"}
    assert state.set("rd_staff", 20) == {"rd_staff", "rd_share"}
    assert state.set("rd_staff", 20) == frozenset()
    assert state.set("staff", 10) >= {"staff", "rd_staff", "rd_share"}


def test_a_limit_is_a_problem_not_a_refusal(state: FormState) -> None:  # ENT-03
    assert state.set("rate", 120) == {"rate", "half"}
    assert [one.code for one in state.problems_at("rate")] == ["value-too-large"]
    state.set("rate", 12)
    assert not state.problems_at("rate")
    state.set("rate", number("12.25"))
    assert [one.code for one in state.problems_at("rate")] == ["value-too-many-decimals"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("half", "answer-calculated"),
        ("code", "answer-not-relevant"),
        ("report_month", "answer-read-only"),
        ("nothing", "answer-unknown"),
        ("view", "answer-unknown"),
        ("a.b[", "answer-unknown"),
        ("x[0].y", "answer-unknown"),
        ("\ud800", "answer-unknown"),
        ("code" * 200, "answer-unknown"),
    ],
)
def test_paths_that_take_no_value(state: FormState, path: str, code: str) -> None:  # ENT-04
    with pytest.raises(Refused) as refused:
        state.enter(path, "1")
    assert refused.value.problem.code == code


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("products[1].name", "answer-no-row"),
        ("products[0].none", "answer-unknown"),
        ("products[0]", "answer-unknown"),
    ],
)
def test_rows_that_are_not_there(path: str, code: str) -> None:  # ENT-04
    state = program(PRODUCTS).start({"sells": True, "products": [{}]})
    with pytest.raises(Refused) as refused:
        state.enter(path, "螺丝")
    assert refused.value.problem.code == code


def test_missing_counts_relevant_cells(state: FormState) -> None:  # ENT-05
    assert not state.complete()
    state.set("listed", True)
    assert [one.path for one in state.complete()] == ["code", "view.orders", "view.prices"]
    assert state.required("code")
    state.set("code", "60000A")
    assert [one.code for one in state.problems_at("code")] == ["value-pattern"]
    state.set("listed", False)
    assert not state.required("code")
    assert not state.complete()


def test_a_constraint_tells_its_own_message() -> None:  # ENT-05
    state = program(INDICATORS).start({"section": "C", "staff": number("10")})
    state.set("rd_staff", 12)
    (fault,) = state.problems_at("rd_staff")
    assert fault.message() == "研发人员不应多于从业人员（10人）"
    state.set("staff", 12)
    assert not state.problems_at("rd_staff")


def test_documents(state: FormState) -> None:  # ENT-06
    form = program(BASIC)
    state = form.start({"report_month": date(2026, 3, 1)})
    state.set("rate", number("82.50"))
    state.set("opened", date(2020, 1, 31))
    state.set("view.orders", "up")
    document = state.document()
    assert document == {
        "opened": "2020-01-31",
        "report_month": "2026-03",
        "rate": number("82.5"),
        "view": {"orders": "up"},
    }
    assert str(document["rate"]) == "82.50"
    assert state.effective_document()["half"] == number("41.25")
    again = form.start(form.read(state.effective_document()))
    assert again.document() == document
    assert again.values == state.values


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        ({"rate": "12"}, ["value-not-json-number"]),
        ({"rate": 1.5}, ["value-not-json-number"]),
        ({"rate": True, "opened": "yesterday"}, ["value-not-json-number", "value-not-date"]),
        ({"view": "up"}, ["answer-shape"]),
        ({"view": {"none": "up"}, "other": 1}, ["answer-unknown", "answer-unknown"]),
        ({"kinds": "make"}, ["value-not-list"]),
        ({"code": ["600000"]}, ["value-not-text"]),
    ],
)
def test_documents_that_do_not_fit(document: dict[str, Any], codes: list[str]) -> None:  # ENT-07
    with pytest.raises(Misfits) as refused:
        program(BASIC).read(document)
    assert [one.code for one in refused.value.problems] == codes


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("a", "answer-shape"),
        (["a"], "answer-shape"),
        ([{}] * 5, "answer-rows-most"),
        ([{"x": 1}], "answer-unknown"),
    ],
)
def test_rows_that_do_not_fit(rows: object, code: str) -> None:  # ENT-07
    with pytest.raises(Misfits) as refused:
        program(PRODUCTS).read({"products": rows})
    assert refused.value.problem.code == code


def test_empty_answers_are_read_as_nothing() -> None:  # ENT-06
    form: Program = program(BASIC)
    assert form.read({"rate": None, "view": None, "code": "", "kinds": []}) == {}
    assert form.read({"code": " 600000", "kinds": ["make", "trade"], "half": 3}) == {
        "code": "600000",
        "kinds": ["make", "trade"],
    }
