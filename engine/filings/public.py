"""Public links: a form opened by whoever holds the address, without an account.

Only hashes of the address's token and of the visitor's cookie are kept. How many answers are
admitted is kept by a unique key, never by counting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from sqlalchemy import Row, func, or_, select
from sqlalchemy.exc import IntegrityError

from engine.filings import drafts
from engine.filings import responses as kept
from engine.filings.desk import Desk
from engine.filings.overview import current_period, window_of
from engine.filings.refusals import Missing, Refusal
from engine.filings.responses import Actor, Response
from engine.filings.windows import require_open
from engine.forms.periods import Period
from engine.library.stopping import stopped
from engine.problems import Problem, problem
from engine.store import Work
from engine.store.tables.forms import public_links
from engine.store.tables.responses import responses

TOKEN_BYTES: Final = 24


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a link is given out: `label` says whom it is for, `password` is what is kept of one,
    `most` how many submissions it admits in all, `closing` what is said after the answer, by language,
    `frames` the origins whose pages may show it."""

    label: str = ""
    password: str | None = None
    most: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    closing: Mapping[str, str] = field(default_factory=dict)
    frames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicLink:
    """A link as the store knows it. `answers` is how many a visitor may give (None: any number);
    a `single` link is one person's: its answers are counted over all visitors. `given` counts the
    submissions so far."""

    id: str
    form: str
    period: str
    single: bool
    answers: int | None
    open: bool
    created_at: datetime
    given: int
    terms: Terms

    def refusal(self, now: datetime) -> Problem | None:
        """Return why nobody can begin an answer by it now; None where one can."""
        if not self.open or (self.terms.closes_at is not None and now >= self.terms.closes_at):
            return problem("filing-link-closed")
        if self.terms.opens_at is not None and now < self.terms.opens_at:
            return problem("filing-link-early")
        if self.terms.most is not None and self.given >= self.terms.most:
            return problem("filing-link-full")
        return None


_NO_TERMS: Final = Terms()


def make(
    work: Work,
    desk: Desk,
    actor: Actor,
    *,
    form: str,
    period: str = "",
    single: bool = False,
    token: str = "",
    terms: Terms = _NO_TERMS,
) -> str:
    """Make a link to a form that its definition opens to the public; returns the token of its address.

    The token is shown once. A given `token` (a demonstration's) is taken as it is. Raises Missing
    for a form that is not public.
    """
    program = desk.programs.current(work, form)
    if not program.form.collection.public:
        raise Missing(form)
    secret = token or token_urlsafe(TOKEN_BYTES)
    work.connection.execute(
        public_links.insert(),
        {
            "id": kept.new_id(),
            "token": digest(secret),
            "form": form,
            "period": period,
            "single": single,
            "answers": program.form.collection.answers_per_link or (1 if single else None),
            "open": True,
            "created_at": actor.at,
            "created_by": actor.id,
            **asdict(terms),
            "closing": dict(terms.closing) or None,
            "frames": list(terms.frames) or None,
        },
    )
    return secret


def link_of(work: Work, token: str) -> PublicLink:
    """Return the link behind an address; raises Missing."""
    row = work.connection.execute(
        select(public_links).where(public_links.c.token == digest(token))
    ).one_or_none()
    if row is None:
        raise Missing(token[:8])
    return _link(row)


def links_to(work: Work, form: str, *, offset: int = 0, limit: int = 50) -> tuple[PublicLink, ...]:
    """Return a page of a form's links, the newest first."""
    query = select(public_links).where(public_links.c.form == form)
    ordered = query.order_by(public_links.c.created_at.desc(), public_links.c.id)
    return tuple(map(_link, work.connection.execute(ordered.offset(offset).limit(limit))))


def count_links(work: Work, form: str) -> int:
    """Return how many links to a form there are."""
    query = select(func.count()).select_from(public_links).where(public_links.c.form == form)
    found: int = work.connection.execute(query).scalar_one()
    return found


def begun_by(work: Work, links: Sequence[str]) -> Mapping[str, int]:
    """Return how many responses were begun by each of some links."""
    query = (
        select(responses.c.link, func.count()).where(responses.c.link.in_(links)).group_by(responses.c.link)
    )
    return {str(link): int(count) for link, count in work.connection.execute(query)}


def close(work: Work, link: str, *, form: str | None = None, reopen: bool = False) -> None:
    """Stop taking answers by a link, or take them again. Raises Missing for one that is not `form`'s."""
    which = public_links.update().where(public_links.c.id == link)
    if form is not None:
        which = which.where(public_links.c.form == form)
    if not work.connection.execute(which, {"open": reopen}).rowcount:
        raise Missing(link[:8])


def count_submission(work: Work, link: str) -> None:
    """Count one submission more by a link, in one statement. Raises Refusal where it admits no more."""
    own = public_links.c
    room = or_(own.most.is_(None), own.given < own.most)
    counted = public_links.update().where(own.id == link, room).values(given=own.given + 1)
    if not work.connection.execute(counted).rowcount:
        raise Refusal(problem("filing-link-full"))


def closing_of(work: Work, link: str) -> Mapping[str, str]:
    """Return what is said after an answer by a link, by language."""
    query = select(public_links.c.closing).where(public_links.c.id == link)
    return work.connection.execute(query).scalar_one() or {}


def answer(
    work: Work, desk: Desk, actor: Actor, *, link: PublicLink, visitor: str, language: str = "zh"
) -> Response:
    """Return the visitor's open response by this link, or start one. `visitor` is the cookie's text.

    Raises Refusal when the link takes no more answers.
    """
    refused = link.refusal(actor.at)
    if refused is not None:
        raise Refusal(refused)
    program = desk.programs.current(work, link.form)
    when = Period.parse(link.period) if link.period else current_period(desk, program, actor, None)
    since = stopped(work).get(link.form)
    seen = window_of(desk, program, actor, organisation=None, period=when, stopped=since)
    require_open(seen, actor.at, language=language)
    period = when.key if when else ""
    whose, own = "" if link.single else digest(visitor), digest(visitor)
    of_whom = (responses.c.link == link.id, responses.c.visitor == whose)
    given = kept.find(work, *of_whom, responses.c.period == period)
    unfinished = [found for found in given if found.editable and found.filed_by == own]
    if unfinished:
        return unfinished[0]
    fresh = Response(
        kept.new_id(),
        link.form,
        program.version,
        period,
        link=link.id,
        visitor=whose,
        slot=f"{period}/{_next_slot(link, len(given))}"[-36:],
        source="link",
        filed_by=own,
    )
    try:
        with work.connection.begin_nested():
            return drafts.start(work, desk, fresh, actor, program=program, organisation=None)
    except IntegrityError as taken:
        raise Refusal(problem("filing-link-used")) from taken


def mine(work: Work, link: PublicLink, visitor: str) -> tuple[Response, ...]:
    """Return the visitor's own responses by this link, newest first."""
    return kept.find(work, responses.c.link == link.id, responses.c.filed_by == digest(visitor))


def digest(secret: str) -> str:
    """Return what is stored of a secret."""
    return sha256(secret.encode()).hexdigest()


def _next_slot(link: PublicLink, given: int) -> str:
    """Return the number of the next answer: the unique key lets each number exist once."""
    if link.answers is None:
        return kept.new_id()
    if given >= link.answers:
        raise Refusal(problem("filing-link-used"))
    return str(given + 1)


def _link(row: Row[tuple[object, ...]]) -> PublicLink:
    terms = Terms(
        row.label,
        row.password,
        row.most,
        row.opens_at,
        row.closes_at,
        row.closing or {},
        tuple(row.frames or ()),
    )
    known = (row.id, row.form, row.period, row.single, row.answers, row.open)
    return PublicLink(*known, row.created_at, row.given, terms)
