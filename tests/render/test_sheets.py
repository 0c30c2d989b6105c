"""Sheets: pages and fragments of a form with every item and type.

RND-01  Every field type shows its label, its hint and its unit, and its control carries its path.
RND-02  A value is shown in its control, escaped, whatever it holds; text is never a template.
RND-03  A problem stands at its field: aria-invalid, described by the problem's element.
RND-04  What is not relevant leaves an empty, hidden place with its id, so that it can come back.
RND-05  What is read-only or computed is an output; a computed one can be asked why.
RND-06  A fragment is the very element of the page, with the swap attribute and nothing else.
RND-07  Fragments hold only what changed, outermost once.
RND-08  A refused input stays as typed, with its problem.
RND-09  Missing answers are told of only once somebody wanted to go on.
RND-10  Every place of `{expression}` shows the value of the moment.
RND-11  A page read only has no control at all.
RND-12  Whoever may not go on reads of this sheet alone; other sheets are told of at submission.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.forms import FormState, Program
from engine.forms.fieldtypes.kind import Refused
from engine.problems import Problem
from engine.render import (
    Sheets,
    View,
    element_id,
    fragments,
    make_environment,
)
from engine.render.texts import words

VALUES: dict[str, Any] = {
    "name": "一车间",
    "story": "第一行\n第二行",
    "staff": Decimal(1200),
    "area": Decimal("34.50"),
    "running": True,
    "checked": datetime(2026, 3, 1, 4, 30, tzinfo=UTC),
    "since": date(2020, 5, 1),
    "built": Decimal(2019),
    "mail": "a@b.cn",
    "power": "own",
    "colour": "blue",
    "shade": "dark",
    "risks": ["fire", "gas"],
    "trade": "141",
    "order": ["cost", "safety"],
    "stars": Decimal(2),
}
SHOWN = {
    "name": 'name="name" aria-describedby="h-name p-name" aria-required="true" value="一车间"',
    "story": ">\n第一行\n第二行</textarea>",
    "staff": 'value="1200" inputmode="numeric"',
    "area": 'value="34.50"',
    "running": 'value="true" checked',
    "checked": 'type="datetime-local" id="i-checked" name="checked" aria-describedby="p-checked" '
    'value="2026-03-01T12:30"',
    "since": 'value="2020-05"',
    "built": 'value="2019"',
    "mail": 'inputmode="email"',
    "power": 'value="own" checked',
    "colour": '<option value="blue" selected>蓝</option>',
    "shade": 'value="dark" checked',
    "risks": 'value="gas" checked',
    "trade": '<span class="trail">制造业 › 食品制造业 › 焙烤食品</span>',
    "order": '<option value="cost" selected>成本</option>',
    "stars": 'value="2" checked',
}


def element(html: str, path: str) -> str:
    """Return the element of a path out of a page, by its id."""
    start = re.search(rf'<(\w+)[^>]*id="{re.escape(element_id(path))}"', html)
    assert start, path
    tag, depth = start[1], 0
    for found in re.finditer(rf"<(/?){tag}\b", html[start.start() :]):
        depth += -1 if found[1] else 1
        if depth == 0:
            return html[start.start() : start.start() + html[start.start() :].index(">", found.start()) + 1]
    raise AssertionError(f"{path} is not closed")


@pytest.fixture
def filled(state: FormState) -> FormState:
    """A response with an answer to nearly everything."""
    for path, value in VALUES.items():
        state.set(path, value)
    return state


@pytest.mark.parametrize("path", SHOWN)
def test_each_type_shows_its_value(
    sheets: Sheets, filled: FormState, view: View, path: str
) -> None:  # RND-02
    html = sheets.page(filled, "types", view)

    assert SHOWN[path] in element(html, path)


def test_each_field_shows_label_hint_and_unit(sheets: Sheets, state: FormState, view: View) -> None:  # RND-01
    html = sheets.page(state, "types", view)

    assert '<label id="l-name" for="i-name">车间名称</label>' in html
    assert '<p class="hint" id="h-name">全称</p>' in html
    assert '<span class="unit">平方米</span>' in html
    for path, cell in sheets.program.cells.items():
        if cell.sheet == "types" and not cell.companion and cell.field.kind != "calculate":
            assert f'id="{element_id(path)}"' in html
            assert not state.relevant(path) or words(cell.field.label, "zh").split("“")[0] in html


def test_computed_values_are_outputs_that_can_be_asked_why(
    sheets: Sheets, filled: FormState, view: View
) -> None:  # RND-05
    found = element(sheets.page(filled, "types", view), "density")

    assert '<output class="value" id="i-density"' in found
    assert ">0.03</output>" in found
    assert '<button class="why" name="why" value="density" aria-label="为什么？人均面积">' in found
    assert "<input" not in found


def test_read_only_values_are_outputs(sheets: Sheets, state: FormState, view: View) -> None:  # RND-05
    found = element(sheets.page(state, "types", view), "fixed")

    assert ">A-01</output>" in found
    assert "<input" not in found
    assert "为什么" not in found


def test_hidden_fields_leave_their_place(sheets: Sheets, state: FormState, view: View) -> None:  # RND-04
    html = sheets.page(state, "types", view)

    assert '<div id="e-stopped" hidden></div>' in html
    state.set("running", False)
    assert 'type="date" id="i-stopped"' in sheets.page(state, "types", view)


def test_a_problem_stands_at_its_field(sheets: Sheets, state: FormState, view: View) -> None:  # RND-03
    state.set("staff", Decimal(-3))

    found = element(sheets.page(state, "types", view), "staff")

    assert 'aria-describedby="p-staff" aria-invalid="true"' in found
    assert '<div class="problems" id="p-staff" aria-live="polite"><p class="problem error">' in found


def test_the_summary_leads_to_each_problem(sheets: Sheets, state: FormState, view: View) -> None:  # RND-03
    state.set("staff", Decimal(-3))

    found = sheets.problem_list(state, "types", view)

    assert '<a href="#i-staff">人数</a>' in found
    assert "本页有 1 处需要核对" in found
    assert "autofocus" not in found


def test_missing_answers_wait_until_one_goes_on(
    sheets: Sheets, state: FormState, view: View
) -> None:  # RND-09
    assert 'id="problems" hidden' in sheets.problem_list(state, "types", view)

    shown = sheets.problem_list(state, "types", replace(view, show_missing=True))
    assert '<a href="#i-name">车间名称</a>' in shown


def test_a_refused_submission_takes_the_focus(sheets: Sheets, state: FormState, view: View) -> None:  # RND-09
    found = sheets.problem_list(state, "types", replace(view, refused=state.complete()))

    assert 'tabindex="-1" autofocus role="alert"' in found
    assert "还不能提交" in found


def test_going_on_tells_of_this_sheet_alone(sheets: Sheets, state: FormState, view: View) -> None:  # RND-12
    here = tuple(one for one in state.complete() if sheets.sheet_of(one) == "types")

    found = sheets.problem_list(state, "types", replace(view, refused=here))

    assert "本页还有 3 处需要处理" in found
    assert "/f/1/tables" not in found
    assert 'autofocus role="alert"' in found


def test_problems_of_other_sheets_lead_there(sheets: Sheets, state: FormState, view: View) -> None:  # RND-09
    refused = replace(view, refused=state.complete())

    found = sheets.problem_list(state, "types", refused)

    assert 'href="/f/1/tables#i-use-water-month"' in found
    assert "用水量 · 本月" in found


def test_a_refused_input_stays_as_typed(sheets: Sheets, state: FormState, view: View) -> None:  # RND-08
    with pytest.raises(Refused) as refused:
        state.enter("staff", "十二<人")
    fault = refused.value.problem._replace(path="staff")

    html = sheets.fragments(state, {"staff"}, replace(view, raw={"staff": ("十二<人", fault)}))

    assert 'value="十二&lt;人"' in html
    assert 'aria-invalid="true"' in html
    again = sheets.page(state, "types", replace(view, raw={"staff": ("十二", fault)}, show_missing=True))
    assert element(again, "staff").count('class="problem ') == 1


def test_texts_show_the_values_of_the_moment(sheets: Sheets, filled: FormState, view: View) -> None:  # RND-10
    html = sheets.page(filled, "types", view)

    assert "<h2>各类问题（3月）</h2>" in html
    assert "关于“一车间”的说明" in html
    assert "<strong>一车间</strong>" in html
    assert "各类问题（3月）" in sheets.navigation(filled, view)
    assert "3月用电量" in sheets.page(filled, "tables", view)


def test_notes_are_markdown_and_link_only_where_the_author_did(
    sheets: Sheets, state: FormState, view: View
) -> None:  # RND-02
    state.set("name", "[点我](https://evil.example)")

    html = sheets.page(state, "types", view)

    assert '<a href="https://example.org/a" rel="noopener">说明</a>' in html
    assert 'href="https://evil.example' not in html


def test_choices_follow_their_filter(sheets: Sheets, state: FormState, view: View) -> None:  # RND-01
    assert 'value="dark"' not in element(sheets.page(state, "types", view), "shade")
    state.set("colour", "blue")
    assert 'value="dark"' in element(sheets.page(state, "types", view), "shade")


def test_a_choice_opens_its_text_box(sheets: Sheets, state: FormState, view: View) -> None:  # RND-04
    assert '<span id="e-power_text" hidden></span>' in sheets.page(state, "types", view)
    changed = state.set("power", "else")
    state.set("power_text", "太阳能")

    assert 'name="power_text" value="太阳能"' in element(sheets.page(state, "types", view), "power_text")
    assert "e-power_text" in sheets.fragments(state, changed, view)


def test_an_exclusive_choice_says_so(sheets: Sheets, state: FormState, view: View) -> None:  # RND-01
    assert 'value="none" data-exclusive' in element(sheets.page(state, "types", view), "risks")


def test_files_are_listed_with_their_size(sheets: Sheets, state: FormState, view: View) -> None:  # RND-01
    state.set("papers", [{"id": "1", "name": "a<b>.pdf", "size": 3, "type": "application/pdf"}])

    found = element(sheets.page(state, "types", view), "papers")

    assert "a&lt;b&gt;.pdf" in found
    assert "3 B" in found and 'type="file"' in found
    assert 'name="detach" value="papers 1"' in found
    frozen = element(sheets.page(state, "types", replace(view, read_only=True)), "papers")
    assert "a&lt;b&gt;.pdf" in frozen and "<input" not in frozen and "<button" not in frozen


PATHS = [
    *(path for path in VALUES if path not in ("story",)),
    "story",
    "stopped",
    "density",
    "papers",
    "#group.basic",
    "#note.1",
    "power_text",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_fragment_is_the_element_of_the_page(
    sheets: Sheets, filled: FormState, view: View, path: str
) -> None:  # RND-06
    part = sheets.part("types", path)
    assert part is not None
    html = sheets.page(filled, "types", view)
    fragments = sheets.fragments(filled, {path}, view)

    assert fragments.count(' hx-swap-oob="morph"') >= 1
    assert element(fragments, path).replace(' hx-swap-oob="morph"', "") == element(html, path)


TABLE_PATHS = ["use", "use.water", "use.power", "use.water.ytd", "use.water.rate", "tools", "teams", "views",
               "views.orders", "marks.rise", "words.why", "tools[0].tool", "teams[0].#group.shift",
               "teams[0].night", "teams[0].risk_text"]  # fmt: skip


@pytest.mark.parametrize("path", TABLE_PATHS)
def test_a_fragment_of_a_table_is_the_element_of_the_page(
    sheets: Sheets, state: FormState, view: View, path: str
) -> None:  # RND-06
    for repeat in ("tools", "teams"):
        state.add_row(repeat)
        state.add_row(repeat)
    state.set("tools[0].tool", "车床")
    state.set("teams[0].risk", "other")
    state.set("use.water.month", Decimal(12))
    here = replace(view, sheet="tables")

    html = sheets.page(state, "tables", here)
    fragments = sheets.fragments(state, {path}, here)

    assert element(fragments, path).replace(' hx-swap-oob="morph"', "") == element(html, path)


def test_fragments_hold_only_what_changed(sheets: Sheets, state: FormState, view: View) -> None:  # RND-07
    html = sheets.fragments(state, state.set("area", Decimal(3)) | {"area"}, view)

    ids = set(re.findall(r'<\w+[^>]*id="([^"]+)"[^>]*hx-swap-oob', html))
    assert ids == {"e-area", "nav-types", "problems", "explanations", "saved"}


def test_what_stands_inside_another_fragment_is_sent_once(
    sheets: Sheets, state: FormState, view: View
) -> None:  # RND-07
    state.add_row("tools")
    here = replace(view, sheet="tables")

    html = sheets.fragments(state, {"use", "use.power", "use.power.ytd", "tools", "tools[0].tool"}, here)

    assert html.count('id="e-use-power"') == 1
    assert html.count('id="e-tools-0-tool"') == 1
    assert html.count('hx-swap-oob="morph"') == 7


def test_other_sheets_send_only_their_state(sheets: Sheets, state: FormState, view: View) -> None:  # RND-07
    state.set("running", True)

    html = sheets.fragments(state, state.set("running", False), replace(view, sheet="tables"))

    assert 'id="nav-later"' in html
    assert 'id="e-running"' not in html
    assert 'id="e-use-power"' in html


def test_reading_has_no_control(sheets: Sheets, filled: FormState, view: View) -> None:  # RND-11
    filled.add_row("tools")
    filled.set("power", "else")
    filled.set("power_text", "太阳能")
    for sheet in ("types", "tables"):
        html = sheets.page(filled, sheet, replace(view, read_only=True))

        controls = re.findall(r"<(?:input|select|textarea)\b[^>]*>", html)
        assert all('type="hidden"' in one for one in controls)
        assert 'name="row"' not in html
        assert 'name="action"' not in html
        assert "class=" in html
    assert "34.50" in sheets.page(filled, "types", replace(view, read_only=True))


def test_the_whole_filing_joins_line_sheets_and_page(
    sheets: Sheets, state: FormState, view: View
) -> None:  # RND-06
    html = sheets.filing(state, "types", replace(view, saved_at="12:04"))

    assert sheets.page(state, "types", view) in html
    assert sheets.navigation(state, view) in html
    assert "<h1>车间设备普查</h1>" in html
    assert "等待 县工信局" in html
    assert 'data-revision="7"' in html
    assert "已自动保存 12:04</p>" in html


def test_previous_values_stand_beside(sheets: Sheets, state: FormState, view: View) -> None:  # RND-01
    html = sheets.page(state, "types", replace(view, previous={"staff": "1,100"}))

    assert '<span class="previous">上期 <span class="figures">1,100</span></span>' in element(html, "staff")


def test_another_language_shows_its_texts(program: Program, state: FormState, view: View) -> None:  # RND-10
    english = Sheets(program, "en", make_environment(lambda text: {"保存": "Save"}.get(text, text)))

    html = english.page(state, "types", view)

    assert "<h2>Every type (3)</h2>" in html
    assert ">Save</button>" in html
    assert "<span>Yes</span>" in html


def test_a_sheet_that_is_not_there(sheets: Sheets, state: FormState, view: View) -> None:  # RND-06
    with pytest.raises(KeyError):
        sheets.page(state, "nowhere", view)


def test_a_path_of_another_sheet_makes_no_fragment(sheets: Sheets, state: FormState) -> None:  # RND-07
    assert sheets.part("types", "use.water") is None
    assert sheets.part("tables", "tools[0].nothing") is None


def test_a_problem_without_a_place_is_told_on_the_sheet(
    sheets: Sheets, state: FormState, view: View
) -> None:  # RND-03
    lost = Problem("answer-missing", "gone")

    assert "gone" in sheets.problem_list(state, "types", replace(view, refused=(lost,)))


def test_fragments_by_function(sheets: Sheets, state: FormState, view: View) -> None:  # RND-06
    assert fragments(sheets, state, {"area"}, view) == sheets.fragments(state, {"area"}, view)
