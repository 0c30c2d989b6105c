"""Public links may be shown in pages of others, and charts may be shared."""

import sqlalchemy as sa
from alembic import op

from engine.store.base import ExactJson, Moment

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Let links name the pages that may frame them; add links to charts."""
    op.add_column(
        "public_links",
        sa.Column("frames", ExactJson(), comment="origins whose pages may show it; empty: none"),
    )
    op.create_table(
        "chart_shares",
        sa.Column("id", sa.String(length=36), primary_key=True),
        sa.Column(
            "token",
            sa.String(length=64),
            nullable=False,
            unique=True,
            comment="sha256 of the token in the address",
        ),
        sa.Column("form", sa.String(length=64), sa.ForeignKey("forms.form"), nullable=False),
        sa.Column(
            "user",
            sa.String(length=64),
            sa.ForeignKey("users.id"),
            nullable=False,
            comment="in whose name it is shown",
        ),
        sa.Column("organisation", sa.String(length=64), sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column(
            "query", sa.String(length=2000), nullable=False, comment="its filters, as an address says them"
        ),
        sa.Column("label", sa.String(length=200), nullable=False, comment="whom it is for"),
        sa.Column("frames", ExactJson(), comment="origins whose pages may show it; empty: none"),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("closes_at", Moment(), comment="empty: when somebody stops it"),
    )
    op.create_index("ix_chart_shares_form", "chart_shares", ["form", "created_at"])
