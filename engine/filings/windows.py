"""When a form may be filed for a period, and by whom: opens, closes, audience.

A deadline given as a day lasts to the end of that day in the installation's zone. The clock is
passed in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final, Literal, TypeAlias

from engine.filings.conditions import NO_LINKS, Conditions, Links
from engine.filings.refusals import Refusal
from engine.forms import Program
from engine.forms.model.form import Form
from engine.forms.periods import Period
from engine.problems import Problem, problem

Standing: TypeAlias = Literal["open", "early", "closed", "not_asked"]
PUBLIC: Final[Mapping[str, Any]] = {}
"""What rules read of the organisation where there is none."""
LOOK_BACK: Final = 13
"""How many periods back the one being filed now is looked for."""


@dataclass(frozen=True, slots=True)
class Window:
    """One form's window for one organisation and period; `opens` and `closes` are aware moments.

    `closes` is the first moment at which it is shut; None: never.
    """

    period: Period | None
    opens: datetime | None
    closes: datetime | None
    asked: bool
    why: Mapping[str, str] = field(default_factory=dict)
    """By language, why it is not asked; nothing where the form does not say."""
    stopped: datetime | None = None
    """Since when the form takes no answers at all; None: its days decide."""

    def standing(self, now: datetime) -> Standing:
        """Say whether the form may be filed at `now`."""
        if not self.asked:
            return "not_asked"
        if self.stopped is not None and now >= self.stopped:
            return "closed"
        if self.opens is not None and now < self.opens:
            return "early"
        return "closed" if self.closes is not None and now >= self.closes else "open"

    def last_day(self) -> date | None:
        """Return the last day on which the form may be filed, in the installation's zone."""
        return None if self.closes is None else (self.closes - timedelta(microseconds=1)).date()


def window(
    program: Program,
    conditions: Conditions,
    *,
    period: Period | None,
    org: Mapping[str, Any] | None,
    now: datetime,
    zone: tzinfo,
    links: Links = NO_LINKS,
    stopped: datetime | None = None,
) -> Window:
    """Return the window of `program`'s form for the organisation whose profile is `org`.

    None is the public: whoever holds the link is asked, the audience speaks of organisations.

    An audience that comes out empty does not ask the organisation; a deadline that comes out
    empty does not bind.
    """
    opens, closes, audience, why = conditions.of(
        program, org=PUBLIC if org is None else org, period=period, now=now.astimezone(zone), links=links
    )
    return Window(
        period,
        None if opens is None else _moment(opens, zone, days=0),
        None if closes is None else _moment(closes, zone, days=1),
        org is None or program.form.collection.audience is None or audience is True,
        why,
        stopped,
    )


def require_open(found: Window, now: datetime, *, language: str = "zh") -> None:
    """Raise Refusal unless the form may be filed at `now`."""
    refused = refusal(found, now, language=language)
    if refused is not None:
        raise Refusal(refused)


def refusal(found: Window, now: datetime, *, language: str = "zh") -> Problem | None:
    """Return why the form may not be filed at `now`, or None when it may."""
    standing = found.standing(now)
    period = found.period.label(language) if found.period else ""
    if standing == "early" and found.opens is not None:
        return problem("filing-early", period=period, opens=found.opens.date().isoformat())
    if standing == "closed" and found.stopped is not None:
        return problem("filing-stopped", stopped=found.stopped.date().isoformat())
    if standing == "closed":
        return problem("filing-closed", period=period, closes=str(found.last_day()))
    if standing != "not_asked":
        return None
    return problem("filing-not-asked", period=period)._replace(text=found.why or None)


def candidates(form: Form, now: datetime, zone: tzinfo) -> Iterator[Period]:
    """Yield the periods that might be filed at `now`, the newest first."""
    kind = form.collection.period
    if kind != "none":
        today = Period.of(kind, now.astimezone(zone).date())
        yield from (today.shift(-n) for n in range(LOOK_BACK))


def _moment(value: date | datetime, zone: tzinfo, *, days: int) -> datetime:
    """Return a deadline as a moment; a bare day begins at midnight, `days` later."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    return datetime.combine(value + timedelta(days=days), time.min, zone)
