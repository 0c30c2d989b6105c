"""Answers as columns: one small array a question, a row a response. Pure.

A row is a response's place in its segment. Code 0 and an empty mask say: no answer. Every column can
be put in another order, or cut, by `take`, and joined with others of its kind by `joined`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, Self, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
LANE: Final = 16
"""Choices of one lane of a mask: their combinations are counted in one go."""


class Column(Protocol):
    """What every kind of column can do."""

    def __len__(self) -> int: ...

    def take(self, order: Array) -> Self:
        """Return the rows of these numbers, in this order."""
        ...

    def blank(self, rows: int) -> Self:
        """Return a column of the same kind in which nobody answered."""
        ...

    def with_next(self, other: Self) -> Self:
        """Return these rows and after them those of `other`."""
        ...


def joined(parts: Sequence[Column]) -> Column:
    """Return the rows of columns of one kind one after another.

    In pairs, so that many parts are not copied again and again.
    """
    whole = list(parts)
    while len(whole) > 1:
        pairs = zip(whole[::2], whole[1::2], strict=False)
        whole = [one.with_next(other) for one, other in pairs] + whole[len(whole) & ~1 :]
    return whole[0]


def smallest(most: int) -> type[np.unsignedinteger[Any]]:
    """Return the smallest type that holds 0 to `most`."""
    return np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.uint32


@dataclass(frozen=True, slots=True)
class Codes:
    """One value a row: `values[code - 1]`."""

    codes: Array
    values: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, order: Array) -> Self:
        """Return the rows of these numbers, in this order."""
        return type(self)(self.codes[order], self.values)

    def blank(self, rows: int) -> Self:
        """Return a column in which nobody answered."""
        return type(self)(np.zeros(rows, np.uint8), ())

    def with_next(self, other: Self) -> Self:
        """Return these rows and after them those of `other`, under common codes."""
        values, moved = united(self.values, other.values)
        size = smallest(len(values))
        codes = other.codes if moved is None else moved[other.codes]
        return type(self)(np.concatenate([self.codes.astype(size, copy=False), codes.astype(size)]), values)


@dataclass(frozen=True, slots=True)
class Masks:
    """Any number of values a row: bit `n` of its mask is `values[n]`; a lane holds LANE bits."""

    lanes: Array
    """Lanes by rows."""
    values: tuple[str, ...]

    def __len__(self) -> int:
        return int(self.lanes.shape[1])

    def take(self, order: Array) -> Self:
        """Return the rows of these numbers, in this order."""
        return type(self)(self.lanes[:, order], self.values)

    def blank(self, rows: int) -> Self:
        """Return a column in which nobody answered."""
        return type(self)(np.zeros((1, rows), np.uint8), ())

    def with_next(self, other: Self) -> Self:
        """Return these rows and after them those of `other`, under common bits."""
        values, moved = united(self.values, other.values)
        lanes = other.lanes if moved is None else _moved_bits(other.lanes, moved)
        return type(self)(np.concatenate([_lanes(self.lanes, values), _lanes(lanes, values)], axis=1), values)


def united(
    values: tuple[str, ...], others: tuple[str, ...]
) -> tuple[tuple[str, ...], npt.NDArray[np.uint32] | None]:
    """Return both lists of values as one, and the codes of the second in it; None where they stay."""
    if others == values[: len(others)]:
        return values, None
    if values == others[: len(values)]:
        return others, None
    known = {value: code for code, value in enumerate(values, 1)}
    codes = [0, *(known.setdefault(value, len(known) + 1) for value in others)]
    return tuple(known), np.array(codes, np.uint32)


def lane_type(values: int) -> type[np.unsignedinteger[Any]]:
    """Return the type of the lanes that so many values need."""
    return np.uint8 if values <= 8 else np.uint16


def _lanes(lanes: Array, values: tuple[str, ...]) -> Array:
    """Return lanes as wide and as many as the values need."""
    wanted = max(-(-len(values) // LANE), 1)
    wide = lanes.astype(lane_type(len(values)), copy=False)
    missing = wanted - len(lanes)
    if missing <= 0:
        return wide[:wanted]
    return np.concatenate([wide, np.zeros((missing, lanes.shape[1]), wide.dtype)])


def _moved_bits(lanes: Array, moved: npt.NDArray[np.uint32]) -> Array:
    made = np.zeros((int(moved.max(initial=1) - 1) // LANE + 1, lanes.shape[1]), np.uint16)
    for bit, code in enumerate(moved[1:]):
        chosen = (lanes[bit // LANE] >> (bit % LANE)) & 1
        made[(code - 1) // LANE] |= chosen.astype(np.uint16) << ((int(code) - 1) % LANE)
    return made


@dataclass(frozen=True, slots=True)
class Texts:
    """Any number of texts a row, in order: each a piece of one long UTF-8 text."""

    owners: Array
    """The row of each text, ascending."""
    starts: Array
    lengths: Array
    bytes: Array
    rows: int

    def __len__(self) -> int:
        return self.rows

    def take(self, order: Array) -> Self:
        """Return the rows of these numbers, in this order."""
        kept, owners = _followed(self.owners, order, self.rows)
        return type(self)(owners, self.starts[kept], self.lengths[kept], self.bytes, len(order))

    def blank(self, rows: int) -> Self:
        """Return a column in which nobody wrote."""
        return type(self)(*_no_texts(), rows)

    def with_next(self, other: Self) -> Self:
        """Return these rows and after them those of `other`."""
        return type(self)(
            np.concatenate([self.owners, other.owners + self.rows]),
            np.concatenate([self.starts, other.starts + len(self.bytes)]),
            np.concatenate([self.lengths, other.lengths]),
            np.concatenate([self.bytes, other.bytes]),
            self.rows + other.rows,
        )

    def text(self, number: int) -> str:
        """Return one text by its number among all."""
        start = int(self.starts[number])
        return bytes(self.bytes[start : start + int(self.lengths[number])]).decode("utf-8", "surrogatepass")


def texts_of(owners: Sequence[int], texts: Sequence[str], rows: int) -> Texts:
    """Return the texts of so many rows; `owners` ascending."""
    pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
    lengths = np.fromiter(map(len, pieces), np.int32, len(pieces))
    ends = np.cumsum(lengths, dtype=np.int64)
    blob = np.frombuffer(b"".join(pieces), np.uint8)
    return Texts(np.array(owners, np.int64), ends - lengths, lengths, blob, rows)


def _no_texts() -> tuple[Array, Array, Array, Array]:
    return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint8)


def _followed(owners: Array, order: Array, rows: int) -> tuple[Array, Array]:
    """Return which of many things a row has are kept when rows are taken, in order, and their new rows."""
    places = np.full(rows, -1, np.int64)
    places[order] = np.arange(len(order))
    moved = places[owners]
    kept = np.flatnonzero(moved >= 0)
    sorted_ = kept[np.argsort(moved[kept], kind="stable")]
    return sorted_, moved[sorted_]


@dataclass(frozen=True, slots=True)
class Numbers:
    """One exact number a row: units / 10 ** scale. `large` has those that do not fit, as texts."""

    units: Array
    present: Array
    scale: int
    large: Texts

    def __len__(self) -> int:
        return len(self.units)

    def take(self, order: Array) -> Self:
        """Return the rows of these numbers, in this order."""
        return type(self)(self.units[order], self.present[order], self.scale, self.large.take(order))

    def blank(self, rows: int) -> Self:
        """Return a column in which nobody answered."""
        empty = Texts(*_no_texts(), rows)
        return type(self)(np.zeros(rows, np.int64), np.zeros(rows, np.bool_), 0, empty)

    def with_next(self, other: Self) -> Self:
        """Return these rows and after them those of `other`, in the finer units of both."""
        scale = max(self.scale, other.scale)
        mine, theirs = self.scaled(scale), other.scaled(scale)
        return type(self)(
            np.concatenate([mine.units, theirs.units]),
            np.concatenate([mine.present, theirs.present]),
            scale,
            mine.large.with_next(theirs.large),
        )

    def scaled(self, scale: int) -> Self:
        """Return the same numbers in finer units; what does not fit any more becomes large."""
        if scale == self.scale:
            return self
        times = 10 ** (scale - self.scale)
        fits = np.abs(self.units) <= np.iinfo(np.int64).max // times
        grown = np.flatnonzero(self.present & ~fits)
        if not len(grown):
            return type(self)(self.units * times, self.present, scale, self.large)
        units = np.where(fits, self.units, 0) * times
        texts = [f"{unit}E-{self.scale}" for unit in self.units[grown].tolist()]
        both = self.large.with_next(texts_of(grown.tolist(), texts, len(self)))
        owners = np.concatenate([self.large.owners, grown])
        order = np.argsort(owners, kind="stable")
        large = Texts(owners[order], both.starts[order], both.lengths[order], both.bytes, len(self))
        return type(self)(units, self.present & fits, scale, large)


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether there is an answer at all."""

    given: Array

    def __len__(self) -> int:
        return len(self.given)

    def take(self, order: Array) -> Self:
        """Return the rows of these numbers, in this order."""
        return type(self)(self.given[order])

    def blank(self, rows: int) -> Self:
        """Return a column in which nobody answered."""
        return type(self)(np.zeros(rows, np.bool_))

    def with_next(self, other: Self) -> Self:
        """Return these rows and after them those of `other`."""
        return type(self)(np.concatenate([self.given, other.given]))


@dataclass(frozen=True, slots=True)
class Matrix:
    """One column a statement; of a ranking one a choice, whose value is its place."""

    statements: tuple[str, ...]
    cells: tuple[Codes | Masks, ...]
    rows: int

    def __len__(self) -> int:
        return self.rows

    def take(self, order: Array) -> Self:
        """Return the rows of these numbers, in this order."""
        return type(self)(self.statements, tuple(cell.take(order) for cell in self.cells), len(order))

    def blank(self, rows: int) -> Self:
        """Return a column in which nobody answered."""
        return type(self)((), (), rows)

    def with_next(self, other: Self) -> Self:
        """Return these rows and after them those of `other`, statement by statement."""
        mine, theirs = (dict(zip(one.statements, one.cells, strict=True)) for one in (self, other))
        names = tuple(dict.fromkeys((*self.statements, *other.statements)))
        cells: list[Codes | Masks] = []
        for name in names:
            like = mine.get(name) or theirs[name]
            parts = (mine.get(name) or like.blank(self.rows), theirs.get(name) or like.blank(other.rows))
            whole = joined(parts)
            assert isinstance(whole, Codes | Masks)
            cells.append(whole)
        return type(self)(names, tuple(cells), self.rows + other.rows)


@dataclass(frozen=True, slots=True)
class Ragged:
    """A question in a repeat: any number of answers a row, each a row of `column`."""

    owners: Array
    """The response of each answer, ascending."""
    column: "Codes | Masks | Numbers | Presence | Texts | Matrix"
    rows: int

    def __len__(self) -> int:
        return self.rows

    def take(self, order: Array) -> Self:
        """Return the rows of these numbers, in this order."""
        kept, owners = _followed(self.owners, order, self.rows)
        return type(self)(owners, self.column.take(kept), len(order))

    def blank(self, rows: int) -> Self:
        """Return a column in which nobody answered."""
        return type(self)(np.zeros(0, np.int64), self.column.blank(0), rows)

    def with_next(self, other: Self) -> Self:
        """Return these rows and after them those of `other`."""
        column = joined((self.column, other.column))
        assert not isinstance(column, Ragged)
        owners = np.concatenate([self.owners, other.owners + self.rows])
        return type(self)(owners, column, self.rows + other.rows)  # type: ignore[arg-type]  # of one kind
