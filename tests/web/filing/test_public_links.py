"""A survey by public link, over HTTP.

LINK-01  Without account: begin, type, come back by the cookie, submit, receipt; then no second answer.
LINK-02  Another visitor, another link and an unknown token all find nothing.
LINK-03  A closed link says so and takes nothing more.
"""

import re

from fastapi import FastAPI

from engine.filings import public
from engine.filings.responses import Actor
from engine.store import Database
from tests.filings.stock import LONG_AGO
from tests.web.filing.conftest import Browser, browser
from web.filing_room import Room


def link(app: FastAPI, database: Database, form: str = "fangke") -> str:
    """Make a public link and return its address."""
    desk = Room(app.state.services).desk
    with database.write() as work:
        return "/s/" + public.make(work, desk, Actor("t", LONG_AGO), form=form)


def begun(visitor: Browser, address: str) -> str:
    visitor.get(address)
    answer = visitor.post(address, {})
    assert answer.status_code == 303, answer.text
    mine: str = answer.headers["location"]
    visitor.get(mine)
    return mine


def test_answering(app: FastAPI, sqlite_database: Database, visitor: Browser) -> None:  # LINK-01
    address = link(app, sqlite_database)
    assert "开始回答" in visitor.get(address).text
    mine = begun(visitor, address)
    assert visitor.type(mine, "rating", "9", 1).status_code == 200
    assert visitor.type(mine, "rating", "五", 2).status_code == 422
    assert "继续回答" in visitor.get(address).text
    assert begun(visitor, address) == mine
    assert visitor.post(f"{mine}/submit", {"key": "k", "revision": 2}).status_code == 422
    saved = visitor.post(
        f"{mine}/sheets/one", {"revision": 2, "rating": "5", "action": "submit"}, follow=True
    )
    key = re.search(r'name="key" value="([^"]+)"', saved.text)
    assert key, saved.text
    done = visitor.post(f"{mine}/submit", {"key": key[1], "revision": 3}, follow=True)
    assert "谢谢您的回答" in done.text and "筛查" not in done.text
    assert "您已经回答过" in visitor.get(address).text
    assert visitor.post(address, {}).status_code == 409
    assert visitor.get(f"{mine}/why?path=rating").status_code == 200
    assert visitor.get(f"{mine}/choices?path=rating").status_code == 404
    for rest in ("rows", "paste", "explanations"):
        assert visitor.post(f"{mine}/{rest}", {"text": "1"}, htmx=True).status_code in (409, 422)


def test_nobody_elses(app: FastAPI, sqlite_database: Database, visitor: Browser) -> None:  # LINK-02
    address, other = link(app, sqlite_database), link(app, sqlite_database)
    mine = begun(visitor, address)
    response = mine.rpartition("/")[2]
    assert visitor.get(f"{other}/{response}/sheets/one").status_code == 404
    assert visitor.get("/s/guess").status_code == 404
    with browser(app) as stranger:
        stranger.get(address)
        assert stranger.get(f"{mine}/sheets/one").status_code == 404
        assert stranger.type(mine, "rating", "5", 1).status_code == 404
    assert "5" in visitor.type(mine, "rating", "5", 1).text
    assert visitor.get(f"{mine}/receipt").status_code == 404


def test_a_closed_link(app: FastAPI, sqlite_database: Database, visitor: Browser) -> None:  # LINK-03
    address = link(app, sqlite_database)
    mine = begun(visitor, address)
    with sqlite_database.write() as work:
        public.close(work, public.link_of(work, address.removeprefix("/s/")).id)
    assert "已停止回收" in visitor.get(address).text
    assert visitor.type(mine, "rating", "5", 1).status_code == 409
    assert visitor.get(f"{mine}/sheets/one").status_code == 200
