"""Months of a year."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from engine.forms.fieldtypes.day import Date, day_of
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.forms.periods import Period
from engine.rules import Type

_MONTH: Final = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Month(Date):
    """A month of a year, kept as its first day."""

    name: ClassVar[str] = "month"
    refusal: ClassVar[str] = "value-not-month"

    def read(self, text: str) -> date:
        """Return the first day of 2026-03, 2026/3 or 2026年3月; ValueError for others."""
        return day_of(_MONTH.fullmatch(text))

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return 2026年3月, March 2026."""
        return Period.of("month", value).label(language) if isinstance(value, date) else ""

    def to_json(self, value: object) -> object:
        """Return 2026-03."""
        return value.isoformat()[:7] if isinstance(value, date) else None

    def from_json(self, value: object) -> date | None:
        """Return the first day of 2026-03; ValueError for others."""
        return Period.parse(value).start if isinstance(value, str) else None

    def rule_type(self, field: Properties) -> Type:
        """A month."""
        return Type("month")

    def schema(self, field: Properties) -> dict[str, object]:
        """Year and month."""
        return {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$"}
