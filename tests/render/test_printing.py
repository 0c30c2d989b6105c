"""Grids laid out like report sheets, and filings on paper.

LAY-01  Columns stand under shared heads to any depth; a column's own head reaches down to the cells.
LAY-02  A column is called by its heads and its label, in each language; all of them label its cells.
LAY-03  The page shows codes, units and notes where the definition says so.
LAY-04  On paper: values as people read them, a dash where no cell is, hidden rows left out.
LAY-05  A blank form shows every row and item, boxes to tick, rows to fill.
LAY-06  Each sheet lies as it says, else as the form says.
LAY-07  Under shared heads each cell names all heads over it; groups head the columns of a repeat's table.
LAY-08  A repeat without rows shows an empty line; one too broad for a table is a block for each row.
LAY-09  As PDF: A4, no empty page, a sheet on a page of its own, as many pages as its rows need.
LAY-10  On a phone a cell's label holds the unit that stands in the column's head.
"""

import re
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from engine.forms import Program, compile, load_text
from engine.forms.model.items import Grid
from engine.render import Header, Sheets, Urls, View, make_environment
from engine.render.heads import label_ids, levels
from engine.render.papers import Pairs, Table
from engine.render.printing import paper
from engine.render.texts import words
from web.static_files import FOLDER, Hashes
from web.templating import Pages

SHEET = """
form: zhubiao
title: {zh: 主要指标, en: Main figures}
paper: {imprint: [表号：1表], signatures: [单位负责人]}
sheets:
  - sheet: one
    title: {zh: 指标, en: Figures}
    orientation: landscape
    items:
      - field: open
        label: {zh: 是否营业, en: Open}
        type: select_one
        choices: [{value: "y", label: {zh: 是, en: "Yes"}}, {value: "n", label: {zh: 否, en: "No"}}]
      - grid: econ
        units: column
        heads:
          - {head: year, label: {zh: 本年, en: This year}}
          - {head: inside, label: {zh: 其中, en: Of it}, under: year}
        columns:
          - {column: month, label: {zh: 本月, en: Month}, type: decimal, under: year}
          - {column: rural, label: {zh: 农村, en: Rural}, type: decimal, under: inside}
          - {column: urban, label: {zh: 城镇, en: Urban}, type: decimal, under: inside}
          - column: share
            label: {zh: 农村占比, en: Rural share}
            type: decimal
            unit: "%"
            calculation: round(rural / month * 100, 2)
        rows:
          - {row: sales, code: "01", label: {zh: 销售额, en: Sales}, unit: {zh: 千元, en: 1000 yuan}}
          - {row: online, code: "02", label: {zh: 网上, en: Online}, relevant: open == 'y', columns: [month]}
        notes: [{zh: 按现价计算。, en: At current prices.}]
      - repeat: goods
        label: {zh: 商品, en: Goods}
        items:
          - {field: name, label: {zh: 名称, en: Name}}
          - group: stock
            label: {zh: 库存, en: Stock}
            items:
              - {field: cold, label: {zh: 冷藏, en: Cold}, type: boolean}
              - {field: tons, label: {zh: 数量, en: Amount}, type: decimal, unit: 吨}
  - sheet: two
    title: {zh: 说明, en: Remarks}
    items: [{field: remark, label: {zh: 备注, en: Remark}, type: textarea}]
"""

BROAD = """
form: mingxi
title: 明细
sheets:
  - sheet: one
    title: 明细
    items:
      - repeat: shops
        label: 网点
        items:
          - {field: name, label: 名称}
          - group: renewal
            label: 改造情况
            items: [MORE]
""".replace("MORE", ", ".join(f"{{field: f{at}, label: 项目{at}}}" for at in range(9)))
TICKS = "□\N{NO-BREAK SPACE}是　□\N{NO-BREAK SPACE}否"


@pytest.fixture(scope="module")
def program() -> Program:
    return compile(load_text(SHEET, "zhubiao.yaml"))


def grid_of(program: Program) -> Grid:
    return next(item for item in program.sheets[0].items if isinstance(item, Grid))


def test_heads(program: Program) -> None:  # LAY-01
    found = levels(grid_of(program), lambda text: words(text, "zh"))
    assert [[(cell.label, cell.across, cell.down) for cell in level] for level in found] == [
        [("本年", 3, 1), ("农村占比", 0, 3)],
        [("本月", 0, 2), ("其中", 2, 1)],
        [("农村", 0, 1), ("城镇", 0, 1)],
    ]


def test_names(program: Program) -> None:  # LAY-02
    grid = grid_of(program)
    assert grid.called(grid.columns[1]) == {"zh": "本年·其中·农村", "en": "This year·Of it·Rural"}
    assert grid.called(grid.columns[3]) == {"zh": "农村占比", "en": "Rural share"}
    assert label_ids(grid, grid.columns[1]) == "c-econ-year c-econ-inside c-econ-rural"


def test_the_page(program: Program) -> None:  # LAY-02, LAY-03
    urls = Urls("/s/", "/s/one", "/c", "/r", "/p", "/w", "/q", "/e", "/f", "/b", "/u")
    html = Sheets(program, "zh", make_environment()).page(
        program.start({}), "one", View(urls, Header("主要指标"), "one")
    )
    assert '<th scope="colgroup" id="c-econ-year" colspan="3">本年</th>' in html
    assert 'data-label="本年·其中·城镇"' in html
    assert 'aria-labelledby="r-econ-sales c-econ-year c-econ-inside c-econ-rural"' in html
    assert (
        '<td class="aside" data-label="计量单位">千元</td><td class="aside" data-label="代码">01</td>' in html
    )
    assert "<li>按现价计算。</li>" in html
    assert 'data-label="农村占比（%）"' in html  # LAY-10
    assert 'data-label="本年·本月"' in html


def test_on_paper(program: Program) -> None:  # LAY-04
    values = {"open": "y", "econ": {"sales": {"month": Decimal("1234.5")}}, "goods": [{"name": "苹果"}]}
    told = paper(program, program.start(values), "zh")
    pairs, table, goods = told.sheets[0].blocks
    assert isinstance(pairs, Pairs)
    assert [(one.label, one.value) for one in pairs.lines[0]] == [("是否营业", "是")]
    assert isinstance(table, Table)
    assert [(line.code, line.unit, line.cells) for line in table.lines] == [
        ("01", "千元", ("1,234.5", "", "", "")),
        ("02", "", ("", "—", "—", "—")),
    ]
    assert isinstance(goods, Table)
    assert [line.cells for line in goods.lines] == [("苹果", "", "")]
    closed = paper(program, program.start({"open": "n"}), "zh").sheets[0].blocks[1]
    assert isinstance(closed, Table)
    assert [line.code for line in closed.lines] == ["01"]


def test_blank(program: Program) -> None:  # LAY-05
    pairs, table, goods = paper(program, program.start({}), "zh", blank=True).sheets[0].blocks
    assert isinstance(pairs, Pairs)
    assert pairs.lines[0][0].value == TICKS
    assert isinstance(table, Table)
    assert [line.code for line in table.lines] == ["01", "02"]
    assert isinstance(goods, Table)
    assert [line.cells for line in goods.lines] == [("", TICKS, "")] * 6


def test_the_way_it_lies(program: Program) -> None:  # LAY-06
    told = paper(program, program.start({}), "zh")
    assert [sheet.orientation for sheet in told.sheets] == ["landscape", "portrait"]
    assert (told.imprint, told.signatures) == (("表号：1表",), ("单位负责人",))


def test_heads_on_paper(program: Program) -> None:  # LAY-07
    _pairs, table, goods = paper(program, program.start({}), "zh").sheets[0].blocks
    assert isinstance(table, Table)
    assert table.over[1] == "c-econ-year c-econ-inside c-econ-rural"
    assert isinstance(goods, Table)
    assert [[(cell.label, cell.across, cell.down) for cell in level] for level in goods.levels] == [
        [("名称", 0, 2), ("库存", 2, 1)],
        [("冷藏", 0, 1), ("数量", 0, 1)],
    ]
    html = page_of(program, {"open": "y"})
    for name in re.findall(r'headers="([^"]+)"', html):
        assert all(html.count(f'id="{one}"') == 1 for one in name.split())
    assert 'headers="r-econ-sales c-econ-year c-econ-inside c-econ-urban"' in html


def test_repeats_without_rows(program: Program) -> None:  # LAY-08
    goods = paper(program, program.start({}), "zh").sheets[0].blocks[2]
    assert isinstance(goods, Table)
    assert [(line.label, line.cells) for line in goods.lines] == [("1", ("", "", ""))]
    broad = compile(load_text(BROAD, "mingxi.yaml"))
    for values in ({}, {"shops": [{"name": "甲店"}]}):
        blocks = paper(broad, broad.start(values), "zh").sheets[0].blocks
        assert [block.label for block in blocks if isinstance(block, Pairs)] == ["网点 1", "改造情况"]
    assert isinstance(blocks[0], Pairs)
    assert blocks[0].lines[0][0].value == "甲店"


def test_pdf(program: Program, browser: Browser) -> None:  # LAY-09
    values: dict[str, object] = {"open": "y", "goods": [{"name": "苹果"}] * 30}
    sheet = browser.new_page()
    sheet.set_content(page_of(program, values))
    sheet.add_style_tag(path=FOLDER / "css" / "print.css")
    pdf = sheet.pdf(prefer_css_page_size=True)
    sheet.close()
    boxes = [tuple(map(float, box)) for box in re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)]
    assert [tuple(map(round, box)) for box in boxes] == [(842, 595), (842, 595), (595, 842)]


def page_of(program: Program, values: dict[str, object]) -> str:
    """Return the page to print."""
    context = {
        "paper": paper(program, program.start(values), "zh"),
        "organisation": "沂蒙果业有限公司",
        "period": "2026年3月",
        "state": "已通过",
        "back": "/",
        "shell": SimpleNamespace(language="zh"),
    }
    return Pages(ZoneInfo("Asia/Shanghai"), Hashes()).html("zh", "filing/paper.html", context)
