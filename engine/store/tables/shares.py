"""Links to charts: what somebody lets others see who have no account."""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table

from engine.store.base import ExactJson, Moment, metadata

chart_shares: Final = Table(
    "chart_shares",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("token", String(64), nullable=False, unique=True, comment="sha256 of the token in the address"),
    Column("form", String(64), ForeignKey("forms.form"), nullable=False),
    Column("user", String(64), ForeignKey("users.id"), nullable=False, comment="in whose name it is shown"),
    Column("organisation", String(64), ForeignKey("organisations.id"), nullable=False),
    Column("query", String(2000), nullable=False, comment="its filters, as an address says them"),
    Column("label", String(200), nullable=False, comment="whom it is for"),
    Column("frames", ExactJson, comment="origins whose pages may show it; empty: none"),
    Column("open", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("closes_at", Moment, comment="empty: when somebody stops it"),
    Index("ix_chart_shares_form", "form", "created_at"),
)
