"""An analyst looks at a survey's charts, on a desk and on a phone.

LOOK-01 The pictures load, the page fits a phone, and axe finds nothing serious.
LOOK-02 Arrow keys go from question to question; another period shows as soon as it is chosen.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from engine.store import Database
from engine.store.migrating import upgrade
from tests.analysis.surveys import SECOND, answer
from tests.analysis.town import Town, account, settle
from tests.browser import site
from tests.browser.axe import assert_accessible
from tests.people.world import PASSWORD

SYSTEM = """
system: monitoring
title: 运行监测
organisations:
  bureau: {title: 主管部门, scope: region}
  plant: {title: 企业, scope: own}
roles:
  analyst: {of: bureau, may: [chart.view]}
forms: [mood]
"""


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[site.Site]:
    """Yield a server over the town's definitions and its answers."""
    data = tmp_path_factory.mktemp("charts")
    (data / "definitions").mkdir()
    (data / "definitions" / "mood.yaml").write_text(SECOND, encoding="utf-8")
    (data / "definitions" / "monitoring.yaml").write_text(SYSTEM, encoding="utf-8")
    database = Database(f"sqlite:///{data / 'tianbao.db'}")
    upgrade(database)
    _answer(database)
    database.close()
    with site.serving(data, definitions=data / "definitions") as found:
        yield found


def _answer(database: Database) -> None:
    with database.write() as work:
        town: Town = settle(work)
        account(work, "liu", town.world["jinan"], "analyst")
        for number in range(40):
            document = answer(
                ("up", "flat", "down")[number % 3],
                staff=number * 7 % 90,
                worries=["orders", "money"][: number % 2 + 1],
                costs={"labour": ("rise", "fall")[number % 2], "energy": "rise"},
                remark=f"希望降低第{number}项成本",
            )
            town.answer(work, "lathe", document, ("2026-02", "2026-03")[number % 2])


def sign_in(page: Page, url: str) -> None:
    """Sign in as the analyst and open the survey's charts."""
    page.goto(f"{url}/signin?next=/charts/mood")
    page.get_by_label("用户名").fill("liu")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("经营者信心调查")


@pytest.mark.browser
def test_pictures_on_a_desk(charts: site.Site, desk: Page) -> None:  # LOOK-01
    sign_in(desk, charts.url)
    assert_drawn(desk)
    assert_accessible(desk)


@pytest.mark.browser
def test_pictures_on_a_phone(charts: site.Site, phone: Page) -> None:  # LOOK-01
    sign_in(phone, charts.url)
    assert_drawn(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    assert_accessible(phone)


def assert_drawn(page: Page) -> None:
    """Fail unless every picture of the page shows."""
    for picture in page.locator(".chart-picture").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 0


@pytest.mark.browser
def test_keys_and_periods(charts: site.Site, desk: Page) -> None:  # LOOK-02
    sign_in(desk, charts.url)
    desk.wait_for_load_state("load")  # the keys are the script's: before it runs they only scroll
    desk.keyboard.press("ArrowRight")
    expect(desk.locator("#q1")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(desk.locator("#q2")).to_be_focused()
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator("#q1")).to_be_focused()
    desk.get_by_label("期别").select_option("2026-02")
    desk.wait_for_url("**period=2026-02*")
    expect(desk.locator("#q1 .chart-count")).to_have_text("20 人作答")
