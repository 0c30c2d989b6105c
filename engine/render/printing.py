"""A filing, or the blank form, as sheets of paper: data for a page to print, nothing to press.

Values stand as people read them. A blank form shows all its items, with boxes to tick and rows to fill.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Final

from engine.forms import FormState, Program
from engine.forms.branches import Numbering
from engine.forms.fieldtypes.offers import codelist_name, own_choices
from engine.forms.model.base import Text, text_in
from engine.forms.model.fields import Field, Row
from engine.forms.model.form import Sheet
from engine.forms.model.items import Grid, Group, Item, Matrix, Note, Repeat
from engine.forms.model.paper import Orientation
from engine.forms.model.scoring import Scoring
from engine.forms.scored import scored_items
from engine.render.controls import offers_of, options_of
from engine.render.heads import HeadCell, label_ids, levels
from engine.render.names import slug
from engine.render.papers import Block, Line, Pair, Pairs, Paper, PaperSheet, Table, Written
from engine.render.texts import markdown
from engine.render.values import shown_text

HALF: Final = 6
"""Fields up to this width (of twelve) stand two in a line."""
TABLE: Final[Mapping[Orientation, int]] = {"portrait": 9, "landscape": 14}
"""A repeat of up to this many fields is a table; more are a block for each row."""
BLANK_LINES: Final = 6
"""Lines of an empty table to fill by hand."""
BLANK_BLOCKS: Final = 3
BOX: Final = "□\u00a0"
"""A box to tick, which no line's end parts from its label."""
BOXES: Final = 16
"""A codelist of more codes is not printed: its answer is written."""
FEW_BOXES: Final = 3
"""So many boxes stand in half a line; more take a whole one."""

Asked = tuple[Field, Group | None]
"""A field of a repeat's row, and the outermost group with a label around it."""


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
    orientation: Orientation = "portrait"
    numbering: Numbering = field(default_factory=Numbering)

    def words(self, text: Text | None, path: str = "") -> str:
        return "" if text is None else self.state.text(text, path, self.language)

    def sheet(self, sheet: Sheet) -> PaperSheet | None:
        self.orientation = sheet.orientation or self.program.form.paper.orientation
        blocks = tuple(self.blocks(sheet.items))  # walked in any case: notes are numbered in order
        if sheet.lists or not (self.blank or self.state.sheet_status(sheet.sheet).relevant):
            return None
        path = f"#sheet.{sheet.sheet}"
        return PaperSheet(
            self.words(sheet.title, path),
            self.words(sheet.hint, path),
            self.orientation,
            blocks,
            tuple(self.words(note, path) for note in sheet.notes),
        )

    def shown(self, path: str) -> bool:
        """Whether something is printed; `path` is '' in a row that is not there."""
        return self.blank or not path or self.state.relevant(path)

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
        unit = text_in(item.unit, self.language)
        wide = (item.width or HALF) > HALF or item.kind in ("textarea", "file", "image", "signature")
        wide = wide or (self.blank and len(self.choices(item)) > FEW_BOXES)
        return [Pair(f"{label}（{unit}）" if unit else label, self.value(item, path), wide)]

    def value(self, item: Field, path: str) -> str:
        if self.blank:
            return "　".join(f"{BOX}{label}" for _value, label in self.choices(item))
        if not path:
            return ""
        shown = shown_text(self.state.value(path), item, self.language, self.program.codelists)
        if not any(one.text for one in own_choices(item)):
            return shown
        beside = self.state.value(f"{path}_text")
        return f"{shown}（{beside}）" if beside else shown

    def choices(self, item: Field) -> tuple[tuple[str, str], ...]:
        """Return what can be ticked, if it has room: values with their labels."""
        codelist = self.program.codelists.get(codelist_name(item) or "")
        if codelist and (len(codelist.entries) > BOXES or any(map(codelist.parent, codelist.entries))):
            return ()
        own = tuple((one.value, one.label) for one in options_of(item, "", self.language))
        return own or offers_of(item, codelist, self.language)

    def grid(self, grid: Grid) -> Table:
        rows = [row for row in grid.rows if self.shown(f"{grid.grid}.{row.row}")]
        tops = levels(grid, lambda text: self.words(text, grid.grid))
        return Table(
            self.words(grid.label, grid.grid),
            "",
            tops,
            tuple(self.grid_line(grid, row) for row in rows),
            united=any(row.unit is not None for row in grid.rows),
            coded=grid.coded,
            figures=True,
            notes=tuple(map(self.words, grid.notes)),
            over=tuple(label_ids(grid, column) for column in grid.columns) if len(tops) > 1 else (),
        )

    def grid_line(self, grid: Grid, row: Row) -> Line:
        path = f"{grid.grid}.{row.row}"
        cells = tuple(
            self.value(grid.cell(row, column), f"{path}.{column.column}")
            if grid.has_cell(row, column) and self.shown(f"{path}.{column.column}")
            else "—"
            for column in grid.columns
        )
        label = self.words(row.label, path) or row.row
        return Line(slug(path), label, cells, self.words(row.unit), row.code or "")

    def matrix(self, matrix: Matrix) -> Table:
        choices = self.choices(Field(field=matrix.matrix, type=matrix.type, choices=matrix.choices))
        heads = tuple(HeadCell(f"{matrix.matrix}-{value}", label) for value, label in choices)
        lines = []
        for row in matrix.rows:
            path = f"{matrix.matrix}.{row.row}"
            if self.shown(path):
                held = None if self.blank else self.state.value(path)
                chosen = held if isinstance(held, list) else [held]
                cells = tuple("√" if value in chosen else "" for value, _label in choices)
                written = "、".join(str(one) for one in chosen if one is not None)
                lines.append(Line(slug(path), self.words(row.label, path), cells or (written,)))
        top = heads or (HeadCell(matrix.matrix, ""),)
        return Table(self.words(matrix.label, matrix.matrix), "", (top,), tuple(lines))

    def repeat(self, repeat: Repeat) -> Iterator[Block]:
        """Yield the rows; where there is none, an empty one shows what was asked."""
        held = None if self.blank else self.state.value(repeat.repeat)
        paths = [f"{repeat.repeat}[{index}]." for index in range(len(held) if isinstance(held, list) else 0)]
        asked = list(_asked(repeat.items))
        table = len(asked) <= TABLE[self.orientation]
        if not paths:
            empty = (BLANK_LINES if table else BLANK_BLOCKS) if self.blank else 1
            paths = [""] * min(empty, repeat.maximum or empty)
        label = self.words(repeat.label, repeat.repeat)
        if table:
            yield self.table(repeat, asked, label, paths)
            return
        for number, path in enumerate(paths, 1):
            yield from self.row(path, asked, f"{label} {number}")

    def row(self, path: str, asked: list[Asked], label: str) -> Iterator[Pairs]:
        """Yield a row that is too broad for a table: what is asked under each heading."""
        for group, found in groupby(asked, key=itemgetter(1)):
            pairs = [pair for one, _group in found for pair in self.pair(one, path and path + one.field)]
            heading = self.words(group.label) if group else ""
            if pairs:
                yield Pairs(" · ".join(filter(None, (label, heading))), _lines(pairs))
                label = ""

    def table(self, repeat: Repeat, asked: list[Asked], label: str, paths: list[str]) -> Table:
        name = repeat.repeat
        lines = (
            (number, tuple(self.value(one, path and path + one.field) for one, _group in asked))
            for number, path in enumerate(paths, 1)
        )
        tops = self.heads(repeat, asked)
        over = tuple(
            f"c-{name}-{group.group} c-{name}-{one.field}" if group else f"c-{name}-{one.field}"
            for one, group in asked
        )
        return Table(
            label,
            "#",
            tops,
            tuple(Line(f"{name}-{number}", str(number), cells) for number, cells in lines),
            over=over if len(tops) > 1 else (),
        )

    def heads(self, repeat: Repeat, asked: list[Asked]) -> tuple[tuple[HeadCell, ...], ...]:
        """Return a repeat's columns, those of a group with a label under that label."""
        depth = 2 if any(group for _one, group in asked) else 1
        top: list[HeadCell] = []
        below: list[HeadCell] = []
        for group, found in groupby(asked, key=itemgetter(1)):
            own = [self.head(repeat, one, down=1 if group else depth) for one, _group in found]
            if group is None:
                top += own
                continue
            name = f"{repeat.repeat}-{group.group}"
            top.append(HeadCell(name, self.words(group.label), across=len(own)))
            below += own
        return (tuple(top), tuple(below)) if below else (tuple(top),)

    def head(self, repeat: Repeat, one: Field, *, down: int) -> HeadCell:
        label = self.words(one.label) or one.field
        return HeadCell(f"{repeat.repeat}-{one.field}", label, unit=self.words(one.unit), down=down)


def _asked(items: Iterable[Item], around: Group | None = None) -> Iterator[Asked]:
    for item in items:
        if isinstance(item, Group):
            yield from _asked(item.items, around or (item if item.label is not None else None))
        elif isinstance(item, Field) and item.kind != "calculate":
            yield item, around


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
