"""What the try-out of a design reads."""

from dataclasses import dataclass, field

from markupsafe import Markup

from engine.filings.rehearsal import Turn
from engine.problems import Problem


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One place where the form decides what to show."""

    label: str
    """What people call what is shown or hidden."""
    turn: Turn
    """What was decided, and why."""


@dataclass(frozen=True, slots=True)
class TrialPage:
    """Context of `designs/try.html`."""

    id: str
    """The design."""
    title: str
    """What it is called."""
    revision: int
    """What this page has seen."""
    sheet: str
    """The sheet that is shown."""
    filing: Markup
    """The sheet as filers will see it."""
    periods: tuple[tuple[str, str], ...]
    """Periods to choose: key and label."""
    period: str
    """The one chosen."""
    organisations: tuple[tuple[str, str], ...]
    """Made-up organisations to choose: number and name."""
    organisation: str
    """The one chosen."""
    earlier: tuple[str, ...]
    """The periods that count as filed."""
    turns: tuple[TurnLine, ...]
    """What the rules show and hide now."""
    frame: str
    """'phone' for a phone's width, else ''."""
    ready: bool = False
    """Whether it was asked to submit, and nothing stands in the way."""
    recorded: str = ""
    """The example that was just made of it."""
    problem: Problem | None = None
    """What was not done just now."""
    unreadable: tuple[Problem, ...] = field(default=())
    """Why the design cannot be tried."""
