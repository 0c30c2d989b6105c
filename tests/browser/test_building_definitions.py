"""Hand-written definitions built again in the browser, without a line of YAML, and published: they are equal.

SAME-01  The climate survey of twelve questions on three sheets, in two languages.
SAME-02  A report sheet with a grid, a computed column and a check against the month before.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from engine.forms import load_text
from engine.forms.editing import value_at
from engine.forms.model.fields import Choice, Field
from engine.forms.model.form import Form
from tests.browser import county as serving
from tests.browser.county import County
from tests.browser.test_builder import Designer

pytestmark = pytest.mark.browser

CLIMATE = Path(__file__).parents[2] / "definitions" / "surveys" / "climate.yaml"

MONTHLY = """\
form: nenghao-yuebao
kind: report
title: {zh: 能耗月报, en: Monthly energy}
version: "1"
collection: {period: month, reporter: enterprise, closes: period.end + days(10)}
sheets:
  - sheet: energy
    title: {zh: 能源消费, en: Energy used}
    items:
      - {field: filler, label: {zh: 填表人, en: Filled in by}, type: text, required: true}
      - grid: use
        label: {zh: 消费量, en: Used}
        columns:
          - {column: month, label: {zh: 本月, en: This month}, type: decimal, minimum: 0}
          - {column: ytd, label: {zh: 1-本月, en: Since January}, type: decimal}
          - column: growth
            label: {zh: 同比, en: Growth}
            type: decimal
            decimals: 2
            unit: "%"
            calculation: round((ytd - same_last_year(ytd)) / same_last_year(ytd) * 100, 2)
        rows:
          - {row: coal, label: {zh: 原煤, en: Coal}, unit: 吨}
          - {row: power, label: {zh: 电力, en: Power}, unit: 千瓦时}
        checks:
          - rule: "ytd == month if period.month == 1 else ytd == month + prev(ytd)"
            severity: warning
            message: {zh: 1-本月应等于本月加上月的1-本月, en: Since January is this month and what was before}
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """Yield a county of these tests alone: what they publish, every enterprise has to file from then on."""
    with serving.county(tmp_path_factory.mktemp("builders")) as found:
        yield found


class Builder(Designer):
    """A designer who builds what is written elsewhere."""

    def set(self, label: str, value: str) -> None:
        """Set a property of the selected part by typing or choosing it."""
        before = self.revision
        control = self.panel.get_by_label(label, exact=True).first
        folded = control.locator("xpath=ancestor::details[not(@open)]").first
        if folded.count():
            folded.locator("summary").click()
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
            control.blur()
        self.settled(before + 1)

    def words(self, label: str, text: object) -> None:
        """Set a text in both languages."""
        both = text if isinstance(text, dict) else {"zh": text}
        group = self.panel.get_by_role("group", name=label, exact=True)
        folded = group.locator("xpath=ancestor::details[not(@open)]").first
        if folded.count():
            folded.locator("summary").click()
        for key, name in (("zh", "中文"), ("en", "English")):
            wanted = str(both.get(key) or "")
            if group.get_by_label(name).input_value() == wanted:
                continue
            before = self.revision
            group.get_by_label(name).fill(wanted)
            group.get_by_label(name).blur()
            self.settled(before + 1)

    def press(self, name: str) -> None:
        """Press a button of the properties that adds a part."""
        before = self.revision
        self.panel.get_by_role("button", name=name, exact=True).click()
        self.settled(before + 1)

    def item(self, kind: str) -> None:
        """Add an item behind the selected part."""
        before = self.revision
        self.page.locator("#what").select_option(kind)
        self.page.locator("[data-key=add]").click()
        self.settled(before + 1)

    def choices(self, field: Field) -> None:
        """Paste a question's choices as copied from a spreadsheet."""
        before = self.revision
        assert isinstance(field.choices, tuple)
        lines = [_line(one) for one in field.choices if isinstance(one, Choice)]
        self.panel.get_by_text("从表格粘贴选项").click()
        self.page.locator("#paste-lines").fill("\n".join(lines))
        self.panel.get_by_label("替换现有选项").check()
        self.panel.get_by_role("button", name="粘贴", exact=True).click()
        self.settled(before + 1)

    def top(self) -> None:
        """Select the form itself."""
        self.outline.get_by_role("link").first.click()
        expect(self.outline.get_by_role("link").first).to_have_attribute("aria-current", "true")
        self.ready()

    def text(self) -> str:
        """Return the definition as it was published."""
        self.page.get_by_role("link", name="发布").click()
        self.page.get_by_role("button", name="发布", exact=True).click()
        expect(self.page.get_by_text("已发布。")).to_be_visible()
        self.page.get_by_role("link", name="源文件").click()
        return self.page.locator("#text").input_value()


def _line(choice: Choice) -> str:
    label = choice.label if isinstance(choice.label, dict) else {"zh": choice.label}
    return "\t".join((choice.value, label.get("zh", ""), label.get("en", "")))


def meaning(text: str) -> dict[str, object]:
    """Return what a definition says apart from its own name and its examples."""
    whole = value_at(text, ())
    assert isinstance(whole, dict)
    return {key: value for key, value in whole.items() if key not in ("form", "examples")}


def test_the_climate_survey(county: County, desk: Page) -> None:  # SAME-01
    text = CLIMATE.read_text("utf-8").replace("中小企业经济月度调查问卷", "再做一份景气调查")
    wanted = load_text(text, "climate.yaml")
    builder = Builder(desk, county)
    builder.begin("再做一份景气调查")
    builder.words("标题", wanted.title)
    builder.words("说明", wanted.description)
    builder.set("版本号", wanted.version)
    for label, value in (
        ("填报单位类型", "enterprise"),
        ("周期", "month"),
        ("开始", "period.start"),
        ("截止", "period.end + days(15)"),
        ("必填", "true"),
        ("公开链接", ""),
    ):
        builder.set(label, value)
    for number, sheet in enumerate(wanted.sheets):
        if number:
            builder.top()
            builder.press("添加一页")
        else:
            builder.outline.get_by_role("link").nth(1).click()
            builder.ready()
        builder.words("标题", sheet.title)
        builder.set("名称", sheet.sheet)
        for item in sheet.items:
            assert isinstance(item, Field)
            builder.item("select_one")
            builder.words("标题", item.label)
            builder.choices(item)
            builder.set("必填", "true")
            builder.set("名称", item.field)
    assert meaning(builder.text()) == meaning(text)


def test_a_report_sheet(county: County, desk: Page) -> None:  # SAME-02
    wanted = load_text(MONTHLY, "monthly.yaml")
    builder = Builder(desk, county)
    builder.begin("能耗月报", "新建报表")
    builder.words("标题", wanted.title)
    builder.set("填报单位类型", "enterprise")
    builder.set("截止", "period.end + days(10)")
    builder.outline.get_by_role("link").nth(1).click()
    builder.ready()
    builder.words("标题", {"zh": "能源消费", "en": "Energy used"})
    builder.set("名称", "energy")
    builder.item("text")
    builder.words("标题", {"zh": "填表人", "en": "Filled in by"})
    builder.set("必填", "true")
    builder.set("名称", "filler")
    build_grid(builder)
    builder.choose("消费量")
    builder.press("添加审核")
    builder.set("规则", "ytd == month if period.month == 1 else ytd == month + prev(ytd)")
    builder.set("级别", "warning")
    builder.words("提示", wanted_message(wanted))
    assert meaning(builder.text()) == meaning(MONTHLY)


def build_grid(builder: Builder) -> None:
    """Add the grid with its columns and rows."""
    builder.item("grid")
    builder.words("标题", {"zh": "消费量", "en": "Used"})
    builder.set("名称", "use")
    for number, (name, zh, en) in enumerate(
        (("month", "本月", "This month"), ("ytd", "1-本月", "Since January"), ("growth", "同比", "Growth"))
    ):
        if number:
            builder.choose("消费量")
            builder.press("添加一列")
        else:
            builder.choose("列 1")
        builder.words("标题", {"zh": zh, "en": en})
        builder.set("类型", "decimal") if number else None
        builder.set("名称", name)
    builder.words("单位", "%")
    builder.set("小数位数", "2")
    builder.set("计算公式", "round((ytd - same_last_year(ytd)) / same_last_year(ytd) * 100, 2)")
    builder.outline.get_by_role("link").filter(has_text="month").first.click()
    builder.ready()
    builder.set("最小值", "0")
    for was, name, zh, en, unit in (
        ("行 1", "coal", "原煤", "Coal", "吨"),
        ("行 2", "power", "电力", "Power", "千瓦时"),
    ):
        builder.choose(was)
        builder.words("标题", {"zh": zh, "en": en})
        builder.words("单位", unit)
        builder.set("名称", name)


def wanted_message(form: Form) -> object:
    """Return the message of the grid's one check."""
    grid = form.sheets[0].items[1]
    return grid.checks[0].message  # type: ignore[union-attr]  # the definition above has a grid there
