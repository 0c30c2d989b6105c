"""How far apart the two sides of a comparison are to stand, for it to hold or not. Pure arithmetic."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final

_EQUAL: Final = (Decimal(0),)


def difference(left: object, right: object) -> Decimal | None:
    """Return left minus right, of figures or in days; None for what cannot be subtracted."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left - right
    if isinstance(left, date) and isinstance(right, date):
        return Decimal(left.toordinal() - right.toordinal())
    return None


def wanted_gaps(operator: str, want: bool, sides: Sequence[object], random: Random) -> tuple[Decimal, ...]:
    """Return differences of the sides, the likeliest first, with which the comparison comes out as wanted.

    Broken on purpose, they differ by a small share: a slip, not another enterprise. None for sides
    that are no figures or days.
    """
    if len(sides) < 2 or difference(sides[0], sides[1]) is None:
        return ()
    kind = _SENSE[operator, want]
    if kind == "equal":
        return _EQUAL
    tolerance = sides[2] if len(sides) > 2 and isinstance(sides[2], Decimal) else Decimal(0)
    size = abs(sides[1]) if isinstance(sides[1], Decimal) else Decimal(50)
    slip = round(size * random.randint(2, 9) / 100) or Decimal(1)
    far = (tolerance + slip, tolerance + 1)
    near = (Decimal(1), Decimal("0.01"), *far)
    if kind == "apart":
        return tuple(way * one for one in far for way in (1, -1))
    if kind in ("above", "below"):
        return tuple(one if kind == "above" else -one for one in (near if want else (*far, Decimal("0.01"))))
    return (*_EQUAL, *(one if kind == "not_below" else -one for one in near))


_SENSE: Final[Mapping[tuple[str, bool], str]] = {
    ("==", True): "equal",
    ("==", False): "apart",
    ("!=", True): "apart",
    ("!=", False): "equal",
    (">=", True): "not_below",
    (">=", False): "below",
    (">", True): "above",
    (">", False): "not_above",
    ("<=", True): "not_above",
    ("<=", False): "above",
    ("<", True): "below",
    ("<", False): "not_below",
    ("within", True): "equal",
    ("within", False): "apart",
}
