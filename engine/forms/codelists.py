"""Codelists and decision tables from their files: CSV and YAML. Every code is read as text."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import Annotated, Final

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


@dataclass(frozen=True, slots=True)
class _Placed:
    entry: Entry
    span: Span


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
        placed = [_csv_row(header, row, Span(file, rows.line_num, 1)) for row in rows if row]
    except csv.Error as error:
        fault = problem("csv-syntax", span=Span(file, rows.line_num, 1), detail=error)
        raise DefinitionError([fault]) from error
    return _codelist(name, placed, {}, file)


def _header_faults(header: list[str], span: Span) -> Iterator[Problem]:
    for number, name in enumerate(header):
        if name not in _KNOWN:
            yield problem("csv-column", span=span, name=name[:60], allowed=", ".join(_KNOWN))
        elif name in header[:number]:
            yield problem("duplicate-key", span=span, name=name, line=1)
    if "code" not in header or not any(name in _LABELS for name in header):
        yield problem("csv-columns-missing", span=span)


def _csv_row(header: list[str], row: list[str], span: Span) -> _Placed:
    cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
    label = {_LABELS[name]: cell for name, cell in cells.items() if name in _LABELS and cell}
    wide = len(row) != len(header)
    return _Placed(Entry("" if wide else cells.get("code", ""), label, cells.get("parent", "")), span)


def codelist_of(root: Node) -> Codelist:
    """Return the codelist of a YAML file's nodes; raises `DefinitionError`."""
    document = read_part(CodelistFile, root)
    placed = [
        _Placed(Entry(row.code, _words(row.label), row.parent or ""), span_at(root, ("codes", number)))
        for number, row in enumerate(document.codes)
    ]
    return _codelist(document.codelist, placed, _words(document.title or ""), root.span.file)


def _words(text: Text) -> Mapping[str, str]:
    return ({"zh": text} if text else {}) if isinstance(text, str) else text


def _codelist(name: str, placed: list[_Placed], title: Mapping[str, str], file: str) -> Codelist:
    entries: dict[str, Entry] = {}
    faults = [] if placed else [problem("codelist-empty", span=Span(file, 1, 1))]
    for row in placed:
        code = row.entry.code
        if not code or not row.entry.label:
            faults.append(problem("codelist-row", span=row.span))
        elif entries.setdefault(code, row.entry) is not row.entry:
            faults.append(problem("codelist-duplicate", span=row.span, given=code))
    faults += _parent_faults(placed, entries)
    if faults:
        raise DefinitionError(sorted(faults, key=lambda fault: fault.span.line if fault.span else 0))
    return Codelist.of(name, levelled(entries), title)


def levelled(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return sound entries with the level at which each stands."""
    levels = _levels(entries)
    return {code: replace(entry, level=levels[code]) for code, entry in entries.items()}


def _parent_faults(placed: Iterable[_Placed], entries: Mapping[str, Entry]) -> Iterator[Problem]:
    levels = _levels(entries)
    for row in placed:
        code, parent = row.entry.code, row.entry.parent
        if parent and parent not in entries:
            yield problem("codelist-parent", span=row.span, given=code, parent=parent)
        elif code and levels.get(code) == 0:
            yield problem("codelist-circle", span=row.span, given=code)
        elif levels.get(code, 0) > MAX_LEVELS:
            yield problem("codelist-deep", span=row.span, given=code, limit=MAX_LEVELS)


def _levels(entries: Mapping[str, Entry]) -> dict[str, int]:
    """Return the level of each code; 0 for those whose parents go in a circle."""
    levels: dict[str, int] = {"": 0}
    for code in entries:
        way: dict[str, None] = {}
        above = code
        while above not in levels and above not in way and above in entries:
            way[above] = None
            above = entries[above].parent
        circle = above in way or (above and levels.get(above) == 0)
        for number, step in enumerate(reversed(way), levels.get(above, 0) + 1):
            levels[step] = 0 if circle else number
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
