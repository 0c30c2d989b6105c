"""Charts shown to whoever holds a link: read only, in the name of who shared them.

Only a hash of the address's token is kept. What is shown is what the sharer may see at that moment:
whoever loses the right to look, or the account, shows nothing any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final
from uuid import uuid4

from sqlalchemy import Row, func, select

from engine.people import Person
from engine.store import Work
from engine.store.tables.shares import chart_shares

TOKEN_BYTES: Final = 24
MOST: Final = 200
"""Open links to the charts of one form."""


class TooManyShares(Exception):
    """There are as many open links to these charts as there may be."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How charts are shared: `query` is their filters as an address says them, `label` whom it is for,
    `frames` the origins whose pages may show it."""

    query: str = ""
    label: str = ""
    frames: tuple[str, ...] = ()
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A link to charts as the store knows it; `user` and `organisation` say in whose name it is shown."""

    id: str
    form: str
    user: str
    organisation: str
    open: bool
    created_at: datetime
    terms: Terms

    def living(self, now: datetime) -> bool:
        """Whether it shows anything now."""
        return self.open and (self.terms.closes_at is None or now < self.terms.closes_at)


def share(work: Work, person: Person, *, form: str, at: datetime, terms: Terms) -> str:
    """Make a link to a form's charts; returns the token of its address, shown once. Raises TooManyShares."""
    own = chart_shares.c
    count = select(func.count()).select_from(chart_shares).where(own.form == form, own.open)
    if work.connection.execute(count).scalar_one() >= MOST:
        raise TooManyShares(form)
    token = token_urlsafe(TOKEN_BYTES)
    values = {
        "id": str(uuid4()),
        "token": _digest(token),
        "form": form,
        "user": person.user_id,
        "organisation": person.organisation_id,
        "query": terms.query,
        "label": terms.label,
        "frames": list(terms.frames) or None,
        "open": True,
        "created_at": at,
        "closes_at": terms.closes_at,
    }
    work.connection.execute(chart_shares.insert(), values)
    return token


def shared(work: Work, token: str) -> Share | None:
    """Return the link behind an address, open or not; None for no such."""
    row = work.connection.execute(select(chart_shares).where(chart_shares.c.token == _digest(token))).first()
    return None if row is None else _share(row)


def shares_of(work: Work, person: Person, form: str, *, limit: int = MOST) -> Sequence[Share]:
    """Return somebody's links to a form's charts, the newest first."""
    own = chart_shares.c
    query = select(chart_shares).where(own.form == form, own.user == person.user_id)
    ordered = query.order_by(own.open.desc(), own.created_at.desc(), own.id).limit(limit)
    return tuple(map(_share, work.connection.execute(ordered)))


def stop(work: Work, person: Person, share: str) -> bool:
    """Show nothing by somebody's link from now on; False where it is not theirs."""
    which = chart_shares.update().where(chart_shares.c.id == share, chart_shares.c.user == person.user_id)
    return bool(work.connection.execute(which, {"open": False}).rowcount)


def _share(row: Row[tuple[object, ...]]) -> Share:
    terms = Terms(row.query, row.label, tuple(row.frames or ()), row.closes_at)
    return Share(row.id, row.form, row.user, row.organisation, row.open, row.created_at, terms)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
