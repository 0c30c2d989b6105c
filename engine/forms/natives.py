"""The few functions that generated passes call besides the rules: totals, year to date, opened boxes."""

from collections.abc import Collection, Iterable
from decimal import Decimal


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


def opens(openings: frozenset[str], chosen: object) -> bool:
    """Whether a choice that opens a text box is chosen."""
    if isinstance(chosen, list):
        return not openings.isdisjoint(chosen)
    return chosen in openings
