"""Walks a sheet once and runs the templates of everything on it. The only place that knows every item."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from engine.forms.branches import Numbering
from engine.forms.model.base import Text
from engine.forms.model.fields import Column, Field, Row
from engine.forms.model.form import Form
from engine.forms.model.items import Grid, Group, Item, Matrix, Note, Repeat
from engine.forms.model.scoring import Scoring
from engine.forms.names import ALWAYS
from engine.forms.scored import scored_items
from engine.render import contexts as c
from engine.render.fieldpieces import IN_LINE, FieldPieces, Setting, make_field
from engine.render.heads import GridHead, GridRow, label_ids, levels
from engine.render.items import Box, NotePiece, Part
from engine.render.making import Maker, holes
from engine.render.names import INDEX, open_slug
from engine.render.pieces import Piece, hole
from engine.render.repeats import RepeatPiece
from engine.render.texts import living, markdown
from engine.render.views import Look
from engine.render.words import Words

TABLE_COLUMNS = 8
"""A repeat of up to this many plain fields is a table on a desk; more are cards."""
MOST_ROWS = 1000
Boxed: TypeAlias = Group | Grid | Matrix | Scoring


@dataclass(frozen=True, slots=True)
class Builder:
    """Makes the pieces of one form in one language."""

    maker: Maker
    words: Words
    numbering: Numbering
    gates: Mapping[str, int]
    """The seats of grid rows that decide whether they are shown."""
    prefix: str = ""

    def items(self, items: Iterable[Item], setting: Setting = IN_LINE) -> tuple[Part, ...]:
        """Return the parts of `items` in order; hidden calculations make none."""
        found = (self.item(item, setting) for item in items)
        return tuple(part for part in found if part is not None)

    def item(self, item: Item, setting: Setting) -> Part | None:
        """Return the part of one item."""
        path = self.prefix + self.numbering.path(item)
        match item:
            case Field():
                return None if item.kind == "calculate" else self.field(item, path, setting)
            case Group() | Scoring():
                return self.group(item, path)
            case Grid():
                return self.grid(item)
            case Matrix():
                return self.matrix(item)
            case Repeat():
                return self.repeat(item)
            case Note():
                return self.note(item, path)

    def field(self, item: Field, path: str, setting: Setting) -> FieldPieces:
        """Return one field."""
        return make_field(self.maker, self.words, item, path, setting=setting)

    def group(self, item: Group | Scoring, path: str) -> Box:
        """Return a group, or a scoring, and what is in it."""
        inside = self.items(scored_items(item) if isinstance(item, Scoring) else item.items)
        return self.box(path, item, c.Box, inside, tag="section")

    def box(self, path: str, item: Boxed, context: type, inside: tuple[Part, ...], /, **known: Any) -> Box:
        """Return a box with the label and hint of `item`; `tag` is what it hides as."""
        tag, template = known.pop("tag"), known.pop("template", "")
        texts = {"label": item.label, "hint": item.hint}
        made = {name: self.text(text, name) for name, text in texts.items()}
        slug = open_slug(path)
        made = made | {"slug": slug, "oob": hole("oob"), "body": hole("body")} | known
        frame = self.maker.piece(context(**made), template)
        alive = tuple((name, text) for name, text in texts.items() if text is not None and living(text))
        return Box(path, frame, self.hidden(slug, tag), inside, alive)

    def text(self, text: Text | None, name: str) -> str:
        """Return a text, or the hole `name` for one that holds expressions."""
        return hole(name) if living(text) else self.maker.words(text)

    def hidden(self, slug: str, tag: str) -> Piece:
        """Return the empty place of an element."""
        return self.maker.piece(c.Hidden(slug, tag, hole("oob")))

    def note(self, item: Note, path: str) -> NotePiece:
        """Return a note, its Markdown made HTML once unless it holds expressions."""
        slug = open_slug(path)
        frame = self.maker.piece(holes(c.Box, slug=slug, label="", hint=""), "_note.html")
        fixed = None if living(item.note) else str(markdown(self.maker.words(item.note)))
        return NotePiece(path, frame, self.hidden(slug, "div"), item.note, fixed)

    def grid(self, item: Grid) -> Box:
        """Return a grid: its head once, each row with its cells."""
        rows: tuple[Part, ...] = tuple(self.row(item, row) for row in item.rows)
        known = {
            "tag": "section",
            "path": item.grid,
            "levels": levels(item, self.maker.words),
            "columns": len(item.columns),
            "united": item.units == "column",
            "coded": item.coded,
            "notes": tuple(map(self.maker.words, item.notes)),
            "writable": True,
        }
        return self.box(item.grid, item, GridHead, rows, **known)

    def row(self, grid: Grid, row: Row) -> Box:
        """Return a row with a cell, or an empty place, for every column."""
        path = f"{grid.grid}.{row.row}"
        slug = open_slug(path)
        label = self.text(row.label, "label") if row.label is not None else row.row
        head = c.Head(slug, label, self.text(row.hint, "hint"), self.maker.words(row.unit))
        own = {"united": grid.units == "column", "coded": grid.coded, "code": row.code or ""}
        frame = self.maker.piece(holes(GridRow, slug=slug, head=head, **own))
        cells = tuple(self.cell(grid, row, column) for column in grid.columns)
        texts = {"label": row.label, "hint": row.hint}
        alive = tuple((name, text) for name, text in texts.items() if text is not None and living(text))
        return Box(path, frame, self.hidden(slug, "tr"), cells, alive)

    def cell(self, grid: Grid, row: Row, column: Column) -> Part:
        """Return one cell of a grid; where the row has none, an empty one."""
        path = f"{grid.grid}.{row.row}.{column.column}"
        slug = open_slug(path)
        if not grid.has_cell(row, column):
            return Blank(path, self.hidden(slug, "td").fill({"oob": ""}))
        labels = f"r-{grid.grid}-{row.row} {label_ids(grid, column)}"
        label = self.maker.words(grid.called(column))
        gate = self.gates.get(f"{grid.grid}.{row.row}", ALWAYS)
        own = column.unit is not None  # a row's stands in its head
        setting = Setting("_cell.html", "td", labels, label=label, unit=own, gate=gate)
        return self.field(grid.cell(row, column), path, setting)

    def matrix(self, item: Matrix) -> Box:
        """Return a matrix: each statement with its choices."""
        kinds: dict[str, Any] = {"type": item.type, "choices": item.choices, "maxLength": item.maxLength}
        rows: list[Part] = []
        for row in item.rows:
            required = row.required if row.required is not None else item.required
            place = Field(field=row.row, label=row.label, relevant=row.relevant, required=required, **kinds)
            slug = open_slug(f"{item.matrix}.{row.row}")
            setting = Setting("_statement.html", "tr", f"l-{slug}")
            rows.append(self.field(place, f"{item.matrix}.{row.row}", setting))
        return self.box(item.matrix, item, c.Box, tuple(rows), tag="section", template="_matrix.html")

    def repeat(self, item: Repeat) -> RepeatPiece:
        """Return a repeat: a table when it is plain and narrow, else cards."""
        table = len(item.items) <= TABLE_COLUMNS and all(
            isinstance(one, Field) and one.kind not in ("textarea", "rank", "file", "image", "signature")
            for one in item.items
        )
        inner = Builder(self.maker, self.words, self.numbering, self.gates, f"{item.repeat}[].")
        inside = inner.cells(item) if table else inner.items(item.items)
        frame = partial(self._repeat_frame, item, self._heads(item) if table else ())
        row = partial(self._entry, item, table=table)
        return RepeatPiece(
            item.repeat,
            frame=frame(writable=True),
            reading=frame(writable=False),
            hidden=self.hidden(item.repeat, "section"),
            row=row(writable=True),
            reading_row=row(writable=False),
            inside=inside,
            title=item.title,
            minimum=item.minimum,
            maximum=item.maximum or MOST_ROWS,
        )

    def cells(self, item: Repeat) -> tuple[Part, ...]:
        """Return the fields of a repeat's row as cells of a table."""
        found: list[Part] = []
        for one in item.items:
            path = self.prefix + self.numbering.path(one)
            if isinstance(one, Field) and one.kind != "calculate":
                labels = f"c-{item.repeat}-{one.field} r-{item.repeat}-{INDEX}"
                label = self.maker.words(one.label) or one.field
                setting = Setting("_cell.html", "td", labels, label=label)
                found.append(self.field(one, path, setting))
        return tuple(found)

    def _heads(self, item: Repeat) -> tuple[c.Head, ...]:
        words = self.maker.words
        return tuple(
            c.Head(f"{item.repeat}-{one.field}", words(one.label), words(one.hint), words(one.unit))
            for one in item.items
            if isinstance(one, Field) and one.kind != "calculate"
        )

    def _repeat_frame(self, item: Repeat, columns: tuple[c.Head, ...], *, writable: bool) -> Piece:
        words = self.maker.words
        context = holes(
            c.RepeatFrame,
            slug=item.repeat,
            path=item.repeat,
            label=words(item.label),
            hint=words(item.hint),
            columns=columns,
            writable=writable,
        )
        return self.maker.piece(context)

    def _entry(self, item: Repeat, *, table: bool, writable: bool) -> Piece:
        slug = f"{item.repeat}-{hole('index')}"
        label = self.maker.words(item.label)
        context = holes(c.Entry, slug=slug, path=item.repeat, label=label, table=table, writable=writable)
        return self.maker.piece(context)


@dataclass(frozen=True, slots=True)
class Blank:
    """A place in a grid where there is no cell."""

    path: str
    fixed: str

    def html(self, look: Look, oob: bool = False) -> str:
        """Return the empty place, always the same."""
        return self.fixed

    def parts(self) -> Iterator[Part]:
        """Yield nothing: nobody ever changes it."""
        return iter(())


def build(maker: Maker, words: Words, form: Form) -> dict[str, tuple[Part, ...]]:
    """Return the parts of every sheet, by the sheet's name."""
    gates = {path: element.gate for path, element in maker.program.machine.elements.items()}
    builder = Builder(maker, words, Numbering(), gates)
    found = {}
    for sheet in form.sheets:
        builder.numbering.path(sheet)
        found[sheet.sheet] = builder.items(sheet.items)
    return found
