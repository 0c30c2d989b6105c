"""What changed, in order: how a copy of the answers finds what is new without looking at all of them.

The database itself takes the notes, so that no writer can forget one. A table that a migration
makes anew on SQLite loses its triggers: it must run `NOTES` again.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import BigInteger, Column, Index, String, Table

from engine.store.base import metadata

changed: Final = Table(
    "changed",
    metadata,
    Column("subject", String(64), primary_key=True, comment="the form of a response; '' for an organisation"),
    Column("id", String(64), primary_key=True, comment="of the response or the organisation"),
    Column(
        "number",
        BigInteger,
        nullable=False,
        comment="SQLite: counts changes of the subject; PostgreSQL: the transaction that made the last",
    ),
    Index("ix_changed_subject", "subject", "number"),
)

_ANSWERS: Final = ("form", "version", "organisation", "period", "state", "effective", "submitted_at")
_PLACES: Final = ("system", "type", "parent", "path", "region", "region_path", "profile", "name")
_FINISHED: Final = "state IN ('submitted', 'approved')"


def _sqlite() -> Iterator[str]:
    for table, subject, columns in (
        ("responses", "{row}.form", _ANSWERS),
        ("organisations", "''", _PLACES),
    ):
        for verb, row in (
            ("INSERT", "NEW"),
            (f"UPDATE OF {', '.join(columns)}", "NEW"),
            ("DELETE", "OLD"),
        ):
            yield _noting(table, verb, row, subject=subject.format(row=row))


def _noting(table: str, verb: str, row: str, *, subject: str) -> str:
    name = verb.split()[0].lower()
    rows = ("OLD", "NEW") if name == "update" else (row,)
    when = " OR ".join(f"{each}.{_FINISHED}" for each in rows) if table == "responses" else "1"
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_noted_{name} AFTER {verb} ON {table} WHEN {when} BEGIN "
        "INSERT INTO changed (subject, id, number) "
        f"VALUES ({subject}, {row}.id, "
        f"(SELECT coalesce(max(number), 0) + 1 FROM changed WHERE subject = {subject})) "
        "ON CONFLICT (subject, id) DO UPDATE SET number = excluded.number; END"
    )


_NOTE = (
    "INSERT INTO changed (subject, id, number) "
    "VALUES ({subject}, {row}.id, pg_current_xact_id()::text::bigint) "
    "ON CONFLICT (subject, id) DO UPDATE SET number = excluded.number"
)


def _postgresql() -> Iterator[str]:
    for table, subject, columns in (("responses", "{row}.form", _ANSWERS), ("organisations", "''", _PLACES)):
        new, old = (_NOTE.format(subject=subject.format(row=row), row=row) for row in ("NEW", "OLD"))
        yield (
            f"CREATE OR REPLACE FUNCTION {table}_noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' THEN {old}; ELSE {new}; END IF; RETURN NULL; END $$"
        )
        for verb, when in (
            ("INSERT", f"NEW.{_FINISHED}"),
            (f"UPDATE OF {', '.join(columns)}", f"OLD.{_FINISHED} OR NEW.{_FINISHED}"),
            ("DELETE", f"OLD.{_FINISHED}"),
        ):
            condition = when if table == "responses" else "true"
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_noted_{verb.split()[0].lower()} AFTER {verb} ON {table} "
                f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {table}_noted()"
            )


NOTES: Final[Mapping[str, tuple[str, ...]]] = {
    "sqlite": tuple(_sqlite()),
    "postgresql": tuple(_postgresql()),
}
"""Statements that a migration runs, by dialect: the triggers that note every change of what counts."""
