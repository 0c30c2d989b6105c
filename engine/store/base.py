"""What all tables share: the metadata, the naming of constraints, and two exact column types."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import DateTime, Dialect, MetaData, String, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, TypeEngine

from engine.store import exact_json
from engine.store.exact_json import Json

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every table of the product; constraints are named so that migrations can speak of them."""


class ExactJson(TypeDecorator[Json]):
    """A JSON document whose decimals come back digit for digit.

    SQLite keeps the text; PostgreSQL a `json` column, which keeps the text too and can be asked
    inside (`jsonb` would sort the keys). Python's None is SQL's NULL.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose `json` on PostgreSQL, text elsewhere."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.JSON(none_as_null=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Json, dialect: Dialect) -> Any:
        """Write the text, except where the driver does it with the same function."""
        if value is None or dialect.name == "postgresql":
            return value
        return exact_json.dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Json:
        """Read the text, except where the driver does it with the same function."""
        if value is None or dialect.name == "postgresql":
            found: Json = value
            return found
        return exact_json.loads(value)


class Moment(TypeDecorator[datetime]):
    """A point in time: aware, kept and returned in UTC. A naive datetime is refused (ValueError).

    SQLite keeps fixed-width text, so that text order is the order of time.
    """

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose `timestamptz` on PostgreSQL, text elsewhere."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs its time zone: {value.isoformat()}")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read in UTC."""
        if value is None:
            return None
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment.astimezone(UTC)
