"""The two databases that every test of the store runs on, as fixtures.

`postgres_url` starts one cluster per test process; each test that asks for `database_url` gets an
empty database of its own, on SQLite and on PostgreSQL.
"""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from engine.store import Database
from engine.store.migrating import upgrade
from tests import postgres

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Yield the URL of an empty cluster's maintenance database."""
    programs = postgres.binaries()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL's server is not installed; under CI a skip is a failure")
        pytest.skip("PostgreSQL's server is not installed (Debian package: postgresql)")
    with postgres.cluster(programs) as url:
        yield url


def new_postgres_database(maintenance_url: str) -> str:
    """Create an empty database in the cluster and return its URL."""
    name = f"t{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return maintenance_url.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'tianbao.db'}"
    return new_postgres_database(request.getfixturevalue("postgres_url"))


@pytest.fixture
def empty_database(database_url: str) -> Iterator[Database]:
    """Yield a database without any table."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def database(empty_database: Database) -> Database:
    """Return a migrated, empty database."""
    upgrade(empty_database)
    return empty_database


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """Yield a migrated SQLite database, for tests that are not about the store."""
    database = Database(f"sqlite:///{tmp_path / 'tianbao.db'}")
    upgrade(database)
    yield database
    database.close()
