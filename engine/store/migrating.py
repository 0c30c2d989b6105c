"""Migration: a step of its own, under a lock, in one transaction; never a side effect of serving."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from engine.store.session import Database

_FOLDER: Final = Path(__file__).parent / "migrations"
_PATIENCE: Final = 120
"""Seconds that one waits for another who migrates."""
_LOCK: Final = 7_204_619_281
"""The number of our advisory lock on PostgreSQL; SQLite's write lock serves by itself."""


def upgrade(database: Database, revision: str = "head") -> str:
    """Bring the store to `revision` and return its name. Who comes second waits and finds it done."""
    with database.write(patience=_PATIENCE) as work:
        if database.dialect == "postgresql":
            work.connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}s'"))
            work.connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(_config(work.connection), revision)
        return current(work.connection) or ""


def is_current(database: Database) -> bool:
    """Whether the store is at the newest migration."""
    with database.read() as work:
        return current(work.connection) == newest()


def newest() -> str:
    """Return the name of the newest migration."""
    return ScriptDirectory.from_config(_config(None)).get_current_head() or ""


def current(connection: Connection) -> str | None:
    """Return the migration that the store is at; None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
