"""Organisations, their people and roles, sessions, and the counters that slow down guessing."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from engine.store.base import ExactJson, Moment, metadata

organisations: Final = Table(
    "organisations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("system", String(64), nullable=False),
    Column("type", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("parent", String(64), ForeignKey("organisations.id"), comment="who opened it; empty at the top"),
    Column("path", String(1000), nullable=False, comment="ids from the top down to itself: /a/b/"),
    Column("region", String(64), nullable=False, comment="code in the system's region list, or ''"),
    Column("region_path", String(400), nullable=False, comment="codes from the top down: /37/3701/"),
    Column("profile", ExactJson, nullable=False, comment="what rules read as org.*"),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_organisations_path", "path"),
    Index("ix_organisations_region_path", "system", "region_path"),
)

users: Final = Table(
    "users",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("login", String(64), nullable=False, comment="normalised: NFKC, case folded"),
    Column("name", String(100), nullable=False),
    Column("password", String(200), nullable=False, comment="argon2id; '' lets nobody in"),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("login", name="uq_users_login"),
)

memberships: Final = Table(
    "memberships",
    metadata,
    Column("user", String(64), ForeignKey("users.id"), primary_key=True),
    Column("organisation", String(64), ForeignKey("organisations.id"), primary_key=True),
    Column("role", String(64), primary_key=True),
    Column("grants", ExactJson, nullable=False, comment="verbs given one by one: [verb, …]"),
    Index("ix_memberships_organisation", "organisation"),
)

sessions: Final = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True, comment="sha256 of the token in the cookie"),
    Column("user", String(64), ForeignKey("users.id"), nullable=False),
    Column("organisation", String(64), ForeignKey("organisations.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("ix_sessions_user", "user"),
    Index("ix_sessions_expires_at", "expires_at"),
)

attempts: Final = Table(
    "attempts",
    metadata,
    Column("key", String(200), primary_key=True, comment="a limit and whom it counts"),
    Column("count", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
    CheckConstraint("count >= 0", name="count"),
)
