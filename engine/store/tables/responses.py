"""Responses: one row each, with the data as a JSON document whose decimals stay exact."""

from typing import Final

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from engine.store.base import ExactJson, Moment, metadata

STATES: Final = ("draft", "submitted", "approved", "returned")

responses: Final = Table(
    "responses",
    metadata,
    Column("id", String(36), primary_key=True, comment="random, 122 bits: it stands in addresses"),
    Column("form", String(64), ForeignKey("forms.form"), nullable=False),
    Column("version", String(64), ForeignKey("form_versions.version"), nullable=False),
    Column("organisation", String(64), ForeignKey("organisations.id"), comment="empty: by public link"),
    Column("link", String(36), ForeignKey("public_links.id"), comment="empty: filed by an organisation"),
    Column("visitor", String(64), nullable=False, comment="sha256 of a visitor's cookie; '' otherwise"),
    Column("period", String(10), nullable=False, comment="'2026-03', '2026-Q1', …; '' without period"),
    Column("slot", String(36), nullable=False, comment="'' where one response is admitted; else its number"),
    Column("state", String(10), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("document", ExactJson, nullable=False, comment="the values as typed"),
    Column("effective", ExactJson, comment="what counted at the last submission; empty before"),
    Column("explanations", ExactJson, nullable=False),
    Column("completed", ExactJson, comment="sheets saved as complete, with their revisions"),
    Column("screening", String(10), comment="normal | abnormal; empty before submission"),
    Column("source", String(20), nullable=False, comment="how it was entered: online, import, admin, link"),
    Column("filed_by", String(64), nullable=False, comment="who opened or last submitted it"),
    Column("head", String(64), nullable=False, comment="hash of the newest event"),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("submitted_at", Moment),
    Column("approved_at", Moment),
    Column("serial", String(200), comment="the number issued on approval; empty before, or without one"),
    # SQL counts NULLs as different, so each kind of owner has its own key
    UniqueConstraint("form", "organisation", "period", "slot", name="uq_responses_organisation"),
    UniqueConstraint("link", "visitor", "slot", name="uq_responses_link"),
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint("(organisation IS NULL) <> (link IS NULL)", name="owner"),
    Index("ix_responses_form_period", "form", "period", "state"),
    Index("ix_responses_organisation", "organisation", "updated_at"),
    Index("ix_responses_version", "version", "state"),
    Index("uq_responses_serial", "form", "serial", unique=True),
)

serials: Final = Table(
    "serials",
    metadata,
    Column("form", String(64), ForeignKey("forms.form"), primary_key=True),
    Column("series", String(200), primary_key=True, comment="the pattern's text without the number"),
    Column("last", Integer, nullable=False, comment="the number issued last"),
)
