"""A tally as people see it: a picture, the same numbers as a table, the same again as one sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

from engine.analysis.counting import Count, Tally
from engine.analysis.numbers import Summary
from engine.analysis.questions import Option, Question
from engine.forms.model.base import text_in
from engine.forms.model.codelist import Codelist
from engine.render.charts import Bars, Chart, Histogram, Part, Pie, Stack, Stacked

MOST_SLICES: Final = 8
MOST_BARS: Final = 20
"""Bars shown of a long code list; the table has them all."""

Codelists: TypeAlias = Mapping[str, Codelist]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of numbers: a choice, how many chose it, and what share of those who answered."""

    label: str
    count: int | None
    """None where it is kept back."""
    share: Decimal | None
    """In per cent, one decimal; None where nobody answered."""


@dataclass(frozen=True, slots=True)
class Table:
    """Choices by rows; `head` names the columns of a matrix, else it is empty and `lines` has it all."""

    lines: tuple[Line, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, int | None, tuple[Line, ...]], ...] = ()
    """Of a matrix: what the row says, how many answered it, and its choices."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a picture names what it shows: the language, and the words that a page has for statistics."""

    language: str
    codelists: Codelists
    quartiles: tuple[str, str, str] = ("Q1", "Q2", "Q3")
    people: str = "n="


def percent(part: int, whole: int) -> Decimal | None:
    """Return `part` of `whole` in per cent with one decimal, halves rounded up; None of nothing."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def table(tally: Tally, words: Words) -> Table:
    """Return the numbers of a tally; empty for texts, files and numbers (see `summary`)."""
    question, count = tally.question, tally.count
    if question.shape in ("single", "multiple", "moment"):
        options = _options(
            question.options, {**dict.fromkeys(count.hidden, 0), **count.choices}, question, words
        )
        return Table(
            tuple(
                _line(label, None if value in count.hidden else count.choices[value], count.answered)
                for value, label in options
            )
        )
    if question.shape in ("matrix", "rank"):
        return _matrix_table(tally, words)
    return Table()


def summary(tally: Tally) -> Summary | None:
    """Return the statistics of a question that asks for numbers; None for others and for no answers."""
    if tally.question.shape != "number":
        return None
    return tally.count.numbers.summary(decimals=tally.question.decimals)


def picture(tally: Tally, words: Words) -> Chart | None:
    """Return the chart of a tally; None where nobody answered and for what has no chart."""
    draw = _DRAWN.get(tally.question.shape)
    return draw(tally, words) if draw and tally.count.answered else None


def spoken(tally: Tally, words: Words) -> str:
    """Return the numbers as one line, for who cannot see the picture."""
    told = table(tally, words)
    if told.rows:
        return "; ".join(f"{label}: {_told(lines)}" for label, _, lines in told.rows)
    if told.lines:
        return _told(told.lines)
    found = summary(tally)
    return "; ".join(mark for _, mark in _marks(found, tally.question, words)) if found else ""


def label_of(question: Question, value: str, words: Words) -> str:
    """Return what a value of a choice question is called."""
    codelist = words.codelists.get(question.codelist)
    offered = (text_in(option.label, words.language) for option in question.options if option.value == value)
    return next(offered, codelist.label(value, words.language) if codelist else value)


def figure(value: Decimal, decimals: int = 2) -> str:
    """Return a statistic as people read it: grouped thousands, at most so many decimals, halves up."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, rest = f"{rounded:,f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}".rstrip(".")


def _told(lines: Sequence[Line]) -> str:
    return ", ".join(f"{line.label} {_note(line)}" for line in lines)


def _note(line: Line) -> str:
    if line.count is None:
        return "…"
    return f"{line.count:,}" if line.share is None else f"{line.count:,} ({line.share}%)"


def _line(label: str, count: int | None, whole: int) -> Line:
    return Line(label, count, None if count is None else percent(count, whole))


def _options(
    offered: Sequence[Option], counted: Mapping[str, int], question: Question, words: Words
) -> list[tuple[str, str]]:
    """Return values with labels: as offered, then what else was counted, most frequent first."""
    known = {option.value: text_in(option.label, words.language) for option in offered}
    codelist = words.codelists.get(question.codelist)
    others = sorted((value for value in counted if value not in known), key=lambda value: -counted[value])
    if question.shape == "moment":
        others.sort()
    return [
        *known.items(),
        *((value, codelist.label(value, words.language) if codelist else value) for value in others),
    ]


def _matrix_table(tally: Tally, words: Words) -> Table:
    question, count = tally.question, tally.count
    cells = (*count.cells, *count.hidden_cells)
    chosen = dict.fromkeys(value for _, value in cells)
    columns = _options(question.options, dict.fromkeys(chosen, 1), question, words)
    rows = _options(question.rows, {**dict.fromkeys(count.hidden_rows, 0), **count.rows}, question, words)
    return Table(
        head=tuple(label for _, label in columns),
        rows=tuple(
            (
                label,
                None if row in count.hidden_rows else count.rows[row],
                tuple(_cell(count, (row, value), label) for value, label in columns),
            )
            for row, label in rows
        ),
    )


def _cell(count: Count, place: tuple[str, str], label: str) -> Line:
    hidden = place in count.hidden_cells
    return _line(label, None if hidden else count.cells[place], count.rows[place[0]])


def _parts(tally: Tally, words: Words) -> tuple[Part, ...]:
    lines = table(tally, words).lines
    if not tally.question.options and tally.question.shape == "single":
        lines = lines[:MOST_BARS]
    return tuple(Part(line.label, line.count or 0, _note(line)) for line in lines)


def _single(tally: Tally, words: Words) -> Chart:
    parts = _parts(tally, words)
    return Pie(parts) if len(parts) <= MOST_SLICES else Bars(parts, tally.count.answered)


def _bars(tally: Tally, words: Words) -> Chart:
    return Bars(_parts(tally, words), tally.count.answered)


def _stacked(tally: Tally, words: Words) -> Chart:
    told = table(tally, words)
    rows = (
        Stack(label, tuple(line.count or 0 for line in lines), _people(answered, words))
        for label, answered, lines in told.rows
    )
    return Stacked(told.head, tuple(rows))


def _people(answered: int | None, words: Words) -> str:
    return f"{words.people}{'…' if answered is None else f'{answered:,}'}"


def _histogram(tally: Tally, words: Words) -> Chart:
    found = summary(tally)
    assert found is not None
    edges = (*(column.low for column in found.columns), found.columns[-1].high)
    span = edges[-1] - edges[0]
    marks = ((float((value - edges[0]) / span), mark) for value, mark in _marks(found, tally.question, words))
    return Histogram(
        tuple(_edge(edge) for edge in edges), tuple(column.count for column in found.columns), tuple(marks)
    )


def _edge(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _marks(found: Summary, question: Question, words: Words) -> list[tuple[Decimal, str]]:
    return [
        (value, f"{name} {figure(value, max(question.decimals, 1))}")
        for name, value in zip(words.quartiles, found.quartiles, strict=True)
    ]


_DRAWN: Final[Mapping[str, Callable[[Tally, Words], Chart]]] = {
    "single": _single,
    "multiple": _bars,
    "moment": _bars,
    "number": _histogram,
    "matrix": _stacked,
    "rank": _stacked,
}
