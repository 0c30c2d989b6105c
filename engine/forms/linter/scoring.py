"""Scorings: weights that sum to the whole, points where they are earned, grades without a gap."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from engine.forms.linter.lint import Lint
from engine.forms.linter.walk import Visit
from engine.forms.model.scoring import TOTAL, Indicator, Scoring
from engine.forms.nodes import Place
from engine.problems import Problem

_WHOLE: Final = Decimal(100)


def scoring(lint: Lint) -> Iterator[Problem]:
    """Check the scorings of a form."""
    for visit, part in lint.of(Scoring):
        yield from _weights(lint, part.indicators, (*visit.place, "indicators"))
        yield from _grades(lint, part, visit.place)
    for visit, one in lint.of(Indicator):
        yield from _indicator(lint, visit, one)


def _weights(lint: Lint, indicators: tuple[Indicator, ...], place: Place) -> Iterator[Problem]:
    """Check that what stands side by side makes 100."""
    found = sum((one.weight for one in indicators), Decimal())
    if found != _WHOLE:
        yield lint.fault("scoring-weights", place, found=f"{found.normalize():f}")


def _indicator(lint: Lint, visit: Visit, one: Indicator) -> Iterator[Problem]:
    if one.indicator == TOTAL:
        yield lint.fault("reserved-name", (*visit.place, "indicator"), name=TOTAL)
    if one.indicators:
        yield from _weights(lint, one.indicators, (*visit.place, "indicators"))
        if one.points is not None:
            yield lint.fault("scoring-points-above", (*visit.place, "points"), name=one.indicator, key=True)
    elif one.points is None:
        yield lint.fault("scoring-points-missing", visit.place, name=one.indicator)


def _grades(lint: Lint, part: Scoring, place: Place) -> Iterator[Problem]:
    """Check that every total has one grade, and every grade a total."""
    seen: dict[Decimal, str] = {}
    names: set[str] = set()
    for number, grade in enumerate(part.grades):
        here = (*place, "grades", number)
        if grade.grade in names:
            yield lint.fault("duplicate-choice", (*here, "grade"), name=grade.grade)
        names.add(grade.grade)
        if grade.minimum in seen:
            other = seen[grade.minimum]
            yield lint.fault("scoring-grade-twice", (*here, "minimum"), name=grade.grade, other=other)
        seen.setdefault(grade.minimum, grade.grade)
        if grade.minimum > part.maximum:
            yield lint.fault("scoring-grade-beyond", (*here, "minimum"), name=grade.grade, limit=part.maximum)
    least = min(seen, default=Decimal())
    if least > 0:
        yield lint.fault("scoring-grade-gap", (*place, "grades"), least=f"{least.normalize():f}")
