"""The sheet of indicators: which checks break and hold, which rows are asked.

BAL-01  In January the figure since January equals the month, this year and last year.
BAL-02  In other months it is the month and last month's approved figure together, for both years.
BAL-03  Without an approved report of last month the check is not run, and the sheet says so.
BAL-04  Revenue and cost since January never fall below last month's, in both years.
BAL-05  Assets cover receivables and finished goods, in both years.
ROW-01  Industrial rows are asked of sections B, C and D only.
ROW-02  Who changes the industry sees the rows go, and come back with their figures.
ROW-03  Seasonal rows are asked in February, May, August, November and December only.
PASTE-01  A block from Excel is shown first: what will be filled, and each cell that cannot be, by name.
PASTE-02  What fits is filled, with what is computed from it; the rest stays as it was.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.county import (
    EVERYBODYS_ROWS,
    FARM,
    INDUSTRY_ROWS,
    MACHINES,
    SEASONAL_ROWS,
    SEASONS,
    SHOP,
    County,
)
from tests.browser.filer import Filer

pytestmark = pytest.mark.browser
ORE = "0911"


def opened(county: County, page: Page, login: str, address: str) -> Filer:
    """Sign somebody in and open the sheet of indicators of a filing."""
    filer = Filer(page, county.url)
    filer.sign_in(login)
    page.goto(f"{address}/sheets/indicators")
    filer.at("经济指标")
    return filer


def broken(filer: Filer) -> Locator:
    """Return the checks that ask for an explanation."""
    return filer.page.locator("#explanations li.explanation")


def breaks_and_holds(filer: Filer, path: str, *, wrong: str, right: str, said: str) -> None:
    """Fail unless a figure breaks one check, which says so, and another figure mends it."""
    filer.type(path, wrong)
    expect(broken(filer)).to_have_count(1)
    expect(broken(filer)).to_contain_text(said)
    filer.type(path, right)
    expect(broken(filer)).to_have_count(0)
    filer.saved()


def test_in_january_the_sum_is_the_month(county: County, desk: Page) -> None:  # BAL-01
    county.clock.go_to("2026-01")
    login = county.enterprise()
    county.approved(login, "2025-12")
    filer = opened(county, desk, login, county.begun(login, "2026-01"))

    expect(desk.get_by_text("项核对没有进行")).to_have_count(0)
    breaks_and_holds(filer, "econ.output.ytd", wrong="1001", right="1000", said="1月份本年1-本月（1,001）")
    breaks_and_holds(filer, "econ.power.ly_ytd", wrong="990", right="1000", said="1月份上年1-本月（990）")


def test_later_the_sum_follows_last_months_report(county: County, desk: Page) -> None:  # BAL-02
    login = county.enterprise()
    county.approved(login, "2026-02", {"power.ytd": 2500, "power.month": 1500})
    filer = opened(county, desk, login, county.begun(login, cells={"power.ytd": 3500}))

    breaks_and_holds(filer, "econ.power.ytd", wrong="3000", right="3500", said="本年1-本月（3,000）应等于")
    breaks_and_holds(filer, "econ.export.ly_ytd", wrong="3100", right="3000", said="上年1-本月（3,100）")
    filer.looks_right()


@pytest.mark.parametrize("draft", [False, True], ids=["nothing filed", "only a draft"])
def test_without_an_approved_report_nothing_is_compared(
    county: County, desk: Page, draft: bool
) -> None:  # BAL-03
    login = county.enterprise()
    if draft:
        county.begun(login, "2026-02")
    filer = opened(county, desk, login, county.begun(login))

    filer.type("econ.power.ytd", "99999")
    filer.saved()
    expect(broken(filer)).to_have_count(0)
    not_run = desk.locator("#explanations details")
    expect(not_run.locator("summary")).to_have_text(re.compile(r"有 \d+ 项核对没有进行"))
    not_run.locator("summary").click()
    expect(not_run.locator("li").first).to_be_visible()
    filer.looks_right()


def test_revenue_and_cost_do_not_fall(county: County, desk: Page) -> None:  # BAL-04
    login = county.enterprise(SHOP)
    county.approved(login, "2026-02")
    filer = opened(county, desk, login, county.begun(login))

    breaks_and_holds(
        filer, "econ.revenue.ytd", wrong="1999", right="2000", said="本年1-本月（1,999）应不小于"
    )
    breaks_and_holds(filer, "econ.cost.ly_ytd", wrong="10", right="2500", said="上年1-本月（10）应不小于")


def test_assets_cover_what_they_hold(county: County, desk: Page) -> None:  # BAL-05
    county.clock.go_to("2026-02")
    login = county.enterprise()
    county.approved(login, "2026-01")
    filer = opened(county, desk, login, county.begun(login, "2026-02"))

    for row, name in (("receivables", "应收账款"), ("finished_goods", "产成品")):
        for column, year in (("ytd", "本年"), ("ly_ytd", "上年")):
            said = f"{year}资产总计（2,000）应不小于{name}（2,001）"
            breaks_and_holds(filer, f"econ.{row}.{column}", wrong="2001", right="2000", said=said)


def asked(filer: Filer) -> set[str]:
    """Return the rows that the sheet asks for."""
    rows = filer.page.locator("[data-grid=econ] tbody tr:not([hidden])")
    return {found.removeprefix("e-econ-") for found in rows.evaluate_all("rows => rows.map(row => row.id)")}


@pytest.mark.parametrize(
    ("industry", "rows"),
    [
        (MACHINES, {*INDUSTRY_ROWS, *EVERYBODYS_ROWS}),
        (ORE, {*INDUSTRY_ROWS, *EVERYBODYS_ROWS}),
        (SHOP, {*EVERYBODYS_ROWS}),
        (FARM, {*EVERYBODYS_ROWS}),
    ],
    ids=["machines", "ore", "shop", "farm"],
)
def test_industrial_rows_only_for_industry(
    county: County, desk: Page, industry: str, rows: set[str]
) -> None:  # ROW-01
    login = county.enterprise(industry)
    assert asked(opened(county, desk, login, county.begun(login))) == rows


def test_rows_follow_the_industry(county: County, desk: Page) -> None:  # ROW-02
    login = county.enterprise()
    address = county.begun(login, cells={"output.month": 1234})
    filer = opened(county, desk, login, address)

    for industry, rows in ((SHOP, ()), (MACHINES, INDUSTRY_ROWS)):
        desk.goto(f"{address}/sheets/basic")
        filer.type("industry", industry)
        filer.saved()
        desk.goto(f"{address}/sheets/indicators")
        assert asked(filer) == {*rows, *EVERYBODYS_ROWS}
    expect(filer.control("econ.output.month")).to_have_value("1,234")


def test_seasonal_rows_only_in_their_months(county: County, desk: Page) -> None:  # ROW-03
    login = county.enterprise(SHOP)
    addresses = {month: county.begun(login, f"2025-{month:02}") for month in range(1, 13)}
    filer = Filer(desk, county.url)
    filer.sign_in(login)

    for month, address in addresses.items():
        desk.goto(f"{address}/sheets/indicators")
        assert asked(filer) == {*EVERYBODYS_ROWS, *(SEASONAL_ROWS if month in SEASONS else ())}, month


def test_a_block_from_excel(county: County, desk: Page) -> None:  # PASTE-01 PASTE-02
    login = county.enterprise()
    address = county.begun(login)
    filer = opened(county, desk, login, address)

    filer.paste("econ.output.ytd", "3,600\t1000\t2400\t9\r\n4500.50\t约一千\t3000\t\r\n")
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("出口交货值 · 上年·本月")
    expect(dialog).to_contain_text("“约一千”不是数字")
    filer.looks_right()
    dialog.get_by_role("button", name="填入").click()
    filer.saved()

    expect(filer.control("econ.output.ytd")).to_have_value("3600")
    expect(filer.control("econ.output.growth")).to_have_text("50.00")
    expect(filer.control("econ.export.growth")).to_have_text("50.02")
    expect(filer.problems("econ.export.ly_month")).to_contain_text("“约一千”不是数字")
    kept = county.stored(address)["econ"]
    assert (str(kept["export"]["ytd"]), str(kept["export"]["ly_month"])) == ("4500.50", "1000")
