"""Filing without a mouse.

KEY-01  By keyboard alone one signs in, opens the report and fills a row of a grid.
KEY-02  One asks why a cell is as it is, reads the answer, and is back where one was.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.county import PASSWORD, County
from tests.browser.filer import Filer

pytestmark = pytest.mark.browser
FARTHEST = 80
"""Tab stops that one may be from anything on these pages."""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there, and fail unless the focus shows on the way."""
    for _stop in range(FARTHEST):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not within {FARTHEST} tab stops")


def test_a_row_is_filed_without_a_mouse(county: County, desk: Page) -> None:  # KEY-01 KEY-02
    login = county.enterprise()
    county.approved(login, "2025-03")
    desk.goto(county.url)
    keys = desk.keyboard
    expect(desk.get_by_label("用户名")).to_be_focused()
    for text, key in ((login, "Tab"), (PASSWORD, "Enter")):
        keys.type(text)
        keys.press(key)
    report = desk.get_by_role("region", name="中小企业生产经营运行监测月报")
    expect(report).to_be_visible()
    tab_to(desk, report.get_by_role("button", name="当期报送"))
    keys.press("Enter")
    filer = Filer(desk, county.url)
    filer.at("基本信息")
    tab_to(desk, desk.get_by_role("navigation", name="各页").get_by_role("link", name="经济指标"))
    keys.press("Enter")
    filer.at("经济指标")
    tab_to(desk, filer.control("econ.output.month"))
    for figure, key in (("1500", "ArrowRight"), ("3600", "ArrowRight"), ("1000", "ArrowRight")):
        keys.type(figure)
        keys.press(key)
    expect(filer.control("econ.output.ly_ytd")).to_be_focused()
    keys.type("2400")
    keys.press("Enter")
    expect(filer.control("econ.export.ly_ytd")).to_be_focused()
    filer.saved()
    expect(filer.control("econ.output.growth")).to_have_text("50.00")
    asks_why(filer)


def asks_why(filer: Filer) -> None:  # KEY-02
    page, keys = filer.page, filer.page.keyboard
    keys.press("ArrowUp")
    expect(filer.control("econ.output.ly_ytd")).to_be_focused()
    button = page.locator("#e-econ-output-growth button.why")
    tab_to(page, button)
    keys.press("Enter")
    for figure in ("3,?600", "2,?400"):
        expect(page.locator("#why")).to_contain_text(re.compile(figure))
    filer.looks_right()
    keys.press("Escape")
    expect(page.locator("#why")).to_be_empty()
    expect(button).to_be_focused()
