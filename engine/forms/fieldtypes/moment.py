"""Dates with a time of day: aware, in UTC inside."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import ClassVar, Final

from engine.forms.fieldtypes.kind import Raw, half_width, refuse, single
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem
from engine.rules import Type

CHINA: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The zone in which people type and read times; it has no summer time."""

_MOMENT: Final = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?", re.ASCII
)
_ISO: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in time. `zone`: where a person's clock hangs."""

    name: ClassVar[str] = "datetime"
    zone: tzinfo = CHINA

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> datetime | None:
        """Return the moment of `2026-01-31T12:30` or `2026/1/31 12:30:00` on the zone's clock."""
        text = half_width(single(raw))
        if not text or _ISO.fullmatch(text):
            return self.coerce(text, field)
        found = _MOMENT.fullmatch(text)
        if found is None:
            raise refuse("value-not-datetime", raw)
        year, month, day, hour, minute, second = (int(group or 0) for group in found.groups())
        try:
            local = datetime(year, month, day, hour, minute, second, tzinfo=self.zone)
            return local.astimezone(UTC)
        except (ValueError, OverflowError):
            raise refuse("value-not-datetime", raw) from None

    def coerce(
        self, value: object, field: Properties, *, codelist: Codelist | None = None
    ) -> datetime | None:
        """Return the moment of an aware datetime or of ISO text with its zone."""
        if value is None or value == "":
            return None
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.astimezone(UTC)
        if not isinstance(value, str) or not _ISO.fullmatch(value):
            raise refuse("value-not-datetime", value)
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            raise refuse("value-not-datetime", value) from None

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Nothing more can be wrong."""
        return []

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return date and time on the zone's clock, to the minute."""
        return f"{value.astimezone(self.zone):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else ""

    def to_json(self, value: object) -> object:
        """Return ISO text in UTC."""
        if not isinstance(value, datetime):
            return None
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def from_json(self, value: object) -> datetime | None:
        """Return the moment of ISO text; ValueError for others."""
        return datetime.fromisoformat(value).astimezone(UTC) if isinstance(value, str) else None

    def rule_type(self, field: Properties) -> Type:
        """A moment."""
        return Type("datetime")

    def schema(self, field: Properties) -> dict[str, object]:
        """ISO text with a zone."""
        return {"type": "string", "format": "date-time"}
