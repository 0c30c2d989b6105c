"""What was published from a design, and designs begun as copies, over HTTP.

VER-01  Every version stays, with its label, when and by whom; each says what it changed of the one before.
VER-02  A design is copied as it stands, or as a version was: with a name of its own; the first one stays.
VER-03  A version of another form, and another's form under the design's own name, are not there.
VER-04  A text that cannot be read is not copied, and the page says why.
VER-06  A published question that gets another name keeps its answers: the next version remembers the old one.
VER-05  The history is read page by page.
"""

import re

import pytest

from engine.forms.editing import value_at
from engine.store import Database
from engine.store.tables.forms import form_versions
from tests.filings.stock import LONG_AGO
from tests.web.designs.test_building import begun, designer, do, house, source
from tests.web.filing.conftest import Browser

__all__ = ["designer", "house"]


def publish(designer: Browser, address: str) -> None:
    """Publish a design as it stands."""
    seen = re.findall(r'name="seen" value="(\d+)"', designer.get(f"{address}/publish").text)[-1]
    assert "已发布。" in designer.post(f"{address}/publish", {"seen": seen}).text


def versions(page: str) -> list[str]:
    """Return the versions that a page lists, in their order."""
    return re.findall(r'name="version" value="([0-9a-f]{64})"', page)


def history(designer: Browser, address: str) -> tuple[str, str]:
    """Return the second and the first version of a design; the tests' clock stands still between them."""
    two = versions(designer.get(f"{address}/versions").text)
    first = [one for one in two if "这是第一个版本" in designer.get(f"{address}/versions?version={one}").text]
    assert len(two) == 2 and len(first) == 1
    return next(one for one in two if one not in first), first[0]


def twice(designer: Browser) -> str:
    """Return the address of a design that was published with one question and then with two."""
    address = begun(designer, "食堂满意度调查")
    do(designer, address, "add", "/sheets/0/items", index=0, what="integer")
    publish(designer, address)
    do(designer, address, "put", "", slot="version", value="2026.2")
    do(designer, address, "add", "/sheets/0/items", index=1, what="text")
    publish(designer, address)
    return address


def test_another_name(designer: Browser, sqlite_database: Database) -> None:  # VER-06
    address, place = begun(designer), "/sheets/0/items/0"
    do(designer, address, "add", "/sheets/0/items", index=0, what="integer")
    do(designer, address, "put", place, slot="field", value="guests")
    assert value_at(source(sqlite_database, address), ("renamed",)) is None
    publish(designer, address)
    do(designer, address, "put", place, slot="field", value="visitors")
    assert value_at(source(sqlite_database, address), ("renamed",)) == {"guests": "visitors"}
    assert "改名" in designer.get(f"{address}/publish").text
    publish(designer, address)


def test_the_history(designer: Browser) -> None:  # VER-01
    fresh = begun(designer)
    assert "还没有发布过" in designer.get(f"{fresh}/versions").text
    address = twice(designer)
    newest, first = history(designer, address)
    page = designer.get(f"{address}/versions?version={newest}").text
    assert "2026.2" in page and "wu" in page and page.count("现行") == 1
    assert "版本 2026.2 改了什么" in page and "q2" in page
    before = designer.get(f"{address}/versions?version={first}").text
    assert "这是第一个版本" in before and 'class="differences"' not in before
    assert f'version={newest}" aria-current' not in before


def test_copies(designer: Browser, sqlite_database: Database) -> None:  # VER-02
    address = twice(designer)
    text = source(sqlite_database, address)
    _, first = history(designer, address)
    seen = re.findall(r'name="seen" value="(\d+)"', designer.get(f"{address}/versions").text)[-1]
    assert designer.post(f"{address}/copy", {}).status_code == 422
    copies: list[tuple[dict[str, object], int]] = [({"seen": seen}, 2), ({"version": first}, 1)]
    for fields, items in copies:
        made = designer.post(f"{address}/copy", fields).headers["location"]
        copy = source(sqlite_database, made)
        assert value_at(copy, ("form",)) != value_at(text, ("form",)) and made != address
        assert value_at(copy, ("title",)) == "食堂满意度调查（副本）" and value_at(copy, ("version",)) == "1"
        assert len(value_at(copy, ("sheets", 0, "items"))) == items  # type: ignore[arg-type]  # it is a list
        assert "还没有发布过" in designer.get(f"{made}/versions").text
        publish(designer, made)
    assert source(sqlite_database, address) == text


def test_whose_versions(designer: Browser, sqlite_database: Database) -> None:  # VER-03
    address, other = twice(designer), begun(designer, "另一份")
    theirs = versions(designer.get(f"{address}/versions").text)[0]
    for version in (theirs, "0" * 64, "x"):
        assert designer.get(f"{other}/versions?version={version}").status_code == 404
        assert designer.post(f"{other}/copy", {"version": version}).status_code == 404
    text = re.sub(r"^form: .*", "form: county-survey", source(sqlite_database, other), flags=re.MULTILINE)
    designer.post(f"{other}/text", {"text": text, "seen": 99}, follow=True)
    with sqlite_database.read() as work:
        shipped = form_versions.c.form == "county-survey"
        version = work.connection.execute(form_versions.select().where(shipped)).one().version
    assert "还没有发布过" in designer.get(f"{other}/versions").text
    assert designer.post(f"{other}/copy", {"version": version}).status_code == 404


@pytest.mark.parametrize("text", ["form: [", "- 一份清单", "一句话"])
def test_unreadable(designer: Browser, text: str) -> None:  # VER-04
    address = begun(designer)
    designer.post(f"{address}/text", {"text": text, "seen": 99}, follow=True)
    refused = designer.post(f"{address}/copy", {"seen": 2})
    assert refused.status_code == 422 and 'role="alert"' in refused.text


def test_many_versions(designer: Browser, sqlite_database: Database) -> None:  # VER-05
    address = twice(designer)
    form = value_at(source(sqlite_database, address), ("form",))
    row = {"form": form, "source": b"", "published_at": LONG_AGO, "published_by": ""}
    with sqlite_database.write() as work:
        for number in range(20):
            told = {**row, "version": f"{number:064x}", "label": f"旧{number}"}
            work.connection.execute(form_versions.insert(), told)
    first = designer.get(f"{address}/versions").text
    assert len(versions(first)) == 20 and 'rel="next"' in first and 'rel="prev"' not in first
    second = designer.get(f"{address}/versions?page=2&version={versions(first)[0]}").text
    assert len(versions(second)) == 2 and 'rel="prev"' in second and 'rel="next"' not in second
