"""Codelists and decision tables are kept with the versions that were published with them."""

import sqlalchemy as sa
from alembic import op

from engine.store.base import ExactJson

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Keep lists by content; versions from before name none and read the present ones."""
    op.create_table(
        "frozen_lists",
        sa.Column("digest", sa.String(length=64), nullable=False, comment="sha256 of the content"),
        sa.Column(
            "content",
            sa.LargeBinary(),
            nullable=False,
            comment="a codelist or decision table, deflated JSON",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_frozen_lists")),
    )
    op.add_column(
        "form_versions",
        sa.Column(
            "frozen",
            ExactJson(),
            nullable=True,
            comment="digests of its lists, versions of its links; empty: not frozen",
        ),
    )
