"""Answers that a designer only tries: one set for each design and person, kept apart from every response."""

from typing import Final

from sqlalchemy import Column, ForeignKey, String, Table

from engine.store.base import ExactJson, Moment, metadata

design_trials: Final = Table(
    "design_trials",
    metadata,
    Column("design", String(36), ForeignKey("designs.id"), primary_key=True),
    Column("user", String(64), ForeignKey("users.id"), primary_key=True),
    Column("trial", ExactJson, nullable=False, comment="answers, period, organisation, earlier figures"),
    Column("updated_at", Moment, nullable=False),
)
