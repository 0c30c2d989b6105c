"""The builder's further pages and the analyst's, for everybody: on a desk and on a phone.

WIDE-01  Templates, rules, the try-out, links: nothing serious for axe, nothing wider than the page.
WIDE-02  Charts with their crosstab, comparison and trend, responses and one of them: the same.
WIDE-03  In the try-out what is changed shows at once, on a phone too; what is hidden says why.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.county import County
from tests.browser.filer import Filer
from tests.browser.test_builder import Designer

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


def opened(page: Page, county: County, template: str) -> Filer:
    """Begin a design from a template and return whoever looks at it."""
    filer = Filer(page, county.url)
    filer.sign_in("designer", county.demo_password)
    page.goto(f"{county.url}/designs/templates")
    filer.looks_right()
    page.get_by_role("button", name=f"用这个模板：{template}").click()
    expect(page.get_by_role("region", name="画布")).to_be_visible()
    return filer


@SIZES
def test_around_a_design(
    county: County, new_page: Callable[..., Page], size: dict[str, int]
) -> None:  # WIDE-01
    page = new_page(viewport=size)
    filer = opened(page, county, "客户满意度调查")
    for name in ("逻辑", "试填", "源文件", "发布", "发放"):
        page.get_by_role("navigation", name="设计稿").get_by_role("link", name=name).click()
        expect(
            page.get_by_role("link", name=name, exact=True).and_(page.locator("[aria-current]"))
        ).to_be_visible()
        filer.looks_right()
    page.get_by_role("navigation", name="设计稿").get_by_role("link", name="发布").click()
    filer.press("发布")
    filer.press("生成公开链接")
    expect(page.get_by_role("img", name="二维码")).to_be_visible()
    filer.looks_right()
    for name in ("trial", "versions"):
        page.goto(page.url.rpartition("/")[0] + f"/{name}")
        filer.looks_right()


@SIZES
def test_what_analysts_see(
    county: County, new_page: Callable[..., Page], size: dict[str, int]
) -> None:  # WIDE-02
    page = new_page(viewport=size)
    filer = Filer(page, county.url)
    filer.sign_in("analyst", county.demo_password)
    for path in (
        "/charts/climate-survey",
        "/charts/climate-survey/crosstab?rows=overall&columns=orders",
        "/charts/climate-survey/compare",
        "/charts/climate-survey/trend?question=overall",
        "/charts/climate-survey/report",
        "/responses",
        "/responses/climate-survey",
    ):
        page.goto(county.url + path)
        expect(page.locator("main h1")).to_be_visible()
        filer.looks_right()
    if page.locator("tbody a").count():
        page.locator("tbody a").first.click()
        filer.looks_right()


def test_trying_on_a_phone(county: County, new_page: Callable[..., Page]) -> None:  # WIDE-03
    page = new_page(viewport=PHONE)
    opened(page, county, "客户满意度调查")
    page.get_by_role("navigation", name="设计稿").get_by_role("link", name="试填").click()
    why_not = page.get_by_role("group", name="不满意的主要原因")
    expect(why_not).to_be_hidden()
    page.get_by_role("radiogroup", name="总体上您对我们的服务满意吗").get_by_label(
        "不满意", exact=True
    ).check()
    expect(why_not).to_be_visible()
    expect(page.get_by_role("complementary", name="走过的路径")).to_contain_text("显示")
    page.get_by_role("button", name="填入示例数据").click()
    page.get_by_role("button", name="提交").or_(page.get_by_role("button", name="上报")).first.click()
    expect(page.get_by_text("可以上报").first).to_be_visible()


def test_a_designer_reads_the_text(county: County, desk: Page) -> None:  # WIDE-01
    designer = Designer(desk, county)
    designer.begin("换一种语言")
    desk.get_by_role("button", name="English").click()
    for name in ("Logic", "Try it", "Source", "Publish", "Give out"):
        desk.get_by_role("link", name=name, exact=True).click()
        expect(desk.locator("main")).not_to_contain_text("检查通过")
