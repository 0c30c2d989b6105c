"""A survey by its public link, without an account, on a phone 360 pixels wide.

LINK-01  Branches show what one must answer and hide the rest, as soon as one chooses.
LINK-02  A choice that asks for words opens a box beside it; what is missing is listed.
LINK-03  Answered, there is a receipt; the same browser cannot answer again, another one can.
LINK-04  No page has a serious fault of accessibility or is broader than the phone.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.county import LINK, County
from tests.browser.filer import Filer

pytestmark = pytest.mark.browser
OUTPUTS = ("生产进度", "订单交付", "生产成本", "设备安全", "用工稳定", "资金周转")


def test_somebody_answers_on_a_phone(county: County, phone: Page, new_page: Callable[..., Page]) -> None:
    filer = Filer(phone, county.url)
    address = f"{county.url}/s/{LINK}"
    phone.goto(address)
    filer.looks_right()
    filer.press("开始回答")
    says_how_power_was_rationed(filer)
    says_what_it_did(filer)
    says_what_comes(filer)
    expect(phone.locator("#receipt")).to_contain_text("回执编号")
    filer.looks_right()
    phone.goto(address)
    expect(phone.get_by_text("您已经回答过这份问卷")).to_be_visible()
    expect(phone.get_by_role("button", name="开始回答")).to_have_count(0)
    filer.looks_right()
    other = new_page()
    other.goto(address)
    expect(other.get_by_role("button", name="开始回答")).to_be_visible()


def says_how_power_was_rationed(filer: Filer) -> None:  # LINK-01 LINK-02
    filer.at("限电情况")
    affected = "本月贵企业是否受到限电影响？"
    filer.choose(affected, "没有受到影响")
    expect(filer.control("rationed_days")).to_be_hidden()
    filer.choose(affected, "受到较大影响")
    expect(filer.control("rationed_days")).to_be_visible()
    filer.looks_right()
    filer.choose("限电前多久接到通知？", "当天")
    filer.type("rationed_days", "6")
    filer.choose("限电采取了哪些方式？", "错峰用电")
    filer.press("下一步")
    filer.refused("接到的限电主要原因是什么？")
    filer.looks_right()
    expect(filer.control("reason_text")).to_be_hidden()
    filer.choose("接到的限电主要原因是什么？", "其他（请注明）")
    filer.type("reason_text", "变压器检修")
    filer.saved()
    filer.press("下一步")


def says_what_it_did(filer: Filer) -> None:  # LINK-01
    filer.at("影响与应对")
    for row in OUTPUTS:
        filer.choose(row, "有一定影响")
    filer.type("output_loss", "12.5")
    filer.choose("贵企业采取了哪些应对措施？", "调整班次、错峰生产")
    expect(filer.control("generator_cost")).to_be_hidden()
    filer.choose("贵企业采取了哪些应对措施？", "自备发电")
    expect(filer.control("generator_cost")).to_be_visible()
    filer.type("generator_cost", "1.85")
    filer.saved()
    filer.looks_right()
    filer.press("下一步")


def says_what_comes(filer: Filer) -> None:
    filer.at("预期与建议")
    filer.choose("预计下月用电情况", "变差")
    filer.choose("最希望得到哪些支持？", "提前公布限电计划")
    filer.type("proposals", "希望提前三天公布停限电安排。")
    filer.saved()
    filer.looks_right()
    filer.press("提交")
    filer.press("确认提交")
