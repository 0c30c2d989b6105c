"""One question over the periods: shares of its choices, or mean and median. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.analysis.counting import Count, Tally
from engine.analysis.numbers import Summary
from engine.analysis.pictures import Line, Words, summary, table
from engine.analysis.questions import Question
from engine.render.charts import Stack, Stacked

TRENDED = ("single", "multiple", "number")
"""Shapes that have a trend."""


@dataclass(frozen=True, slots=True)
class Step:
    """One period; `lines` are in the order of the trend's head."""

    period: str
    answered: int
    lines: tuple[Line, ...]
    figures: Summary | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A question from the oldest period to the newest."""

    question: Question
    head: tuple[str, ...]
    """The choices, in words; empty for numbers."""
    steps: tuple[Step, ...]


def trend(question: Question, counts: Sequence[tuple[str, Count]], words: Words) -> Trend:
    """Return the trend of a question from its counts by period, oldest first."""
    tables = [(period, Tally(question, count)) for period, count in counts]
    lines = [{line.label: line for line in table(tally, words).lines} for _, tally in tables]
    head = tuple(dict.fromkeys(label for each in lines for label in each))
    steps = (
        Step(
            period,
            tally.count.answered,
            tuple(each.get(label, Line(label, 0, None)) for label in head),
            summary(tally),
        )
        for (period, tally), each in zip(tables, lines, strict=True)
    )
    return Trend(question, head, tuple(steps))


def trend_picture(told: Trend, labels: Sequence[str], words: Words) -> Stacked | None:
    """Return the picture of a single choice's shares, a row a period; None for others."""
    if told.question.shape != "single" or not told.head:
        return None
    rows = (
        Stack(label, tuple(line.count or 0 for line in step.lines), f"{words.people}{step.answered:,}")
        for label, step in zip(labels, told.steps, strict=True)
        if step.answered
    )
    return Stacked(told.head, tuple(rows))
