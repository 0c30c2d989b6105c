"""Published form versions and the public links that open a form; frozen once written."""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from engine.store.base import ExactJson, Moment, metadata

form_versions: Final = Table(
    "form_versions",
    metadata,
    Column("version", String(64), primary_key=True, comment="sha256 of the canonical definition"),
    Column("form", String(64), nullable=False),
    Column("label", String(40), nullable=False, comment="the author's own name of the version"),
    Column("source", LargeBinary, nullable=False, comment="the bytes as published"),
    Column("follows", String(64), ForeignKey("form_versions.version"), comment="the version before it"),
    Column("published_at", Moment, nullable=False),
    Column("published_by", String(64), nullable=False),
    Column("frozen", ExactJson, comment="digests of its lists, versions of its links; empty: not frozen"),
    Index("ix_form_versions_form", "form"),
)

frozen_lists: Final = Table(
    "frozen_lists",
    metadata,
    Column("digest", String(64), primary_key=True, comment="sha256 of the content"),
    Column("content", LargeBinary, nullable=False, comment="a codelist or decision table, deflated JSON"),
)

forms: Final = Table(
    "forms",
    metadata,
    Column("form", String(64), primary_key=True),
    Column("version", String(64), ForeignKey("form_versions.version"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column(
        "reporter",
        String(1000),
        nullable=False,
        comment="types of organisations that file it, between spaces; '' anyone",
    ),
    Column(
        "system",
        String(64),
        nullable=False,
        server_default="",
        comment="whose designers published it; '' what the installation's files define",
    ),
    Column("stopped_at", Moment, comment="since when it takes no answers"),
    Column("stopped_by", String(64), comment="who stopped it"),
)

public_links: Final = Table(
    "public_links",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("token", String(64), nullable=False, unique=True, comment="sha256 of the token in the address"),
    Column("form", String(64), ForeignKey("forms.form"), nullable=False),
    Column("period", String(10), nullable=False),
    Column("single", Boolean, nullable=False, comment="one person's link: one answer for all visitors"),
    Column(
        "answers", Integer, comment="answers admitted per visitor (or per single link); empty: any number"
    ),
    Column("open", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", String(64), nullable=False),
    Column("label", String(200), nullable=False, server_default="", comment="whom it is for"),
    Column("password", String(200), comment="argon2 of what one must know to begin; empty: nothing"),
    Column("most", Integer, comment="submissions admitted by it in all; empty: any number"),
    Column("given", Integer, nullable=False, server_default="0", comment="submissions by it so far"),
    Column("opens_at", Moment, comment="empty: at once"),
    Column("closes_at", Moment, comment="empty: when the form does"),
    Column("closing", ExactJson, comment="what is said after the answer, by language"),
    Column("frames", ExactJson, comment="origins whose pages may show it; empty: none"),
)
