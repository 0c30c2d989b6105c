"""The county under attack: one application per module, on SQLite or PostgreSQL, and its people's browsers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from engine.forms import Definitions
from engine.store import Database
from engine.store.migrating import upgrade
from tests.adversary.county import County, built
from tests.databases import new_postgres_database
from tests.filings.conftest import definitions, programs, settled, work, world

__all__ = ["definitions", "programs", "settled", "work", "world"]


@pytest.fixture(scope="module")
def make_county(
    definitions: Definitions, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], County]]:
    """Yield a maker of counties over a database's URL; '' is a new SQLite file."""
    with ExitStack() as open_ones:

        def make(url: str) -> County:
            folder: Path = tmp_path_factory.mktemp("county")
            store = Database(url or f"sqlite:///{folder / 'county.db'}")
            open_ones.callback(store.close)
            upgrade(store)
            return open_ones.enter_context(built(store, definitions, folder))

        yield make


@pytest.fixture(scope="module")
def county(make_county: Callable[[str], County]) -> County:
    """Return a county on SQLite, shared by the tests of a module."""
    return make_county("")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def any_county(request: pytest.FixtureRequest, make_county: Callable[[str], County]) -> County:
    """Return a county of the module, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return make_county("")
    return make_county(new_postgres_database(request.getfixturevalue("postgres_url")))
