"""The published JSON Schemas.

SCHEMA-01  the language's schema accepts every valid definition, read as an editor reads YAML
SCHEMA-02  it refuses unknown keys, types and shapes
SCHEMA-03  a response's schema accepts typed data with decimals, nulls and absent values
SCHEMA-04  it refuses what does not fit: unknown names, wrong types, choices not offered, too many rows
"""

from decimal import Decimal
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from engine.forms.loader import load
from engine.forms.nodes import plain
from engine.forms.schema import language_schema, response_schema
from engine.forms.source import read_file

VALID = Path(__file__).parent.parent / "definitions" / "valid"
EVERY = VALID / "every-item.yaml"
DATA: dict[str, object] = {
    "company": "某某有限公司", "listed": True, "staff": Decimal(12), "rd_share": Decimal("19.99"),
    "founded": "2001-05-06", "seen": "2026-01-31T04:30:00Z", "month": "2026-03", "trend": "no",
    "trend_text": "说不清", "why": ["a"], "stars": 4, "remarks": None, "mobile": "13800138000",
    "papers": [{"id": "f1", "name": "a.pdf", "size": 10, "type": "application/pdf"}],
    "econ": {"revenue": {"month": Decimal("1.10"), "ytd": None}, "staff": {"month": 3}},
    "products": [{"name": "布", "amount": Decimal("0.01")}, {}],
    "opinions": {"orders": "up"},
}  # fmt: skip


@cache
def language() -> jsonschema.Draft202012Validator:
    schema = language_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_smallest_form() -> None:  # SCHEMA-01
    language().validate(plain(read_file(VALID / "smallest.yaml")))


def test_spellings() -> None:  # SCHEMA-01
    form = plain(read_file(VALID / "smallest.yaml"))
    assert isinstance(form, dict)
    spelled = [
        {"field": "a", "required": True, "default": 5, "relevant": {"var": "b"}, "minimum": 0.5},
        {"field": "c", "type": "cascade", "choices": "codelist(industries, leaf)"},
        {"field": "d", "type": "select_one", "choices": [{"value": "01", "label": {"zh": "甲"}}]},
        {"group": "g", "items": [{"note": "请填写"}]},
    ]
    language().validate({**form, "sheets": [{"sheet": "s", "title": "一", "items": spelled}]})


@pytest.mark.parametrize(
    "item",
    [{"feild": "a"}, {"field": "A"}, {"field": "a", "type": "number"}, {"field": "a", "minimum": "0"},
     {"field": "a", "required": []}, {"field": "a", "choices": "industries"}, {"grid": "g"}],
)  # fmt: skip
def test_refused_by_the_language(item: dict[str, object]) -> None:  # SCHEMA-02
    form = {"form": "a", "title": "表", "sheets": [{"sheet": "s", "title": "一", "items": [item]}]}
    assert not language().is_valid(form)


@cache
def response() -> jsonschema.Draft202012Validator:
    schema = response_schema(load(EVERY))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_response() -> None:  # SCHEMA-03
    response().validate(DATA)
    response().validate({})


@pytest.mark.parametrize(
    "change",
    [{"compny": "x"}, {"company": 5}, {"staff": "12"}, {"staff": Decimal("1.5")}, {"trend": "sideways"},
     {"trend": ["no"]}, {"why": "a"}, {"founded": "2026-1-1"}, {"month": "2026-13"}, {"listed": "true"},
     {"econ": {"revenue": {"growht": 1}}}, {"econ": {"staff": {"ytd": 1}}}, {"products": [{}] * 51},
     {"products": {"name": "布"}}, {"opinions": {"orders": "left"}}, {"papers": [{"id": "f1"}]},
     {"company": "x" * 1_000_000}],
)  # fmt: skip
def test_refused_by_the_response(change: dict[str, object]) -> None:  # SCHEMA-04
    assert not response().is_valid({**DATA, **change})
