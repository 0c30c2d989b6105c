"""The real application over the form of applications, and browsers that carry files."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from fastapi import FastAPI

from engine.forms import Definitions
from engine.people import RoleBook, users
from engine.people.users import NewUser
from engine.store import Database
from engine.store.migrating import upgrade
from tests.databases import Template
from tests.documents.conftest import definitions, populated
from tests.documents.stock import HONGDA, LONG_AGO, SHOP
from tests.people.world import PASSWORD, cheap_passwords
from tests.web.filing.conftest import Browser, Clock, browser
from tests.web.house import House

__all__ = ["definitions"]


def peopled(database: Database, definitions: Definitions) -> None:
    """Settle the store: wang files for the factory, qian for the shop, du only reads."""
    upgrade(database)
    populated(database, definitions)
    passwords, book = cheap_passwords(), RoleBook(definitions.systems)
    people = (("wang", HONGDA, "filer"), ("qian", SHOP, "filer"), ("du", HONGDA, "reader"))
    with database.write() as work:
        for login, organisation, role in people:
            user = users.create(work, NewUser(login, login, PASSWORD), passwords, at=LONG_AGO)
            users.join(work, user, organisation, role=role, book=book)


@pytest.fixture(scope="session")
def peopled_store(definitions: Definitions) -> Template:
    """Return the store with its people, to begin on copies of it."""
    return Template(partial(peopled, definitions=definitions))


@pytest.fixture(scope="session")
def house(definitions: Definitions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Yield the application that the tests move into one after the other."""
    yield from House.built(definitions, tmp_path_factory.mktemp("house"))


@pytest.fixture
def sqlite_database(tmp_path: Path, peopled_store: Template) -> Iterator[Database]:
    """Yield the store of the test."""
    database = Database(peopled_store.sqlite(tmp_path / "tianbao.db"))
    yield database
    database.close()


@pytest.fixture
def app(house: House, sqlite_database: Database, now: datetime, tmp_path: Path) -> FastAPI:
    """Return the application over the test's own store and folder."""
    return house.furnished(sqlite_database, Clock(now), tmp_path)


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
