"""Scoring: indicators in weighted levels, points for each, a total and a grade."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field as Property

from engine.forms.model.base import Code, Expression, Name, Part, Text

TOTAL: Final = "total"
"""The row of the whole; no indicator may have its name."""
_HUNDRED: Final = Decimal(100)


class Grade(Part):
    """A grade for totals of at least `minimum`, up to the next better grade's."""

    grade: Code
    label: Text | None = None
    minimum: Decimal


class Indicator(Part):
    """One indicator. `weight` is its share, in per cent, of what it stands under.

    The last level has `points`, a rule that comes to 0 … `maximum`; the others have `indicators`.
    """

    indicator: Name
    label: Text
    hint: Text | None = None
    weight: Annotated[Decimal, Property(gt=0, le=100)]
    points: Expression | None = None
    maximum: Annotated[Decimal, Property(gt=0)] = _HUNDRED
    indicators: "tuple[Indicator, ...]" = ()


class Scoring(Part):
    """Scores an answer. Data: `scoring: {indicator: {full, points, score}}` and `<scoring>_grade`.

    `full` is how much of the total's `maximum` an indicator stands for, `score` what it earned of it,
    rounded to `decimals`. An indicator without points yet earns nothing so far; the grade is given
    when every indicator has its points.
    """

    scoring: Name
    label: Text | None = None
    hint: Text | None = None
    relevant: Expression | None = None
    maximum: Annotated[Decimal, Property(gt=0)] = _HUNDRED
    decimals: Annotated[int, Property(ge=0, le=6)] = 2
    indicators: Annotated[tuple[Indicator, ...], Property(min_length=1)]
    grades: tuple[Grade, ...] = ()

    @property
    def grade_name(self) -> str:
        """The name of the grade's field."""
        return f"{self.scoring[:58]}_grade"

    def leaves(self) -> Iterator[Indicator]:
        """Yield the indicators that earn points, in order."""
        waiting = list(self.indicators)
        while waiting:
            first = waiting.pop(0)
            waiting[:0] = first.indicators
            if not first.indicators:
                yield first


Indicator.model_rebuild()
