"""A form of applications with papers, pictures, vouchers and a signature, on both databases."""

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


@pytest.fixture
def grants(database: Database, definitions: Definitions, programs: Programs, now: datetime,
           blobs: LocalBlobs) -> Grants:  # fmt: skip
    """Return the grants, once on SQLite and once on PostgreSQL."""
    populated(database, definitions)
    desk = Desk.over(programs, zone=ZoneInfo("Asia/Shanghai"))
    return Grants(database, desk, Actor("wang", now, "王会计"), blobs)


@pytest.fixture
def small_grants(tmp_path: Path, definitions: Definitions, programs: Programs, now: datetime,
                 blobs: LocalBlobs) -> Grants:  # fmt: skip
    """Return the grants on SQLite alone."""
    database = Database(f"sqlite:///{tmp_path / 'grants.db'}")
    upgrade(database)
    populated(database, definitions)
    desk = Desk.over(programs, zone=ZoneInfo("Asia/Shanghai"))
    return Grants(database, desk, Actor("wang", now, "王会计"), blobs)
