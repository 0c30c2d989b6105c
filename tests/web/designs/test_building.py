"""The builder over HTTP, by plain forms as without scripts.

BLD-01  A survey is begun, gets questions, choices with a jump, and a matrix, and is published with a link.
BLD-02  A gesture answers htmx with the panes alone; one that another contradicts answers 409 with both texts.
BLD-03  Undo and redo; what cannot be undone says so.
BLD-04  The text is kept as typed, readable or not; hostile texts show as text.
BLD-05  Another form's name is refused; so is a design that changed since it was read.
BLD-06  What no definition may hold never comes into a text by a gesture: characters, types, lists, values.
BLD-07  A copy has names of its own; what stands inside a repeat or a grid keeps its names.
BLD-08  The panes say what would be undone, and where a new item will come.
BLD-10  Choices are taken from a codelist, whole or its last level, and listed in the question again.
BLD-11  Items of a group and of a list of rows stand on the canvas by themselves, and are moved in and out.
BLD-12  A scoring is begun with one indicator, gets more and grades, and is sound as soon as weights make 100.
BLD-09  Who may not design finds nothing; designs of another system are not there.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from engine.forms import load_folder
from engine.forms.editing import value_at
from engine.library import designs, publish_folder
from engine.people import Organisation, RoleBook, users
from engine.people.organisations import create
from engine.people.users import NewUser
from engine.store import Database
from tests.browser.site import DEFINITIONS
from tests.filings.stock import LONG_AGO
from tests.people.world import PASSWORD, cheap_passwords
from tests.web.filing.conftest import LOCAL, Browser, Clock
from tests.web.house import House

SYSTEM = "sme-monitoring"
HOSTILE = "<script>alert(1)</script>{{1234567*7}}{x}=1+1"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Yield an application that knows every shipped definition."""
    yield from House.built(load_folder(DEFINITIONS), tmp_path_factory.mktemp("house"))


@pytest.fixture
def designer(house: House, sqlite_database: Database, tmp_path: Path) -> Iterator[Browser]:
    """Yield the browser of somebody who may design."""
    definitions = house.app.state.services.definitions
    bureau = Organisation("bureau", SYSTEM, "authority", "市局", None, "370100", "/37/3701/")
    with sqlite_database.write() as work:
        publish_folder(work, definitions, by="t", at=LONG_AGO)
        create(work, bureau, at=LONG_AGO)
        for login, role in (("wu", "survey-designer"), ("zhou", "analyst")):
            user = users.create(work, NewUser(login, login, PASSWORD), cheap_passwords(), at=LONG_AGO)
            users.join(work, user, bureau, role=role, book=RoleBook(definitions.systems))
    house.app.state.design_room = None
    app = house.furnished(sqlite_database, Clock(), tmp_path)
    with TestClient(app, base_url=LOCAL, follow_redirects=False) as client:
        yield Browser(client).sign_in("wu")


def begun(designer: Browser, title: str = "食堂满意度调查") -> str:
    """Return the address of a new survey."""
    designer.get("/designs")
    answer = designer.post("/designs", {"title": title, "kind": "survey"})
    assert answer.status_code == 303
    address: str = answer.headers["location"]
    designer.get(address)
    return address


def do(designer: Browser, address: str, gesture: str, place: str, **fields: object) -> str:
    """Do a gesture and return the page after it."""
    answer = designer.post(f"{address}/edit", {"gesture": gesture, "place": place, **fields}, follow=True)
    assert answer.status_code == 200, answer.text
    text: str = answer.text
    return text


def source(database: Database, address: str) -> str:
    """Return a design's text."""
    with database.read() as work:
        return designs.fetch(work, address.rpartition("/")[2], system=SYSTEM).text


def test_from_empty_to_a_public_link(designer: Browser, sqlite_database: Database) -> None:  # BLD-01
    address = begun(designer)
    items = "/sheets/0/items"
    for number, kind in enumerate(("select_one", "integer", "matrix", "textarea")):
        do(designer, address, "add", items, index=number, what=kind)
    do(designer, address, "put", f"{items}/0", slot="label", zh="您在食堂就餐吗？", en="Do you eat here?")
    options = {"value": ["yes", "no", ""], "zh": ["是", "否", ""], "en": ["", "", ""], "points": ["", "", ""]}
    do(designer, address, "choices", f"{items}/0", **options, goto=["", "end", ""])
    do(designer, address, "paste", f"{items}/2", lines="满意\n一般\n不满意\n一般", instead="yes")
    do(designer, address, "put", f"{items}/1", slot="minimum", value="0")
    do(designer, address, "move", f"{items}/3", into=items, index=1)
    text = source(sqlite_database, address)
    first = value_at(text, ("sheets", 0, "items", 0))
    assert isinstance(first, dict)
    assert first["branches"] == [{"when": "q1 == 'no'", "goto": "end"}]
    assert value_at(text, ("sheets", 0, "items", 1, "type")) == "textarea"
    asked = designer.get(f"{address}/publish")
    assert "检查通过" in asked.text and "还没有人填过" in asked.text
    seen = re.findall(r'name="seen" value="(\d+)"', asked.text)[-1]
    done = designer.post(f"{address}/publish", {"seen": seen})
    assert "已发布" in done.text, done.text
    linked = designer.post(f"{address}/links", {})
    found = re.search(r'value="[^"]*(/s/[\w-]+)"', linked.text)
    assert (
        found
        and "您在食堂就餐吗" in designer.get(found[1]).text + designer.post(found[1], {}, follow=True).text
    )
    assert "食堂满意度调查" in designer.get("/charts").text


def test_panes_and_collisions(designer: Browser, sqlite_database: Database) -> None:  # BLD-02
    address = begun(designer)
    do(designer, address, "add", "/sheets/0/items", index=0, what="text")
    place = {"gesture": "put", "place": "/sheets/0/items/0", "slot": "label"}
    part = designer.post(f"{address}/edit", {**place, "zh": "甲", "seen": 2}, htmx=True)
    assert part.status_code == 200 and part.text.lstrip().startswith('<div id="work"')
    clash = designer.post(f"{address}/edit", {**place, "zh": "乙", "seen": 2}, htmx=True)
    assert clash.status_code == 409 and "甲" in clash.text and 'name="zh" value="乙"' in clash.text
    assert "label: 甲" in source(sqlite_database, address)
    wrong = designer.post(f"{address}/edit", {**place, "slot": "maxLength", "value": "三"}, htmx=True)
    assert wrong.status_code == 422 and "三" in wrong.text


def test_choices_of_a_codelist(designer: Browser, sqlite_database: Database) -> None:  # BLD-10
    address, place = begun(designer), "/sheets/0/items/0"
    do(designer, address, "add", "/sheets/0/items", index=0, what="select_one")
    page = do(designer, address, "list", place, name="holding-types", at=place)
    assert 'value="holding-types" selected' in page and "从表格粘贴选项" not in page
    kept = ("sheets", 0, "items", 0, "choices")
    assert value_at(source(sqlite_database, address), kept) == "codelist(holding-types)"
    do(designer, address, "list", place, name="regions", leaf="yes")
    assert value_at(source(sqlite_database, address), kept) == "codelist(regions, leaf)"
    wrong = designer.post(
        f"{address}/edit", {"gesture": "list", "place": place, "name": "no-such"}, htmx=True
    )
    assert wrong.status_code == 422 and "no-such" in wrong.text
    assert "从表格粘贴选项" in do(designer, address, "list", place, name="", at=place)
    own = value_at(source(sqlite_database, address), kept)
    assert isinstance(own, list) and len(own) == 2


def test_items_within_items(designer: Browser, sqlite_database: Database) -> None:  # BLD-11
    address, items = begun(designer), "/sheets/0/items"
    do(designer, address, "add", items, index=0, what="group")
    do(designer, address, "add", items, index=1, what="repeat")
    do(designer, address, "add", items, index=2, what="date")
    assert "里面还没有题目" in do(designer, address, "put", f"{items}/0", slot="label", zh="基本情况", en="")
    page = do(designer, address, "move", f"{items}/2", into=f"{items}/0/items", index=0)
    assert f'data-at="{items}/0/items/0"' in page and f'data-list="{items}/0/items"' in page
    assert f'data-at="{items}/1/items/0"' in page and "里面还没有题目" not in page
    assert value_at(source(sqlite_database, address), ("sheets", 0, "items", 0, "items", 0, "type")) == "date"
    page = do(designer, address, "move", f"{items}/0/items/0", into=items, index=2)
    assert f'data-at="{items}/2"' in page and "里面还没有题目" in page


def test_a_scoring(designer: Browser, sqlite_database: Database) -> None:  # BLD-12
    address, place = begun(designer), "/sheets/0/items/0"
    do(designer, address, "add", "/sheets/0/items", index=0, what="scoring")
    assert "检查通过" in designer.get(f"{address}/problems").text
    page = do(designer, address, "member", f"{place}/indicators", index=1, at=f"{place}/indicators/0")
    assert "检查通过" not in designer.get(f"{address}/problems").text and "权重（%）" in page
    do(designer, address, "put", f"{place}/indicators/0", slot="weight", value="90")
    do(designer, address, "member", f"{place}/grades", index=0)
    do(designer, address, "put", f"{place}/indicators/1", slot="points", value="80")
    assert "检查通过" in designer.get(f"{address}/problems").text
    scoring = value_at(source(sqlite_database, address), ("sheets", 0, "items", 0))
    assert isinstance(scoring, dict) and scoring["grades"] == [{"grade": "A", "minimum": "0"}]


def test_undo_and_redo(designer: Browser, sqlite_database: Database) -> None:  # BLD-03
    address = begun(designer)
    before = source(sqlite_database, address)
    do(designer, address, "add", "/sheets/0/items", index=0, what="date")
    after = source(sqlite_database, address)
    assert designer.post(f"{address}/undo", {}).status_code == 303
    assert source(sqlite_database, address) == before
    assert designer.post(f"{address}/undo", {"again": "yes"}, htmx=True).status_code == 200
    assert source(sqlite_database, address) == after
    assert designer.post(f"{address}/undo", {"again": "yes"}).status_code == 422


def test_the_text_is_kept(designer: Browser, sqlite_database: Database) -> None:  # BLD-04
    address = begun(designer, HOSTILE)
    shown = designer.get(address).text
    assert "<script>alert(1)" not in shown and "8641969" not in shown
    broken = source(sqlite_database, address) + "sheets: [\n"
    assert designer.post(f"{address}/text", {"text": broken}).status_code == 303
    assert source(sqlite_database, address) == broken
    assert "读不懂" in designer.get(address).text and "<li" in designer.get(f"{address}/problems").text
    bad = designer.post(f"{address}/text", {"text": "a: \x00"})
    assert bad.status_code == 422 and source(sqlite_database, address) == broken


def test_what_cannot_be_published(designer: Browser, sqlite_database: Database) -> None:  # BLD-05
    address = begun(designer)
    assert designer.post(f"{address}/publish", {"seen": "7"}).status_code == 409
    do(designer, address, "put", "", slot="form", value="climate-survey")
    refused = designer.post(f"{address}/publish", {"seen": "2"})
    assert refused.status_code == 422 and "已被另一份表使用" in refused.text
    assert designer.post(f"{address}/links", {}).status_code == 422
    assert designer.post("/designs", {"title": " "}).status_code == 422
    assert designer.post(f"{address}/delete", {}).status_code == 303
    assert designer.get(address).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"gesture": "put", "place": "/sheets/0", "slot": "title", "zh": "甲\u202e乙"},
        {"gesture": "put", "place": "/sheets/0", "slot": "title", "zh": "甲\x00"},
        {"gesture": "put", "place": "/sheets/0", "slot": "lists", "value": "everything"},
        {"gesture": "put", "place": "/sheets/0", "slot": "carry", "value": "maybe"},
        {"gesture": "put", "place": "/sheets/0", "slot": "items", "value": "x"},
        {"gesture": "put", "place": "/sheets/7", "slot": "title", "zh": "x"},
        {"gesture": "add", "place": "/sheets/0/items", "index": 0, "what": "text\nrequired: true"},
        {"gesture": "member", "place": "/links", "index": 0},
        {"gesture": "duplicate", "place": "/title"},
        {"gesture": "choices", "place": "/sheets/0", "value": "a", "zh": ["甲", "乙"]},
        {"gesture": "move", "place": "/sheets/0", "into": "/sheets/0/items", "index": 0},
        {"gesture": "delete", "place": "sheets/0"},
        {"gesture": "forget", "place": ""},
    ],
)
def test_what_no_definition_may_hold(
    designer: Browser, sqlite_database: Database, fields: dict[str, object]
) -> None:  # BLD-06
    address = begun(designer)
    before = source(sqlite_database, address)
    assert designer.post(f"{address}/edit", fields, htmx=True).status_code == 422
    assert source(sqlite_database, address) == before
    assert designer.post("/designs", {"title": "甲\u202e乙"}).status_code == 422


def test_copies_have_names_of_their_own(designer: Browser, sqlite_database: Database) -> None:  # BLD-07
    address = begun(designer)
    do(designer, address, "add", "/sheets/0/items", index=0, what="group")
    do(designer, address, "add", "/sheets/0/items/0/items", index=0, what="repeat")
    do(designer, address, "duplicate", "/sheets/0/items/0")
    first, copy = (value_at(source(sqlite_database, address), ("sheets", 0, "items", at)) for at in (0, 1))
    assert isinstance(first, dict) and isinstance(copy, dict)
    assert (copy["group"], copy["items"][0]["repeat"]) == ("group2", "repeat2")
    assert copy["items"][0]["items"] == first["items"][0]["items"]


def test_what_the_panes_say(designer: Browser) -> None:  # BLD-08
    address = begun(designer)
    shown = do(designer, address, "add", "/sheets/0/items", index=0, what="group")
    assert "添加到“新题目 1”" in shown and "撤销：添加" in shown
    designer.post(f"{address}/undo", {})
    designer.post(f"{address}/undo", {"again": "yes"})
    assert "撤销：添加" in designer.get(address).text
    assert "重做 · 添加" in designer.get(f"{address}/text").text


def test_who_may_not(designer: Browser, sqlite_database: Database) -> None:  # BLD-09
    address = begun(designer)
    with sqlite_database.write() as work:
        theirs = designs.create(work, "form: a\n", system="trade", by="x", at=LONG_AGO)
    assert designer.get(f"/designs/{theirs.id}").status_code == 404
    designer.post("/signout", {})
    designer.client.cookies.clear()
    designer.sign_in("zhou")
    assert designer.get("/designs").status_code == 404 and designer.get(address).status_code == 404
