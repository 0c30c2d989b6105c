"""What new parts begin with, what may be set of each, and choices as a table.

PART-01  Every kind of item and of member that can be added is sound in a form at once, under a fresh name.
PART-02  Of every part the language's own properties may be set, of a field those that mean something for it.
PART-03  Choices and their jumps go from the definition into a table and back; what was pasted is read.
PART-04  A form begun from a template, or as a copy, has a name of its own; a copy has no version before it.
PART-05  One item is drawn alone with what it needs around it.
"""

from typing import get_args

import pytest

from engine.forms import DefinitionError, Definitions
from engine.forms.appraisal import appraise
from engine.forms.editing import insert, value_at
from engine.forms.editing.choosing import (
    Option,
    branches_data,
    choices_data,
    free_value,
    options_of,
    pasted,
)
from engine.forms.editing.outline import fresh, names, outline, place_of, pointer_of, renamed_apart, spot_at
from engine.forms.editing.slots import MODELS, slots
from engine.forms.editing.starting import (
    KINDS,
    Wordings,
    copied,
    from_template,
    new_form,
    new_item,
    new_member,
)
from engine.forms.model.fields import FieldType

WORDS = Wordings("新题目", "选项", "行", "列", "页")
EMPTY = new_form("shitang", "survey", "食堂", words=WORDS)
ITEMS = ("sheets", 0, "items")


def with_item(kind: str) -> str:
    return insert(EMPTY, ITEMS, 0, new_item(kind, WORDS, names(outline(EMPTY)))).applied(EMPTY)


@pytest.mark.parametrize("kind", [*get_args(FieldType), *KINDS])
def test_new_items(kind: str) -> None:  # PART-01
    if kind == "cascade":
        words = Wordings("新题目", "选项", "行", "列", "页", codelist="quyu")
        assert new_item(kind, words, frozenset())["choices"] == "codelist(quyu)"
        return
    found = appraise(with_item(kind), Definitions())
    assert [str(one.problem) for one in found.faults if one.problem.severity == "error"] == []


def test_new_members() -> None:  # PART-01
    grid = with_item("grid")
    for name in ("columns", "rows", "heads"):
        assert new_member(name, WORDS, names(outline(grid)))
    assert new_member("checks", WORDS, frozenset()) == {"rule": "true"}
    assert str(new_member("sheets", WORDS, frozenset(("sheet1",)))["sheet"]) == "sheet2"
    for wrong in ("nonsense", "items"):
        with pytest.raises(ValueError, match=wrong):
            new_member(wrong, WORDS, frozenset())
    with pytest.raises(ValueError, match="nonsense"):
        new_item("nonsense", WORDS, frozenset())


def test_what_may_be_set() -> None:  # PART-02
    for kind in MODELS:
        assert slots(kind), kind
    assert slots("nonsense") == ()
    number, text = ({one.name: one for one in slots("field", kind)} for kind in ("integer", "text"))
    assert "minimum" in number and "pattern" not in number and "pattern" in text and "minimum" not in text
    assert number["relevant"].kind == "rule" and number["label"].kind == "text"
    assert number["required"].kind == "rule" and text["maxLength"].kind == "number"
    assert {one.name: one for one in slots("collection")}["reporter"].alone


def test_choices() -> None:  # PART-03
    read = pasted("01\t一层\tFirst\n二层\n\n02\t三层\n01\t又一次", ())
    assert [option.label["zh"] for option in read.options] == ["一层", "二层", "三层"]
    assert read.options[0].value == "01" and read.options[0].label["en"] == "First"
    assert [(number, why) for number, _text, why in read.refused] == [(5, "twice")]
    made = [
        Option("1", {"zh": "是"}),
        Option("2", {"zh": "否", "en": "No"}, text=True, points="3", goto="end"),
    ]
    data, jumps = choices_data(made), branches_data(made, "q1", [{"when": "q9 > 1", "goto": "q5"}])
    assert {"when": "q1 == '2'", "goto": "end"} in jumps and {"when": "q9 > 1", "goto": "q5"} in jumps
    plain = [{key: str(value).lower() if isinstance(value, bool) else value for key, value in one.items()}
             for one in data if isinstance(one, dict)]  # fmt: skip
    again = options_of(plain, jumps, "q1")
    assert [(one.value, one.goto, one.points, one.text) for one in again] == [
        ("1", "", "", False),
        ("2", "end", "3", True),
    ]
    assert free_value({"1", "2"}) not in {"1", "2"}


def test_places_and_names() -> None:  # PART-01
    text = with_item("select_one")
    top = outline(text)
    spot = spot_at(top, (*ITEMS, 0, "choices", 1))
    assert spot is not None and place_of(spot.pointer) == spot.place and pointer_of(()) == ""
    for wrong in ("x", "/" + "y" * 500):
        with pytest.raises(ValueError, match=r"."):
            place_of(wrong)
    assert fresh(frozenset(("q1", "q2")), "q1") == "q3" and fresh(frozenset(), "ceng") == "ceng"
    copy = renamed_apart("group: g1\nitems:\n  - {field: q1}\n", frozenset(("g1", "q1")))
    assert "g2" in copy and "q2" in copy
    assert [one.called() for one in top.walk() if one.kind == "field"] == ["新题目 1"]


def test_from_a_template() -> None:  # PART-04
    template = EMPTY.replace("kind: survey", "kind: survey\ntemplate: true")
    made = from_template(template, "lingyi", "另一份")
    assert value_at(made, ("form",)) == "lingyi" and value_at(made, ("template",)) is None
    assert value_at(made, ("title",)) == "另一份"
    assert value_at(from_template(template, "lingyi", ""), ("title",)) == "食堂"


def test_a_copy() -> None:  # PART-04
    ends = {"zh": "（副本）", "en": " (copy)"}
    text = EMPTY.replace("kind: survey", "kind: survey\nrenamed: {jiu: xin}  # 旧名")
    made = copied(text, "lingyi", ends)
    assert value_at(made, ("form",)) == "lingyi" and value_at(made, ("renamed",)) is None
    assert value_at(made, ("title",)) == "食堂（副本）" and value_at(made, ("version",)) == "1"
    both = copied(EMPTY.replace("title: 食堂", "title: {zh: 食堂, en: Canteen}"), "lingyi", ends)
    assert value_at(both, ("title",)) == {"zh": "食堂（副本）", "en": "Canteen (copy)"}
    with pytest.raises(DefinitionError):
        copied("form: [", "lingyi", ends)
