"""A person at a filing page: signs in, types, chooses, pastes, and reads what the page says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

from engine.render import input_id
from tests.browser.axe import assert_accessible
from tests.browser.county import PASSWORD

SAVED: Final = re.compile("已自动保存 \\d\\d:\\d\\d")
PASTE: Final = """(input, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@dataclass(frozen=True, slots=True)
class Filer:
    """Somebody with a browser open at an installation."""

    page: Page
    url: str

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """Sign in and arrive at the home page."""
        self.page.goto(f"{self.url}/signin")
        self.page.get_by_label("用户名").fill(login)
        self.page.get_by_label("密码").fill(password)
        self.press("登录")
        expect(self.page.get_by_role("button", name="退出")).to_be_visible()

    def press(self, name: str) -> None:
        """Press the button of a name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def row(self, what: str) -> None:
        """Press a button of a list's rows, told as the page names it: `add:products`, `up:products:1`."""
        self.page.locator(f"button[name=row][value='{what}']").click()

    def follow(self, name: str) -> None:
        """Follow the link of a name."""
        self.page.get_by_role("link", name=name, exact=True).click()

    def at(self, sheet: str) -> None:
        """Fail unless the page shows the sheet of a title; its scripts are there when this returns."""
        expect(self.page.locator("h2").filter(has_text=re.compile(f"^{sheet}$"))).to_be_visible()
        self.page.wait_for_load_state("load")

    def control(self, path: str) -> Locator:
        """Return the control (or the shown value) at a path."""
        return self.page.locator(f"#{input_id(path)}")

    def problems(self, path: str) -> Locator:
        """Return the place where the problems of a path stand."""
        return self.page.locator(f"#{input_id(path).replace('i-', 'p-', 1)}")

    def type(self, path: str, text: str) -> None:
        """Type a text in place of what stands there, and leave the field."""
        self.control(path).fill(text)
        self.control(path).press("Tab")

    def choose(self, question: str, *choices: str) -> None:
        """Tick choices of a question, told by its first words."""
        boxes = self.page.get_by_role("radiogroup", name=question).or_(
            self.page.get_by_role("group", name=question)
        )
        for choice in choices:
            boxes.get_by_label(choice, exact=True).check()

    def down(self, path: str, figures: Iterable[str]) -> None:
        """Type figures down a column of a grid, Enter after each."""
        self.control(path).focus()
        for figure in figures:
            self.page.keyboard.type(figure)
            self.page.keyboard.press("Enter")

    def paste(self, path: str, block: str) -> None:
        """Paste a block of cells copied from a spreadsheet."""
        self.control(path).focus()
        self.control(path).evaluate(PASTE, block)

    def saved(self) -> None:
        """Fail unless everything typed is saved, and the page says so."""
        line = self.page.locator("#saved")
        expect(line).to_have_class("saved")
        expect(line).to_have_text(SAVED)

    def looks_right(self) -> None:
        """Fail when axe finds a serious fault, or the page is broader than the window."""
        assert_accessible(self.page)
        size, width = self.page.viewport_size, self.page.evaluate("document.documentElement.scrollWidth")
        assert size and width <= size["width"], self.page.url

    def refused(self, *said: str) -> None:
        """Fail unless the list of what stands in the way says each of `said`."""
        listed = self.page.get_by_role("alert").or_(self.page.locator("#problems")).first
        for words in said:
            expect(listed).to_contain_text(words)
