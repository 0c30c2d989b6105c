"""Sessions: rows in the store behind a random token that only the browser holds.

Every request reads account, organisation and roles afresh, so what is taken away is gone at the
next request on every worker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update

from engine.people.access import Person
from engine.people.organisations import COLUMNS, from_row
from engine.people.roles import RoleBook
from engine.store import Work
from engine.store.tables.people import memberships, organisations, sessions, users

IDLE: Final = timedelta(hours=4)
"""A session unused for so long is over."""
LONGEST: Final = timedelta(hours=24)
"""No session lives longer, however busy."""
_NOTED: Final = timedelta(minutes=5)
"""How old the note of the last use may be before it is written anew."""


@dataclass(frozen=True, slots=True)
class Current:
    """Who a request comes from; `stale` when the session's last use should be noted."""

    person: Person
    stale: bool


_ACCOUNT: Final = (users.c.id, users.c.login, users.c.name, memberships.c.role, memberships.c.grants)
_ROWS: Final = (
    select(*COLUMNS, *_ACCOUNT, sessions.c.seen_at)
    .select_from(sessions)
    .join(users, users.c.id == sessions.c.user)
    .join(organisations, organisations.c.id == sessions.c.organisation)
    .join(
        memberships,
        (memberships.c.user == sessions.c.user) & (memberships.c.organisation == sessions.c.organisation),
    )
    .where(
        sessions.c.id == bindparam("session"),
        sessions.c.expires_at > bindparam("now"),
        sessions.c.seen_at > bindparam("idle_since"),
        users.c.active,
        organisations.c.active,
    )
    .order_by(memberships.c.role)
)

_STANDING: Final = (
    select(*COLUMNS, *_ACCOUNT)
    .select_from(memberships)
    .join(users, users.c.id == memberships.c.user)
    .join(organisations, organisations.c.id == memberships.c.organisation)
    .where(
        memberships.c.user == bindparam("user"),
        memberships.c.organisation == bindparam("organisation"),
        users.c.active,
        organisations.c.active,
    )
    .order_by(memberships.c.role)
)

# What another worker is busy with is left to it: two that clean up never wait for each other.
_EXPIRED: Final = delete(sessions).where(
    sessions.c.id.in_(
        select(sessions.c.id)
        .where(sessions.c.expires_at <= bindparam("now"))
        .with_for_update(skip_locked=True)
    )
)


def begin(work: Work, user: str, organisation: str, *, at: datetime) -> str:
    """Open a session and return its token, which is kept nowhere but in the browser."""
    work.connection.execute(_EXPIRED, {"now": at})
    token = token_urlsafe(32)
    values = {
        "id": _id(token),
        "user": user,
        "organisation": organisation,
        "created_at": at,
        "seen_at": at,
        "expires_at": at + LONGEST,
    }
    work.connection.execute(sessions.insert(), values)
    return token


def current(work: Work, token: str, *, book: RoleBook, at: datetime) -> Current | None:
    """Return who a token stands for; None when the session ended, or its owner may no longer act."""
    values = {"session": _id(token), "now": at, "idle_since": at - IDLE}
    rows = work.connection.execute(_ROWS, values).all()
    if not rows:
        return None
    return Current(_person(rows, book), at - rows[0][-1] > _NOTED)


def standing(work: Work, user: str, organisation: str, *, book: RoleBook) -> Person | None:
    """Return who an account is as it stands now, without a session; None where it may no longer act."""
    rows = work.connection.execute(_STANDING, {"user": user, "organisation": organisation}).all()
    return _person(rows, book) if rows else None


def _person(rows: Sequence[Sequence[Any]], book: RoleBook) -> Person:
    """Return the person of an organisation's columns and the account's, a row for each role."""
    organisation, first = from_row(rows[0]), len(COLUMNS)
    user, login, name = rows[0][first : first + 3]
    held = [(row[first + 3], row[first + 4]) for row in rows]
    powers = book.powers(organisation.system, organisation.type, held)
    return Person(user, login, name, organisation, tuple(role for role, _ in held), powers)


def note_use(work: Work, token: str, *, at: datetime) -> None:
    """Write down that a session is in use."""
    work.connection.execute(update(sessions).where(sessions.c.id == _id(token)).values(seen_at=at))


def end(work: Work, token: str) -> None:
    """End a session; an unknown token is none of our business."""
    work.connection.execute(delete(sessions).where(sessions.c.id == _id(token)))


def first_organisation(work: Work, user: str) -> str | None:
    """Return the organisation that a user acts for after signing in; None without any."""
    query = (
        select(organisations.c.id)
        .join(memberships, memberships.c.organisation == organisations.c.id)
        .where(memberships.c.user == user, organisations.c.active)
        .order_by(organisations.c.name, organisations.c.id)
    )
    found: str | None = work.connection.execute(query.limit(1)).scalar_one_or_none()
    return found


def _id(token: str) -> str:
    return sha256(token.encode()).hexdigest()
