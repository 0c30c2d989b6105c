"""What the page of borrowing items reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.forms.editing.borrowing import items_of
from engine.forms.editing.outline import Spot
from engine.library.designs import Design
from engine.problems import Problem
from web.pages.design_words import KINDS, TYPES


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One form that items can be borrowed from."""

    value: str
    """What names it in the address."""
    title: str
    """What it is called."""
    template: bool
    """Whether it is a template."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item that can be borrowed."""

    pointer: str
    """Its place in the source."""
    kind: str
    """What it is, as a text of the catalogue."""
    label: str
    """What it is called."""
    depth: int
    """How deep it stands in groups."""


@dataclass(frozen=True, slots=True)
class BorrowPage:
    """Context of `designs/borrow.html`."""

    id: str
    """The design that borrows."""
    title: str
    """What it is called."""
    revision: int
    """What this page has seen of it."""
    words: str
    """What was searched for."""
    sources: tuple[SourceLine, ...]
    """Forms to borrow from."""
    source: str
    """The one that was chosen; '' before."""
    called: str
    """What that is called."""
    items: tuple[ItemLine, ...]
    """Its items."""
    sheets: tuple[tuple[str, str], ...]
    """The design's sheets: place and title."""
    problem: Problem | None = None
    """Why nothing was borrowed."""


def item_lines(top: Spot, language: str) -> tuple[ItemLine, ...]:
    """Return the items of a source as lines."""
    return tuple(
        ItemLine(
            spot.pointer,
            _kind_of(spot),
            spot.called(language)[:200],
            spot.place.count("items") - 1,
        )
        for spot in items_of(top)
    )


def _kind_of(spot: Spot) -> str:
    if spot.kind == "field":
        return TYPES.get(spot.type or "text", spot.type)
    return KINDS.get(spot.kind, spot.kind)


def sheet_lines(top: Spot, language: str) -> tuple[tuple[str, str], ...]:
    """Return a design's sheets with their places."""
    return tuple((spot.pointer, spot.called(language)) for spot in top.inside if spot.kind == "sheet")


def source_lines(
    designs: Iterable[Design], templates: Iterable[tuple[str, str]], own: Design
) -> tuple[SourceLine, ...]:
    """Return what can be borrowed from: other designs first, then templates (name and title)."""
    found = [SourceLine(f"design:{one.id}", one.title, template=False) for one in designs if one.id != own.id]
    return (*found, *(SourceLine(f"template:{name}", title, template=True) for name, title in templates))
