"""Texts, choices and reasons.

TXT-01 Holes in texts are filled with values as people read them, in the language asked for.
TXT-02 A change of what a text shows names the element.
TXT-03 Choices are cut down by the filter; a value no longer offered is a problem.
TXT-04 A choice with text opens a box beside it, stored as <field>_text.
TXT-05 `label_of` reads the label of a chosen value.
TXT-06 `why` tells relevance, calculation, conditions and what is wrong.
TXT-07 A check without two sides lists the figures it read.
"""

from datetime import date

import pytest

from engine.forms import FormState, Program, Refused, compile, load_text
from engine.forms.model.codelist import Codelist, Entry
from tests.forms.program.examples import number

REGIONS = Codelist.of(
    "regions",
    {
        code: Entry(code, {"zh": name}, parent, level)
        for code, name, parent, level in [
            ("33", "浙江省", "", 1),
            ("3305", "湖州市", "33", 2),
            ("3301", "杭州市", "33", 2),
            ("41", "河南省", "", 1),
            ("4101", "郑州市", "41", 2),
        ]
    },
)

SURVEY = """
form: climate
kind: survey
title: {zh: "景气调查（{city_name}）", en: "Climate ({city_name})"}
sheets:
  - sheet: one
    title: 调查
    hint: "填报日期：{day}，{{必填}} 已选 {kinds}"
    items:
      - {field: day, label: 日期, type: date}
      - field: kinds
        label: 业务
        type: select_multiple
        choices: [{value: make, label: {zh: 生产, en: making}}, {value: other, label: 其他, text: true}]
      - field: trend
        label: 走势
        type: select_one
        choices:
          - {value: up, label: 上升}
          - {value: down, label: 下降}
          - {value: other, label: 其他, text: true}
        choice_filter: "value != 'down' or not growing"
      - {field: growing, label: 是否增长, type: boolean}
      - {field: province, label: 省, type: select_one, choices: codelist(regions), choice_filter: level == 1}
      - field: city
        label: 市
        type: select_one
        choices: codelist(regions)
        choice_filter: parent == province
      - {field: city_name, label: 市名, type: calculate, calculation: label_of(city)}
      - {field: kind_names, label: 业务名, type: calculate, calculation: label_of(kinds)}
      - {field: rate, label: "{city_name}利率", type: decimal}
      - {field: term, label: 期限, type: integer, constraint: term > 0, read_only: growing}
      - {note: "利率 {rate}%，{growing}"}
checks:
  - {check: both, rule: "all_or_none(rate, term)", severity: warning}
  - {check: high, rule: "not (rate > 10)", severity: info}
"""


@pytest.fixture(scope="module")
def survey() -> Program:
    return compile(load_text(SURVEY), codelists={"regions": REGIONS})


@pytest.fixture
def state(survey: Program) -> FormState:
    return survey.start(
        {"province": "33", "city": "3305", "day": date(2026, 3, 1), "kinds": ["make", "other"]}
    )


def test_holes_are_filled(survey: Program, state: FormState) -> None:  # TXT-01
    sheet = survey.sheets[0]
    assert state.text(survey.form.title) == "景气调查（湖州市）"
    assert state.text(survey.form.title, language="en") == "Climate (湖州市)"
    assert state.text(sheet.hint, "#sheet.one") == "填报日期：2026-03-01，{必填} 已选 生产、其他"
    assert state.text("无洞") == "无洞"
    assert state.text("{unknown}") == "{unknown}"
    assert state.text(None) == ""


def test_a_text_changes_with_what_it_shows(survey: Program, state: FormState) -> None:  # TXT-02
    assert state.set("rate", number("4.50")) >= {"rate", "#note.0"}
    note = survey.sheets[0].items[-1]
    assert state.text(getattr(note, "note"), "#note.0") == "利率 4.50%，"  # noqa: B009 - an item of any kind
    assert "rate" in state.set("city", "3301")


def test_choices_are_filtered(state: FormState) -> None:  # TXT-03
    assert [one.value for one in state.choices("province")] == ["33", "41"]
    assert [one.value for one in state.choices("city")] == ["3305", "3301"]
    changed = state.set("province", "41")
    assert "city" in changed
    assert [one.message() for one in state.problems_at("city")] == ["“湖州市”现在不在可选范围内。"]
    state.set("city", "4101")
    assert not state.problems_at("city")


def test_inline_choices_are_filtered(state: FormState) -> None:  # TXT-03
    state.set("growing", False)
    state.set("trend", "down")
    assert [one.value for one in state.choices("trend")] == ["up", "down", "other"]
    assert "trend" in state.set("growing", True)
    assert [one.value for one in state.choices("trend")] == ["up", "other"]
    assert [one.code for one in state.problems_at("trend")] == ["answer-not-offered"]


def test_a_choice_opens_a_box(state: FormState) -> None:  # TXT-04
    assert state.relevant("kinds_text")
    assert not state.relevant("trend_text")
    with pytest.raises(Refused):
        state.enter("trend_text", "平稳")
    assert "trend_text" in state.set("trend", "other")
    state.enter("trend_text", "平稳")
    state.set("trend", "up")
    assert state.value("trend_text") is None
    assert state.document()["trend_text"] == "平稳"


def test_labels(state: FormState) -> None:  # TXT-05
    assert state.value("city_name") == "湖州市"
    assert state.value("kind_names") == "生产、其他"
    state.set("city", None)
    assert state.value("city_name") is None


def test_why(state: FormState) -> None:  # TXT-06
    assert state.why("rate") == "始终出现。"
    state.set("term", -1)
    said = state.why("term")
    assert "应满足：「期限」(-1) 大于 0" in said
    assert "填写的“-1”不符合要求。" in said
    assert "Always shown." in state.why("term", "en")
    assert state.why("city_name").endswith("名称(「市」)")


def test_a_check_without_sides(state: FormState) -> None:  # TXT-07
    state.set("rate", number("12"))
    both, high = state.findings
    assert both.problem.message() == "审核关系不成立：湖州市利率 12，期限 （空）"
    assert both.problem.message("en").startswith("the check does not hold")
    assert both.difference is None
    assert high.severity == "info"
    assert [one.code for one in state.complete()] == ["check-unexplained"]
    assert len(dict(state.complete()[0].text or {})) == 2
