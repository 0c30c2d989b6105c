"""What the pages of designers' own lists of codes read."""

from dataclasses import dataclass
from itertools import islice

from engine.forms.model.codelist import Codelist
from engine.library.lists import OwnList
from engine.problems import Problem

SHOWN = 500
"""Codes that a page shows."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list."""

    list: OwnList
    """What is kept of it."""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.list.title.get("zh", "") or self.list.name


@dataclass(frozen=True, slots=True)
class ListsPage:
    """Context of `designs/lists.html`."""

    lines: tuple[ListLine, ...]
    """The lists that designers brought, by name."""
    shared: tuple[tuple[str, int], ...]
    """The lists that everybody has: name and how many codes."""
    endings: tuple[str, ...]
    """What files may end in."""
    problems: tuple[Problem, ...] = ()
    """Why the list was not taken."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One code."""

    code: str
    """The code."""
    label: str
    """What it is called."""
    parent: str
    """The code above it; '' at the top."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """Context of `designs/list.html`."""

    name: str
    """The list's name in definitions."""
    title: str
    """What it is called."""
    total: int
    """How many codes it has."""
    codes: tuple[CodeLine, ...]
    """The first codes."""
    used: tuple[str, ...]
    """The designs that take choices from it."""
    doubt: bool = False
    """Whether taking it away waits to be confirmed."""


def shown_codes(found: Codelist) -> tuple[CodeLine, ...]:
    """Return the first codes of a list."""
    some = islice(found.entries.values(), SHOWN)
    return tuple(CodeLine(one.code, " / ".join(one.label.values()), one.parent) for one in some)
