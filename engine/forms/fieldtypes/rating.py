"""A number of stars."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from engine.forms.fieldtypes.decimal_number import DecimalNumber
from engine.forms.fieldtypes.kind import fault
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem

LOWEST: Final = Decimal(1)
HIGHEST: Final = Decimal(5)


@dataclass(frozen=True, slots=True)
class Rating(DecimalNumber):
    """A whole number from `minimum` (1) to `maximum` (5)."""

    name: ClassVar[str] = "rating"
    whole: bool = True

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Check that the number is on the scale."""
        least, most = self.scale(field)
        if not isinstance(value, Decimal) or least <= value <= most:
            return []
        return [fault("value-off-scale", path, value, least=least, most=most)]

    def scale(self, field: Properties) -> tuple[Decimal, Decimal]:
        """Return the lowest and the highest mark."""
        least = LOWEST if field.minimum is None else field.minimum
        return least, HIGHEST if field.maximum is None else field.maximum
