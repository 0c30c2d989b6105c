"""SQLite set up for work: write-ahead log, full sync, foreign keys, and writers that begin immediate.

One connection writes per process, so writers queue in order instead of polling a lock; readers have
their own connections, which refuse to write.
"""

import sqlite3
from time import monotonic, sleep
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

_READERS: Final = 40
_READING: Final = "BEGIN"


def engines(url: str, *, patience: int) -> tuple[Engine, Engine]:
    """Return the writing and the reading engine of the file behind `url`; `patience` in seconds."""
    writer = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=patience, hide_parameters=True)
    reader = create_engine(
        url, pool_size=_READERS, max_overflow=0, pool_timeout=patience, hide_parameters=True
    )
    settings = (f"busy_timeout={patience * 1000}", "synchronous=FULL", "foreign_keys=ON")

    @event.listens_for(writer, "connect")
    def begin_log(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        _write_ahead(connection, patience)

    _prepare(writer, "BEGIN IMMEDIATE", settings)
    _prepare(reader, _READING, (*settings, "query_only=ON"))
    return writer, reader


def wait_at_most(connection: Connection, seconds: float) -> None:
    """Let the next BEGIN wait for other processes only as long as is left of a unit's patience."""
    _driver(connection).execute(f"PRAGMA busy_timeout={max(0, round(seconds * 1000))}")


def _write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Let the file have a write-ahead log; waits for others who open a new file in the same moment.

    SQLite itself waits for nobody where it changes how a file is written, whatever the busy timeout.
    """
    until = monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault) or monotonic() > until:
                raise
            sleep(0.02)


def _prepare(engine: Engine, begin: str, settings: tuple[str, ...]) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        # The driver would begin by itself, too late and without IMMEDIATE.
        connection.isolation_level = None
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        if begin == _READING:  # waits for nobody, so nothing can be wrong with it
            _driver(connection).execute(begin)
        else:
            connection.exec_driver_sql(begin)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
