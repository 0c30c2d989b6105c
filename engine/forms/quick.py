"""Short cuts for reading stored answers: the plain good value at once, everything else by its type.

What is in doubt is left to the field type, which may refuse it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from engine.forms.fieldtypes.decimal_number import INTEGER_DIGITS
from engine.forms.fieldtypes.offers import codes
from engine.forms.model.fields import Field

_MOST: Final = 10**INTEGER_DIGITS
_SHORT_NUMBER: Final = 12
"""Characters: a plain number of so many has too many digits neither before nor behind its point."""
_SHORT_TEXT: Final = 200
REMEMBERED: Final = 500
"""Choices made together that a field remembers the order of."""

Named = tuple[str, Any]


class Places:
    """The order in which codes are offered; it remembers the order of what was chosen together."""

    def __init__(self, offered: list[str]) -> None:
        self._place = {code: number for number, code in enumerate(offered)}
        self._seen: dict[tuple[str, ...], tuple[str, ...]] = {}

    def ordered(self, chosen: list[Any]) -> list[str] | None:
        """Return different codes in the order in which they are offered; None in doubt."""
        try:
            known = self._seen.get(tuple(chosen))
        except TypeError:  # a list or an object is no code
            return None
        return list(known) if known else self._put_in_order(chosen)

    def _put_in_order(self, chosen: list[Any]) -> list[str] | None:
        different = self._place.keys() & chosen
        if not chosen or len(different) != len(chosen):
            return None
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        order = sorted(different, key=self._place.__getitem__)
        self._seen[tuple(chosen)] = tuple(order)
        return order


@dataclass(frozen=True, slots=True)
class ShortCuts:
    """The short cuts of values that stand beside each other, by name."""

    whole: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    ones: dict[str, frozenset[str]] = field(default_factory=dict)
    several: dict[str, "Places"] = field(default_factory=dict)

    def take(self, document: Mapping[str, Any], found: dict[str, Any]) -> list[Named]:
        """Put the values that are surely good into `found`; return those in doubt."""
        rest: list[Named] = []
        whole, texts, ones = self.whole, self.texts, self.ones
        found.update(document)
        for named in document.items():
            name, value = named
            kind = value.__class__
            if kind is str:
                offered = ones.get(name)
                if value in offered if offered is not None else name in texts and _plain(value):
                    continue
            elif kind is Decimal and name in whole:
                text = str(value)
                if text.isdigit() and len(text) <= _SHORT_NUMBER:
                    continue
            elif (other := self._other(name, value)) is not None:
                found[name] = other
                continue
            rest.append(named)
            del found[name]
        return rest

    def _other(self, name: str, value: Any) -> Any:
        """Return a good number or list of choices, None in doubt."""
        if value.__class__ is list:
            places = self.several.get(name)
            return places.ordered(value) if places else None
        if value.__class__ is Decimal:
            return value if name in self.numbers and _figure(value) else None
        small = value.__class__ is int and -_MOST < value < _MOST
        return Decimal(value) if small and (name in self.whole or name in self.numbers) else None


def short_cuts(fields: Mapping[str, Field]) -> ShortCuts:
    """Return the short cuts for values of `fields`, by name."""
    made = ShortCuts()
    for name, each in fields.items():
        if each.kind == "integer":
            made.whole.add(name)
        elif each.kind == "decimal":
            made.numbers.add(name)
        elif each.kind == "text" and not each.format:
            made.texts.add(name)
        elif each.kind in ("select_one", "select_multiple") and (offered := codes(each)):
            if each.kind == "select_one":
                made.ones[name] = frozenset(offered)
            else:
                made.several[name] = Places(offered)
    return made


def _plain(text: str) -> bool:
    """Printable texts hold no line break and no character that is refused."""
    short = 0 < len(text) <= _SHORT_TEXT and text.isprintable()
    return short and text[0] != " " and text[-1] != " "


def _figure(number: Decimal) -> bool:
    text = str(number)
    return len(text) <= _SHORT_NUMBER and (text.isdigit() or text.replace(".", "", 1).isdigit())
