"""What the page that gives out public links reads."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from engine.filings.public import PublicLink
from engine.problems import Problem


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One public link in the list."""

    link: PublicLink
    """Its terms, and how many submitted by it."""
    begun: int
    """How many began an answer by it."""
    refusal: Problem | None
    """Why nobody can begin by it now."""


@dataclass(frozen=True, slots=True)
class FreshLink:
    """A link made just now: its address is shown this once."""

    label: str
    """Whom it is for."""
    address: str
    """Where one answers."""
    frame: str = ""
    """What shows it inside another page; '' where it may stand in none."""


def frame_of(address: str) -> str:
    """Return the HTML that shows an address inside a page."""
    return f'<iframe src="{escape(address)}" width="100%" height="800"></iframe>'


@dataclass(frozen=True, slots=True)
class LinksPage:
    """Context of `designs/links.html`."""

    id: str
    """The design."""
    title: str
    """What it is called."""
    form: str
    """The form's identity."""
    revision: int
    """What this page has seen."""
    ready: bool
    """Whether the form is published and open to the public, so that links can be made."""
    published: bool
    """Whether it is published at all."""
    lines: tuple[LinkLine, ...]
    """A page of links, the newest first."""
    total: int
    """How many links there are."""
    previous: str
    """Address of the page before; '' on the first."""
    next: str
    """Address of the page after; '' on the last."""
    fresh: tuple[FreshLink, ...] = ()
    """The links made just now."""
    picture: Markup = Markup()
    """The only fresh link as a QR code."""
    problem: Problem | None = None
    """Why none was made."""
