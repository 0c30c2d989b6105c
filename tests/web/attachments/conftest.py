"""The real application over the form of applications, and browsers that carry files."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fastapi import FastAPI

from engine import settings as reading
from engine.forms import Definitions
from engine.people import RoleBook, users
from engine.people.users import NewUser
from engine.store import Database
from tests.documents.conftest import definitions, populated
from tests.documents.stock import HONGDA, LONG_AGO, SHOP
from tests.people.world import PASSWORD, cheap_passwords
from tests.web.filing.conftest import Browser, Clock, browser
from web.app import create_app

__all__ = ["definitions"]


@pytest.fixture
def app(sqlite_database: Database, definitions: Definitions, now: datetime, tmp_path: Path) -> FastAPI:
    """Return the application; wang files for the factory, qian for the shop, du only reads."""
    populated(sqlite_database, definitions)
    passwords, book = cheap_passwords(), RoleBook(definitions.systems)
    people = (("wang", HONGDA, "filer"), ("qian", SHOP, "filer"), ("du", HONGDA, "reader"))
    with sqlite_database.write() as work:
        for login, organisation, role in people:
            user = users.create(work, NewUser(login, login, PASSWORD), passwords, at=LONG_AGO)
            users.join(work, user, organisation, role=role, book=book)
    given = {
        "TIANBAO_DATA": str(tmp_path),
        "TIANBAO_HOSTS": "testserver,127.0.0.1",
        "TIANBAO_DEFINITIONS": str(tmp_path),
    }
    return create_app(reading.read(given), definitions, sqlite_database, Clock(now), passwords=passwords)


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
def qian(app: FastAPI) -> Iterator[Browser]:
    """Yield the browser of the shop's keeper."""
    with browser(app) as found:
        yield found.sign_in("qian")


@pytest.fixture
def du(app: FastAPI) -> Iterator[Browser]:
    """Yield the browser of somebody in the factory who may only read."""
    with browser(app) as found:
        yield found.sign_in("du")
