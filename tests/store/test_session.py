"""Units of work, on both databases unless said.

UOW-01  Each SQLite connection has WAL, synchronous FULL, foreign keys and 5 s of patience; writers
        begin immediate.
UOW-02  A unit commits as a whole when its block ends, and leaves nothing when it raises.
UOW-03  Sixteen writers that read first and write later lose nothing and never fail.
UOW-04  A reading unit cannot write, and sees one unmoving state.
UOW-05  Who gets no turn in time is told StoreBusy; a full disk StoreFull; other faults stay themselves.
UOW-06  The ORM session, if asked for, works in the same transaction and is flushed before the commit.
UOW-07  Moments are aware UTC, in and out, in order; naive ones are refused.
UOW-08  A killed process loses nothing that was committed.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from engine.store import Database, StoreBusy, StoreFull, Work, session
from engine.store.base import Moment

counters = Table(
    "counters",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("value", Integer, nullable=False),
    Column("note", String(20)),
    Column("at", Moment),
)


@pytest.fixture
def store(empty_database: Database) -> Database:
    with empty_database.write() as work:
        counters.create(work.connection)
        work.connection.execute(insert(counters), {"id": 1, "value": 0})
    return empty_database


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Database]:
    """Yield a store in a SQLite file."""
    database = Database(f"sqlite:///{tmp_path / 'only.db'}")
    with database.write() as work:
        counters.create(work.connection)
        work.connection.execute(insert(counters), {"id": 1, "value": 0})
    yield database
    database.close()


def value(work: Work) -> int:
    found: int = work.connection.execute(select(counters.c.value).where(counters.c.id == 1)).scalar_one()
    return found


def setting(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_each_sqlite_connection_is_set_up(file: Database) -> None:  # UOW-01
    for unit, query_only in ((file.write, 0), (file.read, 1)):
        with unit() as work:
            found = [
                setting(work.connection, name) for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
            assert found == ["wal", 2, 1]
            patience = setting(work.connection, "busy_timeout")
            assert isinstance(patience, int) and 4_000 <= patience <= session.PATIENCE * 1000 == 5_000
            assert setting(work.connection, "query_only") == query_only


def test_writers_begin_immediate(file: Database) -> None:  # UOW-01
    said: list[str] = []
    with file.write() as work:
        event.listen(work.connection.engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    with file.write():
        assert said == ["BEGIN IMMEDIATE"]


def test_foreign_keys_are_held(store: Database) -> None:  # UOW-01
    with store.write() as work:
        work.connection.execute(text("CREATE TABLE notes (counter INTEGER REFERENCES counters (id))"))
    with pytest.raises(IntegrityError), store.write() as work:
        work.connection.execute(text("INSERT INTO notes VALUES (99)"))


def test_all_or_nothing(store: Database) -> None:  # UOW-02
    with store.write() as work:
        work.connection.execute(update(counters).values(value=1))
    with pytest.raises(ZeroDivisionError), store.write() as work:
        work.connection.execute(update(counters).values(value=2))
        raise ZeroDivisionError
    with store.read() as work:
        assert value(work) == 1


def test_readers_who_write_later_never_fail(store: Database) -> None:  # UOW-03
    def add(_turn: int) -> None:
        with store.write() as work:
            query = select(counters.c.value).where(counters.c.id == 1).with_for_update()
            before = work.connection.execute(query).scalar_one()
            work.connection.execute(update(counters).values(value=before + 1))

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(add, range(16 * 40)))
    with store.read() as work:
        assert value(work) == 16 * 40


def test_two_processes_share_a_file(file: Database) -> None:  # UOW-03
    def add() -> None:
        with file.write() as ours:
            ours.connection.execute(update(counters).values(value=counters.c.value + 1))

    other = Database(file.url)
    with ThreadPoolExecutor(1) as pool:
        with other.write() as theirs:
            theirs.connection.execute(update(counters).values(value=10))
            waiting = pool.submit(add)
        waiting.result()
    other.close()
    with file.read() as work:
        assert value(work) == 11


def test_a_reader_cannot_write(store: Database) -> None:  # UOW-04
    with pytest.raises(DBAPIError, match=r"read.?only"), store.read() as work:
        work.connection.execute(update(counters).values(value=5))


def test_a_reader_sees_one_state(store: Database) -> None:  # UOW-04
    with store.read() as reading:
        assert value(reading) == 0
        with store.write() as work:
            work.connection.execute(update(counters).values(value=7))
        assert value(reading) == 0
    with store.read() as later:
        assert value(later) == 7


def test_no_turn_in_time_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # UOW-05
    monkeypatch.setattr(session, "PATIENCE", 0)
    first, second = (Database(f"sqlite:///{tmp_path / 'busy.db'}") for _ in range(2))
    with first.write():
        with pytest.raises(StoreBusy), second.write():
            pytest.fail("two writers at once")
        with pytest.raises(StoreBusy), first.write():
            pytest.fail("two writers at once in one process")
    first.close()
    second.close()


def test_waiting_in_the_queue_counts(file: Database, monkeypatch: pytest.MonkeyPatch) -> None:  # UOW-05
    monkeypatch.setattr(session, "PATIENCE", 1)
    other, ours = Database(file.url), Database(file.url)

    def write(_turn: int) -> float:
        begun = time.monotonic()
        with pytest.raises(StoreBusy), ours.write():
            pytest.fail("another process holds the lock")
        return time.monotonic() - begun

    with other.write(), ThreadPoolExecutor(4) as pool:
        assert max(pool.map(write, range(4))) < 1.9
    other.close()
    ours.close()


def test_a_locked_row_is_busy(store: Database) -> None:  # UOW-05
    with pytest.raises(StoreBusy), store.write():
        raise OperationalError("", {}, _Fault("55P03"))


class _Fault(Exception):
    """A driver's fault with its code."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def test_a_full_disk_is_said(file: Database) -> None:  # UOW-05
    with pytest.raises(StoreFull), file.write() as work:
        work.connection.exec_driver_sql("PRAGMA max_page_count = 4")
        work.connection.execute(
            insert(counters), [{"id": n, "value": n, "note": "x" * 20} for n in range(2, 5000)]
        )
    with file.read() as work:
        assert value(work) == 0


def test_other_faults_stay_themselves(store: Database) -> None:  # UOW-05
    with pytest.raises(DBAPIError), store.read() as work:
        work.connection.execute(text("SELECT * FROM nowhere"))


class Base(DeclarativeBase):
    """The mapping of these tests."""


class Counter(Base):
    """One row of the table above."""

    __tablename__ = "counters"
    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int]


def test_the_session_works_in_the_same_transaction(store: Database) -> None:  # UOW-06
    with store.write() as work:
        work.session.add(Counter(id=2, value=5))
        work.connection.execute(update(counters).where(counters.c.id == 1).values(value=3))
    with pytest.raises(ZeroDivisionError), store.write() as work:
        work.session.add(Counter(id=3, value=5))
        work.flush()
        raise ZeroDivisionError
    with store.read() as work:
        rows = work.session.execute(select(Counter.id, Counter.value).order_by(Counter.id)).all()
    assert [tuple(row) for row in rows] == [(1, 3), (2, 5)]


def test_moments_are_utc(store: Database) -> None:  # UOW-07
    shanghai = timezone(timedelta(hours=8))
    at = datetime(2026, 3, 1, 0, 0, 0, 5, shanghai)
    later = datetime(2026, 2, 28, 16, 0, 1, tzinfo=UTC)
    with store.write() as work:
        rows = [{"id": 2, "value": 0, "at": later}, {"id": 3, "value": 0, "at": at}]
        work.connection.execute(insert(counters), rows)
    with store.read() as work:
        query = select(counters.c.at).where(counters.c.at < later + timedelta(days=1)).order_by(counters.c.at)
        assert work.connection.execute(query).scalars().all() == [at, later]
        assert all(found.tzinfo is UTC for found in work.connection.execute(query).scalars())
        assert work.connection.execute(select(counters.c.at).where(counters.c.id == 1)).scalar_one() is None


def test_naive_moments_are_refused(store: Database) -> None:  # UOW-07
    with pytest.raises(StatementError, match="time zone"), store.write() as work:
        work.connection.execute(update(counters).values(at=datetime(2026, 3, 1)))


KILLED = """
import os, signal, sys
from engine.store import Database
database = Database(sys.argv[1])
for turn in range(50):
    with database.write() as work:
        work.connection.exec_driver_sql("UPDATE counters SET value = value + 1")
    print(turn + 1, flush=True)
    if turn == 29:
        with database.write() as work:
            work.connection.exec_driver_sql("UPDATE counters SET value = 1000")
            os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_loses_nothing_committed(file: Database) -> None:  # UOW-08
    run = subprocess.run(
        [sys.executable, "-c", KILLED, file.url], capture_output=True, text=True, check=False
    )
    acknowledged = int(run.stdout.split()[-1])
    with file.read() as work:
        assert value(work) == acknowledged == 30
        assert setting(work.connection, "integrity_check") == "ok"
