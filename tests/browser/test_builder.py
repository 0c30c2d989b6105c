"""A designer builds a survey in the browser, without a line of YAML.

BLDR-01  From empty to a public link by clicks, at 1280 × 720: ten questions, two jumps, one matrix; a visitor
         answers it and jumps.
BLDR-02  By keyboard alone one adds, names, moves, copies, deletes and takes back; the focus stays with it.
BLDR-03  The checker's problems show beside the canvas, with a link to the part they speak of.
BLDR-07  The words of an item are rewritten on the canvas: F2 or a double click, Enter keeps, undo takes back.
BLDR-09  Items are dragged to another place, and into a group.
BLDR-08  On a phone one pane stands at a time: tabs choose, a tapped item shows its properties.
BLDR-04  On a desk and on a phone nothing is serious for axe, and nothing is wider than the page.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.conftest import PHONE
from tests.browser.county import County
from tests.browser.filer import Filer
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser


class Designer:
    """Somebody at the builder."""

    def __init__(self, page: Page, county: County) -> None:
        self.page = page
        Filer(page, county.url).sign_in("designer", county.demo_password)

    def begin(self, title: str, kind: str = "新建问卷") -> None:
        """Begin a design."""
        self.page.get_by_role("navigation", name="主菜单").get_by_role("link", name="设计").click()
        self.page.get_by_label("标题").fill(title)
        self.page.get_by_role("button", name=kind).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        self.page.wait_for_load_state("load")

    def settled(self, revision: int) -> None:
        """Wait until the page shows a revision."""
        expect(self.page.locator(f'#work[data-revision="{revision}"]')).to_be_visible()
        self.ready()

    def ready(self) -> None:
        """Wait until htmx listens to what it has put in, a moment after it shows."""
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(
            0
        )

    def choose(self, name: str) -> None:
        """Select a part in the outline."""
        link = self.outline.get_by_role("link", name=name)
        link.click()
        expect(link).to_have_attribute("aria-current", "true")
        self.ready()

    @property
    def revision(self) -> int:
        """The revision that the page shows."""
        return int(self.page.locator("#work").get_attribute("data-revision") or 0)

    def add(self, kind: str, label: str) -> None:
        """Add an item behind the selected one and give it a label."""
        before = self.revision
        self.turn_to("画布")
        self.page.locator("#what").select_option(label=kind)
        self.page.locator("[data-key=add]").click()
        self.settled(before + 1)
        words = self.panel.get_by_role("group", name="标题").get_by_label("中文")
        words.fill(label)
        words.blur()
        self.settled(before + 2)

    def turn_to(self, pane: str) -> None:
        """Show a pane, where only one stands at a time."""
        tab = self.page.locator(".pane-tabs").get_by_text(pane)
        if tab.is_visible():
            tab.click()

    @property
    def panel(self) -> Locator:
        """The properties."""
        return self.page.get_by_role("region", name="属性", exact=True)

    @property
    def outline(self) -> Locator:
        """The outline."""
        return self.page.get_by_role("region", name="大纲")

    def jump(self, choice: int, to: str) -> None:
        """Let a choice of the selected question lead to another."""
        before = self.revision
        self.panel.get_by_label(f"选项 {choice} 跳到").select_option(label=to)
        self.settled(before + 1)


def test_from_empty_to_a_public_link(county: County, new_page: Callable[..., Page]) -> None:  # BLDR-01
    page = new_page(viewport={"width": 1280, "height": 720})
    designer = Designer(page, county)
    designer.begin("食堂满意度调查")
    designer.add("单选", "您在食堂就餐吗？")
    for number in range(2, 9):
        designer.add(("多选", "整数", "单行文本")[number % 3], f"第{number}题")
    designer.add("矩阵题", "您对下列各项满意吗？")
    designer.add("多行文本", "还有什么建议？")
    designer.choose("您在食堂就餐吗？")
    designer.jump(2, "还有什么建议？")
    designer.choose("第4题")
    expect(designer.panel.get_by_role("group", name="标题").get_by_label("中文")).to_have_value("第4题")
    designer.choose("您在食堂就餐吗？")
    designer.jump(1, "第3题")
    expect(page.get_by_text("检查通过，没有问题。")).to_be_visible()
    page.get_by_role("link", name="发布").click()
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布。")).to_be_visible()
    page.get_by_role("button", name="生成公开链接").click()
    address = page.get_by_label("公开链接").input_value()
    visitor = new_page(viewport=PHONE)
    visitor.goto(f"{county.url}/s/{address.rpartition('/')[2]}")
    visitor.locator("main button").first.click()
    expect(visitor.get_by_text("您在食堂就餐吗？").first).to_be_visible()
    visitor.get_by_label("选项 2").first.check()
    expect(visitor.get_by_text("第5题")).to_be_hidden()
    expect(visitor.get_by_text("还有什么建议？").first).to_be_visible()


def test_without_a_mouse(county: County, desk: Page) -> None:  # BLDR-02
    designer = Designer(desk, county)
    designer.begin("键盘")
    keys = desk.keyboard
    keys.press("n")
    expect(desk.locator("#what")).to_be_focused()
    for revision in (2, 3):
        tab_to(desk, desk.locator("[data-key=add]"))
        keys.press("Enter")
        designer.settled(revision)
    first = designer.outline.get_by_role("link", name="新题目 1")
    while not first.evaluate("element => element === document.activeElement"):
        keys.press("Shift+Tab")
    keys.press("Enter")
    expect(first).to_have_attribute("aria-current", "true")
    expect(first).to_be_focused()
    keys.press("Alt+ArrowDown")
    designer.settled(4)
    expect(first).to_be_focused()
    keys.press("ArrowUp")
    expect(designer.outline.get_by_role("link", name="新题目 2")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Control+d")
    designer.settled(5)
    expect(designer.outline.get_by_role("link", name="q3")).to_be_focused()
    keys.press("Delete")
    designer.settled(6)
    expect(designer.outline.get_by_role("link", name="q3")).to_be_hidden()
    keys.press("Control+z")
    designer.settled(7)
    expect(designer.outline.get_by_role("link", name="q3")).to_be_visible()


def test_problems_beside_the_canvas(county: County, desk: Page) -> None:  # BLDR-03
    designer = Designer(desk, county)
    designer.begin("有问题")
    designer.add("整数", "人数")
    designer.panel.locator("summary").filter(has_text="规则").click()
    designer.panel.get_by_role("textbox", name="显示条件").fill("q9 > 0")
    designer.panel.get_by_role("textbox", name="显示条件").blur()
    told = designer.outline.get_by_text("q9")
    expect(told.first).to_be_visible()
    designer.choose("有问题")
    expect(desk.locator(".told a").first).to_have_text("人数")
    desk.locator(".told a").first.click()
    expect(designer.panel.get_by_role("heading", level=2)).to_contain_text("q1")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_everybody_can_use_it(county: County, size: str, request: pytest.FixtureRequest) -> None:  # BLDR-04
    page: Page = request.getfixturevalue(size)
    designer = Designer(page, county)
    page.goto(f"{county.url}/designs")
    assert_accessible(page)
    designer.begin("无障碍")
    for kind in ("单选", "表格", "矩阵题"):
        designer.add(kind, f"{kind}一道")
    for pane in ("大纲", "画布", "属性"):
        designer.turn_to(pane)
        expect(page.get_by_role("region", name=pane, exact=True)).to_be_visible()
        assert_accessible(page)
    edit = page.url.partition("?")[0]
    for address in (edit, f"{edit}/text", f"{edit}/publish"):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is {wide} pixels too wide"
        assert_accessible(page)


def test_words_on_the_canvas(county: County, desk: Page) -> None:  # BLDR-07
    designer = Designer(desk, county)
    designer.begin("就地修改")
    designer.add("单选", "您满意吗？")
    before = designer.revision
    desk.locator(".pick").first.press("F2")
    desk.keyboard.type("您对食堂满意吗？")
    desk.keyboard.press("Enter")
    designer.settled(before + 1)
    picture = desk.locator(".piece .picture")
    expect(picture).to_contain_text("您对食堂满意吗？")
    desk.get_by_role("button", name="撤销").click()
    designer.settled(before + 2)
    expect(picture).to_contain_text("您满意吗？")
    desk.locator(".piece .kind").first.dblclick()
    expect(desk.locator("#in-place")).to_be_focused()


def test_one_pane_on_a_phone(county: County, phone: Page) -> None:  # BLDR-08
    designer = Designer(phone, county)
    designer.begin("手机上设计")
    designer.add("单行文本", "姓名")
    canvas = phone.get_by_role("region", name="画布", exact=True)
    expect(designer.panel).to_be_visible()
    expect(canvas).to_be_hidden()
    designer.turn_to("画布")
    expect(designer.panel).to_be_hidden()
    phone.locator(".pick").first.click()
    expect(designer.panel).to_be_visible()
    designer.turn_to("大纲")
    designer.outline.get_by_text("姓名").first.click()
    expect(canvas).to_be_visible()


def test_dragged_into_a_group(county: County, desk: Page) -> None:  # BLDR-09
    designer = Designer(desk, county)
    designer.begin("拖动")
    designer.add("单行文本", "姓名")
    designer.add("整数", "年龄")
    designer.add("分组", "基本情况")
    before = designer.revision
    name = desk.locator(".piece", has_text="姓名").locator("> .handle")
    group = desk.locator(".piece .pieces")
    name.hover()
    desk.mouse.down()
    for _ in range(30):  # what one drags past makes way, slowly: the group moves meanwhile
        place = group.bounding_box()
        assert place is not None
        desk.mouse.move(place["x"] + 60, place["y"] + place["height"] / 2, steps=4)
        desk.wait_for_timeout(200)
        if group.locator(".piece").count():
            break
    desk.mouse.up()
    designer.settled(before + 1)
    expect(desk.locator("#work")).to_have_count(1)
    expect(group.locator(".piece")).to_contain_text("姓名")
    desk.get_by_role("button", name="撤销").click()
    designer.settled(before + 2)
    expect(group.locator(".piece")).to_have_count(0)
