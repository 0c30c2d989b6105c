"""A design's rules seen together, over HTTP.

LOG-01  Every rule stands in words and as written, with its editor; the picture has what hangs on what.
LOG-02  A question tells what uses it; deleting it asks first, and deletes it alone or with its rules.
LOG-03  A question's new name goes into the rules that read it, in one step that is undone in one.
LOG-04  A source that cannot be read says so.
"""

import pytest

from engine.store import Database
from tests.web.designs.test_building import begun, designer, do, house, source
from tests.web.filing.conftest import Browser

__all__ = ["designer", "house"]

ITEMS = "/sheets/0/items"


@pytest.fixture
def canteen(designer: Browser) -> str:
    """Return the address of a survey whose second question hangs on the first."""
    address = begun(designer)
    for number, kind in enumerate(("select_one", "integer", "text")):
        do(designer, address, "add", ITEMS, index=number, what=kind)
    do(designer, address, "put", f"{ITEMS}/0", slot="label", zh="在哪一层就餐", en="Which floor?")
    do(designer, address, "put", f"{ITEMS}/1", slot="relevant", value="q1 == '2' and not is_empty(q1)")
    return address


def test_the_rules_in_words(designer: Browser, canteen: str) -> None:  # LOG-01
    page = designer.get(f"{canteen}/logic").text
    assert "「在哪一层就餐」 = 选项 2，且并非（为空(「在哪一层就餐」)）" in page
    assert f"{canteen}/rule?at=/sheets/0/items/1/relevant" in page.replace("%2F", "/")
    assert page.count("<circle") == 2 and page.count('class="of-relevant"') == 1
    assert "还没有规则" in designer.get(f"{begun(designer, '空的')}/logic").text


def test_deleting_asks_first(designer: Browser, canteen: str, sqlite_database: Database) -> None:  # LOG-02
    assert "q1 == &#39;2&#39;" in designer.get(f"{canteen}/uses?at={ITEMS}/0").text
    assert "没有别的地方" in designer.get(f"{canteen}/uses?at={ITEMS}/2").text
    gesture: dict[str, object] = {"gesture": "delete", "place": f"{ITEMS}/0"}
    asked = designer.post(f"{canteen}/edit", gesture)
    assert asked.status_code == 409 and "还有 1 处用到它" in asked.text
    assert "field: q1" in source(sqlite_database, canteen)
    do(designer, canteen, "delete", f"{ITEMS}/0", how="only")
    assert "q1 ==" in source(sqlite_database, canteen)
    designer.post(f"{canteen}/undo", {"at": ""})
    do(designer, canteen, "delete", f"{ITEMS}/0", how="all")
    assert "q1" not in source(sqlite_database, canteen)
    designer.post(f"{canteen}/undo", {"at": ""})
    do(designer, canteen, "delete", f"{ITEMS}/2")
    assert "field: q3" not in source(sqlite_database, canteen)


def test_a_new_name(designer: Browser, canteen: str, sqlite_database: Database) -> None:  # LOG-03
    before = source(sqlite_database, canteen)
    do(designer, canteen, "put", f"{ITEMS}/0", slot="field", value="ceng")
    assert "ceng == '2' and not is_empty(ceng)" in source(sqlite_database, canteen)
    designer.post(f"{canteen}/undo", {"at": ""})
    assert source(sqlite_database, canteen) == before


def test_what_cannot_be_read(designer: Browser, canteen: str, sqlite_database: Database) -> None:  # LOG-04
    text = source(sqlite_database, canteen).replace("type: integer", "type: nonsense")
    designer.post(f"{canteen}/text", {"text": text, "seen": 99}, follow=True)
    assert "源文件有错" in designer.get(f"{canteen}/logic").text
    assert designer.get(f"{canteen}/uses?at=x").status_code == 404
    do(designer, canteen, "put", f"{ITEMS}/0", slot="field", value="ceng")
    assert "field: ceng" in source(sqlite_database, canteen)
