"""A manufacturer files the monthly report, on a desk and on a phone.

FILE-01  From the home page one opens this month's report; the profile stands in it already.
FILE-02  The industry is found by typing its name.
FILE-03  A grid is filled by keyboard alone; growth is computed; a reload keeps everything.
FILE-04  A broken balance check names both figures, asks for an explanation and lets nobody on without.
FILE-05  Products are added, moved and removed.
FILE-06  The report waits for the surveys, and says which; answered, they are ticked off.
FILE-07  Submitted, there is a receipt, the report can only be read, and the history says 数据异常.
FILE-08  No page on the way has a serious fault of accessibility or overflows a phone.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.county import County
from tests.browser.filer import Filer

pytestmark = pytest.mark.browser
REPORT_TITLE = "中小企业生产经营运行监测月报"
CLIMATE = "中小企业经济月度调查问卷"
RATIONING = "限电对制造业中小企业影响问卷调查"
GENERAL_PARTS = "3484"


@pytest.mark.parametrize("device", ["desk", "phone"])
def test_a_manufacturer_files_the_monthly_report(
    county: County, device: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(device)
    filer = Filer(page, county.url)
    login = county.enterprise(GENERAL_PARTS)
    for month in ("2025-03", "2026-01", "2026-02"):
        county.approved(login, month)

    opens_the_report(filer, login)
    fills_in_the_basics(filer)
    fills_in_the_indicators(filer)
    explains_the_broken_check(filer)
    lists_the_products(filer)
    cannot_submit_before_the_surveys(filer)
    answers_the_surveys(filer)
    submits(filer)
    finds_it_in_the_history(filer)


def opens_the_report(filer: Filer, login: str) -> None:  # FILE-01
    filer.page.goto(filer.url)
    filer.looks_right()
    filer.sign_in(login)
    filer.looks_right()
    report = filer.page.get_by_role("region", name=REPORT_TITLE)
    report.get_by_role("button", name="当期报送").click()
    filer.at("基本信息")
    expect(filer.control("company")).to_have_value(f"沂蒙{login}有限公司")
    expect(filer.control("report_month")).to_have_text("2026年3月")


def fills_in_the_basics(filer: Filer) -> None:  # FILE-02
    page = filer.page
    industry = filer.control("industry")
    industry.fill("矿山机械")
    found = page.get_by_role("option").filter(has_text="矿山机械制造")
    expect(found).to_be_visible()
    filer.looks_right()
    page.keyboard.press("Enter")
    expect(industry).to_have_value("3511")
    expect(page.locator("#e-industry .trail")).to_contain_text("专用设备制造业 › ")
    filer.type("filer", "演示会计")
    filer.choose("是否省级“专精特新”中小企业", "是")
    filer.choose("是否国家级专精特新“小巨人”企业", "否")
    for path, figure in (("revenue", "18600"), ("profit", "1450"), ("staff", "320"), ("rd_staff", "32")):
        filer.type(f"ly_{path}", figure)
    filer.type("ly_rd_funds", "620")
    filer.saved()
    expect(filer.control("rd_staff_share")).to_have_text("10.00")
    filer.looks_right()
    filer.press("下一步")


def fills_in_the_indicators(filer: Filer) -> None:  # FILE-03
    filer.at("经济指标")
    expect(filer.control("econ.revenue.ly_ytd")).to_have_value("3,000")
    month = ["1600", "100", "1000", "82", "1000", "1000", "900", "-20", "50", "60", "1000", "30", "50"]
    ytd = ["3600", "2100", "3100", "3500", "3000", "900", "-60", "150", "60", "3000", "90", "50"]
    filer.down("econ.output.month", month)
    filer.down("econ.output.ytd", ytd)
    filer.saved()
    expect(filer.control("econ.output.growth")).to_have_text("20.00")
    expect(filer.control("econ.export.growth")).to_have_text("-30.00")
    filer.page.reload()
    expect(filer.control("econ.revenue.ytd")).to_have_value("3,500")
    expect(filer.control("econ.finance_cost.month")).to_have_value("-20")
    expect(filer.control("econ.capacity.month")).to_have_value("82")
    filer.looks_right()


def explains_the_broken_check(filer: Filer) -> None:  # FILE-04
    broken = filer.page.locator("#explanations li").filter(has_text="相差100")
    expect(broken).to_contain_text("本年1-本月（3,100）应等于本月（1,000）与上月填报的本年1-本月（2")
    for figure in ("3,100", "1,000", "2,000", "100"):
        expect(broken.locator("dl").get_by_text(figure, exact=True)).to_be_visible()
    filer.press("下一步")
    filer.at("经济指标")
    filer.refused("用电量")
    filer.looks_right()
    broken.get_by_label("填报人说明").fill("二月电表读数晚抄，本月补记。")
    filer.page.keyboard.press("Tab")
    filer.saved()
    filer.press("下一步")


def lists_the_products(filer: Filer) -> None:  # FILE-05
    filer.at("产品产销存")
    page = filer.page
    for index, name in enumerate(("振动筛", "颚式破碎机", "输送机")):
        filer.row("add:products")
        expect(filer.control(f"products[{index}].name")).to_be_focused()
        page.keyboard.type(name)
        filer.type(f"products[{index}].unit", "台")
    filer.row("up:products:1")
    expect(filer.control("products[0].name")).to_have_value("颚式破碎机")
    filer.row("remove:products:2")
    expect(filer.control("products[2].name")).to_have_count(0)
    filer.press("下一步")
    filer.refused("生产量·本年本月", "期末库存量")
    filer.looks_right()
    for index in range(2):
        for column in ("output_month", "output_ytd", "sales_month", "sales_ytd", "stock"):
            filer.type(f"products[{index}].{column}", "12.5")
    filer.saved()
    filer.press("下一步")


def cannot_submit_before_the_surveys(filer: Filer) -> None:  # FILE-06
    filer.at("调查问卷")
    filer.looks_right()
    filer.press("上报")
    filer.refused(CLIMATE, RATIONING)
    filer.looks_right()
    filer.follow("返回填报")


def answers_the_surveys(filer: Filer) -> None:  # FILE-06
    page = filer.page
    begins(filer, CLIMATE)
    filer.looks_right()
    sheets = page.get_by_role("navigation", name="各页").get_by_role("link")
    for _sheet in range(sheets.count() - 1):
        ticks_the_first_of_each(filer)
        filer.press("下一步")
    ticks_the_first_of_each(filer)
    hands_in(filer)
    goes_back_to_the_report(filer)
    expect(page.get_by_role("listitem").filter(has_text=CLIMATE)).to_contain_text("问卷已答")
    begins(filer, RATIONING)
    filer.choose("本月贵企业是否受到限电影响？", "没有受到影响")
    filer.saved()
    filer.press("下一步")
    filer.at("预期与建议")
    filer.choose("预计下月用电情况", "不变")
    filer.choose("最希望得到哪些支持？", "电价优惠", "信贷支持")
    filer.saved()
    filer.looks_right()
    hands_in(filer)
    goes_back_to_the_report(filer)


def begins(filer: Filer, survey: str) -> None:
    """Go from the report to a survey and begin it."""
    card = filer.page.get_by_role("listitem").filter(has_text=survey)
    card.get_by_role("link", name="进入答题").click()
    expect(filer.page.get_by_role("heading", level=1)).to_have_text(survey)
    filer.press("进入答题")


def ticks_the_first_of_each(filer: Filer) -> None:
    """Choose the first answer of every question on a sheet."""
    for question in filer.page.get_by_role("radiogroup").all():
        question.get_by_role("radio").first.check()
    filer.saved()


def hands_in(filer: Filer) -> None:
    """Submit, confirm, and stand before the receipt."""
    filer.press("提交")
    filer.press("确认提交")
    expect(filer.page.get_by_role("heading", level=1)).to_have_text("已提交")


def goes_back_to_the_report(filer: Filer) -> None:
    """Return from a survey's receipt to the last sheet of the report."""
    filer.follow("回到首页")
    filer.follow("继续填报")
    filer.page.get_by_role("navigation", name="各页").get_by_role("link", name="调查问卷").click()
    filer.at("调查问卷")


def submits(filer: Filer) -> None:  # FILE-07
    page = filer.page
    filer.press("上报")
    expect(page.locator("#submit")).to_contain_text("二月电表读数晚抄，本月补记。")
    filer.looks_right()
    filer.press("确认上报")
    expect(page.get_by_role("heading", level=1)).to_have_text("已提交")
    expect(page.locator("#receipt")).to_contain_text("数据异常")
    filer.looks_right()
    filer.follow("查看报表")
    expect(page.get_by_text("本次报送已提交，不能再修改。")).to_be_visible()
    expect(page.locator("#sheet input:not([type=hidden]), #sheet select, #sheet textarea")).to_have_count(0)
    expect(filer.control("company")).to_have_text(re.compile("沂蒙"))
    filer.looks_right()


def finds_it_in_the_history(filer: Filer) -> None:  # FILE-07
    filer.page.get_by_role("navigation", name="主菜单").get_by_role("link", name="历史报送").click()
    line = filer.page.get_by_role("row").filter(has_text=f"{REPORT_TITLE} 2026年3月")
    expect(line).to_contain_text("待审核")
    expect(line).to_contain_text("数据异常")
    filer.looks_right()
