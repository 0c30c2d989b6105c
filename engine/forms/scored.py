"""A scoring as the items it is laid out as: a grid of computed cells, and a computed choice for the grade.

So expressions, pages, exports and "why" read scores like any other value.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from engine.forms.model.base import Text, constant
from engine.forms.model.fields import Choice, Column, Field, Properties, Row
from engine.forms.model.items import Grid
from engine.forms.model.scoring import TOTAL, Indicator, Scoring
from engine.rules import Logic, Rule

_HUNDRED: Final = Decimal(100)
_TOTAL_LABEL: Final = {"zh": "合计", "en": "Total"}
_GRADE_LABEL: Final = {"zh": "评价等级", "en": "Grade"}
_COLUMNS: Final = (
    Column(column="full", label={"zh": "分值", "en": "Full marks"}, type="decimal"),
    Column(column="points", label={"zh": "评分", "en": "Points"}, type="decimal"),
    Column(column="score", label={"zh": "得分", "en": "Score"}, type="decimal"),
)


def scored_items(scoring: Scoring) -> tuple[Grid | Field, ...]:
    """Return the grid of scores and, where there are grades, the field of the grade."""
    rows = (*_level(scoring, scoring.indicators, scoring.maximum), _total(scoring))
    grid = Grid(grid=scoring.scoring, columns=_COLUMNS, rows=rows)
    return (grid, _grade(scoring)) if scoring.grades else (grid,)


def _level(
    scoring: Scoring, indicators: tuple[Indicator, ...], around: Decimal, number: str = ""
) -> Iterator[Row]:
    for place, one in enumerate(indicators, 1):
        full = around * one.weight / _HUNDRED
        yield _row(scoring, one, full, f"{number}{place}")
        yield from _level(scoring, one.indicators, full, f"{number}{place}.")


def _row(scoring: Scoring, one: Indicator, full: Decimal, number: str) -> Row:
    label = _each(one.label, lambda text: f"{number} {text}")
    if one.indicators:
        return _summed(scoring, one.indicators, full, Row(row=one.indicator, label=label, hint=one.hint))
    share: Logic = {"/": [{"*": [{"var": "points"}, full]}, one.maximum]}
    cells = {
        "full": _cell(full),
        "points": Properties(calculation=_capped(one)),
        "score": _cell({"round": [share, Decimal(scoring.decimals)]}),
    }
    return Row(row=one.indicator, label=label, hint=_out_of(one), cells=cells)


def _total(scoring: Scoring) -> Row:
    return _summed(scoring, scoring.indicators, scoring.maximum, Row(row=TOTAL, label=_TOTAL_LABEL))


def _summed(scoring: Scoring, below: tuple[Indicator, ...], full: Decimal, row: Row) -> Row:
    """Return `row` with the sum of what the indicators below it earned."""
    scores: list[Logic] = [{"var": f"form.{scoring.scoring}.{one.indicator}.score"} for one in below]
    cells = {"full": _cell(full), "score": _cell({"sum": scores})}
    return row.model_copy(update={"columns": ("full", "score"), "cells": cells})


def _grade(scoring: Scoring) -> Field:
    """Return the computed choice of the grade; empty until every indicator has its points."""
    names = [f"form.{scoring.scoring}.{one.indicator}.points" for one in scoring.leaves()]
    unknown: list[Logic] = [{"is_empty": [{"var": name}]} for name in names]
    total: Logic = {"var": f"form.{scoring.scoring}.{TOTAL}.score"}
    parts: list[Logic] = [{"or": unknown} if len(unknown) > 1 else unknown[0], None]
    for grade in sorted(scoring.grades, key=lambda one: one.minimum, reverse=True):
        parts += [{">=": [total, grade.minimum]}, grade.grade]
    return Field(
        field=scoring.grade_name,
        label=_GRADE_LABEL,
        type="select_one",
        choices=tuple(Choice(value=one.grade, label=one.label or one.grade) for one in scoring.grades),
        calculation=Rule({"if": parts}),
        width=4,
    )


def _capped(one: Indicator) -> Rule:
    """Return the rule of an indicator's points, kept between 0 and its maximum."""
    rule = one.points or constant(None)
    spans = {("clamp", 0, *path): span for path, span in rule.spans.items()}
    return Rule({"clamp": [rule.logic, Decimal(0), one.maximum]}, span=rule.span, spans=spans)


def _cell(logic: Logic) -> Properties:
    return Properties(calculation=Rule(logic))


def _each(text: Text, make: Callable[[str], str]) -> Text:
    return make(text) if isinstance(text, str) else {language: make(one) for language, one in text.items()}


def _out_of(one: Indicator) -> Text:
    """Return the hint of an indicator, with its highest points."""
    most = f"{one.maximum.normalize():f}"
    words = {"zh": f"满分{most}", "en": f"out of {most}"}
    if one.hint is None:
        return words
    hint = one.hint if isinstance(one.hint, dict) else dict.fromkeys(words, one.hint)
    pairs = {"zh": "（{}）", "en": " ({})"}
    return {
        language: text + pairs.get(language, " ({})").format(words.get(language, most))
        for language, text in hint.items()
    }
