"""Two choice questions against each other: counts, totals, and whether they hang together. Data only."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from engine.analysis.questions import Question

CROSSED: Final = ("single", "multiple", "moment")
"""Shapes that a crosstab can have on a side."""

Counts: TypeAlias = tuple[tuple[int | None, ...], ...]
"""None for what is withheld."""


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """Pearson's test of independence: how likely so great a difference is where there is none."""

    statistic: float
    freedom: int
    p: float
    small: int
    """Cells of which fewer than 5 are expected: with many of them the test says little."""
    cells: int


@dataclass(frozen=True, slots=True)
class Side:
    """The values of one question, in order, and how many of those who answered both gave each."""

    question: Question
    values: tuple[str, ...]
    totals: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Who answered both questions, by what they answered. Of several choices each is counted."""

    down: Side
    across: Side
    counts: Counts
    """By the values down, then across."""
    total: int
    test: ChiSquare | None
    """None where somebody may be counted twice, and where there is nothing to compare."""
