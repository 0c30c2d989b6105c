"""Sheets saved one by one, and a choice whose change clears what it hides: the shipped county forms, filed.

SHEET-01  A page is saved as complete by its button, not before it holds; a change opens it again.
SHEET-02  Whoever looks from above sees the saved pages alone.
SHEET-03  A word for nothing is 0 in a number, and the page shows it.
SHEET-04  A change that would clear entries asks first, names them, and leaves or clears them; on a phone,
          and without scripts.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from engine.people import Organisation, RoleBook, organisations, users
from engine.people.users import NewUser
from tests.browser.county import LONG_AGO, MID_MARCH, PASSWORD, County
from tests.browser.filer import Filer
from tests.people.world import cheap_passwords

pytestmark = pytest.mark.browser
SYSTEM = "county-commerce"
PLACES = (("bureau", "authority", "370000/371300", "city-reviewer"),
          ("yishui", "county", "370000/371300/371323", "county-filer"))  # fmt: skip
PROJECT = "projects[0]."


@pytest.fixture(scope="module")
def people(served: County) -> None:
    """Register a city bureau and a county, each with one person."""
    book, above = RoleBook(served.definitions.systems), None
    with served.database.write() as work:
        for name, kind, regions, role in PLACES:
            codes = tuple(regions.split("/"))
            path = organisations.region_path(codes)
            new = Organisation(name, SYSTEM, kind, f"{name}（演示）", above, codes[-1], path)
            place = organisations.create(work, new, at=LONG_AGO)
            user = users.create(work, NewUser(name, "演示", PASSWORD), cheap_passwords(), at=LONG_AGO)
            users.join(work, user, place, role=role, book=book)
            above = name


def begun(county: County, page: Page, form: str, period: str) -> Filer:
    """Sign the county's filer in and begin a report."""
    filer = Filer(page, county.url)
    filer.sign_in("yishui")
    page.goto(f"{county.url}/filings/new?form={form}&period={period}")
    page.locator("main form button").first.click()
    expect(page.locator("#sheet")).to_be_visible()
    return filer


def press(filer: Filer, name: str) -> None:
    """Press one of the buttons below a sheet."""
    filer.page.locator(".actions").get_by_role("button", name=name, exact=True).last.click()


def test_pages_are_saved_one_by_one(county: County, people: None, desk: Page) -> None:  # SHEET-01 SHEET-02
    filer = begun(county, desk, "county-quarterly", "2026-Q1")
    base = desk.url.split("/sheets/")[0]
    desk.goto(f"{base}/sheets/village_shops")
    filer.type("shop_count", "610")
    filer.type("chain_shops", "无")
    expect(filer.control("chain_shops")).to_have_value("0")  # SHEET-03
    filer.saved()
    press(filer, "保存本页")
    filer.refused("覆盖行政村数")
    filer.type("shop_villages", "498")
    filer.saved()
    press(filer, "保存本页")
    expect(desk.locator("#completed")).to_contain_text("本页已保存")
    expect(desk.locator("#nav-village_shops")).to_have_class("done")
    filer.looks_right()
    looks_from_above(filer, county, base)
    filer.type("shop_count", "611")
    expect(desk.locator("#completed")).to_contain_text("本页还没有保存")
    expect(desk.locator("#nav-village_shops")).to_have_class("open")
    desk.goto(f"{base}/submit")
    expect(desk.get_by_role("alert")).to_contain_text("这一页还没有保存：村级便民商店")


def looks_from_above(filer: Filer, county: County, base: str) -> None:  # SHEET-02
    """Let the city look at a saved page and at one that is not."""
    browser = filer.page.context.browser
    assert browser is not None
    context = browser.new_context(locale="zh-CN")
    city = Filer(context.new_page(), county.url)
    city.sign_in("bureau")
    city.page.goto(f"{base}/sheets/village_shops")
    expect(city.control("shop_count")).to_have_text("610")
    city.page.goto(f"{base}/sheets/village_stations")
    expect(city.page.locator("#sheet")).to_contain_text("还没有保存，保存后才能查看")
    refused = city.page.request.get(f"{base}/why?path=village_coverage")
    assert refused.status == 404
    context.close()


def fills_in_a_centre(filer: Filer) -> None:
    """Add a project that is a trade centre."""
    filer.row("add:projects")
    filer.choose("支持方向", "乡镇商贸中心")
    filer.type(f"{PROJECT}project_name", "马站镇商贸中心改造")
    filer.type(f"{PROJECT}project_area", "2600")
    filer.saved()


def test_a_direction_changed_on_a_phone(county: County, people: None, phone: Page) -> None:  # SHEET-04
    filer = begun(county, phone, "county-funds", "2026-02")
    phone.goto(phone.url.replace("county_funds", "funded_projects"))
    fills_in_a_centre(filer)
    asked = phone.get_by_role("alertdialog")
    phone.get_by_label("商品化处理设施").check()
    expect(asked).to_contain_text("营业面积")
    filer.looks_right()
    filer.press("不更改")
    expect(phone.get_by_label("乡镇商贸中心")).to_be_checked()
    expect(filer.control(f"{PROJECT}project_area")).to_have_value("2,600")
    filer.saved()
    phone.get_by_label("商品化处理设施").check()
    filer.press("清除并更改")
    expect(filer.control(f"{PROJECT}goods_processed")).to_be_visible()
    filer.saved()
    assert county.stored(phone.url)["projects"] == [
        {"support_direction": "processing", "project_name": "马站镇商贸中心改造"}
    ]


def test_a_direction_changed_without_scripts(  # SHEET-04
    county: County, people: None, no_script: Page
) -> None:
    county.clock.now = MID_MARCH + timedelta(days=31)
    filer = begun(county, no_script, "county-funds", "2026-04")
    no_script.goto(no_script.url.replace("county_funds", "funded_projects"))
    filer.row("add:projects")
    no_script.get_by_label("乡镇商贸中心").check()
    press(filer, "保存")
    filer.control(f"{PROJECT}project_area").fill("2600")
    press(filer, "保存")
    no_script.get_by_label("其他", exact=True).first.check()
    press(filer, "保存")
    expect(no_script.get_by_role("alertdialog")).to_contain_text("营业面积")
    filer.press("清除并更改")
    expect(filer.control(f"{PROJECT}project_memo")).to_be_visible()
    assert county.stored(no_script.url)["projects"] == [{"support_direction": "otherwise"}]
