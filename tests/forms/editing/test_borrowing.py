"""Items of one definition put into another.

BOR-01  Items come in the order they stand in, with their comments; an item within another comes once.
BOR-02  A name that is taken becomes a fresh one, also in the rules, texts and jumps that come along.
BOR-03  Names within repeats, grids and matrices stay; names that are free stay.
BOR-04  What is no item, and a list that is none, are refused.
"""

import pytest

from engine.forms import Definitions, load_text
from engine.forms.editing import NoSuchPlace
from engine.forms.editing.borrowing import borrowed, items_of
from engine.forms.editing.outline import outline

MINE = """\
form: mine
kind: survey
title: 我的问卷
sheets:
  - sheet: one
    title: 一
    items:
      - {field: staff, label: 人数, type: integer}
"""
THEIRS = """\
form: theirs
kind: survey
title: 别人的问卷
sheets:
  - sheet: people
    title: 人员
    items:
      # 从业人员
      - {field: staff, label: 从业人员, type: integer}
      - group: more
        label: 其中
        items:
          - field: women
            label: "女性（共{staff}人）"
            type: integer
            constraint: women <= staff
            branches: [{when: staff > 10, goto: sites}]
      - repeat: sites
        label: 厂区
        items:
          - {field: staff_here, label: 人数, type: integer, constraint: staff_here <= form.staff}
"""
INTO = ("sheets", 0, "items")


def made(*pointers: tuple[str | int, ...]) -> str:
    """Return my text with their items."""
    return borrowed(MINE, THEIRS, pointers, into=INTO, among=Definitions()).applied(MINE)


ITEMS = ("sheets", 0, "items")


def test_order_and_comments() -> None:  # BOR-01
    text = made((*ITEMS, 2), (*ITEMS, 0), (*ITEMS, 1), (*ITEMS, 1, "items", 0))
    labels = [item.label for item in load_text(text).sheets[0].items]  # type: ignore[union-attr]  # no notes
    assert labels == ["人数", "从业人员", "其中", "厂区"] and text.count("women\n") == 1
    assert "# 从业人员" in text and text.startswith(MINE.rstrip("\n"))


def test_names() -> None:  # BOR-02, BOR-03
    text = made((*ITEMS, 0), (*ITEMS, 1), (*ITEMS, 2))
    assert "{field: staff2, label: 从业人员" in text
    assert "女性（共{staff2}人）" in text and "constraint: women <= staff2" in text
    assert "when: staff2 > 10, goto: sites" in text and "staff_here <= form.staff2" in text
    assert "field: staff, label: 人数" in text


def test_twice() -> None:  # BOR-02
    once = made((*ITEMS, 0))
    twice = borrowed(once, THEIRS, [(*ITEMS, 0)], into=INTO, among=Definitions()).applied(once)
    names = [item.field for item in load_text(twice).sheets[0].items]  # type: ignore[union-attr]  # fields
    assert names == ["staff", "staff2", "staff3"]


def test_what_can_be_borrowed() -> None:  # BOR-04
    assert [spot.name for spot in items_of(outline(THEIRS))] == ["staff", "more", "women", "sites"]
    for place in (("sheets", 0), (*ITEMS, 9), (*ITEMS, 2, "items", 0), ()):
        with pytest.raises(NoSuchPlace):
            made(place)
    for into in (("sheets", 9, "items"), ("sheets", 0), ("title", "items")):
        with pytest.raises(NoSuchPlace):
            borrowed(MINE, THEIRS, [(*ITEMS, 0)], into=into, among=Definitions())
