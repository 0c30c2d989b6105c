"""Every change of a finished response and of an organisation is noted, for the copy that charts read."""

import sqlalchemy as sa
from alembic import op

from engine.store.tables.changed import NOTES

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the notes, who takes them, and the way to see which versions have answers."""
    op.create_table(
        "changed",
        sa.Column(
            "subject",
            sa.String(length=64),
            nullable=False,
            comment="the form of a response; '' for an organisation",
        ),
        sa.Column("id", sa.String(length=64), nullable=False, comment="of the response or the organisation"),
        sa.Column(
            "number",
            sa.BigInteger(),
            nullable=False,
            comment="SQLite: counts changes of the subject; PostgreSQL: the transaction that made the last",
        ),
        sa.PrimaryKeyConstraint("subject", "id", name=op.f("pk_changed")),
    )
    op.create_index("ix_changed_subject", "changed", ["subject", "number"])
    op.create_index("ix_responses_version", "responses", ["version", "state"])
    for statement in NOTES[op.get_context().dialect.name]:
        op.execute(statement)
