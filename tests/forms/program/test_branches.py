"""Branches of a survey: a jump hides the questions between it and its target.

BRA-01 While its rule holds, the questions before the target are not relevant, on later sheets too.
BRA-02 A group or sheet wholly passed over is hidden as one; one that holds the target stays.
BRA-03 A jump of a hidden question is not taken; it adds to a question's own condition.
BRA-04 Jumps that lead backwards or nowhere are told apart.
BRA-05 Branches work within the rows of a repeat.
"""

import pytest

from engine.forms import FormState, load_text
from engine.forms.branches import branching
from tests.forms.program.examples import program

RATIONING = """
form: power-rationing
kind: survey
title: 限电影响问卷
sheets:
  - sheet: effect
    title: 影响
    items:
      - field: affected
        label: 是否受限电影响
        type: boolean
        branches: [{when: "affected == false", goto: end}, {when: "is_empty(affected)", goto: orders}]
      - field: days
        label: 停产天数
        type: integer
        branches: [{when: days > 10, goto: measures}]
      - group: detail
        label: 具体影响
        items:
          - {field: loss, label: 损失, type: decimal}
          - {field: orders, label: 订单影响, type: text}
      - {field: generator, label: 自备发电, type: boolean, relevant: loss > 100}
  - sheet: response
    title: 应对
    items:
      - {note: 请如实填写}
      - {field: measures, label: 应对措施, type: text}
  - sheet: people
    title: 员工
    items:
      - repeat: sites
        items:
          - {field: open, label: 开工, type: boolean, branches: [{when: open, goto: end}]}
          - {field: reason, label: 停工原因, type: text}
"""

ASKED_AFTERWARDS = (
    "days",
    "#group.detail",
    "loss",
    "orders",
    "generator",
    "#sheet.response",
    "#note.0",
    "measures",
    "sites",
)


@pytest.fixture
def state() -> FormState:
    return program(RATIONING).start({"affected": True})


def hidden(state: FormState) -> set[str]:
    """Return what is not relevant, of questions and boxes."""
    return {name for name in ASKED_AFTERWARDS if not state.relevant(name)}


def test_a_jump_hides_what_it_passes(state: FormState) -> None:  # BRA-01, BRA-02
    assert hidden(state) == {"generator"}
    changed = state.set("days", 20)
    assert {"#group.detail", "loss", "orders", "#note.0"} <= changed
    assert hidden(state) == {"#group.detail", "loss", "orders", "generator", "#note.0"}


def test_a_jump_to_the_end_passes_over_sheets(state: FormState) -> None:  # BRA-01, BRA-02
    state.set("affected", False)
    assert hidden(state) == set(ASKED_AFTERWARDS)
    assert not state.sheet_status("response").relevant


def test_a_box_that_holds_the_target_stays(state: FormState) -> None:  # BRA-02
    state.set("affected", None)
    assert hidden(state) == {"days", "loss", "generator"}


def test_a_hidden_question_does_not_jump(state: FormState) -> None:  # BRA-03
    state.set("days", 20)
    state.set("affected", None)
    assert "orders" not in hidden(state)
    assert state.typed_value("days") == 20


def test_a_jump_adds_to_the_own_condition(state: FormState) -> None:  # BRA-03
    state.set("loss", 500)
    assert state.relevant("generator")
    assert "generator" in state.set("days", 11)
    assert not state.relevant("generator")


def test_the_reason_is_told(state: FormState) -> None:  # BRA-03
    state.set("days", 20)
    said = state.why("loss")
    assert said.startswith("目前不出现。")
    assert "跳题条件" in said
    assert "停产天数" in said


@pytest.mark.parametrize(("target", "found"), [("affected", True), ("days", True), ("nowhere", False)])
def test_jumps_astray(target: str, found: bool) -> None:  # BRA-04
    form = load_text(RATIONING.replace("goto: measures", f"goto: {target}"))
    (astray,) = branching(form).astray
    assert (astray.field, astray.target, astray.found) == ("days", target, found)


def test_branches_within_rows(state: FormState) -> None:  # BRA-05
    state.add_row("sites")
    state.add_row("sites")
    state.set("sites[1].open", True)
    assert [state.relevant(f"sites[{row}].reason") for row in (0, 1)] == [True, False]
