"""Counters that slow down guessing, kept in the store so that all workers count together."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from limits.storage import Storage
from sqlalchemy import Table, bindparam, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.store import Database
from engine.store.tables.people import attempts

Clock = Callable[[], datetime]
_UPSERT: dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
# What another worker is busy with is left to it: two that clean up never wait for each other.
_FORGET = delete(attempts).where(
    attempts.c.key.in_(
        select(attempts.c.key)
        .where(attempts.c.expires_at <= bindparam("now"), attempts.c.key != bindparam("kept"))
        .with_for_update(skip_locked=True)
    )
)


class StoredCounters(Storage):
    """The storage port of `limits` on our table; each count is a unit of work of its own."""

    STORAGE_SCHEME = ["tianbao"]

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__()
        self._database = database
        self._clock = clock

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """No exception of the store is hidden."""
        return ()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` for `key` in its window of `expiry` seconds; returns the count so far."""
        now = self._clock()
        fresh = attempts.c.expires_at <= now
        ends = now + timedelta(seconds=expiry)
        row = _UPSERT[self._database.dialect](attempts).values(key=key, count=max(amount, 0), expires_at=ends)
        count = case((fresh, max(amount, 0)), else_=attempts.c.count + amount)
        upsert = row.on_conflict_do_update(
            index_elements=["key"],
            set_={"count": count, "expires_at": case((fresh, ends), else_=attempts.c.expires_at)},
        ).returning(attempts.c.count)
        with self._database.write() as work:
            work.connection.execute(_FORGET, {"now": now, "kept": key})
            found: int = work.connection.execute(upsert).scalar_one()
        return found

    def get(self, key: str) -> int:
        """Return the count of a window that has not ended."""
        found: int = self._ask(key, attempts.c.count, 0)
        return found

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, in seconds since 1970; now when there is none."""
        ends: datetime = self._ask(key, attempts.c.expires_at, self._clock())
        return ends.timestamp()

    def check(self) -> bool:
        """The store is asked anyway; nothing to probe."""
        return True

    def reset(self) -> int | None:
        """Forget all counts."""
        with self._database.write() as work:
            return work.connection.execute(delete(attempts)).rowcount

    def clear(self, key: str) -> None:
        """Forget one count."""
        with self._database.write() as work:
            work.connection.execute(delete(attempts).where(attempts.c.key == key))

    def _ask(self, key: str, column: Any, otherwise: Any) -> Any:
        query = select(column).where(attempts.c.key == key, attempts.c.expires_at > self._clock())
        with self._database.read() as work:
            found = work.connection.execute(query).scalar_one_or_none()
        return otherwise if found is None else found
