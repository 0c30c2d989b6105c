"""Whole numbers."""

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.fieldtypes.decimal_number import DecimalNumber


@dataclass(frozen=True, slots=True)
class Integer(DecimalNumber):
    """A number without digits behind the point; `12.0` is 12."""

    name: ClassVar[str] = "integer"
    whole: bool = True
