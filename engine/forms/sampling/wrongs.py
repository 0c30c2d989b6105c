"""Values that a field refuses, each with the problem it must be refused with. JSON data; knows no form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, Final

from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.rating import Rating
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.fieldtypes.sizes import largest_of
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Field, FieldType
from engine.forms.sampling import values as drawing
from engine.forms.sampling.edges import MOST_FILES, step, text_of_length

UNKNOWN: Final = "no-such-choice"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value one step beyond what a field admits, and the code of the problem that says so."""

    code: str
    value: Any


def wrongs(field: Field, codelist: Codelist | None) -> tuple[Wrong, ...]:
    """Return the ways in which a value of the field can be wrong by itself."""
    made = _MAKERS.get(field.kind, _none)(field, codelist)
    return tuple(one for one in made if one.code in refusals(field, one.value, codelist))


def refusals(field: Field, value: object, codelist: Codelist | None) -> frozenset[str]:
    """Return the codes of what a field by itself has against a JSON value."""
    kind = TYPES[field.kind]
    try:
        typed = kind.coerce(value, field, codelist=codelist)
    except Refused as refusal:
        return frozenset({refusal.problem.code})
    return frozenset(fault.code for fault in kind.check(typed, field, field.field, codelist=codelist))


def _none(field: Field, codelist: Codelist | None) -> Iterator[Wrong]:
    yield from ()


def _number(field: Field, codelist: Codelist | None) -> Iterator[Wrong]:
    one = step(field)
    inside = field.minimum if field.minimum is not None else min(Decimal(0), field.maximum or Decimal(0))
    if field.minimum is not None:
        yield Wrong("value-too-small", field.minimum - one)
    if field.maximum is not None:
        yield Wrong("value-too-large", field.maximum + one)
    if field.kind == "integer":
        yield Wrong("value-not-whole", inside + Decimal("0.5"))
    elif field.decimals is not None:
        yield Wrong("value-too-many-decimals", inside + one / 10)
    if field.kind == "decimal" and field.minimum is None and field.maximum is None and field.decimals is None:
        yield Wrong("value-not-json-number", str(inside))


def _rating(field: Field, codelist: Codelist | None) -> Iterator[Wrong]:
    yield Wrong("value-off-scale", Rating().scale(field)[1] + 1)


def _text(field: Field, codelist: Codelist | None) -> Iterator[Wrong]:
    if field.maxLength:
        yield Wrong("value-too-long", text_of_length(field, field.maxLength + 1))
    if field.minLength and field.minLength > 1:
        yield Wrong("value-too-short", text_of_length(field, field.minLength - 1))
    if field.format:
        yield Wrong(f"value-{field.format}", "样例!")
    if field.pattern:
        yield Wrong("value-pattern", "样例!")
    yield Wrong("value-character", "甲\u0007乙")


def _one(field: Field, codelist: Codelist | None) -> Iterator[Wrong]:
    yield Wrong("value-not-offered", UNKNOWN)


def _several(field: Field, codelist: Codelist | None) -> Iterator[Wrong]:
    alone = drawing.exclusive_values(field)
    offered = drawing.choice_values(field, codelist)
    free = [value for value in offered if value not in alone]
    yield Wrong("value-not-offered", [UNKNOWN])
    if field.maximum is not None and len(free) > field.maximum:
        yield Wrong("value-too-many-chosen", free[: int(field.maximum) + 1])
    if field.minimum is not None and field.minimum > 1:
        yield Wrong("value-too-few-chosen", free[: int(field.minimum) - 1])
    if alone and free:
        yield Wrong("value-not-alone", [free[0], next(value for value in offered if value in alone)])


def _rank(field: Field, codelist: Codelist | None) -> Iterator[Wrong]:
    yield Wrong("value-not-offered", [UNKNOWN])


def _files(field: Field, codelist: Codelist | None) -> Iterator[Wrong]:
    made = drawing.files(Random(field.field), field)
    if not made:
        return
    yield Wrong("value-file-too-large", [{**made[0], "size": largest_of(field) + 1}, *made[1:]])
    if field.minimum and field.minimum > 1:
        yield Wrong("value-too-few-files", made[: int(field.minimum) - 1])
    most = 1 if field.kind == "signature" else field.maximum
    if most is not None and most < MOST_FILES:
        yield Wrong("value-too-many-files", (made * (int(most) + 1))[: int(most) + 1])
    yield Wrong("value-file-type", [{**made[0], "name": "样例.exe", "type": "application/x-msdownload"}])


def _said(code: str, value: object) -> Callable[[Field, Codelist | None], Iterator[Wrong]]:
    def make(field: Field, codelist: Codelist | None) -> Iterator[Wrong]:
        yield Wrong(code, value)

    return make


_MAKERS: Final[Mapping[FieldType, Callable[[Field, Codelist | None], Iterator[Wrong]]]] = {
    "integer": _number,
    "decimal": _number,
    "rating": _rating,
    "text": _text,
    "textarea": _text,
    "boolean": _said("value-not-boolean", "maybe"),
    "date": _said("value-not-date", "2026-02-30"),
    "datetime": _said("value-not-datetime", "2026-02-30T09:00:00Z"),
    "month": _said("value-not-month", "2026-13"),
    "year": _said("value-not-year", Decimal(26)),
    "select_one": _one,
    "cascade": _one,
    "select_multiple": _several,
    "rank": _rank,
    "file": _files,
    "image": _files,
    "signature": _files,
}
