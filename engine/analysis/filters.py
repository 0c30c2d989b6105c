"""Which answers are looked at: by period, place, a fact about the organisation, or another answer. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self
from urllib.parse import urlencode

MOST: Final = 8
"""Conditions on facts and answers at once."""
LONGEST: Final = 300
"""Characters of one part of the address."""
FACT: Final = "org."
"""Begins the key of a fact about the organisation; other keys are questions."""


_PERIOD: Final = re.compile(r"\d{4}(-(\d\d|Q[1-4]|H[12]))?")


class UnknownFilter(Exception):
    """The address asks for what no filter can mean."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A question, or with FACT before it a fact about the organisation, has this value."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What must hold of a response that counts; empty parts ask for nothing.

    `first` and `last` are periods; `region` is a code, for the region with all below it.
    """

    first: str = ""
    last: str = ""
    region: str = ""
    conditions: tuple[Condition, ...] = ()

    @classmethod
    def of_period(cls, period: str) -> Self:
        """Return the filter of one period; of nothing for ''."""
        return cls(period, period)

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Return the filters of an address: period | from, to, region, and any number of `if=key=value`.

        Other names are none of ours and left alone. Raises UnknownFilter for what is too long, too
        much or no condition.
        """
        made, conditions = cls(), list[Condition]()
        for name, text in pairs:
            if len(text) > LONGEST or (name in _PERIODS and text and not _PERIOD.fullmatch(text)):
                raise UnknownFilter(name)
            if name == "period" and text:
                made = replace(made, first=text, last=text)
            elif name in _PARTS and text:
                made = replace(made, **{_PARTS[name]: text})  # type: ignore[arg-type]  # fields of text
            elif name == "if" and text:
                conditions.append(_condition(text))
        if len(conditions) > MOST:
            raise UnknownFilter("if")
        return replace(made, conditions=tuple(dict.fromkeys(conditions)))

    @property
    def period(self) -> str:
        """The one period that is looked at; '' for several or all."""
        return self.first if self.first == self.last else ""

    def pairs(self) -> list[tuple[str, str]]:
        """Return the address's parts that say the same."""
        periods = [("period", self.period)] if self.period else [("from", self.first), ("to", self.last)]
        told = [
            *periods,
            ("region", self.region),
            *(("if", f"{one.key}={one.value}") for one in self.conditions),
        ]
        return [(name, text) for name, text in told if text]

    def query(self, *more: tuple[str, str]) -> str:
        """Return the address's query that says the same, with more parts; '' for nothing at all."""
        parts = [*more, *self.pairs()]
        return f"?{urlencode(parts)}" if parts else ""

    def without(self, condition: Condition) -> Self:
        """Return these filters without one condition."""
        return replace(self, conditions=tuple(one for one in self.conditions if one != condition))

    def narrowed(self, other: "Filters") -> Self:
        """Return these filters and others: of two regions and of two periods the other's."""
        return replace(
            self,
            first=other.first or self.first,
            last=other.last or self.last,
            region=other.region or self.region,
            conditions=tuple(dict.fromkeys((*self.conditions, *other.conditions))),
        )

    def lessened(self) -> list[Self]:
        """Return these filters without each one of their parts."""
        parts = [replace(self, first=""), replace(self, last=""), replace(self, first="", last="")]
        parts += [replace(self, region=""), *map(self.without, self.conditions)]
        return [one for one in parts if one != self]

    def within(self, periods: Sequence[str]) -> tuple[str, ...]:
        """Return which of the periods are looked at."""
        return tuple(
            one
            for one in periods
            if (not self.first or one >= self.first) and (not self.last or one <= self.last)
        )


NO_FILTERS: Final = Filters()
_PERIODS: Final = frozenset({"period", "from", "to"})
_PARTS: Final = {"from": "first", "to": "last", "region": "region"}


def _condition(text: str) -> Condition:
    key, equals, value = text.partition("=")
    if not (key and equals and value):
        raise UnknownFilter(text)
    return Condition(key, value)
