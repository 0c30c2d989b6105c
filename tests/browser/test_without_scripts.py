"""Filing in a browser whose JavaScript is off: everything by plain forms.

PLAIN-01  What does not fit is listed with links and stays as typed; the rest of the sheet is kept.
PLAIN-02  The whole report is filed, from the home page to the receipt; nobody comes on past what is wrong.
PLAIN-03  Rows are added and removed by their buttons.
PLAIN-04  A survey with branches leads past what one need not answer.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.county import EVERYBODYS_ROWS, LINK, SHOP, County
from tests.browser.filer import Filer

pytestmark = pytest.mark.browser
COLUMNS = ("month", "ytd", "ly_month", "ly_ytd")


def signed_in(county: County, page: Page) -> Filer:
    """Sign a shop's filer in and begin this month's report."""
    filer = Filer(page, county.url)
    filer.sign_in(county.enterprise(SHOP))
    filer.press("当期报送")
    filer.at("基本信息")
    return filer


def press(filer: Filer, name: str) -> None:
    """Press one of the buttons below a sheet (a hidden one saves when Enter is pressed)."""
    filer.page.get_by_role("group", name=re.compile("保存与")).get_by_role("button", name=name).click()


def test_a_retailer_files_the_report(county: County, no_script: Page) -> None:  # PLAIN-01 PLAIN-02
    filer = signed_in(county, no_script)
    fills_in_the_basics(filer)
    fills_in_the_indicators(filer)
    filer.at("产品产销存")
    press(filer, "下一步")
    filer.at("调查问卷")
    press(filer, "上报")
    filer.refused("中小企业经济月度调查问卷")
    filer.follow("调查问卷")
    filer.at("调查问卷")
    answers_the_survey(filer)
    press(filer, "上报")
    filer.press("确认上报")
    expect(no_script.locator("#receipt")).to_contain_text("未见异常")
    filer.follow("查看报表")
    expect(no_script.get_by_text("本次报送已提交，不能再修改。")).to_be_visible()


def fills_in_the_basics(filer: Filer) -> None:  # PLAIN-01
    page = filer.page
    figures = {"revenue": "六百万", "profit": "26", "staff": "14", "rd_staff": "1", "rd_funds": "2"}
    for path, text in figures.items():
        filer.control(f"ly_{path}").fill(text)
    filer.control("filer").fill("演示会计")
    filer.control("industry").fill("5211")
    filer.choose("是否省级“专精特新”中小企业", "否")
    press(filer, "下一步")
    filer.at("基本信息")
    filer.refused("上年营业收入", "“六百万”不是数字", "是否国家级专精特新")
    page.locator("#problems").get_by_role("link", name="上年营业收入").click()
    assert page.url.endswith("#i-ly_revenue")
    expect(filer.control("ly_revenue")).to_have_value("六百万")
    expect(filer.problems("ly_revenue")).to_contain_text("“六百万”不是数字")
    expect(filer.control("ly_profit")).to_have_value("26")
    expect(filer.control("industry")).to_have_value("5211")
    filer.control("ly_revenue").fill("640")
    filer.choose("是否国家级专精特新“小巨人”企业", "否")
    press(filer, "下一步")


def fills_in_the_indicators(filer: Filer) -> None:  # PLAIN-02
    filer.at("经济指标")
    for row in EVERYBODYS_ROWS:
        for column in COLUMNS:
            filer.control(f"econ.{row}.{column}").fill("300" if "ytd" in column else "100")
    filer.control("econ.staff.month").fill("12.5")
    press(filer, "下一步")
    filer.at("经济指标")
    filer.refused("从业人员", "“12.5”不是整数")
    expect(filer.control("econ.revenue.ytd")).to_have_value("300")
    filer.control("econ.staff.month").fill("14")
    filer.control("econ.revenue.ytd").fill("360")
    press(filer, "保存")
    expect(filer.control("econ.revenue.growth")).to_have_text("20.00")
    press(filer, "下一步")


def answers_the_survey(filer: Filer) -> None:  # PLAIN-02
    page = filer.page
    filer.follow("进入答题")
    filer.press("进入答题")
    for _sheet in range(page.get_by_role("navigation", name="各页").get_by_role("link").count()):
        for question in page.get_by_role("radiogroup").all():
            question.get_by_role("radio").first.check()
        page.locator("#sheet .actions button.primary").click()
    filer.press("确认提交")
    filer.follow("回到首页")
    filer.follow("继续填报")
    page.get_by_role("navigation", name="各页").get_by_role("link", name="调查问卷").click()
    expect(page.get_by_text("问卷已答")).to_be_visible()


def test_rows_are_added_and_removed(county: County, no_script: Page) -> None:  # PLAIN-03
    filer = signed_in(county, no_script)
    no_script.get_by_role("navigation", name="各页").get_by_role("link", name="产品产销存").click()
    for index, name in enumerate(("大米", "食用油")):
        filer.row("add:products")
        filer.control(f"products[{index}].name").fill(name)
    filer.row("remove:products:0")
    expect(filer.control("products[0].name")).to_have_value("食用油")
    expect(filer.control("products[1].name")).to_have_count(0)


def test_branches_of_a_survey(county: County, no_script: Page) -> None:  # PLAIN-04
    filer = Filer(no_script, county.url)
    no_script.goto(f"{county.url}/s/{LINK}")
    filer.press("开始回答")
    filer.choose("本月贵企业是否受到限电影响？", "没有受到影响")
    press(filer, "下一步")
    filer.at("预期与建议")
    filer.choose("预计下月用电情况", "好转")
    press(filer, "提交")
    filer.refused("最希望得到哪些支持？")
    filer.choose("最希望得到哪些支持？", "不需要")
    press(filer, "提交")
    filer.press("确认提交")
    expect(no_script.get_by_role("heading", level=1)).to_have_text("已提交")
