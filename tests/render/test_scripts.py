"""The scripts of the filing page in a real browser, against a small server around one state.

JS-01  A change is saved at once, in order; the line says so; the next change names the new revision.
JS-02  The focus survives the swap of what changed, and typed text is never overwritten.
JS-03  When a save fails the text stays, the line says so, and it is sent again by itself.
JS-04  A value that is refused stays as typed, with its problem at the field.
JS-05  Arrow keys and Enter move in a grid; the figure is selected; thousands are shown.
JS-06  A pasted block is shown first and filled only when it is confirmed.
JS-07  A cascade is searched and walked by keyboard.
JS-08  Rows are added, moved, removed, and put back by 撤销; the focus follows.
JS-09  A contradiction shows both values; one's own is sent again.
JS-10  No sheet has an accessibility fault, at the desk and on a phone; nothing overflows 360 px.
JS-11  'Why?' is answered in place and closed by Escape.
JS-12  Choosing an exclusive choice clears the others.
JS-13  When the session has ended, what is not saved waits for the same person and is sent then.
JS-14  Esc takes back what was typed since one came to a field.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.forms import Program
from engine.forms.periods import Period
from tests.render.server import Desk, serving

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = "axe.run().then(r => r.violations.map(v => [v.id, v.impact, v.nodes[0].html].join(' | ')))"


@pytest.fixture
def desk(program: Program) -> Desk:
    """A new filing of March 2026."""
    period = Period.parse("2026-03")
    return Desk(program, program.start(program.prefill(period=period), period=period))


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    """A page of a filer at the desk; any error of a script fails the test."""
    with serving(desk) as address:
        opened = browser.new_page(base_url=address, viewport={"width": 1280, "height": 800})
        faults: list[str] = []
        opened.on("pageerror", lambda fault: faults.append(str(fault)))
        yield opened
        opened.close(run_before_unload=False)
        assert faults == []


def test_changes_are_saved_in_order(page: Page, desk: Desk) -> None:  # JS-01
    page.goto("/sheet/types")
    page.get_by_label("人数").fill("1200")
    page.get_by_label("面积", exact=True).fill("34.5")
    page.get_by_label("车间名称").fill("一车间")
    page.keyboard.press("Tab")

    expect(page.locator("#saved")).to_have_text("已自动保存 12:04")
    expect(page.locator("#saved")).to_have_attribute("data-revision", "4")
    assert [(one["path"], one["revision"]) for one in desk.posts] == [
        ("staff", "1"),
        ("area", "2"),
        ("name", "3"),
    ]
    expect(page.locator("#i-density")).to_have_text("0.03")
    expect(page.locator("#revision")).to_have_value("4")


def test_focus_and_typing_survive_the_swap(page: Page) -> None:  # JS-02
    page.goto("/sheet/tables")
    page.locator("#i-use-water-month").focus()
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    expect(page.locator("#saved")).to_have_attribute("data-revision", "2")

    expect(page.locator("#i-use-water-ytd")).to_be_focused()
    expect(page.locator("#i-use-water-ytd")).to_have_value("3")


def test_a_failed_save_is_sent_again(page: Page, desk: Desk) -> None:  # JS-03
    desk.down = 1
    page.goto("/sheet/types")
    page.get_by_label("人数").fill("7")
    page.keyboard.press("Tab")

    expect(page.locator("#saved")).to_contain_text("未保存，正在重试")
    expect(page.get_by_label("人数")).to_have_value("7")
    expect(page.locator("#saved")).to_have_text("已自动保存 12:04", timeout=8000)
    assert desk.state.value("staff") == 7


def test_a_refused_value_stays_as_typed(page: Page) -> None:  # JS-04
    page.goto("/sheet/types")
    page.get_by_label("人数").fill("十二")
    page.keyboard.press("Tab")

    expect(page.locator("#p-staff .problem")).to_be_visible()
    expect(page.get_by_label("人数")).to_have_value("十二")
    expect(page.get_by_label("人数")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#saved")).to_have_text("有一处没有保存，请看红字")


def test_keys_move_in_a_grid(page: Page) -> None:  # JS-05
    page.goto("/sheet/tables")
    water, ytd = page.locator("#i-use-water-month"), page.locator("#i-use-water-ytd")
    water.fill("1234567.5")
    page.keyboard.press("Enter")
    expect(page.locator("#i-use-coal-month")).to_be_focused()
    expect(water).to_have_value("1,234,567.5")
    page.keyboard.press("Shift+Enter")
    expect(water).to_be_focused()
    expect(water).to_have_value("1234567.5")
    page.keyboard.press("ArrowRight")
    expect(ytd).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(water).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#i-use-coal-month")).to_be_focused()


def test_a_pasted_block_is_shown_first(page: Page, desk: Desk) -> None:  # JS-06
    page.goto("/sheet/tables")
    page.locator("#i-use-water-month").focus()
    page.evaluate(
        "() => { const data = new DataTransfer(); data.setData('text/plain', '12\\tabc\\n');"
        " document.activeElement.dispatchEvent(new ClipboardEvent('paste',"
        " {clipboardData: data, bubbles: true, cancelable: true})); }"
    )

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("将填入 1 格")
    expect(dialog).to_contain_text("1 格不能填入")
    dialog.get_by_role("button", name="填入").click()
    expect(page.locator("#saved")).to_have_attribute("data-revision", "2")
    assert desk.state.value("use.water.month") == 12


def test_a_cascade_is_searched_and_walked(page: Page, desk: Desk) -> None:  # JS-07
    page.goto("/sheet/types")
    box = page.locator("#i-trade")
    box.press_sequentially("焙烤")
    expect(page.locator("#choices-list [role=option]").first).to_contain_text("制造业 › 食品制造业")
    page.keyboard.press("Enter")
    expect(page.locator("#e-trade .trail")).to_have_text("制造业 › 食品制造业 › 焙烤食品")
    assert desk.state.value("trade") == "141"

    box.fill("")
    expect(page.locator('#choices-list [data-code="C"]')).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#choices-list [role=option]").nth(1)).to_contain_text("食品制造业")
    page.keyboard.press("Escape")
    expect(page.locator("#choices-list")).to_be_hidden()


def test_rows_come_move_and_go(page: Page, desk: Desk) -> None:  # JS-08
    page.goto("/sheet/tables")
    page.locator("#a-tools").click()
    expect(page.locator("#i-tools-0-tool")).to_be_focused()
    page.keyboard.type("车床")
    page.locator("#a-tools").click()
    expect(page.locator("#i-tools-1-tool")).to_be_focused()
    page.get_by_role("button", name="第 1 行下移").first.click()
    expect(page.locator("#i-tools-1-tool")).to_have_value("车床")
    remove = page.get_by_role("button", name="删除第 2 行").first
    remove.click()
    expect(page.locator("#i-tools-1-tool")).to_have_count(0)
    assert desk.state.typed["tools"][0]["tool"] is None
    expect(page.locator(".undo")).to_contain_text("已删除第 2 行")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("#i-tools-1-tool")).to_have_value("车床")
    expect(page.locator("#i-tools-1-tool")).to_be_focused()
    expect(page.locator(".undo")).to_be_empty()


def test_a_contradiction_shows_both_values(page: Page, desk: Desk) -> None:  # JS-09
    desk.clash = True
    page.goto("/sheet/types")
    page.get_by_label("人数").fill("7")
    page.keyboard.press("Tab")

    panel = page.get_by_role("alertdialog")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("99")
    panel.get_by_role("button", name="用我填的").click()
    expect(page.locator("#saved")).to_have_attribute("data-revision", "2")
    assert desk.state.value("staff") == 7


def test_theirs_loses_no_other_change(page: Page, desk: Desk) -> None:  # JS-09
    desk.clash = True
    page.goto("/sheet/types")
    page.get_by_label("人数").fill("7")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alertdialog")).to_be_focused()
    page.get_by_label("车间名称").fill("一车间")

    page.get_by_role("button", name="用现在的").click()

    expect(page.get_by_label("人数")).to_have_value("")
    expect(page.get_by_label("车间名称")).to_have_value("一车间")
    expect(page.locator("#saved")).to_have_attribute("data-revision", "2")
    assert desk.state.value("name") == "一车间" and desk.state.value("staff") is None


def test_a_session_that_ended_loses_nothing(page: Page, desk: Desk) -> None:  # JS-13
    desk.signed_out = True
    page.goto("/sheet/types")
    page.get_by_label("人数").fill("7")
    page.keyboard.press("Tab")
    page.wait_for_url("**/signin")
    desk.signed_out = False

    page.goto("/sheet/types")

    expect(page.get_by_text("登录曾经过期；当时没有保存的 1 处填写")).to_be_visible()
    expect(page.get_by_label("人数")).to_have_value("7")
    assert desk.state.value("staff") == 7


def test_enter_goes_on_to_the_next_column(page: Page) -> None:  # JS-05
    page.goto("/sheet/tables")
    page.locator("#i-use-coal-month").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#i-use-water-ytd")).to_be_focused()


def test_escape_takes_back_what_was_typed(page: Page, desk: Desk) -> None:  # JS-14
    page.goto("/sheet/tables")
    cell = page.locator("#i-use-water-month")
    cell.fill("12")
    page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_have_attribute("data-revision", "2")
    cell.focus()
    page.keyboard.type("345")
    page.keyboard.press("Escape")
    expect(cell).to_have_value("12")
    page.keyboard.press("Tab")
    assert desk.state.value("use.water.month") == 12


def test_why_is_answered_in_place(page: Page) -> None:  # JS-11
    page.goto("/sheet/types")
    page.get_by_role("button", name="为什么？人均面积").click()
    expect(page.locator("#why")).to_contain_text("人均面积")
    page.keyboard.press("Escape")
    expect(page.locator("#why")).to_be_empty()


def test_an_exclusive_choice_clears_the_others(page: Page, desk: Desk) -> None:  # JS-12
    page.goto("/sheet/types")
    page.get_by_label("消防").check()
    page.get_by_label("没有", exact=True).check()
    expect(page.get_by_label("消防")).not_to_be_checked()
    expect(page.locator("#saved")).to_have_attribute("data-revision", "3")
    assert desk.state.value("risks") == ["none"]


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)], ids=["desk", "phone"])
@pytest.mark.parametrize("sheet", ["types", "tables", "surveys"])
def test_no_sheet_has_a_fault(
    browser: Browser, desk: Desk, sheet: str, size: tuple[int, int]
) -> None:  # JS-10
    for repeat in ("tools", "teams"):
        desk.state.add_row(repeat)
    desk.state.enter("staff", "-3")
    desk.state.enter("story", "9" * 400)  # a word without end does not widen the page
    desk.state.enter("use.water.month", "30")
    desk.state.enter("use.water.ytd", "20")
    with serving(desk) as address:
        page = browser.new_page(bypass_csp=True, viewport={"width": size[0], "height": size[1]})
        page.goto(f"{address}/sheet/{sheet}")
        page.add_script_tag(path=AXE)

        assert page.evaluate(FAULTS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        page.close()
