"""An analyst of the authority looks at the answers to a shipped survey; and everything in English.

SEE-01  From the menu to the charts; from question to question by key; picture and numbers side by side.
SEE-02  The numbers of a question are taken along as CSV.
SEE-03  One click shows the interface and the definitions in English.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.county import POWER, County
from tests.browser.filer import Filer

pytestmark = pytest.mark.browser
TITLE = "限电对制造业中小企业影响问卷调查"


def analyst(county: County, page: Page) -> Filer:
    """Sign the analyst in and open the charts of the power survey."""
    filer = Filer(page, county.url)
    filer.sign_in("analyst", county.demo_password)
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="图表").click()
    filer.looks_right()
    filer.follow(TITLE)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.wait_for_load_state()  # keys are heard once the scripts are there
    return filer


@pytest.mark.parametrize("device", ["desk", "phone"])
def test_an_analyst_goes_through_the_charts(
    county: County, device: str, request: pytest.FixtureRequest
) -> None:  # SEE-01 SEE-02
    page: Page = request.getfixturevalue(device)
    filer = analyst(county, page)
    for number in ("q1", "q2", "q3"):
        page.keyboard.press("ArrowRight")
        expect(page.locator(f"#{number}")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    card = page.locator("#q2")
    expect(card).to_be_focused()
    picture = card.locator("img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    expect(picture).to_have_attribute("alt", re.compile("提前一天以上 "))
    expect(card.get_by_role("row", name="提前一天以上")).to_be_visible()
    filer.looks_right()
    with page.expect_download() as taken:
        card.get_by_role("link", name="下载表格").click()
    assert "提前一天以上" in Path(taken.value.path()).read_text(encoding="utf-8-sig")


def test_english_is_one_click_away(
    county: County, desk: Page, new_page: Callable[..., Page]
) -> None:  # SEE-03
    filer = analyst(county, desk)
    filer.press("English")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Power rationing and small manufacturers")
    assert desk.url.endswith(f"/charts/{POWER}")
    expect(desk.get_by_role("link", name="Charts").first).to_be_visible()
    filer.looks_right()
    login = county.enterprise()
    other = Filer(new_page(), county.url)
    other.sign_in(login)
    other.page.goto(f"{county.begun(login)}/sheets/indicators")
    other.press("English")
    expect(other.page.get_by_role("heading", level=2)).to_have_text("Indicators")
    expect(other.page.get_by_role("button", name="Next", exact=True)).to_be_visible()
    assert "工业总产值" not in other.page.inner_text("main")
    other.looks_right()
