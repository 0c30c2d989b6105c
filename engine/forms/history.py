"""Fills the context's list when a state starts: organisation, period, links and other periods' values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, cast

from engine.forms.periods import PER_YEAR, Period, PeriodKind

Values = Mapping[str, Any]
Spec = tuple[object, ...]
PREVIOUS: Final = "prev"
"""The period before, among what a form may carry over from."""


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
    links: Mapping[str, Mapping[Any, Any] | None] = field(default_factory=dict)
    """Values by link; of a link `within`, the values by period."""
    history: Mapping[Period, Values] = field(default_factory=dict)
    now: datetime | None = None
    reviewing: bool = False
    """Whether the reviewer fills in, not the filer."""
    settled: Values | None = None
    """What the filing itself counted with when it was handed over, for sheets filed once a year."""

    @property
    def this_year(self) -> list[Period]:
        """The periods of this year before the present one, oldest first."""
        own = self.period
        return [Period(own.kind, own.year, index) for index in range(1, own.index)] if own else []


def needs_of(specs: Sequence[Spec], per_year: int) -> Needs:
    """Return the history that the context's `specs` read."""
    offsets: set[int] = set()
    for spec in specs:
        if spec[0] == "history":
            offsets.update(range(1, _count(spec) + 1))
        elif spec[0] in ("prev", "same_last_year"):
            offsets.add(_count(spec) * (per_year if spec[0] == "same_last_year" else 1))
    return Needs(frozenset(offsets), any(spec[0] in ("earlier", "filed") for spec in specs))


def fill(specs: Sequence[Spec], around: Circumstances) -> tuple[list[object], dict[int, Period]]:
    """Return the context's list, and for each seat whose filing is missing the period it is of."""
    found: list[object] = []
    missing: dict[int, Period] = {}
    past = _Past(around)
    for slot, spec in enumerate(specs):
        kind = spec[0]
        if kind == "within":
            value, lacking = _within(around, spec)
            if lacking is not None:
                missing[slot] = lacking
        elif kind in _EARLIER:
            value, lacking = _EARLIER[str(kind)](past, Wanted.of(spec), _count(spec))
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is read of a filing: a value at a path pattern; by `key`, a field of each row by its key."""

    path: str
    key: tuple[str, ...] = ()

    @classmethod
    def of(cls, spec: Spec) -> "Wanted":
        """Return what a spec of the context names."""
        key = spec[3] if len(spec) > 3 else ()
        return cls(str(spec[1]), key if isinstance(key, tuple) else ())

    def of_filing(self, values: Values) -> object:
        """Return it as one filing's values have it."""
        if not self.key:
            return pluck(values, self.path)
        repeat, _, name = self.path.partition("[].")
        rows = reversed(values.get(repeat) or ())
        return {tuple(row.get(part) for part in self.key): row.get(name) for row in rows}


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

    def of(self, back: int, wanted: Wanted) -> tuple[object, Period | None]:
        """Return what is `wanted` `back` periods ago, or the period whose filing is missing."""
        if self.around.period is None:
            return None, None
        if back not in self._found:
            period = self.around.period.shift(-back)
            self._found[back] = period, self.around.history.get(period)
        period, held = self._found[back]
        return (None, period) if held is None else (wanted.of_filing(held), None)


def _prev(past: _Past, wanted: Wanted, n: int) -> tuple[object, Period | None]:
    return past.of(n, wanted)


def _same_last_year(past: _Past, wanted: Wanted, n: int) -> tuple[object, Period | None]:
    period = past.around.period
    return past.of(n * PER_YEAR[period.kind], wanted) if period else (None, None)


def _history(past: _Past, wanted: Wanted, n: int) -> tuple[object, Period | None]:
    around = past.around
    if around.period is None:
        return [], None
    periods = [around.period.shift(-back) for back in range(n, 0, -1)]
    found = [wanted.of_filing(around.history[one]) for one in periods if one in around.history]
    return found, None if found else periods[-1]


def _earlier(past: _Past, wanted: Wanted, n: int) -> tuple[object, Period | None]:
    around = past.around
    if around.period is None:
        return None, None
    begun = around.this_year
    lacking = next((one for one in begun if one not in around.history), None)
    return (None, lacking) if lacking else ([wanted.of_filing(around.history[one]) for one in begun], None)


def _filed(past: _Past, wanted: Wanted, n: int) -> tuple[object, Period | None]:
    around = past.around
    found = (around.history.get(one) for one in around.this_year)
    return [wanted.of_filing(held) for held in found if held is not None], None


def _within(around: Circumstances, spec: Spec) -> tuple[object, Period | None]:
    """Return a cell of all filings within the period, or the first period whose filing is missing."""
    _, link, path, kind = spec
    held = around.links.get(str(link)) or {}
    periods = around.period.within(cast(PeriodKind, kind)) if around.period else ()
    lacking = next((one for one in periods if one not in held), None)
    return (None, lacking) if lacking else ([pluck(held[one], str(path)) for one in periods], None)


_EARLIER: Final[Mapping[str, Callable[[_Past, Wanted, int], tuple[object, Period | None]]]] = {
    "prev": _prev,
    "same_last_year": _same_last_year,
    "history": _history,
    "earlier": _earlier,
    "filed": _filed,
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
    "filings": lambda around, spec: list((around.links.get(str(spec[1])) or {}).values()),
    "link": lambda around, spec: pluck(around.links.get(str(spec[1])), str(spec[2])),
    "today": lambda around, spec: around.now.date() if around.now else None,
    "now": lambda around, spec: around.now,
    "number": lambda around, spec: _tidy(spec[1]),
    "nothing": lambda around, spec: None,
}
