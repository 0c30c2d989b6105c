"""Responses in columns: who answered, when, and one column a question. Pure; never changed once made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self, TypeAlias

import numpy as np

from engine.analysis.mirror.columns import (
    Array,
    Codes,
    Masks,
    Matrix,
    Numbers,
    Presence,
    Ragged,
    Texts,
    joined,
)

Kind: TypeAlias = Codes | Masks | Numbers | Presence | Texts | Matrix | Ragged
KINDS: Final[tuple[type[Kind], ...]] = (Codes, Masks, Numbers, Presence, Texts, Matrix, Ragged)
"""Every kind of column; what is written to files is one of them."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Some responses, in order of submission."""

    ids: Array
    """Of each response, as bytes."""
    submitted: Array
    """When, in microseconds of UTC since 1970."""
    organisations: Codes
    """Who, by id; code 0 for an answer by public link."""
    periods: Codes
    versions: Codes
    columns: Mapping[str, Kind]
    """By the question's path; the texts beside its choices by the path and OTHER."""

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, order: Array) -> Self:
        """Return the responses at these rows, in this order."""
        return type(self)(
            self.ids[order],
            self.submitted[order],
            self.organisations.take(order),
            self.periods.take(order),
            self.versions.take(order),
            {path: column.take(order) for path, column in self.columns.items()},
        )

    def sorted(self) -> Self:
        """Return the same responses in order of submission."""
        order = np.argsort(self.submitted, kind="stable")
        if np.any(np.diff(self.submitted[order]) == 0):  # comparing a million ids takes seconds
            order = np.lexsort((self.ids, self.submitted))
        if np.array_equal(order, np.arange(len(order))):
            return self
        return self.take(order)


OTHER: Final = "#"
"""After a question's path: the texts written beside its choices."""


def together(parts: Sequence[Segment]) -> Segment:
    """Return the responses of segments of one plan as one segment, in order of submission."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    return Segment(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.submitted for part in parts]),
        _codes([part.organisations for part in parts]),
        _codes([part.periods for part in parts]),
        _codes([part.versions for part in parts]),
        {path: _kind([part.columns[path] for part in parts]) for path in first.columns},
    ).sorted()


def _codes(parts: Sequence[Codes]) -> Codes:
    whole = joined(parts)
    assert isinstance(whole, Codes)
    return whole


def _kind(parts: Sequence[Kind]) -> Kind:
    whole = joined(parts)
    assert isinstance(whole, KINDS)
    return whole
