"""What an organisation has filed and what it owes: cards of periods, surveys of a period, history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select

from engine.filings.conditions import NO_LINKS, Links
from engine.filings.desk import Desk
from engine.filings.responses import Actor, Response, State, fetch, find
from engine.filings.windows import Standing, Window, candidates, window
from engine.forms import Program
from engine.forms.model.base import text_in
from engine.forms.periods import Period
from engine.library.stopping import stopped
from engine.people import Organisation
from engine.problems import Problem, problem
from engine.store import Work
from engine.store.tables.responses import responses

RECENT: Final = 5
"""How many of its newest responses the card of a form that admits many shows."""
ANSWERED: Final = frozenset({"submitted", "approved"})


@dataclass(frozen=True, slots=True)
class Brief:
    """One response as lists show it, without its figures."""

    id: str
    form: str
    version: str
    period: str
    state: State
    screening: str | None
    source: str
    filed_by: str
    updated_at: object
    submitted_at: object


@dataclass(frozen=True, slots=True)
class Card:
    """One form in one period: the window, and the organisation's response if there is one."""

    program: Program
    window: Window
    standing: Standing
    response: Brief | None
    recent: tuple[Brief, ...]
    """The newest responses to a form that admits many; `response` is then None."""
    asked: int
    """How many figures the form asks this organisation for in this period: the rows of its grids
    that apply, or the fields that apply where it has no grid."""

    @property
    def period(self) -> Period | None:
        """The period; None for a form without periods."""
        return self.window.period

    @property
    def required(self) -> bool:
        """Whether the form must be filed."""
        return self.program.form.collection.required

    @property
    def answered(self) -> bool:
        """Whether it has been handed over."""
        return self.response is not None and self.response.state in ANSWERED


@dataclass(frozen=True, slots=True)
class FormCards:
    """A report on the home page: this period, the one before, the same of last year."""

    program: Program
    now: Card
    previous: Card | None
    last_year: Card | None


_BRIEF: Final = tuple(responses.c[name] for name in Brief.__slots__)


def cards(work: Work, desk: Desk, actor: Actor, *, organisation: Organisation) -> tuple[FormCards, ...]:
    """Return the cards of every form that the organisation files, other than surveys, by form name."""
    halted = stopped(work)
    return tuple(
        _form_cards(work, desk, actor, organisation=organisation, program=program, halted=halted)
        for program in _programs(work, desk, organisation)
        if program.form.kind in ("report", "record", "application", "profile")
    )


def surveys(
    work: Work, desk: Desk, actor: Actor, *, organisation: Organisation, period: Period | None = None
) -> tuple[Card, ...]:
    """Return the surveys that ask the organisation now, or in `period` where their periods are alike."""
    found, halted = [], stopped(work)
    for program in _programs(work, desk, organisation):
        if program.form.kind == "survey":
            alike = period is not None and program.form.collection.period == period.kind
            links = links_asked(work, desk, program, organisation=organisation)
            own = period if alike else current_period(desk, program, actor, organisation, links=links)
            card = card_of(
                work, desk, actor, organisation=organisation, program=program, period=own, halted=halted
            )
            if card.standing in ("open", "closed") and (card.standing == "open" or card.response):
                found.append(card)
    return tuple(found)


def owed(cards: Iterable[Card], language: str = "zh") -> tuple[Problem, ...]:
    """Return a problem for each required survey that has not been answered."""
    return tuple(
        problem("filing-survey-owed", survey=text_in(card.program.form.title, language))
        for card in cards
        if card.required and not card.answered and card.standing == "open"
    )


def card_of(
    work: Work,
    desk: Desk,
    actor: Actor,
    *,
    organisation: Organisation,
    program: Program,
    period: Period | None,
    halted: Mapping[str, datetime],
) -> Card:
    """Return one form's card for one period; `halted` are the forms that are stopped, and since when."""
    links = links_asked(work, desk, program, organisation=organisation, period=period)
    since = halted.get(program.form.form)
    seen = window_of(
        desk, program, actor, organisation=organisation, period=period, links=links, stopped=since
    )
    key = period.key if period else ""
    many = program.form.collection.many
    mine = history(
        work, organisation.id, form=program.form.form, periods=(key,), limit=RECENT if many else None
    )
    asked = figures_asked(desk, program, actor, organisation=organisation, period=period)
    one = None if many else next(iter(mine), None)
    return Card(program, seen, seen.standing(actor.at), one, mine if many else (), asked)


def figures_asked(
    desk: Desk, program: Program, actor: Actor, *, organisation: Organisation, period: Period | None
) -> int:
    """Return how many figures `program` asks an organisation for in a period."""
    context: dict[str, Any] = {
        "org": desk.profiles.of(organisation),
        "period": period,
        "now": actor.at.astimezone(desk.zone),
    }
    state = program.start(program.prefill(**context), **context)
    rows = {f"{cell.grid}.{cell.row}" for cell in program.cells.values() if cell.grid}
    fields = (path for path, cell in program.cells.items() if not cell.repeat)
    return sum(state.relevant(path) for path in rows or fields)


def links_asked(
    work: Work, desk: Desk, program: Program, *, organisation: Organisation, period: Period | None = None
) -> Links:
    """Return what the form's audience reads of other forms; without a query where it reads nothing."""
    if not program.asks_links:
        return NO_LINKS
    return desk.reader.earlier(work, program, organisation.id, period).links


def window_of(
    desk: Desk,
    program: Program,
    actor: Actor,
    *,
    organisation: Organisation | None,
    period: Period | None,
    links: Links = NO_LINKS,
    stopped: datetime | None = None,
) -> Window:
    """Return the window of a form for an organisation (None: the public) and a period.

    `links` are what `links_asked` gave, or what the filing itself reads; `stopped` is since when the
    form takes no answers at all.
    """
    return window(
        program,
        desk.conditions,
        period=period,
        org=desk.profiles.of(organisation) if organisation else None,
        now=actor.at,
        zone=desk.zone,
        links=links,
        stopped=stopped,
    )


def history(
    work: Work,
    organisation: str,
    *,
    form: str | None = None,
    periods: Sequence[str] | None = None,
    year: str = "",
    state: str = "",
    limit: int | None = None,
    offset: int = 0,
) -> tuple[Brief, ...]:
    """Return the organisation's responses, newest period first, cut down by what is given."""
    where: list[ColumnElement[bool]] = [responses.c.organisation == organisation]
    if form:
        where.append(responses.c.form == form)
    if periods is not None:
        where.append(responses.c.period.in_(periods))
    if year:
        where.append(responses.c.period.startswith(year, autoescape=True))
    if state:
        where.append(responses.c.state == state)
    query = (
        select(*_BRIEF)
        .where(*where)
        .order_by(responses.c.period.desc(), responses.c.form, responses.c.created_at.desc(), responses.c.id)
    )
    rows = work.connection.execute(query.limit(limit).offset(offset))
    return tuple(Brief(*row) for row in rows)


def heading_of(work: Work, desk: Desk, actor: Actor, brief: Brief, *, language: str) -> str:
    """Return what its form calls one response, with its values; '' where the form has no heading."""
    heading = desk.programs.get(work, brief.version).form.heading
    if heading is None:
        return ""
    filing = desk.open(work, fetch(work, brief.id), actor)
    return filing.state.text(heading, language=language).strip()


def newest(work: Work, organisation: str, form: str) -> Response | None:
    """Return the organisation's newest response to a form; None where it has none."""
    mine = (responses.c.organisation == organisation, responses.c.form == form)
    return next(iter(find(work, *mine, limit=1)), None)


def years_filed(work: Work, organisation: str) -> tuple[str, ...]:
    """Return the years that the organisation has responses of, newest first."""
    year = func.substr(responses.c.period, 1, 4)
    mine = select(year).where(responses.c.organisation == organisation, responses.c.period != "")
    return tuple(work.connection.execute(mine.distinct().order_by(year.desc())).scalars())


def current_period(
    desk: Desk,
    program: Program,
    actor: Actor,
    organisation: Organisation | None,
    *,
    links: Links = NO_LINKS,
) -> Period | None:
    """Return the period that is being filed now: the newest open one, else the newest begun."""
    seen = [
        window_of(desk, program, actor, organisation=organisation, period=period, links=links)
        for period in candidates(program.form, actor.at, desk.zone)
    ]
    for wanted in ("open", "closed", "not_asked", "early"):
        for found in seen:
            if found.standing(actor.at) == wanted:
                return found.period
    return None


def _programs(work: Work, desk: Desk, organisation: Organisation) -> list[Program]:
    return list(desk.programs.filed_by(work, organisation))


def _form_cards(
    work: Work,
    desk: Desk,
    actor: Actor,
    *,
    organisation: Organisation,
    program: Program,
    halted: Mapping[str, datetime],
) -> FormCards:
    links = links_asked(work, desk, program, organisation=organisation)
    period = current_period(desk, program, actor, organisation, links=links)
    wanted = (period, period.shift(-1), period.same_last_year()) if period else (None,)
    found = [
        card_of(work, desk, actor, organisation=organisation, program=program, period=when, halted=halted)
        for when in wanted
    ]
    return FormCards(program, found[0], *(found[1:] or (None, None)))
