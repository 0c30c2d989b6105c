"""The tables, one file per aggregate. Importing this package makes all of them known."""

from engine.store.tables import (
    attachments,
    changed,
    designs,
    events,
    forms,
    lists,
    people,
    receipts,
    responses,
    shares,
    trials,
)

__all__ = [
    "attachments",
    "changed",
    "designs",
    "events",
    "forms",
    "lists",
    "people",
    "receipts",
    "responses",
    "shares",
    "trials",
]
