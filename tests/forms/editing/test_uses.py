"""What names a part goes along with it.

USE-01  Of every shipped definition: a part with another name leaves the checker with nothing new to say.
USE-02  A new name reaches rules, texts, jumps, checks' places, rows, cells, keys, examples; spacing stays.
USE-03  What names a part is told: rules, jumps, places, texts, examples; not what is inside the part itself.
USE-04  A part deleted with what names it leaves a definition as sound as before.
USE-05  Names that only look alike stay: a column of another grid, a link's, a choice's value.
"""

from pathlib import Path
from random import Random

import pytest

from engine.forms import Definitions, load_folder
from engine.forms.appraisal import appraise
from engine.forms.editing.outline import Spot, outline
from engine.forms.editing.uses import cleared, renamed, uses

DEFINITIONS = Path(__file__).parents[3] / "definitions"
FORMS = sorted(
    path.relative_to(DEFINITIONS).as_posix()
    for path in DEFINITIONS.rglob("*.yaml")
    if any(line.startswith("form:") for line in path.read_text("utf-8").splitlines())
)
KINDS = ("field", "grid", "row", "column", "repeat", "matrix", "statement", "group")

CANTEEN = """\
form: shitang
kind: survey
title: 食堂满意度
collection: {period: month}
sheets:
  - sheet: ye
    title: 食堂
    items:
      - field: zan
        label: 最常在哪一层就餐
        type: select_one
        choices:
          - {value: zan, label: 一层}
          - {value: "2", label: 二层}
        branches:
          - {when: "zan == 'zan'", goto: ci}
      - {field: lou, label: 楼层, type: integer}
      - {field: ci, label: 每周几次, type: integer, relevant: "zan  ==  'zan'"}
      - {field: shuo, label: "每周{ci}次，说说", type: text, relevant: {"==": [{var: zan}, zan]}}
      - grid: biao
        columns: [{column: ben, label: 本月, type: integer}, {column: zan, label: 上月, type: integer}]
        rows:
          - {row: fan, label: 饭}
          - {row: cai, label: 菜, cells: {ben: {required: true}}}
        checks:
          - {rows: [fan], rule: ben >= prev(ben), message: 比上月少, severity: warning}
checks:
  - {rule: "ci > 0 and biao.fan.ben > 0", message: 须大于零, at: [ci, biao.fan.ben]}
examples:
  - example: yi
    period: 2026-03
    given: {zan: zan, biao: {fan: {ben: 3}}, "biao.cai.ben": 2}
    expect: {values: {ci: null}, hidden: [lou], shown: [ci]}
"""


@pytest.fixture(scope="module")
def shipped() -> Definitions:
    return load_folder(DEFINITIONS)


def codes(text: str, among: Definitions, *, examples: bool = True) -> list[str]:
    found = (one.problem.code for one in appraise(text, among).faults)
    return sorted(one for one in found if examples or not one.startswith("example"))


def named(text: str) -> list[Spot]:
    """Return the parts that have names, in an order that is always the same and has no order."""
    found = [one for one in outline(text).walk() if one.kind in KINDS and one.name]
    Random(7).shuffle(found)
    return found


def new_name(text: str, spot: Spot, among: Definitions, new: str = "xin_ming") -> str:
    key = "row" if spot.kind == "statement" else spot.kind
    return renamed(text, (*spot.place, key), new, among).applied(text)


@pytest.mark.parametrize("name", FORMS)
def test_nothing_new_to_say(shipped: Definitions, name: str) -> None:  # USE-01
    text = (DEFINITIONS / name).read_text("utf-8")
    # what is carried over from another form is known there by its old name
    examples = "\ncarry:" not in text
    before = codes(text, shipped, examples=examples)
    for spot in named(text)[:4]:
        after = codes(new_name(text, spot, shipped), shipped, examples=examples)
        assert after == before, (spot.kind, spot.name)


def part(kind: str, name: str) -> Spot:
    return next(one for one in outline(CANTEEN).walk() if (one.kind, one.name) == (kind, name))


def test_where_a_name_reaches() -> None:  # USE-02, USE-05
    among = Definitions()
    text = new_name(CANTEEN, part("field", "zan"), among)
    assert "when: xin_ming == 'zan'" in text and "relevant: xin_ming  ==  'zan'" in text
    assert "{value: zan, label: 一层}" in text and "{column: zan" in text and "given: {xin_ming: zan" in text
    assert "xin_ming == 'zan'" in text.split("shuo")[1]
    text = new_name(CANTEEN, part("field", "ci"), among)
    for there in (
        "goto: xin_ming",
        "每周{xin_ming}次",
        "xin_ming > 0 and",
        "at: [xin_ming, biao",
        "shown: [xin_ming]",
    ):
        assert there in text
    text = new_name(CANTEEN, part("column", "ben"), among)
    for there in (
        "xin_ming >= prev(xin_ming)",
        "cells: {xin_ming:",
        "fan: {xin_ming: 3}",
        '"biao.cai.xin_ming": 2',
    ):
        assert there in text
    assert "rows: [xin_ming]" in new_name(CANTEEN, part("row", "fan"), among)
    grid = new_name(CANTEEN, part("grid", "biao"), among)
    assert "xin_ming.fan.ben > 0" in grid and "ben >= prev(ben)" in grid and '"xin_ming.cai.ben"' in grid
    assert codes(grid, among) == codes(text, among) == codes(CANTEEN, among)


def test_what_names_a_part() -> None:  # USE-03
    found = uses(CANTEEN, part("field", "ci").place, Definitions())
    assert [one.kind for one in found].count("jump") == 1
    told = {(one.kind, one.place[-1]) for one in found}
    assert {("jump", "goto"), ("text", "label"), ("rule", "rule"), ("place", 0), ("example", "ci")} <= told
    own = uses(CANTEEN, part("grid", "biao").place, Definitions())
    assert own and not any(one.place[:4] == part("grid", "biao").place for one in own)
    assert uses(CANTEEN, ("sheets", 0, "items", 0, "choices", 1), Definitions()) == ()


def test_deleted_with_what_names_it() -> None:  # USE-04
    among = Definitions()
    text = cleared(CANTEEN, part("field", "zan").place, among).applied(CANTEEN)
    assert "zan ==" not in text and "shuo" in text and not codes(text, among, examples=False)
    text = cleared(CANTEEN, part("grid", "biao").place, among).applied(CANTEEN)
    assert "biao" not in text and "须大于零" not in text and "每周{ci}次" in text


@pytest.mark.parametrize("name", FORMS[:8])
def test_as_sound_as_before(shipped: Definitions, name: str) -> None:  # USE-04
    text = (DEFINITIONS / name).read_text("utf-8")
    errors = [one for one in appraise(text, shipped).faults if one.problem.severity == "error"]
    assert not errors
    for spot in [one for one in named(text) if one.kind == "field"][:2]:
        after = cleared(text, spot.place, shipped).applied(text)
        left = [one.problem for one in appraise(after, shipped).faults if one.problem.severity == "error"]
        hard = [one for one in left if not one.code.startswith(("example", "unknown-path"))]
        assert not hard, (spot.name, [str(one) for one in hard][:3])
