"""Terms of public links: whom they are for, a password, a quota, a time, a closing word."""

import sqlalchemy as sa
from alembic import op

from engine.store.base import ExactJson, Moment

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the terms; links that are there have none."""
    for column in (
        sa.Column(
            "label", sa.String(length=200), nullable=False, server_default="", comment="whom it is for"
        ),
        sa.Column(
            "password",
            sa.String(length=200),
            comment="argon2 of what one must know to begin; empty: nothing",
        ),
        sa.Column("most", sa.Integer(), comment="submissions admitted by it in all; empty: any number"),
        sa.Column(
            "given", sa.Integer(), nullable=False, server_default="0", comment="submissions by it so far"
        ),
        sa.Column("opens_at", Moment(), comment="empty: at once"),
        sa.Column("closes_at", Moment(), comment="empty: when the form does"),
        sa.Column("closing", ExactJson(), comment="what is said after the answer, by language"),
    ):
        op.add_column("public_links", column)
