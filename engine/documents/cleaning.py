"""What a kill or a refusal left behind: content that no row points at, gone after a day."""

from datetime import datetime, timedelta
from typing import Final

from engine.documents.attachments import without_row
from engine.documents.blobs import Blobs
from engine.store import Database

AGE: Final = timedelta(hours=24)
"""Younger content may belong to an upload that is still under way."""


def clean_orphans(database: Database, blobs: Blobs, *, at: datetime) -> int:
    """Delete old content without a row; returns how many. Safe to run beside uploads, at any time."""
    old = list(blobs.older_than(at - AGE))
    with database.read() as work:
        orphans = list(without_row(work, old))
    for name in orphans:
        blobs.delete(name)
    return len(orphans)
