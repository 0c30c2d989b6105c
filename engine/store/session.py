"""Units of work on SQLite or PostgreSQL: who may write says so first, and only the border commits.

Reading first and writing later fails on SQLite under load whatever the timeout, so a writing unit
takes the write lock when it begins. Knows no tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from time import monotonic
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from engine.store import exact_json, sqlite

PATIENCE: Final = 5
"""Seconds that a unit of work waits for its turn before StoreBusy."""


_PASSING: Final = frozenset({"55P03", "40P01", "53300", "57P01", "57P02", "57P03"})
"""PostgreSQL's: lock not available, deadlock, too many connections, shutdown, crash, starting up."""


class StoreBusy(Exception):
    """The store had no turn for this unit of work in time; nothing was written. Try again."""


class StoreFull(Exception):
    """The store has no room left; nothing was written."""


class Unstorable(Exception):
    """A text that the store cannot hold or compare (a NUL in it): there is nothing of that name."""


class Work:
    """One unit of work: one connection in one transaction. Store functions take it, never commit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def session(self) -> Session:
        """An ORM session inside this transaction, made on first use (the hot path has none)."""
        return Session(self.connection, expire_on_commit=False, join_transaction_mode="rollback_only")

    def flush(self) -> None:
        """Send what the session still holds, if there is a session."""
        if "session" in self.__dict__:
            self.session.flush()

    def end(self) -> None:
        """Let go of the session's objects, if there is a session."""
        if "session" in self.__dict__:
            self.session.close()


class Database:
    """The store behind one URL. Threads share it; each unit of work has a connection of its own.

    `sqlite:///path` (a file; its folder must exist) or `postgresql://…` (through psycopg).
    """

    def __init__(self, url: str) -> None:
        self.url = _with_driver(url)
        self.dialect = make_url(self.url).get_backend_name()
        self._writer, self._reader = _engines(self.url, self.dialect)

    @contextmanager
    def write(self, *, patience: float | None = None) -> Iterator[Work]:
        """Begin a unit that may write; commits when the block ends, rolls back when it raises.

        Raises StoreBusy after `patience` seconds (PATIENCE by default) without a turn, StoreFull
        when the disk is full, Unstorable for a text with a NUL where the store knows none.
        """
        most = PATIENCE if patience is None else patience
        called = monotonic()
        with _named_faults(), self._writer.connect() as connection:
            if self.dialect == "sqlite":
                sqlite.wait_at_most(connection, most - (monotonic() - called))
            with connection.begin():
                work = Work(connection)
                try:
                    yield work
                    work.flush()
                finally:
                    work.end()

    @contextmanager
    def read(self) -> Iterator[Work]:
        """Begin a unit that sees one unmoving state of the store and cannot write to it."""
        with _named_faults(), self._reader.connect() as connection, connection.begin():
            work = Work(connection)
            try:
                yield work
            finally:
                work.end()

    def close(self) -> None:
        """Close all connections that are not in use."""
        self._writer.dispose()
        self._reader.dispose()


def _with_driver(url: str) -> str:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def _engines(url: str, dialect: str) -> tuple[Engine, Engine]:
    if dialect == "sqlite":
        return sqlite.engines(url, patience=PATIENCE)
    return _postgresql_engines(url)


def _postgresql_engines(url: str) -> tuple[Engine, Engine]:
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=20,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
        hide_parameters=True,
        json_serializer=exact_json.dumps,
        json_deserializer=exact_json.loads,
        connect_args={"options": f"-c lock_timeout={PATIENCE}s -c timezone=UTC", "connect_timeout": PATIENCE},
    )
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine, reader


@contextmanager
def _named_faults() -> Iterator[None]:
    """Say the faults of a store that its users can answer by their own names."""
    try:
        yield
    except PoolTimeout as fault:
        raise StoreBusy from fault
    except OperationalError as fault:
        if _is_busy(fault):
            raise StoreBusy from fault
        if _is_full(fault):
            raise StoreFull from fault
        raise
    except DataError as fault:
        if "NUL (0x00)" in str(fault.orig):
            raise Unstorable from fault
        raise


def _is_busy(fault: OperationalError) -> bool:
    """Whether it passes by itself: a lock not granted, a deadlock, a server that restarts."""
    state = getattr(fault.orig, "sqlstate", None)
    told = str(fault.orig)
    return state in _PASSING or "database is locked" in told or "connection" in told


def _is_full(fault: OperationalError) -> bool:
    state = getattr(fault.orig, "sqlstate", None)
    return state == "53100" or "database or disk is full" in str(fault.orig)
