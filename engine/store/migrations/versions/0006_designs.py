"""Definitions edited in the browser: designs, their changes, and who edits them."""

import sqlalchemy as sa
from alembic import op

from engine.store.base import ExactJson, Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the three tables."""
    _create_designs()
    _create_changes()
    op.create_table(
        "design_editors",
        sa.Column("design", sa.String(length=36), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False, comment="where the cursor is"),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["design"], ["designs.id"], name=op.f("fk_design_editors_design")),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name=op.f("fk_design_editors_user")),
        sa.PrimaryKeyConstraint("design", "user", name=op.f("pk_design_editors")),
    )


def _create_designs() -> None:
    op.create_table(
        "designs",
        sa.Column(
            "id", sa.String(length=36), nullable=False, comment="random, 122 bits: it stands in addresses"
        ),
        sa.Column("system", sa.String(length=64), nullable=False),
        sa.Column(
            "form",
            sa.String(length=64),
            nullable=False,
            comment="what its text names itself; '' while unreadable",
        ),
        sa.Column(
            "kind", sa.String(length=20), nullable=False, comment="survey, report, …; '' while unreadable"
        ),
        sa.Column("title", sa.String(length=200), nullable=False, comment="as lists show it"),
        sa.Column("text", sa.Text(), nullable=False, comment="the definition, in YAML"),
        sa.Column("revision", sa.Integer(), nullable=False, comment="one change makes one"),
        sa.Column("follows", sa.String(length=64), nullable=True, comment="the version it goes on from"),
        sa.Column(
            "published", sa.Integer(), nullable=True, comment="the revision published last; empty before"
        ),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("updated_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["follows"], ["form_versions.version"], name=op.f("fk_designs_follows")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_designs")),
    )
    op.create_index("ix_designs_system", "designs", ["system", "updated_at"])


def _create_changes() -> None:
    op.create_table(
        "design_changes",
        sa.Column("design", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False, comment="the one it made"),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False, comment="user id"),
        sa.Column("gesture", sa.String(length=40), nullable=False, comment="what was done, in one word"),
        sa.Column("place", ExactJson(), nullable=False, comment="what it was done to: the way from the root"),
        sa.Column(
            "change", ExactJson(), nullable=False, comment="[[start, end, text], …] of the text before"
        ),
        sa.Column("inverse", ExactJson(), nullable=False, comment="the same, of the text after"),
        sa.Column(
            "undoes", sa.Integer(), nullable=True, comment="the revision it takes back; empty for what is new"
        ),
        sa.ForeignKeyConstraint(["design"], ["designs.id"], name=op.f("fk_design_changes_design")),
        sa.PrimaryKeyConstraint("design", "revision", name=op.f("pk_design_changes")),
    )
