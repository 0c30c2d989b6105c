"""What the pages of responses read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from engine.exchange.cells import cell
from engine.exchange.columns import Column, Sheet
from engine.exchange.exporting import Export
from engine.exchange.rows import Chosen, Row, rows_of, value_at
from engine.forms.model.base import text_in
from engine.problems import Problem

A_PAGE = 50
AT_FIRST = 6
"""Columns shown where none were chosen."""


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form in the list."""

    title: str
    """What it is called."""
    url: str
    """Where its responses are."""
    count: int
    """How many there are within reach."""


@dataclass(frozen=True, slots=True)
class ResponsesIndex:
    """Context of `responses/index.html`."""

    forms: tuple[FormLine, ...]
    """The forms of the person's system."""


@dataclass(frozen=True, slots=True)
class Line:
    """One response in the table."""

    id: str
    """What its address ends with."""
    organisation: str
    """Who filed; '' by a public link."""
    period: str
    """Its period's key."""
    state: str
    """submitted or approved."""
    at: datetime | None
    """When it was submitted."""
    cells: tuple[str, ...]
    """The chosen columns' values in words."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column that may be shown."""

    name: str
    """Its path in the data."""
    label: str
    """What people call it."""
    shown: bool
    """Whether it is shown now."""


@dataclass(frozen=True, slots=True)
class ResponsesPage:
    """Context of `responses/table.html`."""

    title: str
    """What the form is called."""
    base: str
    """The address of this table."""
    lines: tuple[Line, ...]
    """A page of responses, the newest first."""
    total: int
    """How many there are of what is asked for."""
    chosen: Chosen
    """What is asked for."""
    periods: tuple[str, ...]
    """The periods that can be asked for."""
    columns: tuple[ColumnChoice, ...]
    """The columns that can be shown."""
    asked: str
    """What is asked for, as an address says it: for files."""
    previous: str
    """Address of the page before; '' on the first."""
    next: str
    """Address of the page after; '' on the last."""
    takes: bool = False
    """Whether the person may take responses in from a file."""


@dataclass(frozen=True, slots=True)
class ExportsPage:
    """Context of `responses/exports.html`."""

    title: str
    """What the form is called."""
    base: str
    """The address of the table of responses."""
    exports: tuple[Export, ...]
    """Somebody's exports, the newest first."""
    running: bool
    """Whether one of them is being made."""
    asked: Mapping[str, str]
    """What is to be exported; empty where nothing was asked for."""
    action: str
    """Where it is begun."""
    problem: Problem | None = None
    """Why it was not begun."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One value of a response."""

    label: str
    """What was asked."""
    text: str
    """What was answered, in words."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one list."""

    title: str
    """What the list is called."""
    head: tuple[str, ...]
    """What its columns are called."""
    lines: tuple[tuple[str, ...], ...]
    """Its rows in words."""


@dataclass(frozen=True, slots=True)
class ResponsePage:
    """Context of `responses/one.html`."""

    title: str
    """What the form is called."""
    back: str
    """The address of the table."""
    row: Row
    """Whose and when it is."""
    answers: tuple[Answer, ...]
    """What was answered, in the form's order."""
    lists: tuple[Rows, ...]
    """The lists of rows."""


def told(row: Row, columns: tuple[Column, ...], language: str) -> tuple[str, ...]:
    """Return values in words."""
    return tuple(_words(value_at(row.values, one.name), one, language) for one in columns)


def _words(value: object, column: Column, language: str) -> str:
    found = cell(value, column, labels=language)
    if isinstance(found, bool):
        return {"zh": ("否", "是")}.get(language, ("no", "yes"))[found]
    return "" if found is None else str(found)


def _line(row: Row, columns: tuple[Column, ...], language: str) -> Line:
    known = (row.id, row.organisation, row.period, row.state, row.submitted_at)
    return Line(*known, told(row, columns, language))


def table_page(
    title: str,
    base: str,
    found: list[Row],
    sheet: Sheet,
    *,
    total: int,
    chosen: Chosen,
    periods: tuple[str, ...],
    names: tuple[str, ...],
    number: int,
    language: str,
    takes: bool = False,
) -> ResponsesPage:
    """Return one page of the table; `names` are the columns to show."""
    known = {one.name for one in sheet.columns}
    shown = [one for one in names if one in known] or [one.name for one in sheet.columns[:AT_FIRST]]
    columns = tuple(one for one in sheet.columns if one.name in shown)
    given = {"period": chosen.period, "state": chosen.state, "organisation": chosen.organisation}
    asked = [pair for pair in given.items() if pair[1]]
    several = [("column", one) for one in shown] if names else []

    def address(page: int) -> str:
        return f"{base}?{urlencode([*asked, *several, ('page', str(page))])}"

    return ResponsesPage(
        title=title,
        base=base,
        lines=tuple(_line(one, columns, language) for one in found),
        total=total,
        chosen=chosen,
        periods=periods,
        columns=tuple(
            ColumnChoice(one.name, text_in(one.label, language), one.name in shown) for one in sheet.columns
        ),
        asked=urlencode(asked),
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number * A_PAGE < total else "",
        takes=takes,
    )


def one_page(title: str, back: str, row: Row, sheets: tuple[Sheet, ...], *, language: str) -> ResponsePage:
    """Return the page of one response: what was answered, and its lists."""
    main, *others = sheets
    answers = (
        Answer(text_in(one.label, language), text)
        for one, text in zip(main.columns, told(row, main.columns, language), strict=True)
        if text
    )
    lists = (_list(row, sheet, language) for sheet in others)
    return ResponsePage(title, back, row, tuple(answers), tuple(one for one in lists if one.lines))


def _list(row: Row, sheet: Sheet, language: str) -> Rows:
    head = tuple(text_in(one.label, language) for one in sheet.columns)
    lines = (
        tuple(_words(value_at(inner, one.name), one, language) for one in sheet.columns)
        for inner in rows_of(row.values, sheet.repeat)
    )
    return Rows(sheet.repeat, head, tuple(lines))
