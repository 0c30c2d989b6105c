"""The parts of a form on paper: pairs of question and answer, tables, something to read."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from engine.forms.model.paper import Orientation
from engine.render.heads import HeadCell


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
    """A row of a table. `slug` is its part of ids."""

    slug: str
    label: str
    cells: tuple[str, ...]
    unit: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head stands on every page it reaches. `corner` heads the rows.

    `over` are the ids of the heads over each column where heads are shared; else none are needed.
    """

    kind: ClassVar[str] = "table"
    label: str
    corner: str
    levels: tuple[tuple[HeadCell, ...], ...]
    lines: tuple[Line, ...]
    united: bool = False
    coded: bool = False
    figures: bool = False
    notes: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


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
