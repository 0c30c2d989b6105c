"""A form may be filed by several types of organisations: their names stand between spaces."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give the names room."""
    with op.batch_alter_table("forms") as forms:
        forms.alter_column(
            "reporter",
            existing_type=sa.String(length=64),
            type_=sa.String(length=1000),
            existing_nullable=False,
            comment="types of organisations that file it, between spaces; '' anyone",
            existing_comment="type of organisation that files it; '' anyone",
        )
