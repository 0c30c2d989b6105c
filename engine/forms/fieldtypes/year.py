"""Years, as numbers of four digits."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from engine.forms.fieldtypes.decimal_number import DecimalNumber
from engine.forms.fieldtypes.kind import Raw, half_width, refuse, single
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties


@dataclass(frozen=True, slots=True)
class Year(DecimalNumber):
    """A year from 1000 to 9999."""

    name: ClassVar[str] = "year"
    whole: bool = True

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> Decimal | None:
        """Return the year of 2026 or 2026年."""
        text = half_width(single(raw)).removesuffix("年").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) == 4 and text[0] != "0"):
            raise refuse("value-not-year", raw)
        return Decimal(text)

    def coerce(self, value: object, field: Properties, *, codelist: Codelist | None = None) -> Decimal | None:
        """Return the year of a whole number."""
        number = DecimalNumber.coerce(self, value, field)
        if number is not None and not 1000 <= number <= 9999:
            raise refuse("value-not-year", value)
        return number

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return the year, ungrouped."""
        return "" if value is None else f"{value}"
