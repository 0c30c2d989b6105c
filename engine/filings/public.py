"""Public links: a form opened by whoever holds the address, without an account.

Only hashes of the address's token and of the visitor's cookie are kept. How many answers are
admitted is kept by a unique key, never by counting.
"""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from sqlalchemy import Row, select
from sqlalchemy.exc import IntegrityError

from engine.filings import drafts
from engine.filings import responses as kept
from engine.filings.desk import Desk
from engine.filings.overview import current_period, window_of
from engine.filings.refusals import Missing, Refusal
from engine.filings.responses import Actor, Response
from engine.filings.windows import require_open
from engine.forms.periods import Period
from engine.problems import problem
from engine.store import Work
from engine.store.tables.forms import public_links
from engine.store.tables.responses import responses

TOKEN_BYTES: Final = 24


@dataclass(frozen=True, slots=True)
class PublicLink:
    """A link as the store knows it. `answers` is how many a visitor may give (None: any number);
    a `single` link is one person's: its answers are counted over all visitors."""

    id: str
    form: str
    period: str
    single: bool
    answers: int | None
    open: bool


def make(
    work: Work,
    desk: Desk,
    actor: Actor,
    *,
    form: str,
    period: str = "",
    single: bool = False,
    token: str = "",
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
            "answers": program.form.collection.answers_per_link,
            "open": True,
            "created_at": actor.at,
            "created_by": actor.id,
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


def close(work: Work, link: str) -> None:
    """Stop taking answers by a link."""
    work.connection.execute(public_links.update().where(public_links.c.id == link), {"open": False})


def answer(
    work: Work, desk: Desk, actor: Actor, *, link: PublicLink, visitor: str, language: str = "zh"
) -> Response:
    """Return the visitor's open response by this link, or start one. `visitor` is the cookie's text.

    Raises Refusal when the link takes no more answers.
    """
    if not link.open:
        raise Refusal(problem("filing-link-closed"))
    program = desk.programs.current(work, link.form)
    when = Period.parse(link.period) if link.period else current_period(desk, program, actor, None)
    require_open(window_of(desk, program, actor, organisation=None, period=when), actor.at, language=language)
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
    return PublicLink(row.id, row.form, row.period, row.single, row.answers, row.open)
