"""Decimal numbers, exact; also the base of whole numbers."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import ClassVar, Final

from engine.forms.fieldtypes.kind import Plain, Raw, fault, half_width, refuse, single
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem
from engine.rules import Type

INTEGER_DIGITS: Final = 15
"""The most digits before the point: what a spreadsheet keeps."""
DECIMAL_DIGITS: Final = 10
"""The most digits behind the point."""

_BEYOND: Final = 10**INTEGER_DIGITS
_LARGEST: Final = 512
"""Bytes of a number that is looked at digit by digit: about a thousand digits."""
_EXACT: Final = Context(prec=2_000)
"""Enough digits that nothing is rounded away."""

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?|[+-]?\.[0-9]+", re.ASCII)
_SIGNS: Final = str.maketrans({"−": "-", "–": "-", "。": ".", "，": ",", "\u00a0": " ", "'": ","})


@dataclass(frozen=True, slots=True)
class DecimalNumber(Plain):
    """An exact decimal number. `whole`: without digits behind the point."""

    name: ClassVar[str] = "decimal"
    whole: bool = False

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> Decimal | None:
        """Return the number of a text: full-width digits, grouped thousands and the field's own words."""
        text = half_width(single(raw)).translate(_SIGNS).strip()
        if not text:
            return None
        if field.read_as and text in field.read_as:
            return self._fitting(field.read_as[text], raw)
        if not _NUMBER.fullmatch(text):
            raise refuse("value-not-number", raw)
        return self._fitting(Decimal(text.replace(",", "")), raw)

    def coerce(self, value: object, field: Properties, *, codelist: Codelist | None = None) -> Decimal | None:
        """Return the number; binary floats are refused, because they are not what was written."""
        if value is None:
            return None
        if isinstance(value, str) and field.read_as and value.strip() in field.read_as:
            return self._fitting(field.read_as[value.strip()], value)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise refuse("value-not-json-number", value)
        if isinstance(value, int) and abs(value) >= _BEYOND:
            raise refuse("value-too-many-digits", "", limit=INTEGER_DIGITS)
        number = Decimal(value)
        if not number.is_finite():
            raise refuse("value-not-number", value)
        return self._fitting(number, value)

    def _fitting(self, number: Decimal, given: object) -> Decimal:
        if number.adjusted() >= INTEGER_DIGITS:
            raise refuse("value-too-many-digits", given, limit=INTEGER_DIGITS)
        if self.whole and number != number.to_integral_value():
            raise refuse("value-not-whole", given)
        if number.__sizeof__() > _LARGEST or places(number) > DECIMAL_DIGITS:
            raise refuse("value-too-many-decimals", given, limit=DECIMAL_DIGITS)
        if self.whole or number == 0:
            return Decimal(int(number)) if self.whole else abs(number)
        return number

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Check smallest and largest value and the digits behind the point."""
        if not isinstance(value, Decimal):
            return []
        found = []
        if field.minimum is not None and value < field.minimum:
            found.append(fault("value-too-small", path, value, limit=field.minimum))
        if field.maximum is not None and value > field.maximum:
            found.append(fault("value-too-large", path, value, limit=field.maximum))
        if field.decimals is not None and places(value) > field.decimals:
            found.append(fault("value-too-many-decimals", path, value, limit=field.decimals))
        return found

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return the number with grouped thousands."""
        return f"{value:,f}" if isinstance(value, Decimal) else ""

    def rule_type(self, field: Properties) -> Type:
        """A number."""
        return Type("number")

    def schema(self, field: Properties) -> dict[str, object]:
        """A number; its decimals are checked by the engine, since 19.99 is no multiple of 0.01 in floats."""
        number: dict[str, object] = {"type": "number"}
        if self.whole:
            number["multipleOf"] = 1
        return {"anyOf": [number, {"enum": list(field.read_as)}]} if field.read_as else number


def places(number: Decimal) -> int:
    """Return the digits behind the point that are not trailing zeros."""
    exponent = _EXACT.normalize(number).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
