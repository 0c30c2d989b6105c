"""Draft checks tried over stored responses, over HTTP.

RTRY-01  A check that is not published is tried over what was answered: how many would break it, which limit
         would catch a part; nothing is written.
RTRY-02  Who may not read single responses is told no names and no figures of one.
RTRY-03  A form of another system is not read, whatever a design calls itself; a design with errors says so.
"""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from engine.store import Database
from tests.web.designs.test_building import begun, designer, do, house, source
from tests.web.filing.conftest import LOCAL, Browser

__all__ = ["designer", "house"]

CHECK = "checks:\n  - {check: few, rule: q1 <= 10, severity: warning, message: 人数偏多}\n"


@pytest.fixture
def visitor(designer: Browser) -> Iterator[Browser]:
    """Yield a visitor's browser."""
    with TestClient(designer.client.app, base_url=LOCAL, follow_redirects=False) as client:
        yield Browser(client)


@pytest.fixture
def answered(designer: Browser, visitor: Browser) -> str:
    """Return the address of a design whose one question was answered 1, 5, 20 and 400."""
    address = begun(designer, "人数")
    do(designer, address, "add", "/sheets/0/items", index=0, what="integer")
    seen = re.findall(r'name="seen" value="(\d+)"', designer.get(f"{address}/publish").text)[-1]
    designer.post(f"{address}/publish", {"seen": seen})
    found = re.search(r'value="[^"]*(/s/[\w-]+)"', designer.post(f"{address}/links", {}).text)
    assert found
    for number in (1, 5, 20, 400):
        visitor.client.cookies.clear()
        visitor.get(found[1])
        base = visitor.post(found[1], {}).headers["location"]
        sheet = visitor.post(base + "/sheets/sheet1", {"q1": number, "revision": 1, "action": "save"})
        assert sheet.status_code == 303
        asked = visitor.get(f"{base}/submit").text
        hidden: dict[str, object] = dict(re.findall(r'name="(key|revision)" value="([^"]*)"', asked))
        assert "已提交" in visitor.post(f"{base}/submit", hidden, follow=True).text
    return address


def put_check(designer: Browser, address: str, database: Database, text: str = CHECK) -> None:
    text = source(database, address).rstrip("\n") + "\n" + text
    designer.post(f"{address}/text", {"text": text, "seen": 99}, follow=True)


def test_a_draft_check(
    designer: Browser, answered: str, sqlite_database: Database
) -> None:  # RTRY-01, RTRY-02
    assert "还没有审核" in designer.get(f"{answered}/trial").text
    put_check(designer, answered, sqlite_database)
    asked = designer.get(f"{answered}/trial").text
    assert "人数偏多" in asked and "checked" in asked and "会有" not in asked
    tried = designer.get(f"{answered}/trial?run=true&check=few&periods=3").text
    assert "看了 4 份，共 4 份" in tried and "会有 2 份不通过（50.0%）" in tried
    assert "q1 &lt;= 400" in tried and "哪些会不通过" not in tried


def test_whose_responses(designer: Browser, answered: str, sqlite_database: Database) -> None:  # RTRY-03
    put_check(designer, answered, sqlite_database)
    text = re.sub(r"^form: .*", "form: county-survey", source(sqlite_database, answered), flags=re.MULTILINE)
    designer.post(f"{answered}/text", {"text": text, "seen": 99}, follow=True)
    assert "会有" not in designer.get(f"{answered}/trial?run=true&check=few").text
    designer.post(f"{answered}/text", {"text": text.replace("q1 <= 10", "q9 <= 10"), "seen": 99}, follow=True)
    broken = designer.get(f"{answered}/trial?run=true")
    assert broken.status_code == 422 and "q9" in broken.text
    assert designer.get(f"{answered}/trial?periods=0").status_code in (404, 422)
