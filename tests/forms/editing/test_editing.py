"""Gestures on a definition's text.

EDIT-01  A gesture changes the text where it says and nowhere else: comments, order and spelling stay.
EDIT-02  Undone, the text is the same bytes as before.
EDIT-03  Of every shipped definition: putting what stands there already changes nothing.
EDIT-04  Whatever is written reads back as the same words, in block and in brackets.
EDIT-05  Any gesture on any shipped definition gives the same data as the gesture done on plain data.
EDIT-06  Two changes of different places go together in either order; of the same place they collide.
EDIT-07  An item moved or copied takes the comments above it along.
EDIT-08  What is not there is said, and nothing is changed.
EDIT-09  What the loader refuses has no tree, what it takes has one: aliases, tags, depth, keys, characters.
"""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forms.editing import (
    Change,
    Collision,
    NoSuchPlace,
    clear,
    difference,
    duplicate,
    fragment,
    insert,
    insert_fragment,
    move,
    put,
    value_at,
)
from engine.forms.editing.tree import Twig, tree_of
from engine.forms.editing.writing import Data
from engine.forms.nodes import DefinitionError, Place
from engine.forms.source import read_source

TEXT = """\
# 表头
form: demo   # 编号
title: {zh: 演示😀, en: Demo}
sheets:
  # 第一张
  - sheet: basic
    title: 基本信息
    items:
      # 名称
      - field: company
        label: 企业名称
        required: true   # 必填
      - field: staff
        type: integer

      # 行业
      - field: industry
        type: select_one
        choices: [{value: A, label: 农业}, {value: "01", label: 工业}]
      - note: |-
          多行
          # 不是注释
  - sheet: more
    title: 其他
    items: []
checks: [{rule: staff > 0}]
"""
ITEMS: Place = ("sheets", 0, "items")
SHIPPED = sorted(Path(__file__).parents[3].glob("definitions/*/*.yaml"))
WORDS = st.text(
    st.sampled_from("甲乙 :#-,[]{}'\"!&*?|>%@`\\/=~0129.ayNnone\n😀"), min_size=1, max_size=14
).filter(lambda text: text.strip("\n ") == text)


def after(change: Change, text: str = TEXT) -> str:
    """Return the text after a change, which can be undone."""
    made = change.applied(text)
    assert change.inverse(text).applied(made) == text  # EDIT-02
    return made


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (put(TEXT, (*ITEMS, 0, "label"), "单位: 名称"), "label: 企业名称", 'label: "单位: 名称"'),
        (
            put(TEXT, (*ITEMS, 0, "label"), {"zh": "名称", "en": "Name"}),
            "label: 企业名称",
            "label: {zh: 名称, en: Name}",
        ),
        (put(TEXT, (*ITEMS, 0, "required"), False), "true   # 必填", "false   # 必填"),
        (
            put(TEXT, (*ITEMS, 1, "minimum"), Decimal("0.50")),
            "type: integer\n",
            "type: integer\n        minimum: 0.50\n",
        ),
        (put(TEXT, ("title", "en"), "Trial, one"), "en: Demo", 'en: "Trial, one"'),
        (
            put(TEXT, ("collection", "period"), "month"),
            "sheets:",
            "collection:\n  period: month\nsheets:",
        ),
        (put(TEXT, (*ITEMS, 3, "note"), "一行"), "|-\n          多行\n          # 不是注释", "一行"),
        (clear(TEXT, (*ITEMS, 0, "required")), "        required: true   # 必填\n", ""),
        (clear(TEXT, ("checks", 0)), "[{rule: staff > 0}]", "[]"),
        (
            insert(TEXT, (*ITEMS, 2, "choices"), 1, {"value": "B", "label": "采矿业"}),
            '农业}, {value: "01"',
            '农业}, {value: B, label: 采矿业}, {value: "01"',
        ),
        (
            insert(TEXT, ("sheets", 1, "items"), 0, {"field": "phone", "label": "电话"}),
            "items: []",
            "items:\n      - field: phone\n        label: 电话",
        ),
        (
            insert(TEXT, ("sheets", 1, "checks"), 0, {"rule": "staff < 10"}),
            "items: []",
            "items: []\n    checks:\n      - {rule: staff < 10}",
        ),
    ],
)
def test_a_gesture_changes_what_it_says(change: Change, old: str, new: str) -> None:  # EDIT-01
    assert TEXT.count(old) == 1
    assert after(change) == TEXT.replace(old, new)


def test_an_item_takes_its_comment_along() -> None:  # EDIT-07
    moved = after(move(TEXT, (*ITEMS, 0), ITEMS, 2))
    assert '        choices: [{value: A, label: 农业}, {value: "01", label: 工业}]\n      # 名称\n' in moved
    assert value_at(moved, (*ITEMS, 2, "field")) == "company"
    assert fragment(TEXT, (*ITEMS, 2)).startswith("# 行业\nfield: industry\n")
    assert after(duplicate(TEXT, (*ITEMS, 2))).count("# 行业") == 2
    across = after(move(TEXT, (*ITEMS, 3), ("sheets", 1, "items"), 0))
    assert value_at(across, ("sheets", 1, "items", 0, "note")) == "多行\n# 不是注释"


def test_an_item_pasted_into_another_form_reads_the_same() -> None:  # EDIT-07
    other = "form: other\nsheets: [{sheet: s, title: T, items: []}]\n"
    pasted = insert_fragment(other, ("sheets", 0, "items"), 0, fragment(TEXT, (*ITEMS, 2))).applied(other)
    assert value_at(pasted, ("sheets", 0, "items", 0)) == value_at(TEXT, (*ITEMS, 2))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_stands_there_already(path: Path) -> None:  # EDIT-03
    text = path.read_text("utf-8")
    for place, twig in leaves(tree_of(text).root):
        assert not put(text, place, twig.text), place


@given(words=WORDS)
@settings(max_examples=120, deadline=None)
def test_whatever_is_written_reads_back(words: str) -> None:  # EDIT-04
    for place in (
        (*ITEMS, 0, "label"),
        ("title", "zh"),
        (*ITEMS, 2, "choices", 0, "label"),
        (*ITEMS, 3, "note"),
    ):
        assert value_at(after(put(TEXT, place, words)), place) == words
    made = after(insert(TEXT, ITEMS, 1, {"field": "new", "label": words, "hint": {"zh": words}}))
    assert value_at(made, (*ITEMS, 1)) == {"field": "new", "label": words, "hint": {"zh": words}}


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_any_gesture_on_any_definition(data: st.DataObject) -> None:  # EDIT-02, EDIT-05
    text = data.draw(st.sampled_from(SHIPPED)).read_text("utf-8")
    plain: Any = tree_of(text).root.plain()
    lists = [place for place, twig in nodes(tree_of(text).root) if twig.kind == "list" and twig.entries]
    into = data.draw(st.sampled_from(lists))
    items = at(plain, into)
    index = data.draw(st.integers(0, len(items) - 1))
    target = data.draw(st.sampled_from([into, *(one for one in lists if one[: len(into)] != into)][:20]))
    to = data.draw(st.integers(0, len(at(plain, target)) - (target == into)))
    wanted = deepcopy(plain)
    gesture = data.draw(st.sampled_from(["clear", "duplicate", "move", "insert"]))
    if gesture == "clear":
        change = clear(text, (*into, index))
        del at(wanted, into)[index]
    elif gesture == "duplicate":
        change = duplicate(text, (*into, index))
        at(wanted, into).insert(index + 1, deepcopy(items[index]))
    elif gesture == "insert":
        new: Data = {
            "field": "新",
            "label": {"zh": "#: 甲", "en": "no"},
            "choices": [{"value": "01", "label": "x: y"}],
        }
        change = insert(text, into, index, new)
        at(wanted, into).insert(index, new)
    else:
        change = move(text, (*into, index), target, to)
        source, goal = at(wanted, into), at(wanted, target)
        goal.insert(to, source.pop(index))
    made = after(change, text)
    assert tree_of(made).root.plain() == wanted


def test_changes_of_different_places_go_together() -> None:  # EDIT-06
    mine, theirs = put(TEXT, (*ITEMS, 0, "label"), "甲"), clear(TEXT, (*ITEMS, 2))
    first = mine.rebased(theirs).applied(theirs.applied(TEXT))
    assert first == theirs.rebased(mine).applied(mine.applied(TEXT))
    assert value_at(first, (*ITEMS, 0, "label")) == "甲" and value_at(first, (*ITEMS, 2, "field")) is None


def test_changes_of_one_place_collide() -> None:  # EDIT-06
    mine, theirs = put(TEXT, (*ITEMS, 0, "label"), "甲"), put(TEXT, (*ITEMS, 0, "label"), "乙")
    with pytest.raises(Collision) as told:
        mine.rebased(theirs)
    assert (told.value.theirs, told.value.ours) == ("乙", "甲")
    assert not mine.rebased(mine)


def test_two_new_items_at_one_place_both_stay() -> None:  # EDIT-06
    mine, theirs = insert(TEXT, ITEMS, 4, {"field": "m"}), insert(TEXT, ITEMS, 4, {"field": "t"})
    both = mine.rebased(theirs).applied(theirs.applied(TEXT))
    assert [value_at(both, (*ITEMS, number, "field")) for number in (4, 5)] == ["t", "m"]


def test_the_difference_of_two_texts_is_small() -> None:  # EDIT-01
    new = TEXT.replace("企业名称", "单位名称").replace("sheet: more", "sheet: rest")
    change = difference(TEXT, new)
    assert after(change) == new
    assert sum(len(one.text) for one in change.splices) < 12


@pytest.mark.parametrize(
    "gesture",
    [
        lambda: clear(TEXT, (*ITEMS, 9)),
        lambda: clear(TEXT, ()),
        lambda: move(TEXT, ("sheets", 0), (*ITEMS,), 0),
        lambda: move(TEXT, (*ITEMS, 0), ("title",), 0),
        lambda: insert(TEXT, ("title",), 0, "x"),
        lambda: put(TEXT, (*ITEMS, 9), "x"),
        lambda: put(TEXT, (), "x"),
        lambda: fragment(TEXT, ("title", "zh")),
        lambda: insert_fragment(TEXT, ("title",), 0, "a: b\n"),
    ],
)
def test_what_is_not_there_is_said(gesture: Any) -> None:  # EDIT-08
    with pytest.raises(NoSuchPlace):
        gesture()


def nodes(twig: Twig, place: Place = ()) -> list[tuple[Place, Twig]]:
    """Return every node below `twig` with its place."""
    found = [(place, twig)]
    for number, entry in enumerate(twig.entries):
        found += nodes(entry.twig, (*place, entry.key if twig.kind == "map" else number))
    return found


def leaves(twig: Twig) -> list[tuple[Place, Twig]]:
    """Return every text below `twig` with its place."""
    return [(place, one) for place, one in nodes(twig) if one.kind == "scalar"]


def at(plain: Any, place: Place) -> Any:
    """Return what stands at a place of plain data."""
    for step in place:
        plain = plain[step]
    return plain


STRANGE = (
    "a: &x 1\nb: *x\n", "a: !!int 1\n", "a: 1\na: 2\n", "[a]: 1\n", "a: 1\n---\nb: 2\n", "", "# nothing\n",
    "a: " + "[" * 40 + "]" * 40, "a: {b: 1\n", "a: 'x\n", "a: \x07\n", 'a: "\\u202e"\n', 'a: "\\n"\n',
    "a: 1\n b: 2\n", "a:\n\t- 1\n", "? a\n: b\n", "- 1\n- 2\n", "text\n", "a: {b: 1, b: 2}\n",
    "{a: 1}\n...\n{b: 1}\n", "a: " + "x" * 300_000,
    "a:\n" + "".join(f"  k{n}: {{}}\n" for n in range(60_000)),
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(STRANGE)))
def test_the_loader_judges(number: int) -> None:  # EDIT-09
    def refused(read: Callable[[], object]) -> bool:
        try:
            read()
        except DefinitionError:
            return True
        return False

    text = STRANGE[number]
    assert refused(lambda: tree_of(text)) == refused(lambda: read_source(text, "definition.yaml"))
