"""Forms published from designs belong to the system whose designers made them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Say of each form whose it is; what there is comes from the installation's files."""
    op.add_column(
        "forms",
        sa.Column(
            "system",
            sa.String(length=64),
            nullable=False,
            server_default="",
            comment="whose designers published it; '' what the installation's files define",
        ),
    )
