"""What is wrong with a value that fits its type.

LIMIT-01  numbers: smallest, largest, decimals; the message holds value and limit
LIMIT-02  texts: length, pattern on RE2, formats with the credit code's check digit
LIMIT-03  choices: how many, exclusive ones alone, codelists down to the leaf
LIMIT-04  ratings stay on their scale
LIMIT-05  files: number, size, type
LIMIT-06  what is shown: grouped numbers, labels, trails, dates in words
"""

from datetime import date
from decimal import Decimal

import pytest

from engine.forms.fieldtypes import TYPES, Refused
from engine.forms.model.fields import CodelistChoices, FieldType
from tests.forms.fieldtypes.samples import CHOICES, FILE, INDUSTRIES, PICTURE, field_of

CASES: list[tuple[FieldType, dict[str, object], object, list[str]]] = [
    ("decimal", {"minimum": 0}, Decimal("-0.01"), ["value-too-small"]),
    ("decimal", {"maximum": 100}, Decimal(101), ["value-too-large"]),
    ("decimal", {"minimum": 0, "maximum": 100}, Decimal(100), []),
    ("decimal", {"decimals": 2}, Decimal("1.234"), ["value-too-many-decimals"]),
    ("decimal", {"decimals": 2}, Decimal("1.2300"), []),
    ("decimal", {"decimals": 0}, Decimal("1E+3"), []),
    ("integer", {"minimum": 1}, Decimal(0), ["value-too-small"]),
    ("text", {"minLength": 3}, "ab", ["value-too-short"]),
    ("text", {"maxLength": 3}, "abcd", ["value-too-long"]),
    ("text", {"maxLength": 2}, "中文", []),
    ("text", {"pattern": "[0-9]{6}"}, "60051", ["value-pattern"]),
    ("text", {"pattern": "[0-9]{6}"}, "600519", []),
    ("text", {"pattern": "(a+)+b"}, "a" * 900, ["value-pattern"]),
    ("text", {"format": "email"}, "zhang@example.com", []),
    ("text", {"format": "email"}, "zhang@", ["value-email"]),
    ("text", {"format": "uri"}, "https://example.com/企业", []),
    ("text", {"format": "uri"}, "example.com", ["value-uri"]),
    ("text", {"format": "uri"}, "javascript:alert(1)", ["value-uri"]),
    ("text", {"format": "uri"}, "http://[::1", ["value-uri"]),
    ("text", {"format": "postcode"}, "310000", []),
    ("text", {"format": "postcode"}, "31000", ["value-postcode"]),
    ("text", {"format": "cn-mobile"}, "13800138000", []),
    ("text", {"format": "cn-mobile"}, "12800138000", ["value-cn-mobile"]),
    ("text", {"format": "cn-telephone"}, "0571-87654321", []),
    ("text", {"format": "cn-telephone"}, "010-87654321-802", []),
    ("text", {"format": "cn-telephone"}, "1234", ["value-cn-telephone"]),
    ("text", {"format": "uscc"}, "91350100M000100Y43", []),
    ("text", {"format": "uscc"}, "91350100M000100Y44", ["value-uscc-digit"]),
    ("text", {"format": "uscc"}, "91350100I000100Y43", ["value-uscc"]),
    ("select_multiple", {"maximum": 1}, ["up", "down"], ["value-too-many-chosen"]),
    ("select_multiple", {"minimum": 2}, ["up"], ["value-too-few-chosen"]),
    ("select_multiple", {}, ["up", "none"], ["value-not-alone"]),
    ("select_multiple", {}, ["none"], []),
    ("rank", {"minimum": 2}, ["up"], ["value-too-few-chosen"]),
    ("rating", {}, Decimal(6), ["value-off-scale"]),
    ("rating", {"maximum": 10}, Decimal(6), []),
    ("rating", {"minimum": 0}, Decimal(0), []),
    ("file", {"maximum": 1}, [FILE, PICTURE], ["value-too-many-files"]),
    ("file", {"minimum": 2}, [FILE], ["value-too-few-files"]),
    ("file", {"maxSize": 1000}, [FILE], ["value-file-too-large"]),
    ("file", {"accept": (".PDF", "image/*")}, [FILE, PICTURE], []),
    ("file", {"accept": ("text/csv",)}, [FILE], ["value-file-type"]),
    ("image", {}, [FILE], ["value-file-type"]),
    ("signature", {}, [PICTURE, PICTURE], ["value-too-many-files"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "properties", "value", "codes"), CASES)
def test_check(name: FieldType, properties: dict[str, object], value: object, codes: list[str]) -> None:
    problems = TYPES[name].check(value, field_of(name, **properties), "sample")  # LIMIT-01 … LIMIT-05
    assert [each.code for each in problems] == codes
    assert all(each.path == "sample" and each.message("zh") for each in problems)


def test_the_message_holds_value_and_limit() -> None:  # LIMIT-01
    (problem,) = TYPES["decimal"].check(Decimal("-3"), field_of("decimal", minimum=0), "profit")
    assert problem.message("zh") == "-3 小于允许的最小值 0。"


def test_leaf_only() -> None:  # LIMIT-03
    field = field_of("cascade", choices=CodelistChoices(codelist="industries", leaf=True))
    assert TYPES["cascade"].parse("0111", field, codelist=INDUSTRIES) == "0111"
    with pytest.raises(Refused):
        TYPES["cascade"].parse("01", field, codelist=INDUSTRIES)


def test_a_codelist_that_is_not_at_hand_offers_every_code() -> None:  # LIMIT-03
    field = field_of("cascade")
    assert TYPES["cascade"].parse("xyz", field) == "xyz"
    assert TYPES["cascade"].show("xyz", field) == "xyz"


SHOWN: list[tuple[FieldType, object, str, str]] = [
    ("decimal", Decimal("1234567.50"), "1,234,567.50", "1,234,567.50"),
    ("decimal", Decimal("1E+3"), "1,000", "1,000"),
    ("boolean", True, "是", "Yes"),
    ("date", date(2026, 1, 31), "2026-01-31", "2026-01-31"),
    ("month", date(2026, 3, 1), "2026年3月", "March 2026"),
    ("year", Decimal(2026), "2026", "2026"),
    ("select_one", "up", "上升", "Up"),
    ("select_one", "gone", "gone", "gone"),
    ("select_multiple", ["up", "01"], "上升、其他", "Up, 其他"),
    ("cascade", "0111", "农、林、牧、渔业 / 农业 / 稻谷种植", "Agriculture / 农业 / 稻谷种植"),
    ("file", [FILE, PICTURE], "发票.pdf、厂房.png", "发票.pdf, 厂房.png"),
    ("calculate", Decimal(1234), "1,234", "1,234"),
    ("calculate", False, "否", "No"),
    ("calculate", date(2026, 1, 1), "2026-01-01", "2026-01-01"),
]


@pytest.mark.parametrize(("name", "value", "zh", "en"), SHOWN)
def test_show(name: FieldType, value: object, zh: str, en: str) -> None:  # LIMIT-06
    codelist = INDUSTRIES if name == "cascade" else None
    shown = [
        TYPES[name].show(value, field_of(name), language, codelist=codelist) for language in ("zh", "en")
    ]
    assert shown == [zh, en]


def test_codelist_choices_of_one_level() -> None:  # LIMIT-06
    field = field_of("select_one", choices=CodelistChoices(codelist="industries"))
    assert TYPES["select_one"].show("A", field, "en", codelist=INDUSTRIES) == "Agriculture"
    assert TYPES["select_one"].rule_type(field).codelist == "industries"


def test_own_choices_are_in_the_rule_type() -> None:
    seen = TYPES["select_multiple"].rule_type(field_of("select_multiple"))
    assert seen.item is not None
    assert seen.item.choices == frozenset(choice.value for choice in CHOICES)
