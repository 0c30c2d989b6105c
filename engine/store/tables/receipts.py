"""Receipts: the answer to a submission, kept as sent, with the figures it was judged by."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from engine.store.base import ExactJson, Moment, metadata

receipts: Final = Table(
    "receipts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("response", String(36), ForeignKey("responses.id"), nullable=False),
    Column("key", String(64), nullable=False, comment="the submitting page's idempotency key"),
    Column("revision", Integer, nullable=False, comment="the revision the page had seen"),
    Column("body", Text, nullable=False, comment="the receipt, byte for byte as first answered"),
    Column("judged", ExactJson, nullable=False, comment="values, history, findings and version judged"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("response", "key", name="uq_receipts_key"),
)
