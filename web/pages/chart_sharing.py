"""What the pages of shared charts read."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from engine.analysis import Overview, Words
from engine.analysis.sharing import Share
from engine.forms.model.base import text_in
from engine.forms.model.form import Form
from engine.problems import Problem
from web.pages.charts import Card, cards_of


@dataclass(frozen=True, slots=True)
class FreshShare:
    """A link made just now: its address is shown this once."""

    address: str
    """Where the charts are seen."""
    frame: str
    """What shows them inside another page; '' where they may stand in none."""


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One link in the list."""

    share: Share
    """Its terms."""
    living: bool
    """Whether it shows anything now."""
    filtered: bool
    """Whether it shows a part of the answers."""


@dataclass(frozen=True, slots=True)
class SharesPage:
    """Context of `charts/shares.html`."""

    title: str
    """What the survey is called."""
    back: str
    """Address of the charts under the same filters."""
    action: str
    """Where a new link is made, under the same filters."""
    base: str
    """What the addresses of links begin with."""
    conditions: tuple[str, ...]
    """What the answers are chosen by, in words; empty for all."""
    lines: tuple[ShareLine, ...]
    """The links, open ones first, the newest first."""
    fresh: FreshShare | None = None
    """The link made just now."""
    problem: Problem | None = None
    """Why none was made."""


@dataclass(frozen=True, slots=True)
class GuestPage:
    """Context of `charts/shared.html`."""

    title: str
    """What the survey is called."""
    responses: int
    """Finished responses that are counted."""
    withheld: bool
    """Whether so few answers are left that no number is shown."""
    cards: tuple[Card, ...]
    """The questions in order, without what people wrote."""
    now: str
    """Address of the newest numbers."""
    version: str
    """Which numbers these are."""
    conditions: tuple[str, ...] = ()
    """What the answers are chosen by, in words; empty for all."""
    at: datetime = datetime.fromtimestamp(0, UTC)
    """When they were counted."""


def guest_view(form: Form, overview: Overview, words: Words, *, token: str, version: str) -> GuestPage:
    """Return what the holder of a link sees; pictures are asked for by the same link."""
    cards = cards_of(overview, words, version=version, texts=0)
    return GuestPage(
        title=text_in(form.title, words.language),
        responses=overview.responses,
        withheld=overview.withheld,
        cards=tuple(
            _for_guests(card, tally.question.path, token, version=version, language=words.language)
            for card, tally in zip(cards, overview.tallies, strict=True)
        ),
        now=f"/d/{token}/now?v={version}",
        version=version,
    )


def _for_guests(card: Card, question: str, token: str, *, version: str, language: str) -> Card:
    query = urlencode({"question": question, "v": version, "language": language})
    svg = f"/d/{token}/picture.svg?{query}" if card.svg else ""
    return replace(card, svg=svg, png="", csv="", texts=(), more=0, all_texts="", trend="")
