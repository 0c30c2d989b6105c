"""A county to attack: the real application, its people, and a fingerprint of all it stores."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from sqlalchemy import select
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient

from engine import settings as reading
from engine.filings import Actor, public
from engine.forms import Definitions
from engine.people import Organisation, RoleBook, users
from engine.people.organisations import create
from engine.people.users import NewUser
from engine.store import Database
from engine.store.base import metadata
from tests.filings.conftest import populated
from tests.filings.stock import HONGDA, LONG_AGO, SHOP
from tests.people.world import PASSWORD, cheap_passwords
from tests.web.filing.conftest import LOCAL, Browser, Clock
from web.app import create_app
from web.filing_room import room

NOW: Final = datetime(2026, 4, 10, 1, 30, tzinfo=UTC)
BUREAU: Final = Organisation("bureau", "jiance", "authority", "经信局")
PEOPLE: Final = (("wang", HONGDA, "filer"), ("lili", HONGDA, "filer"), ("qian", SHOP, "filer"))
NOT_PEOPLES: Final = frozenset({"attempts", "design_editors", "sessions"})
"""Tables that every request may touch: counters and sessions."""


@dataclass(frozen=True, slots=True)
class County:
    """The application with its store, and a browser for each person."""

    app: FastAPI
    database: Database
    clock: Clock
    browsers: Mapping[str, Browser]

    def digest(self) -> str:
        """Return a fingerprint of everything stored but counters and sessions."""
        found = sha256()
        with self.database.read() as work:
            for table in metadata.sorted_tables:
                if table.name not in NOT_PEOPLES:
                    rows = work.connection.execute(select(table).order_by(*table.primary_key.columns)).all()
                    found.update(repr((table.name, rows)).encode())
        return found.hexdigest()

    def link(self, form: str = "fangke") -> str:
        """Make a public link and return its address."""
        desk = room(HTTPConnection({"type": "http", "app": self.app})).desk
        with self.database.write() as work:
            return "/s/" + public.make(work, desk, Actor("t", LONG_AGO), form=form)


@contextmanager
def built(store: Database, definitions: Definitions, folder: Path, **settings: str) -> Iterator[County]:
    """Serve the county over a migrated, empty store until the block ends."""
    populated(store, definitions)
    passwords, book = cheap_passwords(), RoleBook(definitions.systems)
    with store.write() as work:
        create(work, BUREAU, at=LONG_AGO)
        for login, organisation, role in (*PEOPLE, ("zhao", BUREAU, "admin")):
            user = users.create(work, NewUser(login, login, PASSWORD), passwords, at=LONG_AGO)
            users.join(work, user, organisation, role=role, book=book)
    given = {
        "TIANBAO_DATA": str(folder),
        "TIANBAO_HOSTS": "testserver",
        "TIANBAO_DEFINITIONS": str(folder),
        **settings,
    }
    clock = Clock(NOW)
    app = create_app(reading.read(given), definitions, store, clock, passwords=passwords)
    with ExitStack() as open_ones:
        browsers = {"nobody": Browser(open_ones.enter_context(_client(app)))}
        browsers["nobody"].get("/signin")
        for login in ("wang", "lili", "qian", "zhao"):
            browsers[login] = Browser(open_ones.enter_context(_client(app))).sign_in(login)
        yield County(app, store, clock, browsers)


def _client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=LOCAL, follow_redirects=False)


def revision_of(text: str) -> int:
    """Return the revision that a page or its fragments name."""
    found = re.search(r'data-revision="(\d+)"', text)
    assert found, text[:2000]
    return int(found[1])
