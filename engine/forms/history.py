"""Fills the context's list when a state starts: organisation, period, links and other periods' values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from engine.forms.periods import PER_YEAR, Period

Values = Mapping[str, Any]
Spec = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """How much history a form reads: how many periods back, and whether all of this year's."""

    offsets: frozenset[int] = frozenset()
    year_to_date: bool = False


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a state is started in, besides its own values. `now` is aware, in the installation's zone."""

    org: Values = field(default_factory=dict)
    user: Values = field(default_factory=dict)
    period: Period | None = None
    links: Mapping[str, Values | None] = field(default_factory=dict)
    history: Mapping[Period, Values] = field(default_factory=dict)
    now: datetime | None = None


def needs_of(specs: Sequence[Spec], per_year: int) -> Needs:
    """Return the history that the context's `specs` read."""
    offsets: set[int] = set()
    for spec in specs:
        if spec[0] == "history":
            offsets.update(range(1, _count(spec) + 1))
        elif spec[0] in ("prev", "same_last_year"):
            offsets.add(_count(spec) * (per_year if spec[0] == "same_last_year" else 1))
    return Needs(frozenset(offsets), any(spec[0] == "earlier" for spec in specs))


def fill(specs: Sequence[Spec], around: Circumstances) -> tuple[list[object], dict[int, Period]]:
    """Return the context's list, and for each seat whose filing is missing the period it is of."""
    found: list[object] = []
    missing: dict[int, Period] = {}
    past = _Past(around)
    for slot, spec in enumerate(specs):
        kind = spec[0]
        if kind in _EARLIER:
            value, lacking = _EARLIER[str(kind)](past, str(spec[1]), _count(spec))
            if lacking is not None:
                missing[slot] = lacking
        else:
            value = _READERS[str(kind)](around, spec)
        found.append(value)
    return found, missing


def pluck(values: Values | None, path: str) -> object:
    """Return the value at a path pattern of nested values; a list for a repeat's column."""
    here: Any = values
    names = _names(path)
    for depth, name in enumerate(names):
        if here.__class__ is not dict and not isinstance(here, Mapping):
            return None
        if name.endswith("[]"):
            rows = here.get(name[:-2]) or []
            return [pluck(row, ".".join(names[depth + 1 :])) for row in rows]
        here = here.get(name)
    return here


@lru_cache(maxsize=5000)
def _names(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def _count(spec: Spec) -> int:
    number = spec[2]
    return number if isinstance(number, int) else 1


class _Past:
    """The filings of earlier periods, each found once however many places read it."""

    def __init__(self, around: Circumstances) -> None:
        self.around = around
        self._found: dict[int, tuple[Period, Values | None]] = {}

    def of(self, back: int, path: str) -> tuple[object, Period | None]:
        """Return the value at `path` `back` periods ago, or the period whose filing is missing."""
        if self.around.period is None:
            return None, None
        if back not in self._found:
            period = self.around.period.shift(-back)
            self._found[back] = period, self.around.history.get(period)
        period, held = self._found[back]
        return (None, period) if held is None else (pluck(held, path), None)


def _prev(past: _Past, path: str, n: int) -> tuple[object, Period | None]:
    return past.of(n, path)


def _same_last_year(past: _Past, path: str, n: int) -> tuple[object, Period | None]:
    period = past.around.period
    return past.of(n * PER_YEAR[period.kind], path) if period else (None, None)


def _history(past: _Past, path: str, n: int) -> tuple[object, Period | None]:
    around = past.around
    if around.period is None:
        return [], None
    periods = [around.period.shift(-back) for back in range(n, 0, -1)]
    found = [pluck(around.history[one], path) for one in periods if one in around.history]
    return found, None if found else periods[-1]


def _earlier(past: _Past, path: str, n: int) -> tuple[object, Period | None]:
    around = past.around
    period = around.period
    if period is None:
        return None, None
    begun = [Period(period.kind, period.year, index) for index in range(1, period.index)]
    lacking = next((one for one in begun if one not in around.history), None)
    return (None, lacking) if lacking else ([pluck(around.history[one], path) for one in begun], None)


_EARLIER: Final[Mapping[str, Callable[[_Past, str, int], tuple[object, Period | None]]]] = {
    "prev": _prev,
    "same_last_year": _same_last_year,
    "history": _history,
    "earlier": _earlier,
}


def _tidy(value: object) -> object:
    """Return a value from outside as rules take it: numbers are decimals, '' and [] are empty."""
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return None if value in ("", []) else value


def _period(around: Circumstances, name: str) -> object:
    period = around.period
    if period is None:
        return None
    if name == "half_year":
        return Decimal((period.month + 5) // 6)
    return _tidy(getattr(period, name))


_READERS: Final[Mapping[str, Callable[[Circumstances, Spec], object]]] = {
    "org": lambda around, spec: _tidy(pluck(around.org, str(spec[1]))),
    "user": lambda around, spec: _tidy(pluck(around.user, str(spec[1]))),
    "period": lambda around, spec: _period(around, str(spec[1])),
    "link": lambda around, spec: pluck(around.links.get(str(spec[1])), str(spec[2])),
    "today": lambda around, spec: around.now.date() if around.now else None,
    "now": lambda around, spec: around.now,
    "number": lambda around, spec: _tidy(spec[1]),
    "nothing": lambda around, spec: None,
}
