"""Statistics of exact numbers: mean, quartiles and the columns of a histogram. Decimals throughout."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import accumulate
from typing import Final, Protocol

MOST_COLUMNS: Final = 12
_NICE: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Column:
    """Values from `low` up to, not including, `high`; the last column includes it."""

    low: Decimal
    high: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What numbers come to. Quartiles lie between the two nearest values in proportion."""

    count: int
    mean: Decimal
    minimum: Decimal | None
    maximum: Decimal | None
    """None where the ends are kept back."""
    quartiles: tuple[Decimal, Decimal, Decimal]
    columns: tuple[Column, ...]


class Distribution(Protocol):
    """Numbers that were answered, however they are held."""

    def __len__(self) -> int: ...

    def counts(self) -> Mapping[Decimal, int]:
        """Return how often each number came."""
        ...

    def summary(self, *, decimals: int = 0) -> Summary | None:
        """Return what they come to; None of none. `decimals` as they are asked."""
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """Numbers by how often each came."""

    times: Mapping[Decimal, int]

    def __len__(self) -> int:
        return sum(self.times.values())

    def counts(self) -> Mapping[Decimal, int]:
        """Return how often each number came."""
        return self.times

    def summary(self, *, decimals: int = 0) -> Summary | None:
        """Return what they come to; None of none."""
        return summarise(self.times, decimals=decimals)


NO_NUMBERS: Final = Counted({})


def summarise(counts: Mapping[Decimal, int], *, decimals: int = 0) -> Summary | None:
    """Return the summary of numbers by how often each came; None of none. `decimals` as they are asked."""
    values = sorted(counts)
    if not values:
        return None
    count = sum(counts.values())
    total = sum((value * times for value, times in counts.items()), Decimal(0))
    reach = tuple(accumulate(counts[value] for value in values))
    low, middle, high = (_quantile(values, reach, Decimal(part) / 4) for part in (1, 2, 3))
    columns = _columns(counts, values[0], values[-1], finest=Decimal(1).scaleb(-decimals))
    return Summary(count, total / count, values[0], values[-1], (low, middle, high), columns)


def _quantile(values: list[Decimal], reach: tuple[int, ...], part: Decimal) -> Decimal:
    place = (reach[-1] - 1) * part
    below = int(place)
    first = _nth(values, reach, below)
    return first + (_nth(values, reach, min(below + 1, reach[-1] - 1)) - first) * (place - below)


def _nth(values: list[Decimal], reach: tuple[int, ...], place: int) -> Decimal:
    return values[bisect_right(reach, place)]


def _columns(
    counts: Mapping[Decimal, int], low: Decimal, high: Decimal, *, finest: Decimal
) -> tuple[Column, ...]:
    steps = Steps.of(low, high, finest)
    held: Counter[int] = Counter()
    for value, times in counts.items():
        held[min(int(((value / steps.step) - steps.start).to_integral_value(ROUND_FLOOR)), steps.last)] += (
            times
        )
    return steps.columns([held[place] for place in range(steps.last + 1)])


@dataclass(frozen=True, slots=True)
class Steps:
    """The columns of a histogram: column `n` begins at (start + n) * step."""

    start: Decimal
    step: Decimal
    last: int

    @classmethod
    def of(cls, low: Decimal, high: Decimal, finest: Decimal) -> "Steps":
        """Return round columns from the least to the greatest number."""
        step = nice_step(high - low, finest)
        start = (low / step).to_integral_value(ROUND_FLOOR)
        most = max(int(((high / step) - start).to_integral_value(ROUND_FLOOR)), 0)
        return cls(start, step, most - 1 if most and (high / step) - start == most else most)

    def columns(self, held: Sequence[int]) -> tuple[Column, ...]:
        """Return the columns with how many numbers each holds."""
        edges = [(self.start + place) * self.step for place in range(self.last + 2)]
        return tuple(map(Column, edges, edges[1:], held))


def nice_step(span: Decimal, finest: Decimal) -> Decimal:
    """Return a round step that cuts `span` into MOST_COLUMNS at most, no finer than the answers are."""
    wanted = span / (MOST_COLUMNS - 1)
    if wanted <= finest:
        return finest
    power = Decimal(1).scaleb(wanted.adjusted())
    return next(nice * power for nice in _NICE if nice * power >= max(wanted, finest))
