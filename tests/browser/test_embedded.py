"""A survey inside a page of another site.

EMB-01  It is answered there where its link names the site, and what was answered is there after a return.
EMB-02  A site that is not named gets an empty frame.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from engine.filings import Actor, public
from tests.browser.county import County
from tests.browser.filer import SAVED

pytestmark = pytest.mark.browser


@contextmanager
def site() -> Iterator[tuple[str, list[str]]]:
    """Run a site of one page, a frame around the address that is put into the list; yields its origin."""
    shown: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f'<h1>市政府门户</h1><iframe src="{shown[0]}" width="360" height="700"></iframe>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", shown
        server.shutdown()


def test_inside_another_page(county: County, new_page: Callable[..., Page]) -> None:  # EMB-01, EMB-02
    with site() as (origin, shown), site() as (stranger, empty):
        with county.database.write() as work:
            actor, terms = Actor("t", county.clock()), public.Terms(frames=(origin,))
            token = public.make(work, county.desk, actor, form="power-survey", period="2026-03", terms=terms)
        address = f"{county.url}/s/{token}"
        shown.append(address)
        empty.append(address)
        page = new_page()
        page.goto(f"{origin}/")
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name="开始回答").click()
        frame.get_by_label("没有受到影响").check()
        expect(frame.locator("#saved")).to_have_class("saved")
        expect(frame.locator("#saved")).to_have_text(SAVED)
        page.reload()
        frame.get_by_role("link", name="继续回答").click()
        expect(frame.get_by_label("没有受到影响")).to_be_checked()
        other = new_page()
        other.goto(f"{stranger}/")
        expect(other.get_by_role("heading", name="市政府门户")).to_be_visible()
        expect(other.frame_locator("iframe").get_by_role("button", name="开始回答")).to_have_count(0)
