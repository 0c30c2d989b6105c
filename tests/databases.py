"""The two databases that every test of the store runs on, as fixtures.

`postgres_url` starts one cluster per test process; each test that asks for `database_url` gets an
empty database of its own, on SQLite and on PostgreSQL. What many tests begin with (the tables, a
settled county) is made once per process as a `Template`, and each test begins on a copy.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
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


def new_postgres_database(maintenance_url: str, *, template: str = "template1") -> str:
    """Create a database in the cluster, empty or as the copy of another, and return its URL."""
    name = f"t{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return maintenance_url.rsplit("/", 1)[0] + f"/{name}"


class Template:
    """A database as `fill` makes it, made once on each kind of database that is asked for, then copied."""

    def __init__(self, fill: Callable[[Database], object]) -> None:
        self._fill = fill
        self._folder = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, self._folder)
        self._postgres: dict[str, str] = {}

    def sqlite(self, file: Path) -> str:
        """Copy it to a file that is not there yet; returns its URL."""
        kept = self._folder / "template.db"
        if not kept.exists():
            self._make(f"sqlite:///{kept}")
        shutil.copyfile(kept, file)
        return f"sqlite:///{file}"

    def postgresql(self, maintenance_url: str) -> str:
        """Copy it within a cluster; returns the copy's URL."""
        if maintenance_url not in self._postgres:
            made = new_postgres_database(maintenance_url)
            self._make(made)
            self._postgres[maintenance_url] = made.rsplit("/", 1)[1]
        return new_postgres_database(maintenance_url, template=self._postgres[maintenance_url])

    def copy(self, request: pytest.FixtureRequest, file: Path) -> str:
        """Copy it as the parameter of a fixture says, "sqlite" or "postgresql"."""
        if request.param == "sqlite":
            return self.sqlite(file)
        return self.postgresql(request.getfixturevalue("postgres_url"))

    def _make(self, url: str) -> None:
        database = Database(url)
        self._fill(database)
        database.close()


MIGRATED = Template(upgrade)
"""The tables, and nothing in them."""


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


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Yield a migrated, empty database."""
    database = Database(MIGRATED.copy(request, tmp_path / "tianbao.db"))
    yield database
    database.close()


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """Yield a migrated SQLite database, for tests that are not about the store."""
    database = Database(MIGRATED.sqlite(tmp_path / "tianbao.db"))
    yield database
    database.close()
