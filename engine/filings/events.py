"""The history of a response: append-only events, each sealed by the hash of the one before it.

An event is written in the transaction of the change it tells of. It knows no forms: paths and
JSON values only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final, Literal, TypeAlias, cast

from sqlalchemy import Row, select

from engine.problems import Problem, problem
from engine.store import Work, exact_json
from engine.store.exact_json import Json
from engine.store.tables.events import events

Action: TypeAlias = Literal[
    "open",
    "change",
    "save",
    "complete",
    "paste",
    "add",
    "remove",
    "move",
    "explain",
    "submit",
    "withdraw",
    "assess",
    "approve",
    "import",
    "upgrade",
]
GENESIS: Final = "0" * 64
_INSERT: Final = events.insert()


@dataclass(frozen=True, slots=True)
class Change:
    """One path's value before and after, as it stands in the document."""

    path: str
    before: Json
    after: Json


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a response's life; `revision` is the one it made."""

    response: str
    revision: int
    at: datetime
    by: str
    action: Action
    changes: tuple[Change, ...] = ()
    note: str = ""


def seal(previous: str, event: Event) -> str:
    """Return the hash of `event` standing after the event whose hash is `previous`."""
    return _seal(previous, event, _changes_text(event.changes))


def append(work: Work, event: Event, *, head: str) -> str:
    """Write `event` after the event with hash `head`; returns the new head."""
    text = _changes_text(event.changes)
    sealed = _seal(head, event, text)
    work.connection.execute(
        _INSERT,
        {
            "response": event.response,
            "revision": event.revision,
            "at": event.at,
            "by": event.by,
            "action": event.action,
            "changes": text,
            "note": event.note,
            "hash": sealed,
        },
    )
    return sealed


def since(work: Work, response: str, revision: int) -> tuple[Event, ...]:
    """Return the events that came after `revision`, oldest first."""
    query = select(events).where(events.c.response == response, events.c.revision > revision)
    return tuple(map(_event, work.connection.execute(query.order_by(events.c.revision))))


def named(work: Work, response: str, action: Action) -> tuple[Event, ...]:
    """Return the events of one kind, oldest first."""
    query = select(events).where(events.c.response == response, events.c.action == action)
    return tuple(map(_event, work.connection.execute(query.order_by(events.c.revision))))


def of(work: Work, response: str) -> tuple[Event, ...]:
    """Return all events of a response, oldest first."""
    return since(work, response, 0)


def verify(work: Work, response: str, *, head: str) -> tuple[Problem, ...]:
    """Return a problem for the first event that was changed or is missing; empty when all is sound.

    `head` is the hash kept with the response: without it a removed newest event could not be seen.
    """
    previous, revision = GENESIS, 0
    rows = work.connection.execute(
        select(events).where(events.c.response == response).order_by(events.c.revision)
    )
    for row in rows:
        event, revision = _event(row), revision + 1
        if event.revision != revision or seal(previous, event) != row.hash:
            return (problem("filing-chain-broken", response=response, sequence=revision),)
        previous = row.hash
    if previous != head:
        return (problem("filing-chain-broken", response=response, sequence=revision + 1),)
    return ()


def _seal(previous: str, event: Event, changes: str) -> str:
    told = [event.response, event.revision, event.at.isoformat(), event.by, event.action, changes, event.note]
    return sha256((previous + exact_json.dumps(told)).encode()).hexdigest()


def _changes_text(changes: Iterable[Change]) -> str:
    return exact_json.dumps([[change.path, change.before, change.after] for change in changes])


def _event(row: Row[tuple[object, ...]]) -> Event:
    changes = cast(Sequence[Sequence[Json]], exact_json.loads(row.changes))
    told = tuple(Change(str(path), before, after) for path, before, after in changes)
    return Event(row.response, row.revision, row.at, row.by, row.action, told, row.note)
