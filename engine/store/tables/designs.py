"""Designs: definitions being edited, every change of each, and who is looking at one just now."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from engine.store.base import ExactJson, Moment, metadata

designs: Final = Table(
    "designs",
    metadata,
    Column("id", String(36), primary_key=True, comment="random, 122 bits: it stands in addresses"),
    Column("system", String(64), nullable=False),
    Column("form", String(64), nullable=False, comment="what its text names itself; '' while unreadable"),
    Column("kind", String(20), nullable=False, comment="survey, report, …; '' while unreadable"),
    Column("title", String(200), nullable=False, comment="as lists show it"),
    Column("text", Text, nullable=False, comment="the definition, in YAML"),
    Column("revision", Integer, nullable=False, comment="one change makes one"),
    Column("follows", String(64), ForeignKey("form_versions.version"), comment="the version it goes on from"),
    Column("published", Integer, comment="the revision published last; empty before"),
    Column("created_at", Moment, nullable=False),
    Column("created_by", String(64), nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("updated_by", String(64), nullable=False),
    Index("ix_designs_system", "system", "updated_at"),
)

design_changes: Final = Table(
    "design_changes",
    metadata,
    Column("design", String(36), ForeignKey("designs.id"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False, comment="the one it made"),
    Column("at", Moment, nullable=False),
    Column("by", String(64), nullable=False, comment="user id"),
    Column("gesture", String(40), nullable=False, comment="what was done, in one word"),
    Column("place", ExactJson, nullable=False, comment="what it was done to: the way from the root"),
    Column("change", ExactJson, nullable=False, comment="[[start, end, text], …] of the text before"),
    Column("inverse", ExactJson, nullable=False, comment="the same, of the text after"),
    Column("undoes", Integer, comment="the revision it takes back; empty for what is new"),
)

design_editors: Final = Table(
    "design_editors",
    metadata,
    Column("design", String(36), ForeignKey("designs.id"), primary_key=True),
    Column("user", String(64), ForeignKey("users.id"), primary_key=True),
    Column("place", String(200), nullable=False, comment="where the cursor is"),
    Column("seen_at", Moment, nullable=False),
)
