"""Tables, lists of rows, checks and the sheets' bar.

RND-01 to RND-12 as in test_sheets.py, here for grids, repeats, matrices, explanations and navigation.
RND-13  A sheet says how many of its elements rules hide, and lists them with the reasons when asked.
RND-14  Last period's values stand beside the present ones on demand; without history nothing offers them.
RND-15  A survey says how many of its questions are answered.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.forms import FormState, Program, load_text
from engine.forms.model.codelist import Codelist, Entry
from engine.forms.periods import Period
from engine.forms.program import compile_program
from engine.render import (
    Clash,
    Found,
    Pasted,
    PasteLine,
    Reason,
    Results,
    Sheets,
    Survey,
    View,
    conflict,
    make_environment,
    pasted,
    results,
    slug,
    why,
)
from tests.render.test_sheets import VALUES, element


@pytest.fixture
def filled(state: FormState) -> FormState:
    """A response with an answer to nearly everything."""
    for path, value in VALUES.items():
        state.set(path, value)
    return state


def test_a_repeat_is_a_table_or_cards(sheets: Sheets, state: FormState, view: View) -> None:  # RND-01
    state.add_row("tools")
    state.set("tools[0].tool", "车床")
    state.add_row("teams")

    html = sheets.page(state, "tables", view)

    tools, teams = element(html, "tools"), element(html, "teams")
    assert '<table class="grid entries"' in tools
    assert 'name="tools[0].tool"' in tools
    assert 'aria-labelledby="c-tools-tool r-tools-0"' in tools
    assert '<button class="add" id="a-tools" name="row" value="add:tools">＋ 新增设备清单</button>' in tools
    assert ">删除该班组</button>" in teams
    assert 'value="remove:tools:0"' in tools
    assert '<li class="card entry" id="e-teams-0">' in teams
    assert 'name="teams[0].leader"' in teams
    assert 'value="up:tools:0" aria-label="第 1 行上移" disabled' in tools


def test_a_full_repeat_takes_no_more_rows(sheets: Sheets, state: FormState, view: View) -> None:  # RND-01
    for _ in range(3):
        state.add_row("tools")

    assert 'value="add:tools" disabled' in sheets.page(state, "tables", view)


def test_matrices_are_one_choice_a_row(sheets: Sheets, state: FormState, view: View) -> None:  # RND-01
    state.set("views.orders", "bad")
    state.set("marks.rise", ["m2"])

    html = sheets.page(state, "tables", view)

    assert 'name="views.orders" value="bad" checked' in element(html, "views.orders")
    assert 'name="marks.rise" value="m2" checked' in element(html, "marks.rise")
    assert '<tr id="e-views-costs" hidden></tr>' in html


def test_grid_cells_without_a_field_are_empty(sheets: Sheets, state: FormState, view: View) -> None:  # RND-04
    assert '<td class="cell off" id="e-use-coal-ytd">' in sheets.page(state, "tables", view)


def test_a_blank_cell_says_one_word(sheets: Sheets, state: FormState, view: View) -> None:  # RND-03
    html = sheets.page(state, "tables", replace(view, sheet="tables", show_missing=True))

    found = element(html, "use.water.month")
    assert '<p class="problem error missing"><span class="short" aria-hidden="true">必填</span>' in found
    assert "有误" not in found
    assert '<a href="#i-use-water-month">用水量 · 本月</a> <span>' in html


def test_whoever_goes_on_is_led_to_the_explanation(
    sheets: Sheets, state: FormState, view: View
) -> None:  # RND-12
    state.set("use.water.month", Decimal(1200))
    state.set("use.water.ytd", Decimal(1000))
    asked = tuple(one for one in state.complete() if one.code == "check-unexplained")

    html = sheets.page(state, "tables", replace(view, sheet="tables", refused=asked))

    name = slug(state.findings[0].check)
    assert html.count(f'href="#xt-{name}"') == 1
    assert html.count("累计应不小于本月") == 3  # the list, the cell, the explanation
    assert f'id="xt-{name}"' in html and 'aria-required="true" aria-invalid="true"' in html


def test_a_broken_warning_asks_for_an_explanation(
    sheets: Sheets, state: FormState, view: View
) -> None:  # RND-03
    state.set("use.water.month", Decimal(1200))
    state.set("use.water.ytd", Decimal(1000))
    here = replace(view, sheet="tables")

    html = sheets.page(state, "tables", here)
    assert "填报人说明" in html
    assert '<option value="moved">口径调整</option>' in html
    assert "<dd>1,200</dd>" in html
    assert '<div class="difference"><dt>相差</dt><dd>200</dd>' in html

    check = state.findings[0].check
    state.explain(check, "上月补记 <b>", "moved")
    assert "\n上月补记 &lt;b&gt;</textarea>" in sheets.page(state, "tables", here)

    state.set("use.water.ytd", Decimal(900))
    assert "数字又有变化" in sheets.page(state, "tables", here)
    reading = sheets.page(state, "tables", replace(here, read_only=True))
    assert '<p class="given"><strong>口径调整</strong> 上月补记 &lt;b&gt;</p>' in reading


def test_checks_that_were_not_run_are_told(sheets: Sheets, state: FormState, view: View) -> None:  # RND-03
    state.set("use.water.month", Decimal(3))
    state.set("use.water.ytd", Decimal(4))

    html = sheets.page(state, "tables", replace(view, sheet="tables"))

    assert "有 1 项核对没有进行" in html


def test_navigation_says_how_far_each_sheet_is(
    sheets: Sheets, state: FormState, view: View
) -> None:  # RND-01
    fresh = sheets.navigation(state, view)
    assert '<a href="/f/1/types" aria-current="page">' in fresh
    assert '<li id="nav-later" hidden></li>' in fresh
    assert 'id="nav-surveys" class="done"' in fresh

    state.set("staff", Decimal(-1))
    assert 'id="nav-types" class="errors"' in sheets.navigation(state, view)
    state.set("running", False)
    assert 'id="nav-later" class="done"' not in sheets.navigation(state, view)


def test_finished_sheets_are_ticked(sheets: Sheets, filled: FormState, view: View) -> None:  # RND-01
    assert 'id="nav-types" class="done"' in sheets.navigation(filled, view)


def test_owed_surveys_are_listed(sheets: Sheets, state: FormState, view: View) -> None:  # RND-01
    owed = Survey("景气<调查>", "每月一次", "3月1日—15日", True, False, "/f/2")
    done = replace(owed, title="限电", answered=True, required=False, description="", dates="")

    html = sheets.page(state, "surveys", replace(view, surveys=(owed, done)))

    assert "景气&lt;调查&gt;" in html
    assert "进入答题" in html
    assert "问卷已答" in html
    assert 'id="nav-surveys" class="open"' in sheets.navigation(state, replace(view, surveys=(owed,)))
    assert "没有需要回答的问卷" in sheets.page(state, "surveys", view)


def test_the_small_answers_are_escaped(sheets: Sheets) -> None:  # RND-02
    clash = Clash("人数", "staff", "staff", "改了 <b>", "<i>", "12", ("<i>",), 9)
    line = PasteLine("用水量 · 本月", "<b>", "不是数字 <i>")
    found = Results("trade", (Found("14", "食品 <b>", "制造业 ›", False, True),), "")

    assert 'data-revision="9"' in conflict(sheets, clash)
    assert 'name="mine.staff" value="&lt;i&gt;"' in conflict(sheets, clash)
    assert "不是数字 &lt;i&gt;" in pasted(sheets, Pasted((), (line,)))
    assert "食品 &lt;b&gt;" in results(sheets, found)
    assert "没有找到" in results(sheets, Results("trade", (), None))
    assert "<p>1200 &lt; 5</p>" in why(sheets, Reason("人数", ("1200 < 5",)))


def test_a_figure_of_another_period_says_which(
    program: Program, sheets: Sheets, view: View
) -> None:  # RND-03
    march = Period.parse("2026-03")
    held = {march.shift(-1): {"use": {"water": {"month": Decimal(5), "ytd": Decimal(15)}}}}
    state = program.start({}, period=march, history=held)
    state.set("use.water.month", Decimal(10))
    state.set("use.water.ytd", Decimal(30))

    html = sheets.page(state, "tables", replace(view, sheet="tables"))

    assert "<dt>上期 用水量 · 累计</dt><dd>15</dd>" in html


def test_what_is_hidden_as_a_whole_leaves_its_place(view: View) -> None:  # RND-04
    form = load_text(
        "form: a\ntitle: t\nsheets:\n  - sheet: types\n    title: s\n    hint: '第{n}页'\n    items:\n"
        "      - {field: n, type: integer}\n"
        "      - {repeat: r, relevant: n == 1, title: '{x}', items: [{field: x}]}\n"
        "      - {note: 'a', relevant: n == 1}\n"
        "      - {field: c, type: select_one, choices: codelist(trades), appearance: select}\n"
    )
    program = compile_program(
        form, {"trades": Codelist.of("trades", {"C": Entry("C", {"zh": "制造业"})})}, {}
    )
    state = program.start({})
    made = Sheets(program, "zh", make_environment())

    html = made.page(state, "types", view)

    assert '<section id="e-r" hidden></section>' in html
    assert '<div id="e-note-0" hidden></div>' in html.replace("e-_note-0", "e-note-0")
    assert '<option value="C">制造业</option>' in html
    state.set("c", "C")
    state.set("n", Decimal(1))
    assert '<option value="C" selected>' in made.page(state, "types", view)
    assert "第1页" in made.page(state, "types", view)


def test_what_rules_hide_is_counted_and_told(sheets: Sheets, state: FormState, view: View) -> None:  # RND-13
    here = replace(view, sheet="tables")

    html = sheets.page(state, "tables", here)
    assert "有 2 项按规则未显示" in html
    assert '<button name="why" value="#unseen">' in html
    assert sheets.hidden(state, here) == ("use.power", "views.costs")

    told = (Reason("用电量", ("出现的条件：是否开工",)),)
    assert "<strong>用电量</strong> <span>出现的条件：是否开工</span>" in sheets.page(
        state, "tables", replace(here, unseen=told)
    )
    assert "是否开工" in state.why_shown("use.power")
    assert "是否开工" in state.why_shown("views.costs")

    changed = state.set("running", True)
    assert '<details id="unseen" hidden hx-swap-oob="morph">' in sheets.fragments(state, changed, here)


def test_last_periods_values_come_on_demand(sheets: Sheets, state: FormState, view: View) -> None:  # RND-14
    assert 'id="earlier"' not in sheets.page(state, "tables", view)
    known = replace(view, sheet="tables", period_before="2026年2月")

    hidden = sheets.page(state, "tables", known)
    assert 'href="/f/1/tables?earlier=1" aria-pressed="false">上期数据' in hidden
    assert 'class="previous"' not in hidden

    shown = replace(known, with_previous=True, previous={"use.water.month": "1,100"})
    assert 'href="/f/1/tables" aria-pressed="true"' in sheets.page(state, "tables", shown)
    assert '<input type="hidden" name="earlier" value="1">' in sheets.page(state, "tables", shown)
    assert '<div hx-swap-oob="beforebegin:#p-use-water-month"><span class="previous">' in sheets.earlier(
        shown
    )


def test_a_survey_says_how_far_one_is(view: View) -> None:  # RND-15
    form = load_text(
        "form: a\nkind: survey\ntitle: t\nsheets:\n  - sheet: types\n    title: s\n    items:\n"
        "      - {field: n, type: boolean}\n      - {field: m, type: text, relevant: n == true}\n"
    )
    program = compile_program(form, {}, {})
    state, made = program.start({}), Sheets(program, "zh", make_environment())

    assert "已答 0 / 1 题" in made.page(state, "types", view)
    assert "已答 1 / 2 题" in made.fragments(state, state.set("n", True), view)
    assert 'class="sheet survey"' in made.page(state, "types", view)
    assert "按规则未显示" not in made.page(state, "types", view)
