"""Codelists and decision tables from their files: CSV and YAML. Every code is read as text."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import Annotated, Final, NamedTuple

from pydantic import Field as Property

from engine.forms.loader import read_part
from engine.forms.model.base import Code, Identity, Name, Part, Text
from engine.forms.model.codelist import Codelist, Entry
from engine.forms.model.table import Cell, Key, Match, Table
from engine.forms.nodes import DefinitionError, Node, span_at
from engine.forms.source import check_characters, read_text
from engine.problems import Problem, Span, problem

MAX_BYTES: Final = 8_000_000
"""The largest CSV file: some 100,000 codes."""

MAX_LEVELS: Final = 20
"""The most levels of a tree of codes: rules walk up them."""

_LABELS: Final = {"label": "zh", "name": "zh", "label_zh": "zh", "label_en": "en", "name_en": "en"}
_KNOWN: Final = ("code", "parent", "level", *_LABELS)


class CodeRow(Part):
    """One code of a YAML list."""

    code: Code
    label: Text
    parent: Code | None = None


class CodelistFile(Part):
    """A codelist written in YAML."""

    codelist: Identity
    title: Text | None = None
    codes: Annotated[tuple[CodeRow, ...], Property(min_length=1)]


class KeyColumn(Part):
    """A key column of a decision table."""

    column: Name
    match: Match = "exact"


class TableFile(Part):
    """A decision table; its rows stand in it. `numbers` are the columns whose cells are numbers."""

    table: Identity
    title: Text | None = None
    keys: Annotated[tuple[KeyColumn, ...], Property(min_length=1)]
    columns: Annotated[tuple[Name, ...], Property(min_length=1)]
    numbers: tuple[Name, ...] = ()
    rows: Annotated[tuple[dict[str, str], ...], Property(min_length=1)]


class _Placed(NamedTuple):
    """A row as it stands in its file; `where` is the number of the line, or of the entry in its list."""

    code: str
    label: Mapping[str, str]
    parent: str
    where: int


def read_csv(path: Path, shown: str = "") -> Codelist:
    """Return the codelist of a CSV file, named like it; raises `DefinitionError` with every fault."""
    file = shown or str(path)
    return csv_codelist(read_text(path, file, limit=MAX_BYTES), path.stem, file)


def csv_codelist(text: str, name: str, file: str) -> Codelist:
    """Return the codelist of CSV text: `code`, `label` or `name`, `label_en`, `parent`."""
    check_characters(text, file)
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        header = next(rows, [])
        faults = list(_header_faults(header, Span(file, 1, 1)))
        if faults:
            raise DefinitionError(faults)
        read = _row_reader(header)
        placed = [read(row, rows.line_num) for row in rows if row]
    except csv.Error as error:
        fault = problem("csv-syntax", span=Span(file, rows.line_num, 1), detail=error)
        raise DefinitionError([fault]) from error
    return _codelist(name, placed, {}, lambda line: Span(file, line, 1))


def _header_faults(header: list[str], span: Span) -> Iterator[Problem]:
    for number, name in enumerate(header):
        if name not in _KNOWN:
            yield problem("csv-column", span=span, name=name[:60], allowed=", ".join(_KNOWN))
        elif name in header[:number]:
            yield problem("duplicate-key", span=span, name=name, line=1)
    if "code" not in header or not any(name in _LABELS for name in header):
        yield problem("csv-columns-missing", span=span)


def _row_reader(header: list[str]) -> Callable[[list[str], int], _Placed]:
    """Return what reads a line of a file with this header; a line of another width has no code."""
    at_code = header.index("code")
    at_parent = header.index("parent") if "parent" in header else None
    labels = [(_LABELS[name], number) for number, name in enumerate(header) if name in _LABELS]
    width = len(header)

    def read(row: list[str], line: int) -> _Placed:
        if len(row) != width:
            return _Placed("", {}, "", line)
        label = {language: text for language, number in labels if (text := row[number].strip())}
        parent = "" if at_parent is None else row[at_parent].strip()
        return _Placed(row[at_code].strip(), label, parent, line)

    return read


def codelist_of(root: Node) -> Codelist:
    """Return the codelist of a YAML file's nodes; raises `DefinitionError`."""
    document = read_part(CodelistFile, root)
    placed = [
        _Placed(row.code, _words(row.label), row.parent or "", number)
        for number, row in enumerate(document.codes)
    ]
    title = _words(document.title or "")
    return _codelist(document.codelist, placed, title, lambda number: span_at(root, ("codes", number)))


def _words(text: Text) -> Mapping[str, str]:
    return ({"zh": text} if text else {}) if isinstance(text, str) else text


def _codelist(
    name: str, placed: list[_Placed], title: Mapping[str, str], span: Callable[[int], Span]
) -> Codelist:
    parents: dict[str, str] = {}
    faults = [] if placed else [problem("codelist-empty", span=span(1))]
    for row in placed:
        if not row.code or not row.label:
            faults.append(problem("codelist-row", span=span(row.where)))
        elif row.code in parents:
            faults.append(problem("codelist-duplicate", span=span(row.where), given=row.code))
        else:
            parents[row.code] = row.parent
    levels = _levels(parents)
    faults += _parent_faults(placed, levels, span)
    if faults:
        raise DefinitionError(sorted(faults, key=lambda fault: fault.span.line if fault.span else 0))
    entries = {row.code: Entry(row.code, row.label, row.parent, levels[row.code]) for row in placed}
    return Codelist.of(name, entries, title)


def levelled(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return sound entries with the level at which each stands."""
    levels = _levels({code: entry.parent for code, entry in entries.items()})
    return {code: replace(entry, level=levels[code]) for code, entry in entries.items()}


def _parent_faults(
    placed: Iterable[_Placed], levels: Mapping[str, int], span: Callable[[int], Span]
) -> Iterator[Problem]:
    for row in placed:
        level = levels.get(row.code, 0)
        if row.parent and row.parent not in levels:
            yield problem("codelist-parent", span=span(row.where), given=row.code, parent=row.parent)
        elif row.code in levels and level == 0 and row.code:
            yield problem("codelist-circle", span=span(row.where), given=row.code)
        elif level > MAX_LEVELS:
            yield problem("codelist-deep", span=span(row.where), given=row.code, limit=MAX_LEVELS)


def _levels(parents: Mapping[str, str]) -> dict[str, int]:
    """Return the level of each code from its parent; 0 for those whose parents go in a circle."""
    levels: dict[str, int] = {"": 0}
    for code, parent in parents.items():
        above = levels.get(parent)
        if code in levels:
            continue
        if above or not parent:  # the common case: the parent stands before its children
            levels[code] = (above or 0) + 1
            continue
        way: dict[str, None] = {}
        step = code
        while step not in levels and step not in way and step in parents:
            way[step] = None
            step = parents[step]
        circle = step in way or (step and levels.get(step) == 0)
        for number, one in enumerate(reversed(way), levels.get(step, 0) + 1):
            levels[one] = 0 if circle else number
    return levels


def table_of(root: Node) -> Table:
    """Return the decision table of a YAML file's nodes; raises `DefinitionError`."""
    document = read_part(TableFile, root)
    keys = tuple(Key(key.column, key.match) for key in document.keys)
    faults = list(_table_faults(document, root))
    if faults:
        raise DefinitionError(faults)
    numeric = _numeric(document)
    rows = tuple({name: _cell(text, name in numeric) for name, text in row.items()} for row in document.rows)
    return Table(document.table, keys, document.columns, rows)


def _numeric(document: TableFile) -> set[str]:
    return {key.column for key in document.keys if key.match == "at_least"} | set(document.numbers)


def _cell(text: str, numeric: bool) -> Cell:
    if not numeric:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _table_faults(document: TableFile, root: Node) -> Iterator[Problem]:
    must = {key.column for key in document.keys if key.match != "at_least"} | set(document.columns)
    known = must | {key.column for key in document.keys}
    numeric = _numeric(document)
    for number, row in enumerate(document.rows):
        place = ("rows", number)
        for name in sorted(must - row.keys()):
            yield problem("missing-key", span=span_at(root, place), name=name)
        for name, text in row.items():
            span = span_at(root, (*place, name), key=name not in known)
            if name not in known:
                yield problem("unknown-key", span=span, name=name, allowed=", ".join(sorted(known)))
            elif name in numeric and _cell(text, True) is None:
                yield problem("not-number", span=span, given=text)
