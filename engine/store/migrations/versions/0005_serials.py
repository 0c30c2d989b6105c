"""Serial numbers: issued on approval, each once, counted in a row of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the number of a response, and the counters."""
    op.add_column(
        "responses",
        sa.Column(
            "serial",
            sa.String(length=200),
            nullable=True,
            comment="the number issued on approval; empty before, or without one",
        ),
    )
    op.create_index("uq_responses_serial", "responses", ["form", "serial"], unique=True)
    op.create_table(
        "serials",
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column(
            "series", sa.String(length=200), nullable=False, comment="the pattern's text without the number"
        ),
        sa.Column("last", sa.Integer(), nullable=False, comment="the number issued last"),
        sa.ForeignKeyConstraint(["form"], ["forms.form"], name=op.f("fk_serials_form")),
        sa.PrimaryKeyConstraint("form", "series", name=op.f("pk_serials")),
    )
