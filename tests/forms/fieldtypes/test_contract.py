"""What every field type promises.

TYPE-01  the registry has exactly the types of the language, each under its own name
TYPE-02  a value survives JSON, and what JSON holds survives the store's exact encoding
TYPE-03  a typed value is taken as it is, and so is its JSON form
TYPE-04  a value of the wrong type is refused with a sentence in both languages
TYPE-05  empty is None, in and out, and is shown as nothing
TYPE-06  form text becomes the value of the table in cases.yaml, or is refused with its code
TYPE-07  every value is shown as text; a good value has no problem
TYPE-08  values fit the JSON Schema of their type
TYPE-09  1 MB, NUL and lone surrogates are refused by every type, never raised as something else
TYPE-10  each type says what rules see
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
import yaml

from engine.forms.fieldtypes import TYPES, Refused
from engine.forms.model.fields import FieldType
from tests.forms.fieldtypes.samples import MISFITS, VALUES, codelist_of, field_of

KINDS: tuple[FieldType, ...] = get_args(FieldType)
CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
SAMPLES = [(kind, value) for kind, values in VALUES.items() for value in values]
TABLE = [(kind, case) for kind, cases in CASES.items() for case in cases]


def test_registry() -> None:  # TYPE-01
    assert list(TYPES) == list(KINDS)
    assert [kind.name for kind in TYPES.values()] == list(KINDS)
    assert set(CASES) == set(VALUES) == set(MISFITS) == set(KINDS)


@pytest.mark.parametrize(("name", "value"), SAMPLES)
def test_json(name: FieldType, value: object) -> None:  # TYPE-02, TYPE-03
    kind, field, codelist = TYPES[name], field_of(name), codelist_of(name)
    data = kind.to_json(value)
    assert kind.from_json(data) == value
    assert kind.coerce(value, field, codelist=codelist) == value
    assert kind.coerce(data, field, codelist=codelist) == value
    json.dumps(data, default=str)


@pytest.mark.parametrize(("name", "value"), [(name, bad) for name in KINDS for bad in MISFITS[name]])
def test_misfit(name: FieldType, value: object) -> None:  # TYPE-04
    with pytest.raises(Refused) as refused:
        TYPES[name].coerce(value, field_of(name), codelist=codelist_of(name))
    problem = refused.value.problem
    assert problem.message("zh") != problem.message("en")


@pytest.mark.parametrize("name", KINDS)
def test_empty(name: FieldType) -> None:  # TYPE-05
    kind, field = TYPES[name], field_of(name)
    assert kind.parse("", field) is None
    assert kind.coerce(None, field) is None
    assert kind.from_json(kind.to_json(None)) is None
    assert kind.show(None, field) == ""
    assert kind.check(None, field) == []


@pytest.mark.parametrize(("name", "case"), TABLE)
def test_parse(name: FieldType, case: dict[str, object]) -> None:  # TYPE-06
    kind = TYPES[name]
    properties = case.get("field", {})
    assert isinstance(properties, dict)
    field, raw = field_of(name, **properties), case["raw"]
    assert isinstance(raw, str | list)
    if "refused" in case:
        with pytest.raises(Refused) as refused:
            kind.parse(raw, field, codelist=codelist_of(name))
        assert refused.value.problem.code == case["refused"]
    else:
        value = kind.parse(raw, field, codelist=codelist_of(name))
        assert kind.to_json(value) == exact(case["is"])


def exact(value: object) -> object:
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


@pytest.mark.parametrize(("name", "value"), SAMPLES)
def test_shown(name: FieldType, value: object) -> None:  # TYPE-07
    field, codelist = field_of(name), codelist_of(name)
    for language in ("zh", "en"):
        assert TYPES[name].show(value, field, language, codelist=codelist)
    assert TYPES[name].check(value, field, "sample", codelist=codelist) == []


@pytest.mark.parametrize(("name", "value"), SAMPLES)
def test_schema(name: FieldType, value: object) -> None:  # TYPE-08
    schema = TYPES[name].schema(field_of(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(TYPES[name].to_json(value), schema)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("raw", ["x" * 1_000_000, "a\0", "a\ud800", "\ufffe", ["x" * 1_000_000], ["\0"]])
def test_hostile(name: FieldType, raw: str | list[str]) -> None:  # TYPE-09
    with pytest.raises(Refused) as refused:
        TYPES[name].parse(raw, field_of(name), codelist=codelist_of(name))
    assert len(refused.value.problem.message("zh")) < 200
    refused.value.problem.message("zh").encode()


@pytest.mark.parametrize("name", KINDS)
def test_rule_type(name: FieldType) -> None:  # TYPE-10
    seen = TYPES[name].rule_type(field_of(name))
    wanted = {
        "text": "text", "textarea": "text", "integer": "number", "decimal": "number", "boolean": "boolean",
        "date": "date", "datetime": "datetime", "month": "month", "year": "number", "select_one": "choice",
        "select_multiple": "list", "cascade": "choice", "rank": "list", "rating": "number", "file": "list",
        "image": "list", "signature": "list", "calculate": "any",
    }  # fmt: skip
    assert seen.kind == wanted[name]
