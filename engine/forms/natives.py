"""The few functions that generated passes call besides the rules: totals, year to date, opened boxes."""

from collections.abc import Collection, Iterable
from decimal import Decimal


def total(values: Iterable[object]) -> Decimal | None:
    """Return the sum of the numbers among `values`; None when there is none."""
    found = [value for value in values if isinstance(value, Decimal)]
    return sum(found, Decimal()) if found else None


def year_to_date(earlier: Collection[object] | None, now: object) -> Decimal | None:
    """Return the sum of this year's earlier values and the present one; None when a filing is missing."""
    return None if earlier is None else total((*earlier, now))


def opens(openings: frozenset[str], chosen: object) -> bool:
    """Whether a choice that opens a text box is chosen."""
    if isinstance(chosen, list):
        return not openings.isdisjoint(chosen)
    return chosen in openings
