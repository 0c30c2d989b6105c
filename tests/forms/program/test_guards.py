"""Quick looks and short cuts agree with the field types.

GUA-01 A value that a guard passes has no problem by its type.
GUA-02 A value that a short cut reads is what its type reads.
"""

from decimal import Decimal
from typing import Any

import pytest

from engine.forms import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.guards import REMEMBERED, Pattern, guard
from engine.forms.model.fields import Choice, Field
from engine.forms.quick import short_cut

CHOICES = (
    Choice(value="a", label="甲"),
    Choice(value="b", label="乙"),
    Choice(value="none", label="无", exclusive=True),
)
FIELDS = [
    Field(field="x", type="decimal", minimum=Decimal(0), maximum=Decimal(100), decimals=1),
    Field(field="x", type="integer", minimum=Decimal(-5)),
    Field(field="x", type="text", minLength=2, maxLength=4, pattern="[a-z]+"),
    Field(field="x", type="text", format="email"),
    Field(field="x", type="textarea", maxLength=3),
    Field(field="x", type="select_one", choices=CHOICES),
    Field(field="x", type="select_multiple", choices=CHOICES[:2]),
    Field(field="x", type="select_multiple", choices=CHOICES),
    Field(field="x", type="select_multiple", choices=CHOICES, maximum=Decimal(1)),
    Field(field="x", type="boolean"),
    Field(field="x", type="year"),
]
VALUES: list[Any] = [
    *map(Decimal, ("-6", "0", "1.5", "1.55", "100", "101")),
    *("a", "ab", "abcd", "abcde", "AB", " a", "中文", "x@y.cn", "none", "\ud800", "a\nb", ""),
    *(["a"], ["a", "b"], ["a", "none"], ["z"], []),
    *(True, 7, 10**20, None),
]


@pytest.mark.parametrize("field", FIELDS)
def test_a_guard_passes_no_faulty_value(field: Field) -> None:  # GUA-01
    constants: list[object] = []
    test = guard(field, constants)
    kind = TYPES[field.kind]
    for value in VALUES:
        try:
            typed = kind.coerce(value, field)
        except Refused:
            continue
        if typed is not None and eval(test, {"G": constants, "x": typed}):
            assert not kind.check(typed, field)


@pytest.mark.parametrize("field", FIELDS)
def test_a_short_cut_reads_like_the_type(field: Field) -> None:  # GUA-02
    short = short_cut(field)
    read = [(value, short(value)) for value in VALUES] if short else []
    for value, typed in read:
        if typed is not None:
            assert typed == TYPES[field.kind].coerce(value, field)


def test_a_pattern_forgets_in_time() -> None:  # GUA-01
    digits = Pattern("[0-9]+")
    assert all(digits(str(number)) for number in range(REMEMBERED + 2))
    assert not digits("x")
    assert not digits("1" * 200 + "x")
