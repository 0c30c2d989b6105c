"""Lists of codes that designers of a system brought; published versions keep what they were frozen with."""

from typing import Final

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from engine.store.base import ExactJson, Moment, metadata

own_lists: Final = Table(
    "own_lists",
    metadata,
    Column("system", String(64), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("title", ExactJson, nullable=False, comment="what it is called, by language"),
    Column("codes", Integer, nullable=False, comment="how many there are"),
    Column("digest", String(64), nullable=False, comment="sha256 of the source"),
    Column("source", LargeBinary, nullable=False, comment="the list as CSV, compressed"),
    Column("updated_at", Moment, nullable=False),
    Column("updated_by", String(64), nullable=False),
)
