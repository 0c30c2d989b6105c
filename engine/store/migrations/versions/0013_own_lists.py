"""Designers bring lists of codes of their own."""

import sqlalchemy as sa
from alembic import op

from engine.store.base import ExactJson, Moment

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the lists that designers of a system uploaded."""
    op.create_table(
        "own_lists",
        sa.Column("system", sa.String(length=64), primary_key=True),
        sa.Column("name", sa.String(length=64), primary_key=True),
        sa.Column("title", ExactJson(), nullable=False, comment="what it is called, by language"),
        sa.Column("codes", sa.Integer(), nullable=False, comment="how many there are"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="sha256 of the source"),
        sa.Column("source", sa.LargeBinary(), nullable=False, comment="the list as CSV, compressed"),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("updated_by", sa.String(length=64), nullable=False),
    )
