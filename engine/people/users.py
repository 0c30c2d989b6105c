"""Users: who may sign in, and in which organisations they hold which roles."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, select, update

from engine.people.organisations import Organisation
from engine.people.passwords import Passwords
from engine.people.refusals import AccountRefused
from engine.people.roles import RoleBook
from engine.problems import problem
from engine.store import Work
from engine.store.tables.people import memberships, sessions, users


@dataclass(frozen=True, slots=True)
class User:
    """One account; `password` is the hash."""

    id: str
    login: str
    name: str
    password: str
    active: bool


@dataclass(frozen=True, slots=True)
class NewUser:
    """What an account is made from."""

    login: str
    name: str
    password: str


_COLUMNS = tuple(users.c[name] for name in User.__slots__)


def normalised(login: str) -> str:
    """Return the login as it is kept and compared: full-width and upper-case letters do not differ."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def create(work: Work, new: NewUser, passwords: Passwords, *, at: datetime) -> User:
    """Write a new account. Raises AccountRefused for its login or password."""
    login = _checked(work, new.login)
    user = User(str(uuid4()), login, new.name, passwords.hash(new.password), True)
    values = {name: getattr(user, name) for name in User.__slots__}
    work.connection.execute(users.insert(), {**values, "created_at": at})
    return user


def find(work: Work, login: str) -> User | None:
    """Return the account with this login."""
    row = work.connection.execute(select(*_COLUMNS).where(users.c.login == normalised(login))).one_or_none()
    return None if row is None else User(*row)


def set_password(work: Work, login: str, password: str, passwords: Passwords) -> None:
    """Give an account another password and end all its sessions. Raises AccountRefused."""
    user = _existing(work, login)
    change = update(users).where(users.c.id == user.id).values(password=passwords.hash(password))
    work.connection.execute(change)
    _end_sessions(work, user)


def set_active(work: Work, login: str, active: bool) -> None:
    """Enable or disable an account; disabling ends all its sessions. Raises AccountRefused."""
    user = _existing(work, login)
    work.connection.execute(update(users).where(users.c.id == user.id).values(active=active))
    if not active:
        _end_sessions(work, user)


def join(
    work: Work,
    user: User,
    organisation: Organisation,
    *,
    role: str,
    book: RoleBook,
    grants: Sequence[str] = (),
) -> None:
    """Give `user` a role in an organisation, with `grants` of it. Raises AccountRefused."""
    book.check(organisation.system, organisation.type, role, grants)
    values = {"user": user.id, "organisation": organisation.id, "role": role, "grants": list(grants)}
    work.connection.execute(memberships.insert(), values)


def _existing(work: Work, login: str) -> User:
    user = find(work, login)
    if user is None:
        raise AccountRefused(problem("login-unknown", login=login))
    return user


def _checked(work: Work, wanted: str) -> str:
    login = normalised(wanted)
    if not 2 <= len(login) <= 64 or not login.isprintable() or any(map(str.isspace, login)):
        raise AccountRefused(problem("login-shape", login=wanted))
    if find(work, login):
        raise AccountRefused(problem("login-taken", login=wanted))
    return login


def _end_sessions(work: Work, user: User) -> None:
    work.connection.execute(delete(sessions).where(sessions.c.user == user.id))
