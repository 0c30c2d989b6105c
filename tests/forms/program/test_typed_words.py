"""Words written for numbers, and values that a change hides for good.

WORD-01 A word of `read_as` is read as its number in number fields: as typed, from JSON, in either width.
WORD-02 A field's own words win over the form's; in a text field a word is just text.
WORD-03 The published schema of responses admits the words.
HIDE-01 A change tells which typed values it hides and would not keep; nothing happens until they are cleared.
HIDE-02 The nearest `when_hidden` decides; what is kept comes back when it shows again.
HIDE-03 A repeat that is hidden gives up all its rows; a new response begins with nothing hidden.
"""

import pytest

from engine.forms import Program, Refused, compile, load_text
from engine.forms.payloads import payload_check
from tests.forms.program.examples import number

PROJECTS = """
form: projects
title: 项目
when_hidden: clear
read_as: {无: 0, 未统计: 0}
sheets:
  - sheet: all
    title: 项目
    items:
      - {field: funds, label: 中央资金, type: decimal}
      - {field: towns, label: 乡镇数, type: integer, read_as: {全部: 12}}
      - {field: remark, label: 备注}
      - {field: has_rooms, label: 有冷库, type: boolean}
      - repeat: rooms
        relevant: has_rooms
        items: [{field: size, label: 容积, type: decimal}]
      - repeat: projects
        items:
          - field: direction
            label: 支持方向
            type: select_one
            choices: [{value: centre, label: 商贸中心}, {value: depot, label: 配送中心},
                      {value: other, label: 其他, text: true}]
          - {field: area, label: 营业面积, type: decimal, relevant: direction == 'centre'}
          - {field: memo, label: 摘记, when_hidden: keep, relevant: direction == 'centre'}
          - group: store
            relevant: direction == 'depot'
            items: [{field: storage, label: 仓储面积, type: decimal}]
"""


@pytest.fixture(scope="module")
def projects() -> Program:
    return compile(load_text(PROJECTS))


@pytest.mark.parametrize("word", ["无", " 无 ", "0", "０", "未统计"])
def test_words_are_numbers(projects: Program, word: str) -> None:  # WORD-01
    state = projects.start({})
    state.enter("funds", word)
    assert state.value("funds") == 0
    assert state.document() == {"funds": 0}
    assert projects.read({"funds": "无"}) == {"funds": 0}


def test_whose_words_count(projects: Program) -> None:  # WORD-02
    state = projects.start({})
    state.enter("towns", "全部")
    assert state.value("towns") == 12
    with pytest.raises(Refused):
        state.enter("towns", "无")
    state.enter("remark", "无")
    assert state.value("remark") == "无"


def test_the_schema_admits_words(projects: Program) -> None:  # WORD-03
    faults = payload_check(projects.form)
    assert faults({"funds": "无", "towns": "全部", "projects": [{"area": "无"}]}) == ()
    assert [one.path for one in faults({"funds": "没有", "towns": "无"})] == ["funds", "towns"]


def test_a_change_tells_what_it_hides(projects: Program) -> None:  # HIDE-01 HIDE-02
    row = {"direction": "centre", "area": number("5"), "memo": "记"}
    state = projects.start({"projects": [dict(row), dict(row)]})
    changed = state.set("projects[1].direction", "depot")
    assert state.lost(changed) == ("projects[1].area",)
    assert state.typed_value("projects[1].area") == 5
    state.clear(state.lost(changed))
    assert state.document()["projects"][1] == {"direction": "depot", "memo": "记"}
    state.set("projects[1].storage", 9)
    changed = state.set("projects[1].direction", "centre")
    assert state.lost(changed) == ("projects[1].storage",)
    assert state.value("projects[1].memo") == "记"
    assert state.lost(state.set("funds", 3)) == ()


def test_the_text_beside_a_choice(projects: Program) -> None:  # HIDE-01
    state = projects.start({"projects": [{"direction": "other", "direction_text": "旅游"}]})
    assert state.lost(state.set("projects[0].direction", "depot")) == ("projects[0].direction_text",)


def test_a_hidden_repeat(projects: Program) -> None:  # HIDE-03
    state = projects.start({"has_rooms": True, "rooms": [{"size": number("7")}]})
    lost = state.lost(state.set("has_rooms", False))
    assert lost == ("rooms",)
    state.clear(lost)
    assert state.document() == {"has_rooms": False}
    assert state.lost(state.set("has_rooms", True)) == ()


def test_a_new_response_hides_nothing() -> None:  # HIDE-03
    text = "form: new\ntitle: 新\nwhen_hidden: clear\nsheets: [{sheet: s, title: 一, items: ["
    items = "{field: a, label: 甲, type: boolean}, {field: b, label: 乙, default: \"'x'\", relevant: a}]}]"
    assert compile(load_text(text + items)).prefill() == {}
