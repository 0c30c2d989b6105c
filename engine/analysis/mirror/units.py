"""Statistics of exact numbers held as units: what `engine.analysis.numbers` says, a million at once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from engine.analysis.mirror.columns import Array
from engine.analysis.numbers import Steps, Summary, summarise

_DENSE: Final = 1 << 21
"""A range of so many units is counted unit by unit."""


@dataclass(frozen=True, slots=True)
class Units:
    """Numbers of `units` / 10 ** `scale`."""

    units: Array
    scale: int

    def __len__(self) -> int:
        return len(self.units)

    def counts(self) -> Mapping[Decimal, int]:
        """Return how often each number came."""
        values, times = np.unique(self.units, return_counts=True)
        return dict(zip(map(self._decimal, values.tolist()), times.tolist(), strict=True))

    def summary(self, *, decimals: int = 0) -> Summary | None:
        """Return what they come to; None of none. `decimals` as they are asked."""
        if not len(self.units):
            return None
        low, high = int(self.units.min()), int(self.units.max())
        finest = Decimal(1).scaleb(-decimals)
        if high - low < _DENSE:
            return self._dense(low, high, finest)
        return self._sparse(low, high, finest)

    def _decimal(self, units: int) -> Decimal:
        return Decimal(units).scaleb(-self.scale)

    def _dense(self, low: int, high: int, finest: Decimal) -> Summary:
        """Count unit by unit: the numbers lie close together."""
        times = np.bincount(self.units - low, minlength=high - low + 1)
        reach = np.cumsum(times)
        total = int(times @ np.arange(len(times))) + low * len(self.units)
        spots = {nth: int(np.searchsorted(reach, nth, side="right")) + low for nth in self._wanted()}
        steps = Steps.of(self._decimal(low), self._decimal(high), finest)
        below = [min(max(edge - low, 0), len(times)) for edge in self._edges(steps)]
        counts = np.concatenate([[0], reach])[below]
        return self._summary(total, (low, high), spots, steps=steps, below=counts)

    def _sparse(self, low: int, high: int, finest: Decimal) -> Summary:
        wanted = sorted(set(self._wanted()))
        parted = np.partition(self.units, wanted)
        steps = Steps.of(self._decimal(low), self._decimal(high), finest)
        counts = [np.count_nonzero(self.units < edge) for edge in self._edges(steps)]
        spots = {nth: int(parted[nth]) for nth in wanted}
        return self._summary(self._total(low, high), (low, high), spots, steps=steps, below=counts)

    def _total(self, low: int, high: int) -> int:
        """Return the exact sum, in two parts where one could overflow."""
        most = max(abs(low), abs(high))
        if most * len(self.units) <= np.iinfo(np.int64).max:
            return int(self.units.sum())
        high_part, low_part = self.units >> 32, self.units & 0xFFFFFFFF
        return (int(high_part.sum()) << 32) + int(low_part.sum())

    def _wanted(self) -> list[int]:
        """Return the places, in order of size, between which the quartiles lie."""
        last = len(self.units) - 1
        below = [last * part // 4 for part in (1, 2, 3)]
        return [place for nth in below for place in (nth, min(nth + 1, last))]

    def _edges(self, steps: Steps) -> list[int]:
        """Return where the columns but the first begin, in units, rounded up."""
        edges = ((steps.start + place) * steps.step for place in range(1, steps.last + 1))
        return [int(edge.scaleb(self.scale).to_integral_value(ROUND_CEILING)) for edge in edges]

    def _summary(
        self, total: int, ends: tuple[int, int], spots: Mapping[int, int], *, steps: Steps, below: ArrayLike
    ) -> Summary:
        count = len(self.units)
        held = np.diff(np.concatenate([[0], np.asarray(below, np.int64), [count]])).tolist()
        low, middle, high = (self._quantile(Decimal(part) / 4, spots) for part in (1, 2, 3))
        return Summary(
            count,
            self._decimal(total) / count,
            self._decimal(ends[0]),
            self._decimal(ends[1]),
            (low, middle, high),
            steps.columns(held),
        )

    def _quantile(self, part: Decimal, spots: Mapping[int, int]) -> Decimal:
        last = len(self.units) - 1
        place = last * part
        below = int(place)
        first, second = spots[below], spots[min(below + 1, last)]
        return self._decimal(first) + self._decimal(second - first) * (place - below)


@dataclass(frozen=True, slots=True)
class Mixed:
    """Numbers of which some are too large, or too fine, for units."""

    units: Units
    large: tuple[Decimal, ...]

    def __len__(self) -> int:
        return len(self.units) + len(self.large)

    def counts(self) -> Mapping[Decimal, int]:
        """Return how often each number came."""
        held = Counter(self.units.counts())
        held.update(self.large)
        return held

    def summary(self, *, decimals: int = 0) -> Summary | None:
        """Return what they come to; None of none."""
        return summarise(self.counts(), decimals=decimals)
