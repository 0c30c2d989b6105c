"""What the page of a form's versions reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from engine.forms.differences.difference import Difference
from engine.library.designs import Design
from engine.library.versions import Edition
from engine.problems import Problem
from web.pages.design_publishing import ChangeLine, line_of_change


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """Context of `designs/versions.html`."""

    id: str
    """The design."""
    title: str
    """What it is called."""
    revision: int
    """The revision that the design has now."""
    editions: tuple[Edition, ...]
    """The versions published from it, the newest first."""
    total: int
    """How many there are in all."""
    current: str
    """The version that new responses open under; '' before the first."""
    shown: Edition | None
    """The version whose changes are shown."""
    changes: tuple[ChangeLine, ...]
    """What it changed of the version before it, the gravest first."""
    previous: str
    """The page of versions before; '' for none."""
    next: str
    """The page of versions after."""
    problem: Problem | None
    """Why a copy was not begun."""


@dataclass(frozen=True, slots=True)
class History:
    """A page of the versions that were published from a design."""

    editions: list[Edition]
    total: int
    number: int
    """Which page."""
    size: int
    """How many versions a page has."""
    current: str
    shown: Edition | None


def versions_page(
    design: Design,
    history: History,
    changes: Iterable[Difference],
    *,
    language: str,
    problem: Problem | None = None,
) -> VersionsPage:
    """Return the page."""

    def address(to: int) -> str:
        return f"/designs/{design.id}/versions?" + urlencode({"page": to})

    more = history.number * history.size < history.total
    return VersionsPage(
        id=design.id,
        title=design.title,
        revision=design.revision,
        editions=tuple(history.editions),
        total=history.total,
        current=history.current,
        shown=history.shown,
        changes=tuple(line_of_change(one, language) for one in changes),
        previous=address(history.number - 1) if history.number > 1 else "",
        next=address(history.number + 1) if more else "",
        problem=problem,
    )
