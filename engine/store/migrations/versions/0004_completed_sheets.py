"""Which sheets of a response are saved as complete."""

import sqlalchemy as sa
from alembic import op

from engine.store.base import ExactJson

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column; a response filed before has none."""
    comment = "sheets saved as complete, with their revisions"
    op.add_column("responses", sa.Column("completed", ExactJson(), comment=comment))
