"""The tests of filings: a desk over real definitions, on both databases where it is about transactions."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.filings import Actor, Desk
from engine.forms import Definitions, load_folder
from engine.library import Programs, publish_folder
from engine.people.organisations import create
from engine.store import Database, Work
from engine.store.migrating import upgrade
from tests.databases import Template
from tests.filings.stock import HONGDA, LONG_AGO, SHOP, World

DEFINITIONS = Path(__file__).parent / "definitions"


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    """Return the definitions of the tests' county."""
    return load_folder(DEFINITIONS)


@pytest.fixture(scope="session")
def programs(definitions: Definitions) -> Programs:
    """Return the programs, compiled once for all tests."""
    return Programs(definitions)


def populated(database: Database, definitions: Definitions) -> None:
    """Publish the forms and register a factory and a shop."""
    with database.write() as work:
        publish_folder(work, definitions, by="t", at=LONG_AGO)
        create(work, HONGDA, at=LONG_AGO)
        create(work, SHOP, at=LONG_AGO)


@pytest.fixture(scope="session")
def settled(definitions: Definitions) -> Template:
    """Return the county with its forms, a factory and a shop, to begin on copies of it."""

    def fill(database: Database) -> None:
        upgrade(database)
        populated(database, definitions)

    return Template(fill)


@pytest.fixture
def world(tmp_path: Path, settled: Template, programs: Programs, now: datetime) -> Iterator[World]:
    """Yield the county on SQLite."""
    found = Database(settled.sqlite(tmp_path / "world.db"))
    yield World(found, Desk.over(programs, zone=ZoneInfo("Asia/Shanghai")), Actor("wang", now, "王会计"))
    found.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_world(
    request: pytest.FixtureRequest, tmp_path: Path, settled: Template, programs: Programs, now: datetime
) -> Iterator[World]:
    """Yield the county once on SQLite and once on PostgreSQL."""
    found = Database(settled.copy(request, tmp_path / "tianbao.db"))
    yield World(found, Desk.over(programs, zone=ZoneInfo("Asia/Shanghai")), Actor("wang", now, "王会计"))
    found.close()


@pytest.fixture
def work(world: World) -> Iterator[Work]:
    """Yield one unit of work in the county on SQLite."""
    with world.database.write() as open_work:
        yield open_work
