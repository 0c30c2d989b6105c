"""Migration.

MIG-01  An empty store is brought to the newest migration; a second call changes nothing.
MIG-02  The migrated store and the tables in the code are the same, on both databases.
MIG-03  Several who migrate at once wait for each other; each finds the work done.
MIG-04  A store without migration is not current.
"""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from engine.store import Database, tables
from engine.store.base import metadata
from engine.store.migrating import is_current, newest, upgrade


def test_upgrading_twice_changes_nothing(empty_database: Database) -> None:  # MIG-01
    assert upgrade(empty_database) == newest()
    assert upgrade(empty_database) == newest()
    assert is_current(empty_database)


def test_migrations_and_tables_agree(database: Database) -> None:  # MIG-02
    assert tables.__all__
    with database.read() as work:
        context = MigrationContext.configure(work.connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_many_may_migrate_at_once(empty_database: Database) -> None:  # MIG-03
    others = [Database(empty_database.url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(upgrade, others)) == {newest()}
    for other in others:
        other.close()


def test_an_empty_store_is_not_current(empty_database: Database) -> None:  # MIG-04
    assert not is_current(empty_database)


def test_a_new_file_is_opened_while_another_holds_it(tmp_path: Path) -> None:  # MIG-03
    file = tmp_path / "new.db"
    holder = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    letting_go = Timer(0.3, holder.close)
    letting_go.start()
    database = Database(f"sqlite:///{file}")
    assert upgrade(database) == newest()
    with database.read() as work:
        assert work.connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    letting_go.join()
    database.close()
