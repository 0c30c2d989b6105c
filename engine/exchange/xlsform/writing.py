"""A form as an XLSForm, with a sheet on what XLSForm cannot say.

Grids and matrices become groups of questions, sheets groups in the style `pages`, jumps conditions.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any, Final

from engine.exchange.brought import Notes
from engine.exchange.xlsform.fields import cells_of, kinds_of
from engine.exchange.xlsform.rows import NAMES, Row, Rows
from engine.exchange.xlsform.xpath_writing import Reads
from engine.forms.branches import Branching, Jump, Numbering, branching
from engine.forms.holes import pieces
from engine.forms.model.base import Text, text_in
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Check, Field
from engine.forms.model.form import Form
from engine.forms.model.items import Grid, Group, Item, Matrix, Note, Repeat
from engine.problems import LANGUAGES, Problem
from engine.rules import Logic, Rule, RuleError

_FIRST: Final = ("type", "name")
_LAST: Final = ("required", "relevant", "constraint", "constraint_message", "calculation", "choice_filter",
                "default", "read_only", "appearance", "parameters", "repeat_count")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook's bytes, and notes on what it does not say."""

    content: bytes
    notes: tuple[Problem, ...]


def to_xlsform(form: Form, codelists: Mapping[str, Codelist], *, language: str) -> Written:
    """Return a form as an XLSForm; `language` is that of the sheet on what was left out."""
    writing = _Writing(form, codelists)
    writing.whole()
    notes = writing.rows.notes.all()
    return Written(_book(writing, notes, language), notes)


class _Writing:
    """One form on its way to rows."""

    def __init__(self, form: Form, codelists: Mapping[str, Codelist]) -> None:
        self.form, self.codelists = form, codelists
        spoken = {name for text in _texts(form) if isinstance(text, dict) for name in text}
        self.rows = Rows(tuple(name for name in LANGUAGES if name in spoken), Notes())
        self.kinds = kinds_of(form)
        self.jumps: Branching = branching(form)
        self._numbering = Numbering()
        self._notes = 0
        self._repeat = ""

    def reads(self, own: str = "", inside: Mapping[str, str] | None = None) -> Reads:
        """Return what names are called: `inside` names the columns of the same row of a grid."""
        local = inside or self.kinds.rows.get(self._repeat, {})

        def named(path: str) -> str | None:
            return local.get(path) or self.kinds.names.get(path)

        return Reads(named, self.kinds.types, own)

    def whole(self) -> None:
        """Write every sheet, and note what stands beside them."""
        sheets = self.form.sheets
        for sheet in sheets:
            place = self._numbering.path(sheet)
            if len(sheets) > 1:
                with_head = self._head("begin_group", sheet.sheet, sheet.title, sheet.hint, place=place)
                self._shown(with_head, sheet.relevant, self.jumps.over.get(place, ()), place)
                self.rows.survey.append(with_head)
            self._items(sheet.items, "")
            if len(sheets) > 1:
                self.rows.survey.append({"type": "end_group"})
            self._leave(sheet.checks, sheet.sheet)
        self._leave(self.form.checks, "")
        for word in ("serial", "review", "carry", "links"):
            given = getattr(self.form, word)
            if given:
                self.rows.notes.tell("export-word", "", word=word, given=given)

    def _items(self, items: Iterable[Item], prefix: str) -> None:
        for item in items:
            place = prefix + self._numbering.path(item)
            jumps = self.jumps.over.get(place, ())
            match item:
                case Field():
                    self._field(item, place, jumps)
                case Note():
                    self._note(item, place, jumps)
                case Group():
                    self._box("group", item, item.group, place=place, jumps=jumps)
                    self._items(item.items, prefix)
                    self.rows.survey.append({"type": "end_group"})
                case Repeat():
                    self._box("repeat", item, item.repeat, place=place, jumps=jumps)
                    self._repeat = item.repeat
                    self._items(item.items, f"{item.repeat}[].")
                    self._repeat = ""
                    self.rows.survey.append({"type": "end_repeat"})
                    self._leave(item.checks, item.repeat)
                case Grid():
                    self._grid(item, place, jumps)
                case Matrix():
                    self._matrix(item, place, jumps)
                case _:
                    self.rows.notes.tell("export-word", place, word=type(item).__name__.lower(), given=place)

    def _head(self, kind: str, name: str, label: Text | None, hint: Text | None = None, *, place: str) -> Row:
        row: Row = {"type": kind, "name": name}
        return (
            row
            | self.rows.texts("label", label, self.reads(), place)
            | self.rows.texts("hint", hint, self.reads(), place)
        )

    def _shown(self, row: Row, relevant: Rule | None, jumps: Iterable[Jump], place: str) -> None:
        """Put into a row when it is shown: its own condition, and no jump over it."""
        logic: list[Logic] = [] if relevant is None else [relevant.logic]
        logic += [{"!": [{"coalesce": [jump.branch.when.logic, False]}]} for jump in jumps]
        if logic:
            joined = Rule(
                logic[0] if len(logic) == 1 else {"and": logic}, relevant.text if relevant else None
            )
            written = self.rows.rule(joined, self.reads(), place)
            if written:
                row["relevant"] = written

    def _box(
        self, kind: str, item: Group | Repeat, name: str, *, place: str, jumps: tuple[Jump, ...]
    ) -> None:
        row = self._head(f"begin_{kind}", name, item.label, item.hint, place=place)
        self._shown(row, item.relevant, jumps, place)
        if isinstance(item, Repeat) and (item.minimum or item.maximum):
            if item.minimum == item.maximum:
                row["repeat_count"] = str(item.minimum)
            else:
                given = f"{item.minimum}–{item.maximum or '…'}"
                self.rows.notes.tell("export-word", place, word="minimum", given=given)
        self.rows.survey.append(row)

    def _note(self, item: Note, place: str, jumps: tuple[Jump, ...]) -> None:
        self._notes += 1
        row = self._head("note", f"note_{self._notes}", item.note, place=place)
        self._shown(row, item.relevant, jumps, place)
        self.rows.survey.append(row)

    def _field(self, item: Field, place: str, jumps: tuple[Jump, ...]) -> None:
        reads = self.reads(item.field)
        name = self._called(item.field)
        row = cells_of(item, name, self.rows, reads, place=place, codelists=self.codelists)
        if row is None:
            return
        self._shown(row, item.relevant, jumps, place)
        self.rows.survey.append(row)
        self.rows.survey.extend(self._boxes(item))

    def _called(self, path: str) -> str:
        """Return what a field is called, in the repeat that is being written."""
        return self.kinds.rows.get(self._repeat, self.kinds.names).get(path) or self.kinds.names[path]

    def _boxes(self, item: Field) -> Iterator[Row]:
        """Yield questions for the boxes beside choices, but for the one that `or_other` makes."""
        choices = item.choices if isinstance(item.choices, tuple) else ()
        opening = [choice.value for choice in choices if choice.text]
        if opening and opening != ["other"]:
            chosen: Logic = [{"selected": [{"var": item.field}, one]} for one in opening]
            rule = Rule({"or": chosen} if len(opening) > 1 else chosen[0])  # type: ignore[index]  # a list
            row: Row = {"type": "text", "name": self._called(f"{item.field}_text")}
            row |= self.rows.texts("label", {"zh": "请说明", "en": "Please specify"}, self.reads(), "")
            yield row | {"relevant": self.rows.rule(rule, self.reads(), item.field)}

    def _grid(self, grid: Grid, place: str, jumps: tuple[Jump, ...]) -> None:
        """A group with a group for each row, with a question for each cell."""
        outer = self._head("begin_group", grid.grid, grid.label, grid.hint, place=place)
        self._shown(outer, grid.relevant, jumps, place)
        self.rows.survey.append(outer)
        for row in grid.rows:
            name = f"{grid.grid}_{row.row}"
            self.rows.survey.append(
                self._head("begin_group", name, row.label or row.row, row.hint, place=f"{place}.{row.row}")
            )
            names = {column.column: f"{name}_{column.column}" for column in grid.columns}
            for column in grid.columns:
                if not grid.has_cell(row, column):
                    continue
                here, called = f"{place}.{row.row}.{column.column}", names[column.column]
                cell = grid.cell(row, column).model_copy(update={"label": grid.called(column)})
                reads = self.reads(column.column, names)
                made = cells_of(cell, called, self.rows, reads, place=here, codelists=self.codelists)
                if made is not None:
                    made |= {"relevant": self.rows.rule(cell.relevant, self.reads("", names), here)}
                    self.rows.survey.append({key: value for key, value in made.items() if value})
            self.rows.survey.append({"type": "end_group"})
        self.rows.survey.append({"type": "end_group"})
        self._leave(grid.checks, grid.grid)

    def _matrix(self, matrix: Matrix, place: str, jumps: tuple[Jump, ...]) -> None:
        """A group with a question for each statement."""
        outer = self._head("begin_group", matrix.matrix, matrix.label, matrix.hint, place=place)
        self._shown(outer, matrix.relevant, jumps, place)
        self.rows.survey.append(outer)
        for row in matrix.rows:
            name = f"{matrix.matrix}_{row.row}"
            field = Field(
                field=name,
                label=row.label,
                type=matrix.type,
                required=row.required or matrix.required,
                choices=matrix.choices,
                maxLength=matrix.maxLength,
            )
            here = f"{place}.{row.row}"
            made = cells_of(
                field, name, self.rows, self.reads(name), place=here, codelists=self.codelists,
                listed=matrix.matrix,
            )  # fmt: skip
            if made is not None:
                self._shown(made, row.relevant, (), here)
                self.rows.survey.append(made)
        self.rows.survey.append({"type": "end_group"})

    def _leave(self, checks: Iterable[Check], place: str) -> None:
        """Note the checks: an XLSForm has constraints of single questions only."""
        for check in checks:
            given = text_in(check.message) or check.rule.text or ""
            self.rows.notes.tell("export-word", place, word="check", given=given)


def _texts(form: Form) -> Iterator[Text]:
    yield form.title
    for sheet in form.sheets:
        yield sheet.title
        yield from _inside(sheet.items)


def _inside(items: Iterable[Item]) -> Iterator[Text]:
    for item in items:
        for word in ("label", "hint", "note", "constraint_message"):
            text = getattr(item, word, None)
            if text is not None:
                yield text
        if isinstance(item, Group | Repeat):
            yield from _inside(item.items)
        for choice in getattr(item, "choices", None) or () if isinstance(item, Field | Matrix) else ():
            yield from [choice.label] if hasattr(choice, "label") else []
        for part in (*getattr(item, "rows", ()), *getattr(item, "columns", ())):
            yield from [part.label] if part.label is not None else []


def _book(writing: _Writing, notes: tuple[Problem, ...], language: str) -> bytes:
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    book = import_module("xlsxwriter").Workbook(out, options)  # large: loaded with the first file
    _sheet(book, "survey", writing.rows.survey)
    listed = [{"list_name": name, **row} for name, rows in writing.rows.lists.items() for row in rows]
    _sheet(book, "choices", listed, first=("list_name", "name"))
    _sheet(book, "settings", [_settings(writing)], first=("form_title", "form_id"))
    if notes:
        told = [{"place": note.path, "message": note.message(language)} for note in notes]
        _sheet(book, "not_carried", told, first=("place", "message"))
    book.close()
    return out.getvalue()


def _sheet(book: Any, name: str, rows: list[Row], first: tuple[str, ...] = _FIRST) -> None:
    """Write rows under their columns: names first, then texts, then rules."""
    used = {key for row in rows for key in row} | set(first)
    texts = sorted((key for key in used if key not in first and key not in _LAST), key=_order)
    columns = [*first, *texts, *(key for key in _LAST if key in used and key not in first)]
    page = book.add_worksheet(name)
    page.freeze_panes(1, 0)
    page.set_column(0, len(columns), 22)
    for at, column in enumerate(columns):
        page.write_string(0, at, column, book.add_format({"bold": True}))
    for number, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            if row.get(column):
                page.write_string(number, at, row[column])


def _order(column: str) -> tuple[int, str]:
    """Labels before hints, Chinese before English, as the form's languages stand."""
    name, _, language = column.partition("::")
    spoken = [*NAMES.values(), language].index(language)
    return ("label", "hint").index(name) if name in ("label", "hint") else 2, f"{name}{spoken}"


def _settings(writing: _Writing) -> Row:
    """Return the row of the settings."""
    made = {"form_title": text_in(writing.form.title), "form_id": writing.form.form.replace("-", "_")}
    made["version"] = writing.form.version
    if writing.rows.languages:
        made["default_language"] = NAMES[writing.rows.languages[0]]
    if len(writing.form.sheets) > 1:
        made["style"] = "pages"
    return made | _instance_name(writing)


def _instance_name(writing: _Writing) -> Row:
    """Return what one response is called: the heading, joined."""
    if writing.form.heading is None:
        return {}
    try:
        parts: list[Logic] = [
            one if isinstance(one, str) else one.logic for one in pieces(text_in(writing.form.heading))
        ]
    except RuleError:
        return {}
    whole = Rule(parts[0] if len(parts) == 1 else {"concat": parts}, text_in(writing.form.heading))
    return {"instance_name": writing.rows.rule(whole, writing.reads(), "heading")}
