"""How far a copy of the store's rows has come, so that what changed since is found and nothing is missed."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import String, func, select

from engine.store import Work
from engine.store.tables.changed import changed

PLACES: Final = ""
"""The subject under which changes of organisations are noted."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What was to be seen of a subject's changes: equal marks say equal rows.

    SQLite numbers changes in the order of their commits. PostgreSQL's numbers are those of
    transactions, of which some below the last may still be open.
    """

    last: int
    open: tuple[int, ...] = ()

    @property
    def since(self) -> int:
        """The least number that a change not seen yet may have."""
        return min(self.open, default=self.last + 1)


NEVER: Final = Mark(0)


def mark(work: Work, subject: str) -> Mark:
    """Return what this unit of work can see of a subject's changes."""
    newest = select(func.coalesce(func.max(changed.c.number), 0)).where(changed.c.subject == subject)
    if work.connection.dialect.name == "sqlite":
        return Mark(work.connection.execute(newest).scalar_one())
    snapshot = func.pg_current_snapshot().cast(String)
    last, seen = work.connection.execute(select(newest.scalar_subquery(), snapshot)).one()
    return Mark(last, tuple(number for number in _open(seen) if number <= last))


def _open(snapshot: str) -> list[int]:
    """Return the transactions that a snapshot (`xmin:xmax:xip,xip,…`) does not see through."""
    listed = snapshot.rpartition(":")[2]
    return sorted(int(number) for number in listed.split(",") if number)
