"""Shipped forms are filed by typing, one of each system that has no journey of its own.

Each sheet is filled in on a phone, and looked at on a desk too.

SHIP-01  Whatever the form asks can be typed, chosen and uploaded, and is saved as it was meant.
SHIP-02  No sheet has a serious fault of accessibility, or is broader than a phone or a desk.
SHIP-03  The filled form is submitted, and there is a receipt.

With `SHOTS=folder` in the environment every form that is open is filed (some minutes), and a picture of
every sheet is left there, from both.
"""

import os
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.county import definitions
from tests.browser.filer import Filer
from tests.browser.offices import Begun, Offices, offices
from tests.shipped_answers import AddRow, Type

pytestmark = pytest.mark.browser
SHOTS: Final = os.environ.get("SHOTS", "")
OF_EACH_SYSTEM: Final = ("county-funds", "ecommerce-monthly", "purchase-record", "trade-export-forecast")
EVERY: Final = sorted(name for name, form in definitions().forms.items() if form.collection.reporter)
FORMS: Final = EVERY if SHOTS else list(OF_EACH_SYSTEM)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    """Yield the installation that the tests of this module share."""
    with offices(tmp_path_factory.mktemp("offices")) as found:
        yield found


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_filed(served: Offices, phone: Page, form: str) -> None:  # SHIP-01 SHIP-02 SHIP-03
    begun = served.about_to_file(form)
    filer = Filer(phone, served.url)
    filer.sign_in(begun.login)
    phone.goto(begun.address)
    phone.locator("main form button, main a.button").first.click()
    phone.wait_for_url(re.compile("/filings/[0-9a-f-]{36}"))
    address = re.sub(r"(/filings/[^/]+).*", r"\1", phone.url)

    types_everything(filer, begun, address)
    looks_at_every_sheet(filer, begun, address)
    files = {step.path for step in begun.answers.steps if isinstance(step, Type) and step.files}
    assert without(served.stored(address), files) == without(begun.answers.state.document(), files)
    submits(filer, address)


def types_everything(filer: Filer, begun: Begun, address: str) -> None:  # SHIP-01
    for sheet, steps in groupby(begun.answers.steps, key=lambda step: step.sheet):
        filer.page.goto(f"{address}/sheets/{sheet}", wait_until="load")
        for step in steps:
            takes(filer, step)
        filer.saved()


def takes(filer: Filer, step: AddRow | Type) -> None:
    """Take one step of a form on its sheet."""
    if isinstance(step, AddRow):
        filer.row(f"add:{step.repeat}")
        expect(filer.page.locator(f"[name^='{step.repeat}[{step.index}].']").first).to_be_attached()
        return
    controls = filer.page.locator(f"[name='{step.path}']:not([type=hidden])")
    if step.files:
        uploads(filer, step)
        return
    expect(controls.first).to_be_attached()
    kind = controls.first.evaluate("control => control.type")
    if kind in ("radio", "checkbox"):
        for value in [step.text] if isinstance(step.text, str) else step.text:
            filer.page.locator(f"[name='{step.path}'][value='{value}']").check()
    elif kind == "select-one":
        chooses(controls, [step.text] if isinstance(step.text, str) else step.text)
    else:
        controls.first.fill(str(step.text))
        controls.first.press("Tab")


def chooses(lists: Locator, values: list[str]) -> None:
    """Choose a value in each list, one list after the other."""
    for number, value in enumerate(values):
        lists.nth(number).select_option(value)


def uploads(filer: Filer, step: Type) -> None:
    """Upload the files of a step, and wait until each is there."""
    place = filer.page.locator(f"[data-files='{step.path}']")
    for number, paper in enumerate(step.files):
        kept = {"name": f"{number}-{paper.name}", "mimeType": paper.type, "buffer": paper.content}
        place.locator("input[type=file]").set_input_files(kept)  # type: ignore[arg-type]  # a payload
        expect(place.locator(".file-line")).to_have_count(number + 1)


def without(document: object, paths: set[str], at: str = "") -> object:
    """Return a document less the values at some paths: a file has an identity of its own."""
    if isinstance(document, dict):
        named = {name: f"{at}.{name}" if at else name for name in document}
        return {
            name: without(value, paths, named[name])
            for name, value in document.items()
            if named[name] not in paths
        }
    if isinstance(document, list):
        return [without(value, paths, f"{at}[{place}]") for place, value in enumerate(document)]
    return document


def looks_at_every_sheet(filer: Filer, begun: Begun, address: str) -> None:  # SHIP-02
    for sheet in begun.answers.sheets:
        if not begun.answers.state.sheet_status(sheet).relevant:
            continue
        filer.page.goto(f"{address}/sheets/{sheet}")
        explains(filer, begun)
        filer.page.locator(".actions button[value=save]").click()
        filer.page.wait_for_load_state("load")
        for size in (PHONE, DESK):
            filer.page.set_viewport_size(size)  # type: ignore[arg-type]  # width and height
            filer.looks_right()
            pictured(filer.page, f"{begun.login}-{sheet}-{size['width']}")
        filer.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height


def explains(filer: Filer, begun: Begun) -> None:
    """Explain the broken checks that a sheet lists."""
    for check, text in begun.answers.explanations.items():
        box = filer.page.locator(f"textarea[name='explain.{check}']")
        if box.count():
            box.fill(text)
            box.press("Tab")
            filer.saved()


def submits(filer: Filer, address: str) -> None:  # SHIP-03
    filer.page.goto(f"{address}/submit")
    filer.looks_right()
    filer.page.locator("button[name=action][value=confirm]").click()
    expect(filer.page.get_by_role("heading", level=1)).to_have_text("已提交")


def pictured(page: Page, name: str) -> None:
    """Leave a picture of the whole page where somebody wants to look at it."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)
