"""Values that stand exactly on what a field states as its limit, typed. Knows no form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from engine.forms.fieldtypes.decimal_number import places
from engine.forms.fieldtypes.rating import Rating
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.model.base import text_in
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Field, FieldType
from engine.forms.periods import Period
from engine.forms.sampling import values as drawing

LEAP: Final = date(2024, 2, 29)
MOST_FILES: Final = 20


@dataclass(frozen=True, slots=True)
class Edge:
    """One limit of a field: what states it, and the value that stands on it."""

    name: str
    value: Any


def edges(field: Field, codelist: Codelist | None, period: Period | None) -> tuple[Edge, ...]:
    """Return the limits of a field, with values that the field itself admits."""
    made = _MAKERS.get(field.kind, _none)(field, codelist, period)
    return tuple(one for one in made if admitted(field, one.value, codelist))


def admitted(field: Field, value: object, codelist: Codelist | None) -> bool:
    """Whether a field has nothing against a value; rules are not asked."""
    return not TYPES[field.kind].check(value, field, field.field, codelist=codelist)


def step(field: Field) -> Decimal:
    """Return the smallest difference of two numbers of a field; a hundredth where it does not say."""
    if field.kind in ("integer", "rating", "year"):
        return Decimal(1)
    return Decimal(1).scaleb(-(2 if field.decimals is None else field.decimals))


def _none(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    yield from ()


def _number(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    low, high, one = field.minimum, field.maximum, step(field)
    if low is not None:
        yield Edge("minimum", low)
    if high is not None:
        yield Edge("maximum", high)
    if field.decimals and field.kind == "decimal":
        base = low if low is not None else Decimal(0)
        value = base + one if high is None or base + one <= high else high - one
        if places(value) == field.decimals:
            yield Edge("decimals", value)


def _rating(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    least, most = Rating().scale(field)
    yield Edge("minimum", least)
    yield Edge("maximum", most)


def _text(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    if field.format or field.pattern:
        return
    for name, length in (("minLength", field.minLength), ("maxLength", field.maxLength)):
        if length:
            yield Edge(name, text_of_length(field, length))


def text_of_length(field: Field, length: int) -> str:
    """Return a text of so many characters, the field's label over and over."""
    told = "".join(text_in(field.label).split()) or field.field
    return (told * (length // len(told) + 1))[:length]


def _one(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    ends = drawing.ends(field, codelist)
    if ends:
        yield Edge("first", ends[0])
        yield Edge("last", ends[1])


def _several(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    alone = drawing.exclusive_values(field)
    offered = [value for value in drawing.choice_values(field, codelist) if value not in alone]
    if field.minimum:
        yield Edge("minimum", offered[: int(field.minimum)])
    if field.maximum is not None:
        yield Edge("maximum", offered[: int(field.maximum)])
    elif codelist is None:
        yield Edge("all", offered)


def _rank(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    offered = list(drawing.choice_values(field, codelist))
    yield Edge("first", offered)
    yield Edge("last", offered[::-1])


def _date(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    yield Edge("leap_day", LEAP)
    if period:
        yield Edge("period_start", period.start)
        yield Edge("period_end", period.end)


def _datetime(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    for one in _date(field, codelist, period):
        last = one.name == "period_end"
        moment = datetime.combine(one.value, time.min, UTC) + timedelta(days=int(last), seconds=-int(last))
        yield Edge(one.name, moment)


def _month(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    if period:
        yield Edge("period_start", period.start)
        yield Edge("period_end", period.end.replace(day=1))


def _files(field: Field, codelist: Codelist | None, period: Period | None) -> Iterator[Edge]:
    for name, count in (("minimum", field.minimum), ("maximum", field.maximum)):
        if count and count <= MOST_FILES:
            made = drawing.files(Random(field.field), field.model_copy(update={"minimum": count}))
            if made:
                yield Edge(name, made)


Maker = Callable[[Field, Codelist | None, Period | None], Iterator[Edge]]
_MAKERS: Final[Mapping[FieldType, Maker]] = {
    "integer": _number,
    "decimal": _number,
    "rating": _rating,
    "text": _text,
    "textarea": _text,
    "select_one": _one,
    "cascade": _one,
    "select_multiple": _several,
    "rank": _rank,
    "date": _date,
    "datetime": _datetime,
    "month": _month,
    "file": _files,
    "image": _files,
    "signature": _files,
}
