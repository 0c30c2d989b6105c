"""Two groups of answers side by side: each choice's share in both, and how far apart they are. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.counting import Count, Tally
from engine.analysis.numbers import Summary
from engine.analysis.pictures import Line, Words, summary, table


@dataclass(frozen=True, slots=True)
class PairLine:
    """One choice in both groups; `apart` in percentage points, None where a group has no share."""

    label: str
    one: Line
    other: Line
    apart: Decimal | None


@dataclass(frozen=True, slots=True)
class Pair:
    """One question in both groups."""

    title: str
    answered: tuple[int, int]
    lines: tuple[PairLine, ...]
    figures: tuple[Summary | None, Summary | None]
    """Of numbers; None for others and for no answers."""


def paired(one: Sequence[Tally], other: Sequence[Tally], words: Words) -> tuple[Pair, ...]:
    """Return the questions that can be put side by side: choices and numbers that somebody answered."""
    others = {tally.question.path: tally for tally in other}
    both = ((tally, others.get(tally.question.path) or Tally(tally.question, Count())) for tally in one)
    pairs = (_pair(first, second, words) for first, second in both)
    return tuple(pair for pair in pairs if any(pair.answered) and (pair.lines or any(pair.figures)))


def _pair(one: Tally, other: Tally, words: Words) -> Pair:
    tables = [{line.label: line for line in table(tally, words).lines} for tally in (one, other)]
    labels = dict.fromkeys(label for lines in tables for label in lines)
    return Pair(
        one.question.title(words.language),
        (one.count.answered, other.count.answered),
        tuple(
            _line(label, *(lines.get(label, Line(label, 0, None)) for lines in tables)) for label in labels
        ),
        (summary(one), summary(other)),
    )


def _line(label: str, one: Line, other: Line) -> PairLine:
    shares = one.share, other.share
    apart = None if shares[0] is None or shares[1] is None else shares[0] - shares[1]
    return PairLine(label, one, other, apart)
