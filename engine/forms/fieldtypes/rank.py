"""Choices put in order."""

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.fieldtypes.select_multiple import SelectMultiple
from engine.forms.model.fields import Properties


@dataclass(frozen=True, slots=True)
class Rank(SelectMultiple):
    """Codes, the first place first."""

    name: ClassVar[str] = "rank"

    def ordered(self, codes: list[str], field: Properties) -> list[str] | None:
        """Return the codes as they were put."""
        return codes or None
