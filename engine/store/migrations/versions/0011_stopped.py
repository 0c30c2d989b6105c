"""A form can be stopped before its periods end."""

import sqlalchemy as sa
from alembic import op

from engine.store.base import Moment

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Remember since when a form takes no answers, and who said so."""
    op.add_column("forms", sa.Column("stopped_at", Moment(), comment="since when it takes no answers"))
    op.add_column("forms", sa.Column("stopped_by", sa.String(length=64), comment="who stopped it"))
