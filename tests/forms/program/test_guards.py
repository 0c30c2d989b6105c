"""Quick looks and short cuts agree with the field types.

GUA-01 A quick look doubts every value that has a problem: by its type, its constraint, or as missing.
GUA-02 A value that a short cut reads is what its type reads.
GUA-03 A type whose values are lists is one whatever its field says.
"""

from decimal import Decimal
from typing import Any

import pytest

from engine.forms import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.guards import look_over
from engine.forms.model.fields import Choice, Field
from engine.forms.names import ALWAYS, NEVER
from engine.forms.plan import Cell
from engine.forms.quick import REMEMBERED, Places, short_cuts
from engine.forms.wording import LISTS

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
    *map(Decimal, ("-6", "-0", "0", "1.0", "1.5", "1.55", "100", "101", "1E+3")),
    *("a", "ab", "abcd", "abcde", "AB", " a", "中文", "x@y.cn", "none", "\ud800", "a\nb", ""),
    *(["a"], ["a", "b"], ["b", "a"], ["a", "a"], ["a", "none"], ["z"], [["a"]], [Decimal(1)], []),
    *(True, 7, 10**20, None),
]


SLOT = 2
"""The first place in a list of values that is no constant."""


def cell(field: Field, *, gate: int = ALWAYS, required: int = NEVER, constraint: int = ALWAYS) -> Cell:
    return Cell("x", field, "s", SLOT, 0, gate=gate, required=required, constraint=constraint)


@pytest.mark.parametrize("field", FIELDS)
def test_a_look_passes_no_faulty_value(field: Field) -> None:  # GUA-01
    look = look_over([cell(field)])
    kind = TYPES[field.kind]
    for value in VALUES:
        try:
            typed = kind.coerce(value, field)
        except Refused:
            continue
        if kind.check(typed, field):
            assert list(look.doubtful([True, False, typed])) == [SLOT]


@pytest.mark.parametrize(
    ("required", "holds", "doubted"), [(True, True, [SLOT]), (False, True, []), (True, False, [])]
)
def test_a_look_finds_what_is_missing(required: bool, holds: bool, doubted: list[int]) -> None:  # GUA-01
    look = look_over([cell(FIELDS[0], gate=3, required=4)])
    assert list(look.doubtful([True, False, None, holds, required])) == doubted


@pytest.mark.parametrize(("outcome", "doubted"), [(True, []), (None, []), (False, [SLOT])])
def test_a_look_finds_a_broken_constraint(outcome: bool | None, doubted: list[int]) -> None:  # GUA-01
    look = look_over([cell(FIELDS[1], constraint=3)])
    assert list(look.doubtful([True, False, Decimal(1), outcome])) == doubted


def test_a_look_tells_single_choices_apart_that_are_tested_together() -> None:  # GUA-01
    cells = [Cell(f"x{slot}", FIELDS[5], "s", slot, slot) for slot in range(SLOT, SLOT + 4)]
    look = look_over(cells)
    assert list(look.doubtful([True, False, "a", None, "none", "b"])) == []
    assert list(look.doubtful([True, False, "a", "z", "none", "甲"])) == [SLOT + 1, SLOT + 3]


@pytest.mark.parametrize("field", FIELDS)
def test_a_short_cut_reads_like_the_type(field: Field) -> None:  # GUA-02
    cuts = short_cuts({"x": field})
    for value in VALUES:
        for _again in range(2):
            found: dict[str, Any] = {}
            if not cuts.take({"x": value}, found):
                typed = TYPES[field.kind].coerce(value, field)
                assert (found["x"], str(found["x"])) == (typed, str(typed))


def test_a_short_cut_leaves_what_it_does_not_know() -> None:  # GUA-02
    found: dict[str, Any] = {}
    given = {"y": Decimal(1), "x": Decimal(7), "z": "a"}
    assert short_cuts({"x": FIELDS[1]}).take(given, found) == [("y", Decimal(1)), ("z", "a")]
    assert found == {"x": Decimal(7)}


@pytest.mark.parametrize("field", FIELDS)
def test_a_type_holds_lists_or_none(field: Field) -> None:  # GUA-03
    assert (TYPES[field.kind].rule_type(field).kind == "list") == (field.kind in LISTS)


def test_choices_made_together_are_forgotten_in_time() -> None:  # GUA-02
    codes = [str(number) for number in range(REMEMBERED + 2)]
    places = Places(codes)
    assert all(places.ordered([code]) == [code] for code in codes)
    assert places.ordered(["7", "3"]) == ["3", "7"]
