"""The real application over the small world of tests/people, and browsers that talk to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import structlog
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine import settings as reading
from engine.forms.folder import Definitions
from engine.store import Database
from tests.people.world import NOON, PASSWORD, SYSTEM, account, build, cheap_passwords
from web.app import create_app
from web.security import csrf

LOCAL = "http://testserver"


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = field(default=NOON)

    def __call__(self) -> datetime:
        """Return the present."""
        return self.now

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    """Return the application's clock."""
    return Clock()


@pytest.fixture
def make_app(sqlite_database: Database, clock: Clock, tmp_path: Path) -> Callable[..., FastAPI]:
    """Return a maker of applications; keywords are settings."""

    def make(**given: str) -> FastAPI:
        environment = {"TIANBAO_DATA": str(tmp_path), "TIANBAO_HOSTS": "testserver"}
        environment["TIANBAO_DEFINITIONS"] = str(tmp_path)
        environment.update({f"TIANBAO_{name.upper()}": text for name, text in given.items()})
        definitions = Definitions(systems={"monitoring": SYSTEM})
        settings = reading.read(environment)
        return create_app(settings, definitions, sqlite_database, clock, passwords=cheap_passwords())

    return make


@pytest.fixture
def app(make_app: Callable[..., FastAPI], sqlite_database: Database) -> FastAPI:
    """Return the application; wang files for the lathe works, zhao reviews for Jinan."""
    with sqlite_database.write() as work:
        world = build(work)
        account(work, "wang", (world["lathe"], "filer"), passwords=cheap_passwords())
        account(work, "zhao", (world["jinan"], "reviewer"), passwords=cheap_passwords())
    return make_app()


@pytest.fixture
def visitor(app: FastAPI) -> Iterator[TestClient]:
    """Yield a browser without session."""
    with TestClient(app, base_url=LOCAL, follow_redirects=False) as client:
        yield client


@pytest.fixture
def wang(app: FastAPI) -> Iterator[TestClient]:
    """Yield the browser of wang, signed in."""
    with TestClient(app, base_url=LOCAL, follow_redirects=False) as client:
        assert sign_in(client, "wang").status_code == 303
        yield client


def token_of(client: TestClient) -> str:
    """Return the token that this browser's pages carry now."""
    text: str = client.get("/signin").text
    return text.split(f'name="{csrf.FIELD}" value="')[1].split('"')[0]


def sign_in(client: TestClient, login: str, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]  # the client's own response
    """Post the sign-in form and return the response."""
    form = {"login": login, "password": password, csrf.FIELD: token_of(client), **more}
    return client.post("/signin", data=form)


@pytest.fixture(autouse=True)
def every_log_line() -> Iterator[None]:
    """Log as a fresh process does: servers of other tests may be running, at a level of their own."""
    kept = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**kept)
