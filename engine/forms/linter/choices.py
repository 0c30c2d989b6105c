"""Choices: there where a type needs them, each value once, and codelists that exist."""

from collections.abc import Iterable, Iterator
from typing import Final

from engine.forms.linter.lint import Lint
from engine.forms.linter.walk import Visit
from engine.forms.model.fields import Check, Choice, CodelistChoices, Field, Properties
from engine.forms.model.items import Grid, Matrix
from engine.forms.nodes import Place
from engine.problems import Problem

CHOOSING: Final = ("select_one", "select_multiple", "cascade", "rank")


def choices(lint: Lint) -> Iterator[Problem]:
    """Check the choices of a form."""
    for visit, part in lint.of(Properties):
        yield from _listed(lint, visit.place, part.choices)
    for visit, matrix in lint.of(Matrix):
        yield from _listed(lint, visit.place, matrix.choices)
        if matrix.choices is None and matrix.type in CHOOSING:
            yield lint.fault("choices-missing", visit.place, type=matrix.type)
    for visit, check in lint.of(Check):
        yield from _values(lint, (*visit.place, "reasons"), check.reasons)
    for visit, field in cell_fields(lint):
        yield from _fitting(lint, visit, field)


def cell_fields(lint: Lint) -> Iterator[tuple[Visit, Field]]:
    """Yield the fields, and the cells of grids as fields at the place of their row."""
    yield from lint.of(Field)
    for visit, grid in lint.of(Grid):
        for number, row in enumerate(grid.rows):
            for column in grid.columns:
                if grid.has_cell(row, column):
                    yield visit.at(row, "rows", number), grid.cell(row, column)


def _listed(
    lint: Lint, place: Place, found: CodelistChoices | tuple[Choice, ...] | None
) -> Iterator[Problem]:
    if isinstance(found, CodelistChoices):
        known = lint.around.codelists
        if found.codelist not in known:
            yield lint.unknown("codelist", found.codelist, known, (*place, "choices"))
    elif found is not None:
        yield from _values(lint, (*place, "choices"), found)
        if not found:
            yield lint.fault("choices-empty", (*place, "choices"))


def _values(lint: Lint, place: Place, found: Iterable[Choice]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, choice in enumerate(found):
        if first.setdefault(choice.value, number) != number:
            yield lint.fault("duplicate-choice", (*place, number, "value"), name=choice.value)


def _fitting(lint: Lint, visit: Visit, field: Field) -> Iterator[Problem]:
    chooses = field.kind in CHOOSING
    if chooses and field.choices is None:
        yield lint.fault("choices-missing", visit.place, type=field.kind)
    if field.kind == "cascade" and isinstance(field.choices, tuple):
        yield lint.fault("cascade-needs-codelist", (*visit.place, "choices"))
    if not chooses and field.choices is not None:
        yield lint.fault("choices-useless", (*visit.place, "choices"), type=field.kind)
    if not chooses and field.choice_filter is not None:
        yield lint.fault("choices-useless", (*visit.place, "choice_filter"), type=field.kind)
