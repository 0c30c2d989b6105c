"""Dates: one day of the calendar."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from engine.forms.fieldtypes.kind import Raw, half_width, refuse, single
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem
from engine.rules import Type

_DATE: Final = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.|年([0-9]{1,2})月)([0-9]{1,2})日?", re.ASCII
)
_FIRST_YEAR: Final = 1000


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the calendar."""

    name: ClassVar[str] = "date"
    refusal: ClassVar[str] = "value-not-date"

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> date | None:
        """Return the day of 2026-01-31, 2026/1/31, 2026.1.31 or 2026年1月31日."""
        text = half_width(single(raw)).replace(" ", "")
        if not text:
            return None
        try:
            found = self.read(text)
        except ValueError:
            raise refuse(self.refusal, raw) from None
        return found

    def read(self, text: str) -> date:
        """Return the day; ValueError for a text that is none."""
        return day_of(_DATE.fullmatch(text))

    def coerce(self, value: object, field: Properties, *, codelist: Codelist | None = None) -> date | None:
        """Return the day of a date or of ISO text."""
        if value is None:
            return None
        if type(value) is date:
            return self.from_json(self.to_json(value))
        if not isinstance(value, str):
            raise refuse(self.refusal, value)
        text = single(value)
        if not text:
            return None
        try:
            found = self.from_json(text)
        except ValueError:
            raise refuse(self.refusal, value) from None
        if self.to_json(found) != text:
            raise refuse(self.refusal, value)
        return found

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Nothing more can be wrong; limits of days are constraints."""
        return []

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return the day as in the file: 2026-01-31."""
        return str(self.to_json(value) or "")

    def to_json(self, value: object) -> object:
        """Return ISO text."""
        return value.isoformat() if isinstance(value, date) else None

    def from_json(self, value: object) -> date | None:
        """Return the day of ISO text; ValueError for others."""
        return date.fromisoformat(value) if isinstance(value, str) else None

    def rule_type(self, field: Properties) -> Type:
        """A date."""
        return Type("date")

    def schema(self, field: Properties) -> dict[str, object]:
        """ISO text."""
        return {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def day_of(found: re.Match[str] | None) -> date:
    """Return the day of a match whose groups hold year, month (one of several) and perhaps day."""
    if found is None:
        raise ValueError("no date")
    year, month, *days = (int(group) for group in found.groups() if group)
    if year < _FIRST_YEAR:
        raise ValueError("no year of ours")
    return date(year, month, days[0] if days else 1)
