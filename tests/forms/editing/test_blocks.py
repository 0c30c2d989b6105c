"""A rule as blocks, and back.

BLK-01  Every rule of every shipped definition is the same rule after it was shown in blocks and posted again.
BLK-02  Any rule that can be written is the same after it was shown in blocks.
BLK-03  Conditions, groups and terms are added and taken away; what is not chosen yet is known as such.
BLK-04  What is offered fits: operators by the left side, choices and kinds of values by what is compared.
BLK-05  What no page of ours posts is refused: too deep, too many, unknown functions and names.
BLK-06  Names are called as people know them: cells by row and column, links and the organisation by theirs.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forms import Definitions, load_folder
from engine.forms.editing.blocks import (
    CONDITION,
    Block,
    added,
    blocks_of,
    dropped,
    logic_of,
    posted_blocks,
    value_block,
)
from engine.forms.editing.offers import Offering, Shown
from engine.forms.editing.ruling import Standing, ground_of, standing, written_at
from engine.forms.model.base import text_in
from engine.rules import Logic, RuleError, parse
from tests.rules.test_random_rules import WORDS

DEFINITIONS = Path(__file__).parents[3] / "definitions"

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
          - {value: "1", label: 一层}
          - {value: "2", label: 二层}
      - {field: ci, label: 每周几次, type: integer}
      - {field: ri, label: 开始日期, type: date}
      - {field: huiyuan, label: 是否会员, type: boolean}
      - field: cai
        label: 爱吃的菜
        type: select_multiple
        choices:
          - {value: rou, label: 肉}
          - {value: cai, label: 青菜}
      - repeat: jian
        label: 建议
        items:
          - {field: shi, label: 事项, type: text}
          - {field: fen, label: 分值, type: integer}
      - field: shuo
        label: 说说
        type: text
        relevant: zan == '1' and ci >= 3
"""
PLACE = ("sheets", 0, "items", 6, "relevant")


@pytest.fixture(scope="module")
def shipped() -> Definitions:
    return load_folder(DEFINITIONS)


@pytest.fixture(scope="module")
def canteen() -> Standing:
    """Return where the last question's condition stands."""
    found = standing(CANTEEN, PLACE, Definitions())
    assert found is not None
    return found


def posted(shown: Shown) -> dict[str, Sequence[str]]:
    """Return what the page of these blocks posts."""
    return {name: values for one in shown.walk() for name, values in _fields(one)}


def _fields(shown: Shown) -> Iterator[tuple[str, Sequence[str]]]:
    at, block = shown.at, shown.block
    yield f"n.{at}", [str(len(block.parts))]
    match block.kind:
        case "group" | "condition":
            yield f"o.{at}", [block.word]
        case "value":
            yield f"w.{at}", ["value"]
            yield f"v.{at}", [block.value]
            yield f"k.{at}", [shown.fits]
        case "list" if shown.options:
            yield f"w.{at}", ["list"]
            yield f"v.{at}", ["", *(one.value for one in block.parts)]
        case "list":
            yield f"w.{at}", ["list"]
        case kind:
            yield f"w.{at}", [f"{kind}:{block.word}"]


def again(where: Standing, logic: Logic) -> Logic:
    """Return a rule after it was shown in blocks and posted as it stands."""
    return logic_of(posted_blocks(posted(Offering(where).shown(blocks_of(logic, truth=where.truth)))))


def test_shipped_rules_stay(shipped: Definitions) -> None:  # BLK-01
    count = 0
    for path in sorted(DEFINITIONS.rglob("*.yaml")):
        text = path.read_text("utf-8")
        if not any(line.startswith("form:") for line in text.splitlines()):
            continue
        for one in ground_of(text, shipped).rules():
            count += 1
            assert again(one, one.use.rule.logic) == one.use.rule.logic, (path.name, one.use.rule.text)
    assert count > 300


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.booleans())
def test_any_rule_stays(words: list[str], truth: bool) -> None:  # BLK-02
    try:
        logic = parse(" ".join(words))
    except RuleError:
        return
    made = logic_of(blocks_of(logic, truth=truth))
    assert made == logic


def test_putting_together(canteen: Standing) -> None:  # BLK-03
    nothing = blocks_of(None, truth=True)
    assert logic_of(nothing) is None and nothing.finished
    one = added(nothing, "0", "condition")
    assert one.parts == (CONDITION,) and not one.finished
    asked = posted(Offering(canteen).shown(one)) | {"w.0.0.0": ["name:zan"]}
    half = posted_blocks(asked)
    assert not half.finished
    whole = posted_blocks(posted(Offering(canteen).shown(half)) | {"v.0.0.1": ["2"]})
    assert whole.finished and logic_of(whole) == parse("zan == '2'")
    more = added(whole, "0", "group")
    assert more.parts[1].word == "or" and len(more.parts[1].parts) == 2
    assert logic_of(dropped(more, "0.1")) == parse("zan == '2'")
    assert logic_of(dropped(whole, "0.0")) is None
    turned = posted_blocks({**posted(Offering(canteen).shown(whole)), "o.0": ["!or"]})
    assert logic_of(turned) == parse("not zan == '2'")


def test_offers_fit(canteen: Standing) -> None:  # BLK-04
    def left(text: str) -> Shown:
        return Offering(canteen).shown(blocks_of(parse(text), truth=True)).parts[0]

    choice = left("zan == '1'")
    assert {"==", "!=", "in", "!in", "is_empty"} <= set(choice.words)
    assert "<" not in choice.words and "contains" in choice.words
    assert [value for value, _label in choice.parts[1].options] == ["1", "2"]
    number = left("ci >= 3")
    assert ">=" in number.words and "contains" not in number.words
    assert number.parts[1].fits == "number" and left("count_selected(cai) == null").parts[1].fits == "number"
    assert left("ri == null").parts[1].fits == "date"
    assert left("huiyuan").words[:2] == ("", "!")
    several = left("selected(cai, 'rou')")
    assert "selected" in several.words and [text_in(label) for _, label in several.parts[1].options] == [
        "肉",
        "青菜",
    ]
    rows = left("any(jian, fen > 3)")
    assert [one.name for one in rows.parts[1].names] == ["shi", "fen"]
    assert again(canteen, parse("zan in ['1']")) == parse("zan in ['1']")


def test_values_as_typed() -> None:  # BLK-04
    assert logic_of(value_block("3.50", "number")) == Decimal("3.50")
    assert logic_of(value_block("三", "number")) == "三"
    assert logic_of(value_block("0123", "text")) == "0123"
    assert logic_of(value_block("2026-01-31", "date")) == {"date": ["2026-01-31"]}
    assert logic_of(value_block("true", "boolean")) is True
    assert logic_of(value_block(" ", "text")) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"o.0": ["and"], "n.0": ["500"]} | {f"w.0.{n}": ["value"] for n in range(500)},
        {f"o.0{'.0' * n}": ["and"] for n in range(60)} | {f"n.0{'.0' * n}": ["1"] for n in range(60)},
        {"o.0": ["__import__"]},
        {"o.0": ["sum"]},
        {"w.0": ["call:eval"]},
        {"w.0": ["name:a; b"]},
    ],
)
def test_what_is_refused(fields: dict[str, list[str]]) -> None:  # BLK-05
    with pytest.raises(ValueError, match=r"."):
        posted_blocks(fields)


@pytest.mark.parametrize("at", ["0.7", "0.x", "0" + ".0" * 50, "0.0.0.0"])
def test_nothing_there(at: str) -> None:  # BLK-05
    with pytest.raises(LookupError):
        dropped(Block("group", "and", (CONDITION,)), at)


def test_names_for_people(shipped: Definitions) -> None:  # BLK-06
    text = (DEFINITIONS / "reports" / "sme-monthly.yaml").read_text("utf-8")
    found = standing(text, ("sheets", 1, "checks", 0, "rule"), shipped)
    assert found is not None
    called = {one.name: text_in(one.label) for one in found.ground.known(found.scope)}
    assert "·" in called["econ.revenue.ytd"] and called["econ.revenue.ytd"].startswith("营业收入")
    assert called["org.uscc"] and "period.month" in called


def test_what_is_written() -> None:  # BLK-06
    rule = written_at(CANTEEN, PLACE)
    assert rule is not None and rule.text == "zan == '1' and ci >= 3"
    assert written_at(CANTEEN, ("sheets", 0, "items", 0, "relevant")) is None
    asked = CANTEEN.replace("zan == '1' and ci >= 3", "{and: [{'==': [{var: zan}, '1']}, true]}")
    mapped = written_at(asked, PLACE)
    assert mapped is not None and mapped.logic == {"and": [{"==": [{"var": "zan"}, "1"]}, True]}
