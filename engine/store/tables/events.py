"""Events: what happened to a response, append-only, each row sealed by the hash of the one before."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from engine.store.base import Moment, metadata

events: Final = Table(
    "events",
    metadata,
    Column("response", String(36), ForeignKey("responses.id"), primary_key=True),
    Column(
        "revision", Integer, primary_key=True, autoincrement=False, comment="one event makes one revision"
    ),
    Column("at", Moment, nullable=False),
    Column("by", String(64), nullable=False, comment="user id, or '' for a visitor of a public link"),
    Column("action", String(20), nullable=False),
    Column("changes", Text, nullable=False, comment="canonical JSON: [[path, before, after], …]"),
    Column("note", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)

_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS events_no_{verb.lower()} BEFORE {verb} ON events "
    "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
    for verb in ("UPDATE", "DELETE")
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION events_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$",
    "CREATE OR REPLACE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events "
    "FOR EACH ROW EXECUTE FUNCTION events_append_only()",
)
APPEND_ONLY: Final[Mapping[str, tuple[str, ...]]] = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
"""Statements that a migration runs, by dialect, so that the database itself refuses a rewrite."""
