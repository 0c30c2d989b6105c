"""Files in a real browser.

SEEN-01  A chosen file is uploaded at once, listed, and removed after a second press; others stay as typed.
SEEN-02  What the field does not take is said at the field; the rest of the page goes on.
SEEN-03  A signature drawn on a phone becomes a picture; cleared, nothing is sent.
SEEN-04  Nothing is broader than a phone, nothing is inaccessible, and the policy blocks nothing.
SEEN-05  Without scripts 保存 uploads what was chosen.
SEEN-06  What is chosen while the page's scripts are still on their way is uploaded when they are there.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from socket import socket
from threading import Thread
from time import monotonic, sleep

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from tests.browser.conftest import desk, new_page, no_script, phone
from tests.browser.filer import Filer
from tests.documents.stock import JPEG, PDF, PNG

__all__ = ["desk", "new_page", "no_script", "phone"]
pytestmark = pytest.mark.browser


@pytest.fixture
def site(app: FastAPI) -> Iterator[str]:
    """Yield the address at which the application is served."""
    listening = socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=3)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listening],))
    thread.start()
    until = monotonic() + 30
    with closing(listening):
        while not server.started:
            assert thread.is_alive() and monotonic() < until, "the server did not start"
            sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)


def begun(page: Page, site: str, *, early: bool = False) -> Filer:
    """Sign in and begin an application; `early`: its scripts may still be on their way."""
    filer = Filer(page, site)
    filer.sign_in("wang")
    page.goto(f"{site}/filings/new?form=yushenqing")
    page.locator("main form button").last.click()
    expect(page.locator("#sheet")).to_be_visible()
    if not early:
        page.wait_for_load_state("load")
    return filer


def picker(page: Page, path: str) -> Locator:
    return page.locator(f"#f-{path}")


def a_file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_uploading_and_removing(site: str, desk: Page) -> None:  # SEEN-01, SEEN-02
    filer = begun(desk, site)
    filer.type("project", "数控改造")
    picker(desk, "papers").set_input_files([a_file("发票.pdf", PDF), a_file("合同.pdf", PDF)])
    lines = desk.locator("#e-papers .file-line")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("发票.pdf")
    filer.saved()
    picker(desk, "papers").set_input_files(a_file("假.pdf", PNG))
    expect(filer.problems("papers")).to_contain_text("内容不是 .pdf 格式")
    expect(lines).to_have_count(2)
    picker(desk, "papers").set_input_files(a_file("大.pdf", PDF.ljust(30_000)))
    expect(desk.locator("#e-papers .file-progress")).to_contain_text("文件太大")
    picker(desk, "photos").set_input_files(a_file("现场.png", PNG))
    expect(desk.locator("#e-photos img")).to_have_js_property("naturalWidth", 1)
    remove = lines.first.get_by_role("button")
    remove.click()
    expect(remove).to_have_text("再按一次删除")
    remove.click()
    expect(lines).to_have_count(1)
    expect(filer.control("project")).to_have_value("数控改造")
    with desk.expect_popup() as opened:
        desk.locator("#e-photos a").click()
    expect(opened.value.locator("img")).to_be_visible()
    filer.looks_right()


def test_choosing_before_the_scripts_are_there(site: str, desk: Page) -> None:  # SEEN-06
    held: list[Route] = []
    desk.route(re.compile("/js/files"), lambda script: held.append(script))
    begun(desk, site, early=True)
    picker(desk, "papers").set_input_files([a_file("发票.pdf", PDF), a_file("合同.pdf", PDF)])
    assert held
    for script in held:
        script.continue_()
    expect(desk.locator("#e-papers .file-line")).to_have_count(2)


def test_signing_on_a_phone(site: str, phone: Page) -> None:  # SEEN-03, SEEN-04
    filer = begun(phone, site)
    canvas = phone.locator("#e-signed canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    use = phone.get_by_role("button", name="使用这个签名")

    def draw() -> None:
        phone.mouse.move(box["x"] + 20, box["y"] + 50)
        phone.mouse.down()
        for step in range(1, 9):
            phone.mouse.move(box["x"] + 20 + 25 * step, box["y"] + 50 + (-1) ** step * 20)
        phone.mouse.up()

    draw()
    phone.get_by_role("button", name="清除").click()
    use.click()
    draw()
    use.click()
    expect(phone.locator("#e-signed img")).to_have_js_property("naturalWidth", 600)
    expect(phone.locator("#e-signed .file-line")).to_have_count(1)
    picker(phone, "photos").set_input_files(a_file("现场施工照片" * 9 + ".png", PNG))
    expect(phone.locator("#e-photos img")).to_be_visible()
    expect(phone.locator("#e-photos .camera input")).to_have_attribute("capture", "environment")
    filer.looks_right()


def test_without_scripts(site: str, no_script: Page) -> None:  # SEEN-05
    filer = begun(no_script, site)
    expect(no_script.locator("#e-signed .pad")).to_be_hidden()
    picker(no_script, "papers").set_input_files([a_file("发票.pdf", PDF), a_file("合同.pdf", PDF)])
    picker(no_script, "signed").set_input_files(a_file("签名.jpg", JPEG))
    filer.control("project").fill("数控改造")
    no_script.get_by_role("button", name="保存").last.click()
    expect(no_script.locator(".file-line")).to_have_count(3)
    expect(filer.control("project")).to_have_value("数控改造")
    no_script.locator("#e-papers .file-line button").first.click()
    expect(no_script.locator("#e-papers .file-line")).to_have_count(1)
