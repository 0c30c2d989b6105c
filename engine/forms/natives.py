"""The few functions that generated passes call besides the rules: totals, year to date, opened boxes."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

Key = tuple[object, ...]
Rows = Mapping[Key, object]
"""A field of one filing's rows by their keys."""


def total(values: Iterable[object]) -> Decimal:
    """Return the sum of the numbers among `values`; 0 when there is none, like `sum`."""
    return sum((value for value in values if isinstance(value, Decimal)), Decimal())


def year_to_date(earlier: Collection[object] | None, now: object) -> Decimal | None:
    """Return the sum of this year's earlier values and the present one.

    None when a filing of this year is missing, or when there is no figure at all.
    """
    if earlier is None or all(value is None for value in (*earlier, now)):
        return None
    return total((*earlier, now))


def filed(earlier: Iterable[object] | None, now: object) -> list[object]:
    """Return this year's earlier values and the present one; lists (a repeat's column) are joined."""
    found: list[object] = []
    for value in (*(earlier or ()), now):
        if isinstance(value, list):
            found.extend(value)
        else:
            found.append(value)
    return found


def of_row(past: Rows | None, key: Key) -> object:
    """Return what the row of `key` held in another filing; None where it is not there."""
    return past.get(key) if past else None


def of_rows(past: Iterable[Rows] | None, key: Key) -> list[object]:
    """Return what the row of `key` held in several filings, those that have it."""
    return [rows[key] for rows in past or () if key in rows]


def row_to_date(past: Collection[Rows] | None, key: Key, now: object) -> Decimal | None:
    """Return the sum of a row's values in this year's earlier filings and now; as `year_to_date`."""
    return year_to_date(None if past is None else of_rows(past, key), now)


def twice(keys: Iterable[Key]) -> frozenset[Key]:
    """Return the keys that more than one row has; one with an empty part is nobody's."""
    counts = Counter(key for key in keys if None not in key)
    return frozenset(key for key, count in counts.items() if count > 1)


def opens(openings: frozenset[str], chosen: object) -> bool:
    """Whether a choice that opens a text box is chosen."""
    if isinstance(chosen, list):
        return not openings.isdisjoint(chosen)
    return chosen in openings


class Earnings:
    """The points of choices: called with the number of a list of choices and what is chosen of it."""

    def __init__(self, points: Iterable[Mapping[str, Decimal]]) -> None:
        self._points = tuple(points)

    def __call__(self, number: int, value: object) -> Decimal | None:
        """Return the points of what is chosen, summed over several; empty where nothing is."""
        earned = self._points[number]
        if isinstance(value, list):
            return total(earned.get(str(one)) for one in value)
        return None if value is None else earned.get(str(value), Decimal())
