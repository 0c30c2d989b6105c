"""Nothing that was typed is lost, and the page says truly what is saved.

SAVE-01  Two tabs that change different fields both keep theirs.
SAVE-02  The same field changed in both shows both values, keeps what was typed, and lets one choose.
SAVE-03  When the server does not answer, the page says so, keeps what is typed, and sends it again.
SAVE-04  Whose session has ended signs in again and finds what was saved; what was not is sent then.
SAVE-05  What is typed before the scripts are there is saved, and a list to search in opens all the same.
BAD-01   What is no value of its field is refused there with a sentence; it stays as typed, the rest is kept.
BAD-02   A value outside its limits is kept as it was typed, and marked.
"""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.county import PASSWORD, SHOP, County
from tests.browser.filer import Filer

pytestmark = pytest.mark.browser
FIRST, SECOND = "econ.revenue.month", "econ.cost.month"
SCRIPTS = re.compile(r"/static/.*\.js")


def opened(county: County, page: Page, sheet: str = "indicators", *, login: str = "") -> Filer:
    """Sign a shop's filer in, with a report begun, and open one of its sheets."""
    login = login or county.enterprise(SHOP)
    filer = Filer(page, county.url)
    filer.sign_in(login)
    page.goto(f"{county.begun(login)}/sheets/{sheet}")
    return filer


def second_tab(filer: Filer) -> Filer:
    """Open the same sheet in another tab of the same browser."""
    tab = filer.page.context.new_page()
    tab.goto(filer.page.url)
    return Filer(tab, filer.url)


def test_different_fields_in_two_tabs_merge(county: County, desk: Page) -> None:  # SAVE-01
    one = opened(county, desk)
    two = second_tab(one)
    one.type(FIRST, "1100")
    one.saved()
    two.type(SECOND, "950")
    two.saved()

    desk.reload()
    expect(one.control(FIRST)).to_have_value("1,100")
    expect(one.control(SECOND)).to_have_value("950")


@pytest.mark.parametrize(
    ("button", "kept"), [("用我填的", "1,300"), ("用现在的", "1,200")], ids=["mine", "theirs"]
)
def test_the_same_field_in_two_tabs(county: County, desk: Page, button: str, kept: str) -> None:  # SAVE-02
    one = opened(county, desk)
    two = second_tab(one)
    one.type(FIRST, "1200")
    one.saved()
    two.type(FIRST, "1300")

    panel = two.page.get_by_role("alertdialog")
    expect(panel).to_contain_text("营业收入 · 本年·本月")
    expect(panel).to_contain_text("1300")
    expect(panel).to_contain_text("1,200")
    expect(two.control(FIRST)).to_have_value("1,300")
    two.looks_right()
    panel.get_by_role("button", name=button).click()
    expect(panel).to_have_count(0)
    two.saved()
    expect(two.control(FIRST)).to_have_value(kept)
    desk.reload()
    expect(one.control(FIRST)).to_have_value(kept)


def test_no_answer_from_the_server(county: County, desk: Page) -> None:  # SAVE-03
    filer = opened(county, desk)
    desk.context.set_offline(True)
    filer.type(FIRST, "1400")
    filer.type(SECOND, "1410")

    expect(desk.locator("#saved")).to_contain_text("未保存，正在重试")
    expect(filer.control(FIRST)).to_have_value("1,400")
    filer.looks_right()
    desk.context.set_offline(False)
    filer.saved()
    desk.reload()
    expect(filer.control(FIRST)).to_have_value("1,400")
    expect(filer.control(SECOND)).to_have_value("1,410")


def test_the_session_has_ended(county: County, desk: Page) -> None:  # SAVE-04
    login = county.enterprise(SHOP)
    filer = opened(county, desk, login=login)
    filer.type(FIRST, "1500")
    filer.saved()
    county.clock.pass_(hours=5)
    filer.type(SECOND, "1510")

    expect(desk.get_by_role("heading", name="登录")).to_be_visible()
    desk.get_by_label("用户名").fill(login)
    desk.get_by_label("密码").fill(PASSWORD)
    filer.press("登录")
    filer.at("经济指标")
    expect(filer.control(FIRST)).to_have_value("1,500")
    expect(filer.control(SECOND)).to_have_value("1,510")
    filer.saved()


NO_VALUES = {
    "ly_revenue": ("约一万", "“约一万”不是数字"),
    "ly_staff": ("12.5", "“12.5”不是整数"),
    "industry": ("9999X", "9999X"),
    # a calendar would not even let one type 30 February; other browsers have none
    "opened": ("2026-02-30", "2026-02-30"),
}
OUTSIDE = {
    "ly_rd_funds": ("-3", "-3 小于允许的最小值 0"),
    "postal_code": ("2760", "“2760”不是邮政编码"),
    "uscc": ("91371302MA3C0M1X00", "校验位不对"),
    "website": ("www.example.cn", "“www.example.cn”不是网址"),
    "telephone": ("八百万", "“八百万”不是电话号码"),
}


def test_what_is_no_value_is_refused_in_place(county: County, desk: Page) -> None:  # BAD-01
    filer = opened(county, desk, "basic")
    filer.control("opened").evaluate("input => { input.type = 'text'; }")
    for path, (typed, said) in NO_VALUES.items():
        filer.type(path, typed)
        expect(filer.problems(path)).to_contain_text(said)
        expect(filer.control(path)).to_have_attribute("value", typed)
        expect(filer.control(path)).to_have_attribute("aria-invalid", "true")
    filer.type("fax", "0539-8000009")
    filer.saved()
    filer.looks_right()
    desk.reload()
    expect(filer.control("fax")).to_have_value("0539-8000009")
    for path, (typed, _said) in NO_VALUES.items():
        expect(filer.control(path)).not_to_have_value(typed)


def test_what_is_outside_its_limits_is_marked(county: County, desk: Page) -> None:  # BAD-02
    filer = opened(county, desk, "basic")
    for path, (typed, said) in OUTSIDE.items():
        filer.type(path, typed)
        expect(filer.problems(path)).to_contain_text(said)
    filer.saved()
    filer.press("下一步")
    filer.at("基本信息")
    filer.refused(*(said for _typed, said in OUTSIDE.values()))
    filer.looks_right()
    for path, (typed, _said) in OUTSIDE.items():
        expect(filer.control(path)).to_have_value(typed)


def test_a_choice_that_is_not_offered(county: County, desk: Page) -> None:  # BAD-01
    filer = opened(county, desk, "basic")
    filer.control("holding_type").evaluate("list => { list.options[1].value = '77'; }")
    filer.control("holding_type").select_option("77")

    expect(filer.problems("holding_type")).to_contain_text("77")
    desk.reload()
    expect(filer.control("holding_type")).to_have_value("3")


def test_typing_before_the_scripts_are_there(county: County, desk: Page) -> None:  # SAVE-05
    login = county.enterprise(SHOP)
    filer = Filer(desk, county.url)
    filer.sign_in(login)
    address = county.begun(login)
    held: list[Route] = []
    desk.route(SCRIPTS, lambda route: held.append(route))
    desk.goto(f"{address}/sheets/basic", wait_until="commit")
    filer.control("filer").fill("演示会计")
    filer.choose("是否省级“专精特新”中小企业", "是")
    filer.control("industry").fill("百货零售")
    for request in held:
        request.continue_()
    desk.unroute(SCRIPTS)

    expect(desk.get_by_role("option").filter(has_text="百货零售").first).to_be_visible()
    desk.keyboard.press("Escape")
    filer.type("ly_staff", "140")
    filer.saved()
    desk.goto(f"{address}/sheets/basic")
    expect(filer.control("filer")).to_have_value("演示会计")
    expect(filer.control("ly_staff")).to_have_value("140")
    recognised = desk.get_by_role("radiogroup", name="是否省级“专精特新”中小企业")
    expect(recognised.get_by_label("是", exact=True)).to_be_checked()
