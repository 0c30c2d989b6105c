"""What people wrote, as a sequence that reads only the texts that are looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from engine.analysis.mirror.columns import Array, Texts


@dataclass(frozen=True, slots=True)
class Writing(Sequence[str]):
    """Texts of several columns in one order: of which column each is, and its number there."""

    columns: tuple[Texts, ...]
    places: Array
    numbers: Array

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> "Writing": ...

    def __getitem__(self, index: int | slice) -> "str | Writing":
        if isinstance(index, slice):
            return Writing(self.columns, self.places[index], self.numbers[index])
        text: str = self.columns[self.places[index]].text(int(self.numbers[index]))
        return text

    def __iter__(self) -> Iterator[str]:
        for place, number in zip(self.places.tolist(), self.numbers.tolist(), strict=True):
            yield self.columns[place].text(number)


def written(columns: Sequence[Texts], numbers: Sequence[Array], submitted: Sequence[Array]) -> Writing:
    """Return the texts of these numbers in each column, in order of their submission."""
    places = [np.full(len(some), place, np.uint8) for place, some in enumerate(numbers)]
    if not columns:
        return Writing((), np.zeros(0, np.uint8), np.zeros(0, np.int64))
    order = np.argsort(np.concatenate(submitted), kind="stable")
    return Writing(tuple(columns), np.concatenate(places)[order], np.concatenate(numbers)[order])
