"""A tally as CSV that a spreadsheet opens as it is: UTF-8 with its mark, and text that stays text."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from typing import Final

from engine.analysis.counting import Tally
from engine.analysis.pictures import Table, Words, figure, summary, table

Cell = str | int | Decimal | None

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet takes for a formula."""


def as_csv(tally: Tally, words: Words, head: Sequence[str]) -> str:
    """Return the numbers of a tally, its texts where it has texts; `head` names three columns:
    the answer, how many gave it, and their share in per cent.
    """
    return written([[tally.question.title(words.language)], *_rows(tally, words, head)])


def written(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV; text that looks like a formula begins with an apostrophe."""
    out = StringIO()
    csv.writer(out).writerows([_safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA):
        return f"'{cell}"
    return cell


def _rows(tally: Tally, words: Words, head: Sequence[str]) -> Iterator[Sequence[Cell]]:
    told = table(tally, words)
    if told.rows:
        yield from _matrix(told, head)
    elif told.lines:
        yield head
        yield from ((line.label, line.count, line.share) for line in told.lines)
    else:
        yield from _statistics(tally, words, head)
    yield from ([text] for text in tally.count.texts)


def _matrix(told: Table, head: Sequence[str]) -> Iterator[Sequence[Cell]]:
    yield ["", head[1], *(cell for name in told.head for cell in (name, head[2]))]
    for label, answered, lines in told.rows:
        yield [label, answered, *(cell for line in lines for cell in (line.count, line.share))]


def _statistics(tally: Tally, words: Words, head: Sequence[str]) -> Iterator[Sequence[Cell]]:
    found = summary(tally)
    if found is None:
        return
    yield head
    for column in found.columns:
        yield [f"{figure(column.low)} – {figure(column.high)}", column.count, None]
    for name, value in zip(words.quartiles, found.quartiles, strict=True):
        yield [name, Decimal(f"{value.normalize():f}"), None]
