"""Files of responses read back: what `written` made as JSON, as CSV or as a workbook, or filled in by
hand under the same heads. What the values mean is for the form to judge afterwards.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from engine.exchange import csv_file
from engine.exchange.books import LONG_TEXTS, opened, title_of, written
from engine.exchange.brought import Unreadable
from engine.exchange.cells import separated
from engine.exchange.columns import Column, Sheet
from engine.exchange.tables import META, ROW_META
from engine.problems import problem
from engine.store.exact_json import Json, loads

ENDINGS: Final = (".json", ".csv", ".xlsx")
MOST_BYTES: Final = 20_000_000
MOST: Final = 2_000
"""Responses of one file that a page takes."""
_NAMED: Final = ("response", "organisation", "period", "submitted_at")
_LONG: Final = re.compile(r"→ long texts: (.+)")


@dataclass(slots=True)
class Incoming:
    """One response of a file: `number` is its line, or its place in a list; '' is what it does not say."""

    number: int
    response: str
    organisation: str
    period: str
    submitted_at: datetime | None
    values: dict[str, Json] = field(default_factory=dict)


def read(content: bytes, ending: str, sheets: Sequence[Sheet], *, most: int | None = MOST) -> list[Incoming]:
    """Return the responses of a file under the tables of their form. `most` of None is any number.

    Raises Unreadable.
    """
    reader = _READERS.get(ending)
    if reader is None:
        raise Unreadable(problem("import-kind", ending=ending[:20], known=", ".join(ENDINGS)))
    if most is not None and len(content) > MOST_BYTES:
        raise Unreadable(problem("import-large", size=len(content), limit=MOST_BYTES))
    try:
        found = reader(content, sheets)
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise Unreadable(problem("import-unreadable", reason=reason)) from error
    if not found:
        raise Unreadable(problem("answers-none"))
    if most is not None and len(found) > most:
        raise Unreadable(problem("answers-many", count=len(found), limit=most))
    return found


def _from_json(content: bytes, _sheets: Sequence[Sheet]) -> list[Incoming]:
    told = loads(content.decode("utf-8-sig", "surrogatepass"))
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise Unreadable(problem("answers-no-list"))
    return [_whole(number, one) for number, one in enumerate(told, 1) if isinstance(one, dict)]


def _whole(number: int, told: Mapping[str, Json]) -> Incoming:
    values = told.get("values")
    if not isinstance(values, dict):
        raise Unreadable(problem("answers-no-values", number=number))
    return _about(number, {name: told.get(name) for name in _NAMED}, dict(values))


def _from_csv(content: bytes, sheets: Sequence[Sheet]) -> list[Incoming]:
    lines = csv_file.read(content)
    return list(_responses(lines[0] if lines else [], lines[1:], sheets[0]))


def _from_workbook(content: bytes, sheets: Sequence[Sheet]) -> list[Incoming]:
    with opened(content) as book:
        pages = _Pages(book)
        long = _long_texts(pages)
        first = [_table(page, long) for page in pages.of(title_of("", first=True))]
        if not first:
            raise Unreadable(problem("answers-no-sheet", name=title_of("", first=True)))
        found = [one for head, lines in first for one in _responses(head, lines, sheets[0])]
        by_name = {one.response: one for one in found if one.response}
        for sheet in sheets[1:]:
            for page in pages.of(title_of(sheet.repeat, first=False)):
                _rows(*_table(page, long), sheet, by_name)
    return found


@dataclass(frozen=True, slots=True)
class _Pages:
    """The sheets of a workbook by what they hold: a long table goes on in `name 2`, `name 3`."""

    book: Any

    def of(self, title: str) -> Iterator[Any]:
        """Yield the sheets of a table, in order."""
        number, name = 1, title
        while name in self.book.sheetnames:
            yield self.book[name]
            number += 1
            name = f"{title} {number}"


_Line = list[Any]


def _table(page: Any, long: Mapping[str, str]) -> tuple[_Line, list[_Line]]:
    """Return a sheet's head and its lines, long texts put together again."""
    lines = page.iter_rows(values_only=True)
    head = [_cell_text(one) for one in next(lines, ())]
    return head, [[_plain(one, long) for one in line] for line in lines]


def _cell_text(cell: Any) -> str:
    return written(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _plain(cell: Any, long: Mapping[str, str]) -> Any:
    if not isinstance(cell, str):
        return cell
    told = written(cell)
    where = _LONG.fullmatch(told)
    return long.get(where[1], told) if where else told


def _long_texts(pages: _Pages) -> dict[str, str]:
    found: dict[str, str] = {}
    for page in pages.of(LONG_TEXTS):
        for where, _part, text in (line[:3] for line in page.iter_rows(min_row=2, values_only=True)):
            found[str(where)] = found.get(str(where), "") + _cell_text(text)
    return found


def _responses(head: _Line, lines: Iterable[_Line], sheet: Sheet) -> Iterator[Incoming]:
    columns = _columns(head, sheet, META)
    for number, line in enumerate(lines, 2):
        told = {name: one for name, one in zip(head, line, strict=False) if one not in (None, "")}
        if not told:
            continue
        about = {name: told.get(name) for name in _NAMED}
        yield _about(number, about, _values(told, columns))


def _rows(head: _Line, lines: Iterable[_Line], sheet: Sheet, owners: Mapping[str, Incoming]) -> None:
    """Put the lines of a list to their responses; they stand in order of their rows."""
    columns = _columns(head, sheet, ROW_META)
    for number, line in enumerate(lines, 2):
        told = {name: one for name, one in zip(head, line, strict=False) if one not in (None, "")}
        if not told:
            continue
        owner = owners.get(str(told.get("response", "")))
        if owner is None:
            raise Unreadable(problem("answers-no-owner", table=sheet.repeat, number=number))
        kept = owner.values.setdefault(sheet.repeat, [])
        if isinstance(kept, list):
            kept.append(_values(told, columns))


def _columns(head: _Line, sheet: Sheet, meta: Sequence[str]) -> dict[str, Column]:
    """Return a table's columns by name. Raises Unreadable for heads that are none, or stand twice."""
    known = {column.name: column for column in sheet.columns}
    given = [name for name in head if name and name not in meta]
    for name in given:
        if name not in known:
            raise Unreadable(problem("answers-unknown-column", name=str(name)[:60]))
        if given.count(name) > 1:
            raise Unreadable(problem("answers-column-twice", name=str(name)[:60]))
    return {name: known[name] for name in given}


def _values(told: Mapping[str, Any], columns: Mapping[str, Column]) -> dict[str, Json]:
    values: dict[str, Json] = {}
    for name, column in columns.items():
        if name in told:
            _put(values, name.split("."), _value(told[name], column))
    return values


def _put(values: dict[str, Json], steps: Sequence[str], value: Json) -> None:
    here = values
    for step in steps[:-1]:
        inner = here.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        here = inner
    here[steps[-1]] = value


def _value(given: Any, column: Column) -> Json:
    """Return a cell as a value of JSON; what does not fit stays as it is, for the form to refuse."""
    if isinstance(given, datetime):
        return given.date().isoformat() if column.kind == "date" else given.isoformat()
    if column.kind == "number":
        return _number(given)
    if column.kind == "boolean" and not isinstance(given, bool):
        return {"true": True, "false": False}.get(str(given).strip().lower(), str(given))
    if column.kind == "choices":
        return list[Json](separated(_text(given)))
    return given if isinstance(given, bool) else _text(given)


def _number(given: Any) -> Json:
    if isinstance(given, bool):
        return given
    try:
        number = Decimal(_text(given).strip())
    except InvalidOperation:
        return str(given)
    return number if number.is_finite() else str(given)


_WHOLE: Final = 10**15


def _text(given: Any) -> str:
    """Return what was written: a spreadsheet keeps whole numbers as 3.0."""
    if isinstance(given, float) and given.is_integer() and abs(given) < _WHOLE:
        return str(int(given))
    return str(given)


def _about(number: int, told: Mapping[str, Any], values: dict[str, Json]) -> Incoming:
    name, organisation, period = (_sayable(str(told[one] or "").strip()) for one in _NAMED[:3])
    return Incoming(number, name, organisation, period, _moment(number, told["submitted_at"]), values)


def _sayable(text: str) -> str:
    """Return a text without what no store and no page takes: control characters, halves of pairs."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def _moment(number: int, given: Any) -> datetime | None:
    if given in (None, "") or (isinstance(given, datetime) and not given.tzinfo):
        return None
    try:
        found = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        told = _sayable(str(given)[:40])
        raise Unreadable(problem("answers-no-moment", number=number, given=told)) from None


_READERS: Final[Mapping[str, Callable[[bytes, Sequence[Sheet]], list[Incoming]]]] = {
    ".json": _from_json,
    ".csv": _from_csv,
    ".xlsx": _from_workbook,
}
