"""The real application over the form of applications, and browsers that carry files."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from engine.forms import Definitions
from engine.store import Database
from engine.store.migrating import upgrade
from tests.databases import Template
from tests.documents.conftest import definitions, populated
from tests.documents.stock import HONGDA, SHOP
from tests.web.filing.conftest import (
    Browser,
    app,
    browser,
    clock,
    house,
    qian,
    settle,
    sqlite_database,
    visitor,
    wang,
)

__all__ = ["app", "clock", "definitions", "house", "qian", "sqlite_database", "visitor", "wang"]


@pytest.fixture(scope="session")
def peopled_store(definitions: Definitions) -> Template:
    """Return the store; wang files for the factory, qian for the shop, du only reads."""

    def fill(database: Database) -> None:
        upgrade(database)
        populated(database, definitions)
        people = (("wang", HONGDA, "filer"), ("qian", SHOP, "filer"), ("du", HONGDA, "reader"))
        settle(database, definitions, people)

    return Template(fill)


@pytest.fixture
def du(app: FastAPI) -> Iterator[Browser]:
    """Yield the browser of somebody in the factory who may only read."""
    with browser(app) as found:
        yield found.sign_in("du")
