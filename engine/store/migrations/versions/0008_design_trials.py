"""What designers try of their designs."""

import sqlalchemy as sa
from alembic import op

from engine.store.base import ExactJson, Moment

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table of trials."""
    op.create_table(
        "design_trials",
        sa.Column("design", sa.String(length=36), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column(
            "trial", ExactJson(), nullable=False, comment="answers, period, organisation, earlier figures"
        ),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["design"], ["designs.id"], name=op.f("fk_design_trials_design")),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name=op.f("fk_design_trials_user")),
        sa.PrimaryKeyConstraint("design", "user", name=op.f("pk_design_trials")),
    )
