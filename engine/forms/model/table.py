"""A decision table: rows found by keys that must be equal, start alike, or reach a threshold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, TypeAlias

Match = Literal["exact", "prefix", "at_least"]
Cell: TypeAlias = str | Decimal | None

ANY = "*"
"""An exact key that every value answers to, after the rows that name the value."""


_REMEMBERED: Final = 1000


@dataclass(frozen=True, slots=True)
class Key:
    """A key column. `prefix` cells hold one or more prefixes; `at_least` cells a number or nothing."""

    column: str
    match: Match = "exact"


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table, read by `lookup(table, key…, column)`.

    Among the rows whose exact and prefix keys fit, the most specific count (a longer prefix before a
    shorter one, a named value before `*`); of these the first whose every threshold is reached. A
    threshold that cannot be judged, because its value is empty, makes the answer empty.
    """

    name: str
    keys: tuple[Key, ...]
    columns: tuple[str, ...]
    """The columns that can be asked for."""
    rows: tuple[Mapping[str, Cell], ...]
    _chosen: dict[tuple[str | None, ...], list[Mapping[str, Cell]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """The most specific rows by the texts of the keys: a draft asks for the same ones at every change."""

    def find(self, keys: Sequence[object], column: str) -> Cell:
        """Return the cell of `column` in the row that `keys` choose; None when there is none."""
        for row in self._candidates(keys):
            reached = self._reached(row, keys)
            if reached is None:
                return None
            if reached:
                return row.get(column)
        return None

    def _candidates(self, keys: Sequence[object]) -> list[Mapping[str, Cell]]:
        told = tuple(
            None if value is None or key.match == "at_least" else str(value)
            for key, value in zip(self.keys, keys, strict=True)
        )
        known = self._chosen.get(told)
        if known is None:
            if len(self._chosen) >= _REMEMBERED:
                self._chosen.clear()
            known = self._chosen[told] = self._most_specific(keys)
        return known

    def _most_specific(self, keys: Sequence[object]) -> list[Mapping[str, Cell]]:
        scored = [(score, row) for row in self.rows if (score := self._score(row, keys)) is not None]
        best = max((score for score, _row in scored), default=None)
        return [row for score, row in scored if score == best]

    def _score(self, row: Mapping[str, Cell], keys: Sequence[object]) -> tuple[int, ...] | None:
        """How specifically a row's exact and prefix keys fit; None when one does not."""
        scores: list[int] = []
        for key, value in zip(self.keys, keys, strict=True):
            if key.match == "at_least":
                continue
            score = _specificity(str(row.get(key.column) or ""), value, prefix=key.match == "prefix")
            if score is None:
                return None
            scores.append(score)
        return tuple(scores)

    def _reached(self, row: Mapping[str, Cell], keys: Sequence[object]) -> bool | None:
        """Whether every threshold is reached; None when that is not known."""
        unknown = False
        for key, value in zip(self.keys, keys, strict=True):
            least = row.get(key.column) if key.match == "at_least" else None
            if not isinstance(least, Decimal):
                continue
            if not isinstance(value, Decimal):
                unknown = True
            elif value < least:
                return False
        return None if unknown else True


def _specificity(cell: str, value: object, *, prefix: bool) -> int | None:
    if cell == ANY:
        return 0
    if value is None:
        return None
    text = str(value)
    if prefix:
        fits = [len(start) for start in cell.split(";") if start and text.startswith(start)]
        return max(fits, default=None)
    return len(cell) + 1 if cell == text else None
