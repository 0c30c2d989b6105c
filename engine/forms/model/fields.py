"""One question: its type, and every property a field, a column or a row may carry."""

from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field as Property

from engine.forms.model.base import Code, Expression, Identity, Name, Part, Text

FieldType = Literal[
    "text",
    "textarea",
    "integer",
    "decimal",
    "boolean",
    "date",
    "datetime",
    "month",
    "year",
    "select_one",
    "select_multiple",
    "cascade",
    "rank",
    "rating",
    "file",
    "image",
    "signature",
    "calculate",
]
Format = Literal["email", "uri", "postcode", "cn-mobile", "cn-telephone", "uscc"]
NUMBERS: Final = ("integer", "decimal")
"""The types that read words as numbers."""
Severity = Literal["error", "warning", "info"]
Stage = Literal["filing", "review"]
"""Who fills a field in: the filer (unless said), or the reviewer once it is handed over."""
Moment = Literal["change", "submit", "review"]
Hiding = Literal["keep", "clear"]
"""What becomes of a value that a change hides: kept out of sight, or cleared once the filer confirms."""


class Choice(Part):
    """One answer to choose: counted by `value`, shown by `label`; `text` opens a box beside it."""

    value: Code
    label: Text
    text: bool = False
    exclusive: bool = False
    """Chosen alone: picking it clears the others (以上都没有)."""
    points: Decimal | None = None
    """What it earns; read by `points(x)`."""


class CodelistChoices(Part):
    """Choices taken from a codelist, written `codelist(name)`; `leaf` admits only the last level."""

    codelist: Identity
    leaf: bool = False


class Branch(Part):
    """A jump: when the rule holds, the questions before `goto` (a later field, or `end`) are hidden."""

    when: Expression
    goto: Annotated[str, Property(max_length=64)]


class Properties(Part):
    """All a field may carry besides its name. A grid's cell is its column's, overlaid by its row's."""

    label: Text | None = None
    hint: Text | None = None
    type: FieldType | None = None
    required: Expression | None = None
    relevant: Expression | None = None
    read_only: Expression | None = None
    stage: Stage | None = None
    default: Expression | None = None
    calculation: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Text | None = None
    appearance: Name | None = None
    width: Annotated[int, Property(ge=1, le=12)] | None = None
    unit: Text | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: Annotated[int, Property(ge=0, le=10)] | None = None
    minLength: Annotated[int, Property(ge=0)] | None = None
    maxLength: Annotated[int, Property(ge=1, le=100_000)] | None = None
    format: Format | None = None
    pattern: Annotated[str, Property(max_length=1000)] | None = None
    choices: CodelistChoices | tuple[Choice, ...] | None = None
    choice_filter: Expression | None = None
    accept: tuple[str, ...] | None = None
    maxSize: Annotated[int, Property(ge=1)] | None = None
    branches: tuple[Branch, ...] = ()
    read_as: dict[str, Decimal] | None = None
    """Words that may be written in a number's place, and the number each stands for (无 is 0)."""
    when_hidden: Hiding | None = None
    carry: bool | None = None
    """Whether a new response takes the value over from where the form's `carry` says; absent: as around."""


class Field(Properties):
    """One question, with its name in the data. A field without a type is text."""

    field: Name

    @property
    def kind(self) -> FieldType:
        """The field's type, `text` unless said."""
        return self.type or "text"

    def reading(self, words: dict[str, Decimal] | None) -> "Field":
        """Return the field as it reads the form's own `words`, unless it has words of its own."""
        if words is None or self.read_as is not None or self.kind not in NUMBERS:
            return self
        return self.model_copy(update={"read_as": words})


class Column(Properties):
    """A column of a grid: the properties all its cells share. `under` names the head it stands under."""

    column: Name
    under: Name | None = None


class Row(Properties):
    """A row of a grid: its properties overlay the column's; `cells` overlays single cells further.

    `columns` lists the columns this row has a cell in (absent: all).
    """

    row: Name
    code: Code | None = None
    """The row's number on the printed sheet (代码)."""
    columns: tuple[Name, ...] | None = None
    cells: dict[Name, Properties] = {}


class MatrixRow(Part):
    """A statement of a matrix."""

    row: Name
    label: Text
    relevant: Expression | None = None
    required: Expression | None = None


class Check(Part):
    """What must hold among values. `rows` applies it to those rows of its grid (absent: each row).

    `severity`: error blocks, warning passes with an explanation, info only tells. `at` are the
    paths it is shown at (absent: the paths the rule reads). `check` names it for ever, so that
    explanations survive a rewording; without one the name is derived from its place and rule.
    """

    check: Name | None = None
    rule: Expression
    severity: Severity = "error"
    message: Text | None = None
    remedy: Text | None = None
    at: tuple[str, ...] = ()
    rows: tuple[Name, ...] | None = None
    when: Moment = "change"
    relevant: Expression | None = None
    reasons: tuple[Choice, ...] = ()
