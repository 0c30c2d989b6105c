"""What can be counted in a form: its questions in order, merged over the versions people answered.

Pure: reads definitions, never responses. A question keeps its newest wording; choices are one by
value, so a choice that a version dropped is still counted under the words it last had.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from engine.forms.differences import Crossing
from engine.forms.fieldtypes.rating import Rating
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.model.base import Text, text_in
from engine.forms.model.fields import Choice, CodelistChoices, Field, FieldType, MatrixRow
from engine.forms.model.form import Form
from engine.forms.model.items import Grid, Group, Item, Matrix, Repeat
from engine.forms.model.scoring import Scoring
from engine.forms.scored import scored_items
from engine.problems import LANGUAGES

Shape: TypeAlias = Literal["single", "multiple", "number", "matrix", "rank", "text", "moment", "file"]
"""How a question is counted and shown."""

SHAPES: Final[Mapping[FieldType, Shape]] = {
    "text": "text",
    "textarea": "text",
    "integer": "number",
    "decimal": "number",
    "year": "number",
    "boolean": "single",
    "select_one": "single",
    "rating": "single",
    "cascade": "single",
    "select_multiple": "multiple",
    "rank": "rank",
    "date": "moment",
    "datetime": "moment",
    "month": "moment",
    "file": "file",
    "image": "file",
    "signature": "file",
}
"""By field type. A type that is not here (a hidden value) is nothing to ask about."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice, a statement or a place: counted by `value`, called `label`."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that was asked. `path` is its element path, with `[]` where rows are many."""

    path: str
    shape: Shape
    titles: tuple[Text, ...]
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    codelist: str = ""
    unit: Text | None = None
    decimals: int = 0
    other: str = ""
    """Path of the text written beside a choice; '' without one."""
    several: bool = False
    """Of a matrix: whether a statement may have several choices."""

    def title(self, language: str) -> str:
        """Return what the question is called; a cell's name tells its grid, row and column."""
        told = (text_in(text, language) for text in self.titles)
        return " · ".join(text for text in told if text) or self.path


def questions_of(form: Form) -> tuple[Question, ...]:
    """Return the questions of one version, in the order of its sheets."""
    return tuple(question for sheet in form.sheets for item in sheet.items for question in _asked(item))


def merged(versions: Sequence[Iterable[Question]]) -> tuple[Question, ...]:
    """Return the questions of all versions under their newest names; `versions` come newest first.

    A question that changed its shape is counted as it is now.
    """
    joined: dict[str, Question] = {}
    for questions in versions:
        for question in questions:
            newer = joined.setdefault(question.path, question)
            if newer is not question and newer.shape == question.shape:
                joined[question.path] = _joined(newer, question)
    return tuple(joined.values())


def carried(question: Question, way: Crossing) -> Question | None:
    """Return an old question under its present path, rows and choices; None when it has no place now."""
    if question.path in way.paths:
        path = way.paths[question.path]
        values = way.values.get(path, {})
        options, rows = (_called(some, values) for some in (question.options, question.rows))
        other = way.paths.get(question.other, "")
        return replace(question, path=path, options=options, rows=rows, other=other)
    return _carried_matrix(question, way)


def _carried_matrix(question: Question, way: Crossing) -> Question | None:
    """A matrix is where its statements are; those that went elsewhere or nowhere are not its own now."""
    ends = {row.value: way.paths.get(f"{question.path}.{row.value}", "") for row in question.rows}
    path = next((end.partition(".")[0] for end in ends.values() if "." in end), "")
    if not path:
        return None
    rows = (replace(row, value=ends[row.value].removeprefix(f"{path}.")) for row in question.rows)
    first = next(end for end in ends.values() if end)
    return replace(
        question,
        path=path,
        options=_called(question.options, way.values.get(first, {})),
        rows=tuple(row for row in rows if row.value),
    )


def _called(options: tuple[Option, ...], values: Mapping[str, str]) -> tuple[Option, ...]:
    named = (replace(option, value=values.get(option.value, option.value)) for option in options)
    return tuple({option.value: option for option in named}.values())


def _joined(newer: Question, older: Question) -> Question:
    return replace(
        newer,
        options=_united(newer.options, older.options),
        rows=_united(newer.rows, older.rows),
        other=newer.other or older.other,
        several=newer.several or older.several,
    )


def _united(newer: tuple[Option, ...], older: tuple[Option, ...]) -> tuple[Option, ...]:
    known = {option.value for option in newer}
    return newer + tuple(option for option in older if option.value not in known)


def _asked(item: Item, at: str = "", titles: tuple[Text, ...] = ()) -> Iterator[Question]:
    if isinstance(item, Field):
        yield from _field(item, at + item.field, (*titles, item.label or item.field))
    elif isinstance(item, Group):
        for inner in item.items:
            yield from _asked(inner, at, titles)
    elif isinstance(item, Scoring):
        for inner in scored_items(item):
            yield from _asked(inner, at, titles)
    elif isinstance(item, Grid):
        yield from _grid(item)
    elif isinstance(item, Repeat):
        for inner in item.items:
            yield from _asked(inner, f"{item.repeat}[].", (item.label or item.repeat,))
    elif isinstance(item, Matrix):
        yield _matrix(item)


def _field(field: Field, path: str, titles: tuple[Text, ...]) -> Iterator[Question]:
    shape = SHAPES.get(field.kind)
    if shape is None:
        return
    options = _options_of(field)
    rows: tuple[Option, ...] = ()
    if shape == "rank":
        rows, options = options, tuple(Option(str(place), str(place)) for place in range(1, len(options) + 1))
    yield Question(
        path,
        shape,
        titles,
        options,
        rows,
        codelist=field.choices.codelist if isinstance(field.choices, CodelistChoices) else "",
        unit=field.unit,
        decimals=field.decimals or 0,
        other=f"{path}_text" if _has_text(field.choices) else "",
    )


def _grid(grid: Grid) -> Iterator[Question]:
    for row in grid.rows:
        for column in grid.columns:
            if grid.has_cell(row, column):
                titles = (grid.label or "", row.label or row.row, column.label or column.column)
                path = f"{grid.grid}.{row.row}.{column.column}"
                yield from _field(grid.cell(row, column), path, titles)


def _matrix(matrix: Matrix) -> Question:
    shape: Shape = "text" if matrix.type == "text" else "matrix"
    choices = matrix.choices
    return Question(
        matrix.matrix,
        shape,
        (matrix.label or matrix.matrix,),
        _offered(choices),
        tuple(map(_statement, matrix.rows)),
        codelist=choices.codelist if isinstance(choices, CodelistChoices) else "",
        several=matrix.type == "select_multiple",
    )


def _statement(row: MatrixRow) -> Option:
    return Option(row.row, row.label)


def _options_of(field: Field) -> tuple[Option, ...]:
    if field.kind == "boolean":
        return tuple(Option(str(answer).lower(), _shown(field, answer)) for answer in (True, False))
    if field.kind == "rating":
        least, most = Rating().scale(field)
        return tuple(Option(str(mark), str(mark)) for mark in range(int(least), int(most) + 1))
    return _offered(field.choices)


def _shown(field: Field, value: bool) -> Text:
    return {language: TYPES[field.kind].show(value, field, language) for language in LANGUAGES}


def _offered(choices: CodelistChoices | tuple[Choice, ...] | None) -> tuple[Option, ...]:
    if not isinstance(choices, tuple):
        return ()
    return tuple(Option(choice.value, choice.label) for choice in choices)


def _has_text(choices: CodelistChoices | tuple[Choice, ...] | None) -> bool:
    return isinstance(choices, tuple) and any(choice.text for choice in choices)
