"""A filing, or the blank form, as sheets of paper: data for a page to print, nothing to press.

Values stand as people read them. A blank form shows all its items, with boxes to tick and rows to fill.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final

from markupsafe import Markup

from engine.forms import FormState, Program
from engine.forms.branches import Numbering
from engine.forms.fieldtypes.offers import own_choices
from engine.forms.model.base import Text, text_in
from engine.forms.model.fields import Field
from engine.forms.model.form import Sheet
from engine.forms.model.items import Grid, Group, Item, Matrix, Note, Repeat
from engine.forms.model.paper import Orientation
from engine.forms.model.scoring import Scoring
from engine.forms.scored import scored_items
from engine.render.heads import HeadCell, levels
from engine.render.texts import markdown
from engine.render.values import shown_text

HALF: Final = 6
"""Fields up to this width (of twelve) stand two in a line."""
TABLE: Final = 9
"""A repeat of up to this many fields is a table; more are a block for each row."""
BLANK_ROWS: Final = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """What is asked, and what was answered."""

    label: str
    value: str
    wide: bool


@dataclass(frozen=True, slots=True)
class Pairs:
    """Answers in lines of one or two."""

    kind: ClassVar[str] = "pairs"
    label: str
    lines: tuple[tuple[Pair, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    label: str
    cells: tuple[str, ...]
    unit: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head stands on every page it reaches. `corner` heads the rows."""

    kind: ClassVar[str] = "table"
    label: str
    corner: str
    levels: tuple[tuple[HeadCell, ...], ...]
    lines: tuple[Line, ...]
    united: bool = False
    coded: bool = False
    figures: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """Something to read."""

    kind: ClassVar[str] = "written"
    html: Markup


Block = Pairs | Table | Written


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One sheet, which begins on a page of its own."""

    title: str
    hint: str
    orientation: Orientation
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole form on paper."""

    title: str
    imprint: tuple[str, ...]
    sheets: tuple[PaperSheet, ...]
    signatures: tuple[str, ...]


def paper(program: Program, state: FormState, language: str, *, blank: bool = False) -> Paper:
    """Return a response as it goes on paper; `blank`: the form to fill in by hand, all of it."""
    printer = _Printer(program, state, language, blank)
    form = program.form
    return Paper(
        printer.words(form.title),
        tuple(map(printer.words, form.paper.imprint)),
        tuple(found for sheet in form.sheets if (found := printer.sheet(sheet)) is not None),
        tuple(map(printer.words, form.paper.signatures)),
    )


@dataclass(slots=True)
class _Printer:
    program: Program
    state: FormState
    language: str
    blank: bool
    numbering: Numbering = field(default_factory=Numbering)

    def words(self, text: Text | None, path: str = "") -> str:
        return "" if text is None else self.state.text(text, path, self.language)

    def sheet(self, sheet: Sheet) -> PaperSheet | None:
        blocks = tuple(self.blocks(sheet.items))  # walked in any case: notes are numbered in order
        if sheet.lists or not (self.blank or self.state.sheet_status(sheet.sheet).relevant):
            return None
        path = f"#sheet.{sheet.sheet}"
        return PaperSheet(
            self.words(sheet.title, path),
            self.words(sheet.hint, path),
            sheet.orientation or self.program.form.paper.orientation,
            blocks,
            tuple(self.words(note, path) for note in sheet.notes),
        )

    def shown(self, path: str) -> bool:
        return self.blank or self.state.relevant(path)

    def blocks(self, items: Iterable[Item], label: str = "") -> Iterator[Block]:
        """Yield the blocks of items: fields that follow each other share one."""
        waiting: list[Pair] = []
        for item in items:
            if isinstance(item, Field):
                waiting += self.pair(item, item.field)
                continue
            if waiting:
                yield Pairs(label, _lines(waiting))
                waiting = []
            yield from self.block(item)
        if waiting:
            yield Pairs(label, _lines(waiting))

    def block(self, item: Item) -> Iterator[Block]:
        path = self.numbering.path(item)
        inside = self.group(item, path) if isinstance(item, Group | Scoring) else ()
        if not self.shown(path):
            return
        match item:
            case Group() | Scoring():
                yield from inside
            case Grid():
                yield self.grid(item)
            case Matrix():
                yield self.matrix(item)
            case Repeat():
                yield from self.repeat(item)
            case Note():
                yield Written(markdown(self.words(item.note, path), trusted=False))

    def group(self, item: Group | Scoring, path: str) -> tuple[Block, ...]:
        inside = scored_items(item) if isinstance(item, Scoring) else item.items
        return tuple(self.blocks(inside, self.words(item.label, path)))

    def pair(self, item: Field, path: str) -> list[Pair]:
        if item.kind == "calculate" or not self.shown(path):
            return []
        label = self.words(item.label, path) or item.field
        value = self.value(item, path)
        unit = text_in(item.unit, self.language)
        wide = (item.width or HALF) > HALF or item.kind in ("textarea", "file", "image", "signature")
        return [Pair(f"{label}（{unit}）" if unit else label, value, wide)]

    def value(self, item: Field, path: str) -> str:
        choices = own_choices(item)
        if self.blank:
            return "　".join(f"□ {text_in(one.label, self.language)}" for one in choices)
        shown = shown_text(self.state.value(path), item, self.language, self.program.codelists)
        if not any(one.text for one in choices):
            return shown
        beside = self.state.value(f"{path}_text")
        return f"{shown}（{beside}）" if beside else shown

    def grid(self, grid: Grid) -> Table:
        rows = [row for row in grid.rows if self.shown(f"{grid.grid}.{row.row}")]
        lines = []
        for row in rows:
            path = f"{grid.grid}.{row.row}"
            cells = tuple(
                self.value(grid.cell(row, column), f"{path}.{column.column}")
                if grid.has_cell(row, column) and self.shown(f"{path}.{column.column}")
                else "—"
                for column in grid.columns
            )
            lines.append(
                Line(self.words(row.label, path) or row.row, cells, self.words(row.unit), row.code or "")
            )
        return Table(
            self.words(grid.label, grid.grid),
            "",
            levels(grid, lambda text: self.words(text, grid.grid)),
            tuple(lines),
            united=True,
            coded=grid.coded,
            figures=True,
            notes=tuple(map(self.words, grid.notes)),
        )

    def matrix(self, matrix: Matrix) -> Table:
        choices = matrix.choices if isinstance(matrix.choices, tuple) else ()
        heads = tuple(
            HeadCell(f"{matrix.matrix}-{one.value}", text_in(one.label, self.language)) for one in choices
        )
        lines = []
        for row in matrix.rows:
            path = f"{matrix.matrix}.{row.row}"
            if self.shown(path):
                held = self.state.value(path)
                chosen = held if isinstance(held, list) else [held]
                cells = tuple("√" if one.value in chosen else "" for one in choices)
                lines.append(Line(self.words(row.label, path), cells or (str(held or ""),)))
        top = heads or (HeadCell(matrix.matrix, ""),)
        return Table(self.words(matrix.label, matrix.matrix), "", (top,), tuple(lines))

    def repeat(self, repeat: Repeat) -> Iterator[Block]:
        label = self.words(repeat.label, repeat.repeat)
        rows = self.state.value(repeat.repeat)
        count = BLANK_ROWS if self.blank else len(rows) if isinstance(rows, list) else 0
        fields = list(_fields(repeat.items))
        if len(fields) <= TABLE:
            yield self.table(repeat, fields, label, count)
            return
        for index in range(count):
            pairs = [
                pair for one in fields for pair in self.pair(one, f"{repeat.repeat}[{index}].{one.field}")
            ]
            yield Pairs(f"{label} {index + 1}", _lines(pairs))

    def table(self, repeat: Repeat, fields: list[Field], label: str, count: int) -> Table:
        heads = tuple(
            HeadCell(f"{repeat.repeat}-{one.field}", self.words(one.label), unit=self.words(one.unit))
            for one in fields
        )
        lines = tuple(
            Line(
                str(index + 1),
                tuple(
                    "" if self.blank else self.value(one, f"{repeat.repeat}[{index}].{one.field}")
                    for one in fields
                ),
            )
            for index in range(count)
        )
        return Table(label, "#", (heads,), lines)


def _fields(items: Iterable[Item]) -> Iterator[Field]:
    for item in items:
        if isinstance(item, Group):
            yield from _fields(item.items)
        elif isinstance(item, Field) and item.kind != "calculate":
            yield item


def _lines(pairs: Iterable[Pair]) -> tuple[tuple[Pair, ...], ...]:
    """Return pairs in lines: a wide one alone, others two by two."""
    lines: list[tuple[Pair, ...]] = []
    left: tuple[Pair, ...] = ()
    for pair in pairs:
        if pair.wide:
            lines += [left] if left else []
            lines.append((pair,))
            left = ()
        elif left:
            lines.append((*left, pair))
            left = ()
        else:
            left = (pair,)
    return (*lines, left) if left else tuple(lines)
