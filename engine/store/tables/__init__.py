"""The tables, one file per aggregate. Importing this package makes all of them known."""

from engine.store.tables import attachments, events, forms, people, receipts, responses

__all__ = ["attachments", "events", "forms", "people", "receipts", "responses"]
