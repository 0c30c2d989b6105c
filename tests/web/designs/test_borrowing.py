"""Questions of other designs and of templates put into a design, over HTTP.

BORR-01  Questions of a template and of another design are ticked and stand in the design, with names of
         their own; one undoing takes all of them back.
BORR-02  Nothing ticked, too much ticked, and places that are none are refused in words; nothing changes.
BORR-03  Another system's design is not there, nor its list.
BORR-04  A design whose text cannot be read leads to its text.
"""

import re

from engine.store import Database
from tests.web.designs.test_building import begun, designer, do, house, source
from tests.web.filing.conftest import Browser

__all__ = ["designer", "house"]

TEMPLATE = "template:template-nps"


def items(page: str) -> list[str]:
    """Return the places of the questions that a page offers."""
    return re.findall(r'name="item" value="([^"]+)"', page)


def borrow(designer: Browser, address: str, source_: str, ticked: list[str]) -> tuple[int, str]:
    """Borrow items for the first sheet; returns the status and the page."""
    fields: dict[str, object] = {"source": source_, "item": ticked, "into": "/sheets/0"}
    answer = designer.post(f"{address}/borrow", fields, follow=True)
    return answer.status_code, answer.text


def test_from_a_template_and_a_design(designer: Browser, sqlite_database: Database) -> None:  # BORR-01
    address = begun(designer, "客户回访")
    listed = designer.get(f"{address}/borrow").text
    assert "净推荐值" in listed or "template-nps" in listed
    offered = items(designer.get(f"{address}/borrow?source={TEMPLATE}").text)
    assert len(offered) >= 2
    assert borrow(designer, address, TEMPLATE, offered)[0] == 200
    once = source(sqlite_database, address)
    other = begun(designer, "另一份")
    own = f"design:{address.rpartition('/')[2]}"
    assert "客户回访" in designer.get(f"{other}/borrow").text
    again = items(designer.get(f"{other}/borrow?source={own}").text)
    assert len(again) == len(offered)
    borrow(designer, other, own, again)
    borrow(designer, other, own, again[:1])
    text = source(sqlite_database, other)
    assert (
        text.count("- field:") + text.count("{field:") == once.count("- field:") + once.count("{field:") + 1
    )
    page = designer.post(f"{other}/undo", {}, follow=True).text
    assert source(sqlite_database, other).count("field:") == once.count("field:") and "客户回访" not in page
    assert "添加别处的题目" in designer.get(f"{other}/text").text


def test_what_is_refused(designer: Browser, sqlite_database: Database) -> None:  # BORR-02
    address = begun(designer)
    before = source(sqlite_database, address)
    many = [f"/sheets/0/items/{number}" for number in range(201)]
    for ticked in ([], many, ["/sheets/0/items/99"], ["/title"], ["title"], ["/sheets/x"]):
        status, page = borrow(designer, address, TEMPLATE, ticked)
        assert status == 422 and 'role="alert"' in page, ticked
    fields: dict[str, object] = {"source": TEMPLATE, "item": "/sheets/0/items/0", "into": "/sheets/7"}
    assert designer.post(f"{address}/borrow", fields).status_code == 422
    assert source(sqlite_database, address) == before


def test_what_is_not_there(designer: Browser) -> None:  # BORR-03
    address = begun(designer)
    for missing in ("template:nowhere", "design:00000000-0000-0000-0000-000000000000", "x", "design:"):
        assert designer.get(f"{address}/borrow?source={missing}").status_code in (403, 404)
        assert borrow(designer, address, missing, ["/sheets/0/items/0"])[0] in (403, 404)
    assert "没有找到" in designer.get(f"{address}/borrow?words=没有这个词").text


def test_an_unreadable_text(designer: Browser) -> None:  # BORR-04
    address = begun(designer)
    seen = re.findall(r'name="seen" value="(\d+)"', designer.get(f"{address}/text").text)[0]
    designer.post(f"{address}/text", {"text": "form: [", "seen": seen})
    assert designer.get(f"{address}/borrow").url.path == f"{address}/text"
    do(designer, begun(designer), "add", "/sheets/0/items", index=0, what="text")
