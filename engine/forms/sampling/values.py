"""One plausible value for one field, by its type, limits and choices. Knows no form and no history."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from engine.forms.model.base import text_in
from engine.forms.model.codelist import Codelist, Entry
from engine.forms.model.fields import Choice, CodelistChoices, Field, FieldType
from engine.forms.sampling.contents import paper
from engine.forms.sampling.patterns import text_for

_USCC: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_EPOCH: Final = date(2010, 1, 1)
_DAYS: Final = 5000

Range = tuple[Decimal, Decimal]
USUAL: Final[Range] = (Decimal(0), Decimal(1000))
STARS: Final[Range] = (Decimal(1), Decimal(5))
"""The limits of a rating that does not say its own."""
Weights = Sequence[float]


def choice_values(field: Field, codelist: Codelist | None) -> tuple[str, ...]:
    """Return what a field offers, before any choice filter."""
    if isinstance(field.choices, CodelistChoices):
        leaf = field.choices.leaf
        entries = codelist.entries if codelist else {}
        return tuple(code for code in entries if not leaf or (codelist and codelist.is_leaf(code)))
    return tuple(choice.value for choice in field.choices or ())


def ends(field: Field, codelist: Codelist | None) -> tuple[str, str] | None:
    """Return the first and the last of what a field offers; None where it offers nothing."""
    if isinstance(field.choices, CodelistChoices) and codelist:
        entries, leaf = codelist.entries, field.choices.leaf
        fitting = (next((c for c in way if not leaf or codelist.is_leaf(c)), "") for way in _ways(entries))
        first, last = fitting
        return (first, last) if first else None
    offered = choice_values(field, codelist)
    return (offered[0], offered[-1]) if offered else None


def _ways(entries: Mapping[str, Entry]) -> tuple[Iterator[str], Iterator[str]]:
    return iter(entries), iter(reversed(list(entries)))


def exclusive_values(field: Field) -> frozenset[str]:
    """Return the choices that stand alone."""
    own = field.choices if isinstance(field.choices, tuple) else ()
    return frozenset(choice.value for choice in own if isinstance(choice, Choice) and choice.exclusive)


def skewed(name: str, count: int) -> tuple[float, ...]:
    """Return weights that differ, the same for the same `name`: answers are never spread evenly."""
    seeded = Random(name)
    return tuple(0.15 + seeded.random() ** 2 for _number in range(count))


def limits(field: Field, given: Range | None) -> Range:
    """Return the least and greatest number to draw: as `given`, else as the field allows."""
    if given:
        return given
    usual = STARS if field.kind == "rating" else USUAL
    low = field.minimum if field.minimum is not None else usual[0]
    high = field.maximum if field.maximum is not None else low - usual[0] + usual[1]
    return low, max(low, high)


def fitted(number: Decimal, field: Field) -> Decimal:
    """Return the nearest number that the field admits."""
    places = 2 if field.decimals is None else field.decimals
    whole = field.kind in ("integer", "rating")
    number = number.quantize(Decimal(1).scaleb(0 if whole else -places))
    if field.minimum is not None:
        number = max(number, field.minimum)
    return number if field.maximum is None else min(number, field.maximum)


def number(random: Random, field: Field, span: Range) -> Decimal:
    """Return a number of the span, small ones likelier in a wide one."""
    low, high = span
    share = random.random() ** (2 if high > 100 * max(low, Decimal(1)) else 1)
    return fitted(low + (high - low) * Decimal(f"{share:.6f}"), field)


def moved(random: Random, before: Decimal, field: Field) -> Decimal:
    """Return a number near the one of the period before."""
    return fitted(before * (1 + Decimal(f"{random.uniform(-0.05, 0.06):.4f}")), field)


def several(random: Random, offered: Sequence[str], weights: Weights, alone: frozenset[str]) -> list[str]:
    """Return one to three choices in the order offered, or one that stands alone."""
    (first,) = random.choices(offered, weights)
    if first in alone:
        return [first]
    more = set(random.choices(offered, weights, k=random.randint(0, 2))) - alone
    return [value for value in offered if value == first or value in more]


def words(random: Random, field: Field, given: Sequence[str]) -> str | None:
    """Return a text: one of those given, else one of the field's format or pattern, else its label."""
    if given:
        return random.choice(given)
    if field.format:
        return _FORMATS[field.format](random)
    if field.pattern:
        return text_for(field.pattern, random)
    text = f"{text_in(field.label) or field.field} {random.randint(1, 999)}"
    text = text.ljust(field.minLength or 0, "0")
    return text[-field.maxLength :] if field.maxLength else text


def other(random: Random, field: Field) -> Any:
    """Return a value of a type without choices and limits; None for types that nothing is made for."""
    make = _OTHERS.get(field.kind)
    return make(random) if make else None


def files(random: Random, field: Field) -> list[dict[str, object]] | None:
    """Return as many small files as the field asks for, at least one; None when no known kind fits."""
    count = max(int(field.minimum or 1), 1)
    plain = re.sub(r"\W+", "", text_in(field.label))[:40] or field.field
    made = [paper(field, f"{plain}{number + 1}") for number in range(count)]
    return [one.told(random) for one in made if one] or None


def uscc(random: Random) -> str:
    """Return a unified social credit code whose check character is right."""
    body = "91" + "".join(random.choice("0123456789") for _number in range(15))
    total = sum(_USCC.index(sign) * weight for sign, weight in zip(body, _USCC_WEIGHTS, strict=True))
    return body + _USCC[(31 - total % 31) % 31]


def _digits(count: int, start: str = "") -> Callable[[Random], str]:
    return lambda random: start + "".join(random.choice("123456789") for _number in range(count))


def _day(random: Random) -> date:
    return _EPOCH + timedelta(days=random.randrange(_DAYS))


def _moment(random: Random) -> datetime:
    return datetime.combine(_day(random), datetime.min.time(), UTC)


_FORMATS: Final[Mapping[str, Callable[[Random], str]]] = {
    "email": lambda random: f"mail{random.randint(1, 9999)}@example.com",
    "uri": lambda random: f"https://www.example.com/{random.randint(1, 9999)}",
    "postcode": _digits(5, "1"),
    "cn-mobile": _digits(9, "13"),
    "cn-telephone": _digits(8, "010-"),
    "uscc": uscc,
}
_OTHERS: Final[Mapping[FieldType, Callable[[Random], Any]]] = {
    "boolean": lambda random: random.random() < 0.5,
    "date": _day,
    "datetime": _moment,
    "month": lambda random: _day(random).replace(day=1),
    "year": lambda random: Decimal(_day(random).year),
}
