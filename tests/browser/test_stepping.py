"""One question at a time, in a real browser.

STEP-01  One question is shown; 下一题 and 上一题 walk, by thumb and by keyboard, and say where one is.
STEP-02  A question that a condition hides is passed over; one that appears is a step.
STEP-03  The last step has the form's own buttons; a problem's link leads to its question.
STEP-04  Whoever comes back goes on where they were; without scripts the sheet is whole.
STEP-05  On a phone nothing overflows, and nothing is wrong for those who do not see it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from engine.forms import compile, load_text
from tests.render.server import Desk, serving

FORM = """
form: manyi
kind: survey
title: 满意度
paging: question
sheets:
  - sheet: one
    title: 满意度
    items:
      - {field: happy, label: 是否满意, type: boolean, required: true}
      - {field: why, label: 为什么不满意, relevant: not happy, required: true}
      - group: you
        label: 关于您
        items:
          - {field: name, label: 姓名}
          - {field: age, label: 年龄, type: integer, required: true}
      - {note: 谢谢您的回答。}
"""
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = "axe.run().then(r => r.violations.map(v => [v.id, v.impact, v.nodes[0].html].join(' | ')))"


@pytest.fixture
def address() -> Iterator[str]:
    """Serve a new response of the survey."""
    program = compile(load_text(FORM))
    with serving(Desk(program, program.start({}))) as found:
        yield f"{found}/sheet/one"


def forward(page: Page) -> None:
    page.get_by_role("button", name="下一题").click()


def test_one_at_a_time(address: str, new_page: Callable[..., Page]) -> None:  # STEP-01, -02, -03, -05
    page = new_page(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page.goto(address)
    happy, why, age = page.locator("#e-happy"), page.locator("#e-why"), page.locator("#e-age")
    expect(happy).to_be_visible()
    expect(page.get_by_text("第 1 / 4 题")).to_be_visible()
    expect(page.get_by_role("button", name="上一题")).to_be_disabled()
    expect(page.get_by_role("button", name="提交")).to_be_hidden()
    expect(page.get_by_role("button", name="保存", exact=True)).to_be_visible()
    happy.get_by_label("否", exact=True).check()
    expect(page.get_by_text("第 1 / 5 题")).to_be_visible()
    forward(page)
    expect(why.get_by_role("textbox")).to_be_focused()
    expect(happy).to_be_hidden()
    page.add_script_tag(path=str(AXE))
    assert page.evaluate(FAULTS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    forward(page)
    expect(page.get_by_label("姓名")).to_be_focused()
    expect(page.get_by_role("heading", name="关于您")).to_be_visible()
    expect(age).to_be_hidden()
    forward(page)
    forward(page)
    expect(page.get_by_text("谢谢您的回答。")).to_be_visible()
    expect(page.get_by_role("button", name="提交")).to_be_visible()
    page.get_by_role("button", name="上一题").press("Enter")
    expect(age.get_by_role("textbox")).to_be_focused()


def test_coming_back(address: str, new_page: Callable[..., Page]) -> None:  # STEP-03, STEP-04
    page = new_page()
    page.goto(address)
    page.locator("#e-happy").get_by_label("是", exact=True).check()
    forward(page)
    expect(page.get_by_label("姓名")).to_be_focused()
    page.reload()
    expect(page.get_by_label("姓名")).to_be_visible()
    expect(page.locator("#e-happy")).to_be_hidden()
    page.goto(f"{address}#i-age")
    page.reload()
    expect(page.locator("#e-age")).to_be_visible()


def test_without_scripts(address: str, new_page: Callable[..., Page]) -> None:  # STEP-04
    page = new_page(java_script_enabled=False)
    page.goto(address)
    for name in ("happy", "name", "age"):
        expect(page.locator(f"#e-{name}")).to_be_visible()
    expect(page.get_by_role("button", name="下一题")).to_be_hidden()
