"""Attachments: one row per file of a response's field; the content stands elsewhere under a random name."""

from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, String, Table

from engine.store.base import Moment, metadata

attachments: Final = Table(
    "attachments",
    metadata,
    Column("id", String(36), primary_key=True, comment="random, 122 bits: it stands in addresses"),
    Column("response", String(36), ForeignKey("responses.id"), nullable=False),
    Column("form", String(64), ForeignKey("forms.form"), nullable=False, comment="the response's"),
    Column("path", String(200), nullable=False, comment="pattern of the field: rows may move"),
    Column("name", String(200), nullable=False, comment="as shown; never part of a path"),
    Column("size", BigInteger, nullable=False, comment="bytes"),
    Column("type", String(100), nullable=False, comment="media type, by content"),
    Column("sha256", String(64), nullable=False),
    Column("blob", String(64), nullable=False, unique=True, comment="name of the content"),
    Column("created_at", Moment, nullable=False),
    Column("by", String(64), nullable=False, comment="user id, or '' for a visitor of a public link"),
    CheckConstraint("size > 0", name="size"),
    Index("ix_attachments_response", "response"),
    Index("ix_attachments_form", "form", "size"),
)
