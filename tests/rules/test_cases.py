"""What each operator gives, as tables.

CASE-01 Every case of cases/*.yaml has its value, in a rule compiled for the small world.
CASE-02 No case has a problem of types.
CASE-03 Every operator's example in the table gives what the table says.
CASE-04 Every case prints back to text that parses to the same rule.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.rules import OPERATORS, Operator, parse, parse_rule, print_rule, text_of, type_of
from tests.rules.world import World, value_of

FOLDER = Path(__file__).parent / "cases"


def cases() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text("utf-8")):
            yield pytest.param(case, id=f"{case['text']} {case.get('with', '')}")


def given(case: Mapping[str, Any]) -> dict[str, object]:
    changed: dict[str, object] = dict(case.get("with", {}))
    if "number" in case:
        changed[case["number"]] = Decimal(str(changed[case["number"]]))
    return changed


def shown(value: object, case: Mapping[str, Any]) -> object:
    return text_of(value) if case.get("as") == "text" else value


def expected(case: Mapping[str, Any]) -> object:
    value = case["is"]
    if case.get("as") == "text":
        return str(value)
    number = isinstance(value, str) and value.replace(".", "").replace("-", "").isdecimal()
    return Decimal(value) if number else value


@pytest.mark.parametrize("case", list(cases()))
def test_value(case: Mapping[str, Any]) -> None:  # CASE-01
    assert shown(value_of(case["text"], given(case)), case) == expected(case)


@pytest.mark.parametrize("case", list(cases()))
def test_types(case: Mapping[str, Any]) -> None:  # CASE-02
    assert type_of(parse_rule(case["text"]), World())[1] == ()


@pytest.mark.parametrize("case", list(cases()))
def test_prints_back(case: Mapping[str, Any]) -> None:  # CASE-04
    logic = parse(case["text"])
    assert parse(print_rule(logic)) == logic


@pytest.mark.parametrize(
    "operator", [each for each in OPERATORS.values() if each.example[1]], ids=lambda each: each.name
)
def test_example(operator: Operator) -> None:  # CASE-03
    text, expected = operator.example
    value = value_of(text.replace("'size'", "'sizes'"))
    assert parse(text) is not None
    if isinstance(value, Decimal):
        assert value == parse(expected)
    else:
        assert (text_of(value) or "null") == expected
