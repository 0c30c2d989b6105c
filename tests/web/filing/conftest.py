"""The real application over the tests' county, and browsers of the people in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine import settings as reading
from engine.forms import Definitions
from engine.people import RoleBook, users
from engine.people.users import NewUser
from engine.store import Database
from tests.filings.conftest import definitions, populated
from tests.filings.stock import HONGDA, LONG_AGO, SHOP
from tests.people.world import PASSWORD, cheap_passwords
from web.app import create_app

__all__ = ["definitions"]
LOCAL = "http://testserver"


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


@pytest.fixture
def app(sqlite_database: Database, definitions: Definitions, clock: Clock, tmp_path: Path) -> FastAPI:
    """Return the application; wang and li file for the factory, qian for the shop."""
    populated(sqlite_database, definitions)
    passwords, book = cheap_passwords(), RoleBook(definitions.systems)
    with sqlite_database.write() as work:
        for login, organisation in (("wang", HONGDA), ("lili", HONGDA), ("qian", SHOP)):
            user = users.create(work, NewUser(login, login, PASSWORD), passwords, at=LONG_AGO)
            users.join(work, user, organisation, role="filer", book=book)
    given = {
        "TIANBAO_DATA": str(tmp_path),
        "TIANBAO_HOSTS": "testserver",
        "TIANBAO_DEFINITIONS": str(tmp_path),
    }
    return create_app(reading.read(given), definitions, sqlite_database, clock, passwords=passwords)


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
