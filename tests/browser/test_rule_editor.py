"""A designer puts a rule together in the browser, and writes one.

RULB-01  Conditions are chosen by clicks: a group within a group, choices by their labels; the text follows.
RULB-02  Typed, a rule is judged and completed as one types, by keyboard alone; the blocks follow.
RULB-03  On a desk and on a phone nothing is serious for axe, and nothing is wider than the page.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.county import County
from tests.browser.filer import Filer
from tests.browser.test_builder import Designer

pytestmark = pytest.mark.browser


def at_a_rule(county: County, page: Page) -> Designer:
    """Build a survey of three questions and open the condition of the last."""
    designer = Designer(page, county)
    designer.begin("食堂条件")
    designer.add("单选", "在哪一层就餐？")
    designer.add("多选", "爱吃什么？")
    designer.add("整数", "每周几次？")
    designer.panel.get_by_text("规则", exact=True).click()
    designer.panel.get_by_role("link", name="选出规则：显示条件").click()
    expect(page.get_by_role("heading", name="显示条件")).to_be_visible()
    page.wait_for_load_state("load")
    return designer


def test_by_clicks(county: County, desk: Page) -> None:  # RULB-01, RULB-03
    designer = at_a_rule(county, desk)
    text = desk.get_by_role("textbox", name="写出来")
    desk.get_by_role("button", name="添加条件").click()
    desk.locator("#w-0-0-0").select_option(label="在哪一层就餐？ · q1")
    expect(desk.locator("#v-0-0-1")).to_contain_text("选项 2")
    desk.locator("#v-0-0-1").select_option(label="选项 2")
    expect(text).to_have_value("q1 == '2'")
    desk.get_by_role("button", name="添加一组条件").click()
    desk.locator("#w-0-1-0-0").select_option(label="爱吃什么？ · q2")
    expect(desk.locator("#o-0-1-0")).to_contain_text("没有选")
    desk.locator("#o-0-1-0").select_option(label="没有选")
    expect(text).to_have_value("q1 == '2' and (not selected(q2, null) or null == null)")
    expect(desk.locator("#v-0-1-0-1")).to_contain_text("选项 1")
    desk.locator("#v-0-1-0-1").select_option(label="选项 1")
    expect(text).to_have_value("q1 == '2' and (not selected(q2, '1') or null == null)")
    desk.locator("#drop-0-1-1").click()
    expect(text).to_have_value("q1 == '2' and not selected(q2, '1')")
    expect(desk.get_by_text("规则没有问题")).to_be_visible()
    Filer(desk, county.url).looks_right()
    desk.get_by_role("button", name="保存规则").first.click()
    expect(designer.outline).to_be_visible()
    expect(designer.panel.get_by_role("textbox", name="显示条件")).to_have_value(
        "q1 == '2' and not selected(q2, '1')"
    )


def test_by_typing(county: County, new_page: Callable[..., Page]) -> None:  # RULB-02, RULB-03
    page = new_page(viewport=PHONE)
    designer = at_a_rule(county, page)
    text, keys = page.get_by_role("textbox", name="写出来"), page.keyboard
    text.focus()
    keys.type("爱吃")
    offered = page.get_by_role("listbox", name="补全")
    expect(offered.get_by_role("option")).to_have_count(1)
    keys.press("Enter")
    expect(text).to_have_value("q2")
    expect(offered).to_be_hidden()
    keys.type(" and nonsense")
    expect(page.locator("#said")).to_contain_text("nonsense")
    text.fill("count_selected(q2) >= 2")
    expect(page.locator("#said")).to_contain_text("规则没有问题")
    keys.press("Tab")
    expect(page.locator("#o-0-0")).to_have_value(">=")
    expect(page.locator("#v-0-0-1")).to_have_value("2")
    Filer(page, county.url).looks_right()
    page.get_by_role("button", name="保存规则").last.click()
    expect(designer.panel.get_by_role("textbox", name="显示条件")).to_have_value("count_selected(q2) >= 2")
