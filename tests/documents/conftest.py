"""A form of applications with papers, pictures, vouchers and a signature, on both databases."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.documents import LocalBlobs
from engine.filings import Actor, Desk
from engine.forms import Definitions, load_folder
from engine.library import Programs, publish_folder
from engine.people.organisations import create
from engine.store import Database
from engine.store.migrating import upgrade
from tests.databases import Template
from tests.documents.stock import HONGDA, LONG_AGO, SHOP, Grants

DEFINITIONS = Path(__file__).parent / "definitions"


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    """Return the definitions of the grants."""
    return load_folder(DEFINITIONS)


@pytest.fixture(scope="session")
def programs(definitions: Definitions) -> Programs:
    """Return the programs, compiled once for all tests."""
    return Programs(definitions)


@pytest.fixture
def blobs(tmp_path: Path) -> LocalBlobs:
    """Return an empty place for content."""
    return LocalBlobs(tmp_path / "attachments")


def populated(database: Database, definitions: Definitions) -> None:
    """Publish the forms and register a factory and a shop."""
    with database.write() as work:
        publish_folder(work, definitions, by="t", at=LONG_AGO)
        create(work, HONGDA, at=LONG_AGO)
        create(work, SHOP, at=LONG_AGO)


@pytest.fixture(scope="session")
def settled(definitions: Definitions) -> Template:
    """Return the store with its forms, a factory and a shop, to begin on copies of it."""

    def fill(database: Database) -> None:
        upgrade(database)
        populated(database, definitions)

    return Template(fill)


@pytest.fixture(params=["sqlite", "postgresql"])
def grants(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    settled: Template,
    programs: Programs,
    now: datetime,
    blobs: LocalBlobs,
) -> Iterator[Grants]:
    """Yield the grants, once on SQLite and once on PostgreSQL."""
    database = Database(settled.copy(request, tmp_path / "tianbao.db"))
    desk = Desk.over(programs, zone=ZoneInfo("Asia/Shanghai"))
    yield Grants(database, desk, Actor("wang", now, "王会计"), blobs)
    database.close()


@pytest.fixture
def small_grants(
    tmp_path: Path, settled: Template, programs: Programs, now: datetime, blobs: LocalBlobs
) -> Iterator[Grants]:
    """Yield the grants on SQLite alone."""
    database = Database(settled.sqlite(tmp_path / "grants.db"))
    desk = Desk.over(programs, zone=ZoneInfo("Asia/Shanghai"))
    yield Grants(database, desk, Actor("wang", now, "王会计"), blobs)
    database.close()
