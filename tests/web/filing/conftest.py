"""The real application over the tests' county, and browsers of the people in it."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.forms import Definitions
from engine.people import Organisation, RoleBook, users
from engine.people.users import NewUser
from engine.store import Database
from engine.store.migrating import upgrade
from tests.databases import Template
from tests.filings.conftest import definitions, populated
from tests.filings.stock import HONGDA, LONG_AGO, SHOP
from tests.people.world import PASSWORD, cheap_passwords
from tests.web.house import LOCAL, House

__all__ = ["LOCAL", "definitions"]
People = Iterable[tuple[str, Organisation, str]]
"""Accounts: login, organisation and role."""


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = field(default=LONG_AGO)

    def __call__(self) -> datetime:
        """Return the present."""
        return self.now

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@pytest.fixture
def clock(now: datetime) -> Clock:
    """Return the application's clock."""
    return Clock(now)


def settle(database: Database, definitions: Definitions, people: People) -> None:
    """Give accounts to people, each of an organisation there is and in a role."""
    passwords, book = cheap_passwords(), RoleBook(definitions.systems)
    with database.write() as work:
        for login, organisation, role in people:
            user = users.create(work, NewUser(login, login, PASSWORD), passwords, at=LONG_AGO)
            users.join(work, user, organisation, role=role, book=book)


@pytest.fixture(scope="session")
def peopled_store(definitions: Definitions) -> Template:
    """Return the county, to begin on copies of it; wang and lili file for the factory, qian for the shop."""

    def fill(database: Database) -> None:
        upgrade(database)
        populated(database, definitions)
        people = (("wang", HONGDA, "filer"), ("lili", HONGDA, "filer"), ("qian", SHOP, "filer"))
        settle(database, definitions, people)

    return Template(fill)


@pytest.fixture(scope="session")
def house(definitions: Definitions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Yield the application that the tests move into one after the other."""
    yield from House.built(definitions, tmp_path_factory.mktemp("house"))


@pytest.fixture
def sqlite_database(tmp_path: Path, peopled_store: Template) -> Iterator[Database]:
    """Yield the test's own store."""
    database = Database(peopled_store.sqlite(tmp_path / "tianbao.db"))
    yield database
    database.close()


@pytest.fixture
def app(house: House, sqlite_database: Database, clock: Clock, tmp_path: Path) -> FastAPI:
    """Return the application over the test's own store, clock and folder."""
    return house.furnished(sqlite_database, clock, tmp_path)


class Browser:
    """A person's browser: it carries cookies and the token of the page it saw last."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.token = ""

    def get(self, path: str, **more):  # type: ignore[no-untyped-def]  # the client's own response
        """Ask for a page, following redirects, and remember its token."""
        response = self.client.get(path, follow_redirects=True, **more)
        found = re.search(r'name="csrf" value="([^"]+)"', response.text)
        self.token = found[1] if found else self.token
        return response

    def post(self, path: str, data: dict[str, object], *, htmx: bool = False, follow: bool = False):  # type: ignore[no-untyped-def]  # the client's own response
        """Post a form with the token, as htmx does or as a plain form."""
        headers = {"HX-Request": "true"} if htmx else {}
        body = {"csrf": self.token, **data}
        return self.client.post(path, data=body, headers=headers, follow_redirects=follow)

    def sign_in(self, login: str) -> "Browser":
        """Sign in."""
        self.get("/signin")
        assert self.post("/signin", {"login": login, "password": PASSWORD}).status_code == 303
        self.get("/")
        return self

    def begin(self, form: str = "yuebao", period: str = "2026-03") -> str:
        """Open a response and return the address that its pages begin with."""
        answer = self.post("/filings", {"form": form, "period": period})
        assert answer.status_code == 303, answer.text
        address: str = answer.headers["location"]
        self.get(address)
        return address

    def type(self, address: str, path: str, value: object, revision: int):  # type: ignore[no-untyped-def]  # the client's own response
        """Type one value as the page's script does."""
        data = {"path": path, "value": value, "revision": revision}
        return self.post(f"{address}/change", data, htmx=True)


@contextmanager
def browser(app: FastAPI) -> Iterator[Browser]:
    """Open a browser without session."""
    with TestClient(app, base_url=LOCAL, follow_redirects=False) as client:
        yield Browser(client)


@pytest.fixture
def visitor(app: FastAPI) -> Iterator[Browser]:
    """Yield the browser of somebody without account."""
    with browser(app) as found:
        yield found


@pytest.fixture
def wang(app: FastAPI) -> Iterator[Browser]:
    """Yield the browser of the factory's accountant."""
    with browser(app) as found:
        yield found.sign_in("wang")


@pytest.fixture
def lili(app: FastAPI) -> Iterator[Browser]:
    """Yield the browser of a second accountant of the factory."""
    with browser(app) as found:
        yield found.sign_in("lili")


@pytest.fixture
def qian(app: FastAPI) -> Iterator[Browser]:
    """Yield the browser of the shop's keeper."""
    with browser(app) as found:
        yield found.sign_in("qian")
