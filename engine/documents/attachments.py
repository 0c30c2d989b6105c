"""Attachments as rows: which file belongs to which response and field; written with the value it is in."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Row, select

from engine.documents.receiving import Received
from engine.store import Work
from engine.store.tables.attachments import attachments

_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Owner:
    """What a file belongs to; `path` is the field's pattern: `papers`, `products[].photo`."""

    response: str
    form: str
    path: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a response."""

    id: str
    response: str
    form: str
    path: str
    name: str
    size: int
    type: str
    sha256: str
    blob: str
    created_at: datetime
    by: str


_COLUMNS: Final = tuple(attachments.c[name] for name in Attachment.__slots__)


def insert(work: Work, owner: Owner, files: Iterable[Received], *, by: str, at: datetime) -> None:
    """Write a row for each file; its content must be safe already."""
    rows = [
        {
            "id": one.id,
            "response": owner.response,
            "form": owner.form,
            "path": owner.path,
            "name": one.name,
            "size": one.size,
            "type": one.type,
            "sha256": one.sha256,
            "blob": one.blob,
            "created_at": at,
            "by": by,
        }
        for one in files
    ]
    if rows:
        work.connection.execute(attachments.insert(), rows)


def find(work: Work, response: str, attachment: str) -> Attachment | None:
    """Return one file of one response; None for another's, and for what is no identity at all."""
    if not _ID.fullmatch(attachment):
        return None
    where = (attachments.c.id == attachment, attachments.c.response == response)
    row = work.connection.execute(select(*_COLUMNS).where(*where)).one_or_none()
    return _attachment(row) if row else None


def of_response(work: Work, response: str) -> tuple[Attachment, ...]:
    """Return all files of a response, removed ones too, oldest first."""
    query = select(*_COLUMNS).where(attachments.c.response == response)
    rows = work.connection.execute(query.order_by(attachments.c.created_at, attachments.c.id))
    return tuple(map(_attachment, rows))


def drop(work: Work, response: str, *, but: Collection[str]) -> int:
    """Delete the rows of a response's files except those named; returns how many. Content stays."""
    gone = [one.id for one in of_response(work, response) if one.id not in but]
    for start in range(0, len(gone), _AT_ONCE):
        some = gone[start : start + _AT_ONCE]
        work.connection.execute(attachments.delete().where(attachments.c.id.in_(some)))
    return len(gone)


def without_row(work: Work, blobs: Iterable[str]) -> Iterator[str]:
    """Yield those of some names of content that no row points at."""
    names = list(blobs)
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        query = select(attachments.c.blob).where(attachments.c.blob.in_(some))
        held = set(work.connection.execute(query).scalars())
        yield from (name for name in some if name not in held)


def _attachment(row: Row[tuple[object, ...]]) -> Attachment:
    return Attachment(**row._mapping)
