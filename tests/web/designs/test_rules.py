"""One rule over HTTP, by plain forms as without scripts.

RULE-01  A condition is put together of blocks, shown as text, and kept in the definition.
RULE-02  A rule is written, judged as it is typed, and shown in blocks; a fault is said with its place.
RULE-03  A rule with a fault is kept only when that is asked for; a rule is deleted, and undone.
RULE-04  A rule that stands as JSON Logic is shown as text and in blocks.
RULE-05  What cannot be a rule is not there; nor is what no page posts.
RULE-06  Hostile names, labels and texts show as text.
"""

from pathlib import Path

import pytest

from engine.forms.editing import value_at
from engine.store import Database
from tests.web.designs.test_building import begun, designer, do, house, source
from tests.web.filing.conftest import Browser

__all__ = ["designer", "house"]

ITEMS = "/sheets/0/items"
AT = f"{ITEMS}/1/relevant"


@pytest.fixture
def canteen(designer: Browser) -> str:
    """Return the address of a survey with a choice, a number and a text."""
    address = begun(designer)
    for number, kind in enumerate(("select_one", "integer", "text")):
        do(designer, address, "add", ITEMS, index=number, what=kind)
    return address


def ask(designer: Browser, address: str, **fields: object) -> str:
    """Post the rule's form and return the page after it."""
    names: dict[str, object] = {name.replace("_", "."): value for name, value in fields.items()}
    answer = designer.post(f"{address}/rule", {"at": AT, "view": "blocks"} | names, follow=True)
    assert answer.status_code == 200, answer.text
    text: str = answer.text
    return text


def rule_of(database: Database, address: str) -> object:
    return value_at(source(database, address), ("sheets", 0, "items", 1, "relevant"))


def test_by_blocks(designer: Browser, canteen: str, sqlite_database: Database) -> None:  # RULE-01
    assert "还没有规则" in designer.get(f"{canteen}/rule?at={AT}").text
    half = ask(designer, canteen, o_0="and", n_0="0", do="condition:0")
    assert "还有条件没有选好" in half and 'name="w.0.0.0"' in half
    condition: dict[str, object] = {
        "o_0": "and",
        "n_0": "1",
        "o_0_0": "==",
        "n_0_0": "2",
        "w_0_0_0": "name:q1",
    }
    chosen = ask(designer, canteen, **condition, w_0_0_1="value", v_0_0_1="", k_0_0_1="text")
    assert '<option value="2">选项 2</option>' in chosen
    saved = ask(designer, canteen, **condition, w_0_0_1="value", v_0_0_1="2", k_0_0_1="text", do="save")
    assert "q1 == &#39;2&#39;" in saved
    assert rule_of(sqlite_database, canteen) == "q1 == '2'"


def test_by_text(designer: Browser, canteen: str, sqlite_database: Database) -> None:  # RULE-02
    shown = ask(designer, canteen, view="text", text="q1 in ['1', '2'] and q2 > 3")
    assert "规则没有问题" in shown and 'value="name:q2" selected' in shown and "checked" in shown
    typing: dict[str, object] = {"at": AT, "view": "text", "part": "said", "text": "q1 == 2 and q9"}
    said = designer.post(f"{canteen}/rule", typing, htmx=True)
    assert "q9" in said.text and "^" in said.text and "<textarea" not in said.text
    broken = ask(designer, canteen, view="text", text="q1 ==")
    assert "读不成规则" in broken and "q1 ==</textarea>" in broken
    assert rule_of(sqlite_database, canteen) is None


def test_keeping(designer: Browser, canteen: str, sqlite_database: Database) -> None:  # RULE-03
    refused = designer.post(f"{canteen}/rule", {"at": AT, "view": "text", "text": "q9", "do": "save"})
    assert refused.status_code == 422 and "仍然保存" in refused.text
    ask(designer, canteen, view="text", text="q9", do="keep")
    assert rule_of(sqlite_database, canteen) == "q9"
    ask(designer, canteen, view="text", text="q9", do="clear")
    assert rule_of(sqlite_database, canteen) is None
    designer.post(f"{canteen}/undo", {"at": ""})
    assert rule_of(sqlite_database, canteen) == "q9"


def test_logic_in_the_source(designer: Browser, canteen: str, sqlite_database: Database) -> None:  # RULE-04
    text = source(sqlite_database, canteen).replace(
        "type: integer", 'type: integer\n        relevant: {"==": [{var: q1}, "2"]}'
    )
    assert designer.post(f"{canteen}/text", {"text": text, "seen": 99}, follow=True).status_code == 200
    page = designer.get(f"{canteen}/rule?at={AT}").text
    assert "q1 == &#39;2&#39;</textarea>" in page and 'value="2" selected' in page
    assert "q1 == &#39;2&#39;</textarea>" in designer.get(f"{canteen}?at={ITEMS}/1").text


@pytest.mark.parametrize(
    "at", ["", "/sheets/0", "/sheets/0/items/1/label", "/sheets/0/items/9/relevant", "x"]
)
def test_no_rule_there(designer: Browser, canteen: str, at: str) -> None:  # RULE-05
    assert designer.get(f"{canteen}/rule?at={at}").status_code == 404
    posted = designer.post(f"{canteen}/rule", {"at": at, "view": "text", "text": "true", "do": "keep"})
    assert posted.status_code == 404


@pytest.mark.parametrize("fields", [{"o.0": "eval"}, {"w.0": "call:x"}, {"o.0": "and", "do": "drop:0.9"}])
def test_no_such_blocks(designer: Browser, canteen: str, fields: dict[str, str]) -> None:  # RULE-05
    answer = designer.post(f"{canteen}/rule", {"at": AT, "view": "blocks", **fields})
    assert answer.status_code == 404


def test_hostile_texts(
    designer: Browser, canteen: str, sqlite_database: Database, tmp_path: Path
) -> None:  # RULE-06
    hostile = "<script>alert(1)</script>{{1234567*7}}"
    do(designer, canteen, "put", f"{ITEMS}/0", slot="label", zh=hostile, en="")
    shown = ask(designer, canteen, view="text", text=f"q1 == '{hostile}'")
    assert "<script>alert" not in shown and "&lt;script&gt;" in shown and "8641969" not in shown
    kept = ask(designer, canteen, view="text", text=f"q1 == '{hostile}'", do="keep")
    assert "<script>alert" not in kept
    assert rule_of(sqlite_database, canteen) == f"q1 == '{hostile}'"
