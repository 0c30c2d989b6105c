"""A hidden value that only its calculation sets."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from engine.forms.fieldtypes.boolean import in_words
from engine.forms.fieldtypes.kind import Raw, refuse
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem
from engine.rules import Type, digits


@dataclass(frozen=True, slots=True)
class Calculate:
    """A value of whatever type its calculation has; in JSON, dates are ISO text."""

    name: ClassVar[str] = "calculate"

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> None:
        """Refuse every text: nobody types this value."""
        if raw:
            raise refuse("value-calculated", raw)

    def coerce(self, value: object, field: Properties, *, codelist: Codelist | None = None) -> object:
        """Return text, number, truth value, date or list of texts; refuse the rest."""
        if value is None or isinstance(value, str | bool | Decimal | date):
            return value or (None if value == "" else value)
        if isinstance(value, int):
            return Decimal(value)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value or None
        raise refuse("value-calculated", value)

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Nothing can be wrong that the filer could mend."""
        return []

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return the value as text."""
        if isinstance(value, Decimal):
            return digits(value, ",f")
        if isinstance(value, bool):
            return in_words(value, language)
        return "" if value is None else str(self.to_json(value))

    def to_json(self, value: object) -> object:
        """Return the value; dates and moments as ISO text."""
        return value.isoformat() if isinstance(value, date | datetime) else value

    def from_json(self, value: object) -> object:
        """Return the value as it stands in JSON."""
        return value

    def rule_type(self, field: Properties) -> Type:
        """Any: the type is its calculation's."""
        return Type("any")

    def schema(self, field: Properties) -> dict[str, object]:
        """Any value."""
        return {}
