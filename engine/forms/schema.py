"""JSON Schemas (2020-12): of the language, for editors, and of a form's responses, for payloads."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from engine.forms.fieldtypes.registry import TYPES
from engine.forms.model.fields import Field
from engine.forms.model.form import Form
from engine.forms.model.items import Grid, Group, Item, Matrix, Repeat
from engine.forms.model.scoring import Scoring
from engine.forms.names import text_choices
from engine.forms.scored import scored_items
from engine.rules import Rule

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_EXPRESSION: Final[Mapping[str, Any]] = {
    "description": "Text in the expression language, JSON Logic, or a plain truth value or number.",
    "type": ["string", "object", "boolean", "number"],
}
_WRITTEN: Final[Mapping[str, Any]] = {
    "description": "Values by name, nested or by dotted path (econ.power.ytd, products[0].stock).",
    "type": "object",
}
_CODELIST: Final[Mapping[str, Any]] = {
    "type": "string",
    "pattern": r"^codelist\(\s*[a-z][a-z0-9-]*\s*(,\s*leaf\s*)?\)$",
}


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, told how definitions are written."""

    def is_instance_schema(self, schema: core_schema.IsInstanceSchema) -> JsonSchemaValue:
        """A rule is an expression in the file; values of an example are named by path."""
        return dict(_EXPRESSION if schema["cls"] is Rule else _WRITTEN)

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """Numbers are written as numbers, never as text."""
        return {"type": "number"}


def language_schema() -> dict[str, Any]:
    """Return the JSON Schema of a form's definition."""
    made = Form.model_json_schema(schema_generator=_Generator)
    parts = made["$defs"]
    parts["CodelistChoices"] = {"anyOf": [dict(_CODELIST), parts["CodelistChoices"]]}
    parts["Audience"] = {"anyOf": [dict(_EXPRESSION), parts["Audience"]]}
    return {"$schema": DIALECT, **made}


def response_schema(form: Form) -> dict[str, Any]:
    """Return the JSON Schema of the data of a response to `form`; every value may be absent or null."""
    items = (item for sheet in form.sheets for item in sheet.items)
    return {"$schema": DIALECT, "title": form.form, **_object(_properties(items, form.read_as))}


def _object(properties: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


Words = dict[str, Decimal] | None


def _properties(items: Iterable[Item], words: Words) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in items:
        match item:
            case Field():
                yield from _field(item.reading(words))
            case Group():
                yield from _properties(item.items, words)
            case Scoring():
                yield from _properties(scored_items(item), words)
            case Grid():
                yield item.grid, _or_null(_object(_rows(item, words)))
            case Matrix():
                cells = ((row.row, _value(_statement(item, row.row))) for row in item.rows)
                yield item.matrix, _or_null(_object(cells))
            case Repeat():
                most = {"maxItems": item.maximum} if item.maximum else {}
                rows = {"type": "array", "items": _object(_properties(item.items, words)), **most}
                yield item.repeat, _or_null(rows)


def _field(field: Field) -> Iterator[tuple[str, dict[str, Any]]]:
    yield field.field, _value(field)
    if text_choices(field):
        box = Field(field=f"{field.field[:59]}_text")
        yield box.field, _value(box)


def _rows(grid: Grid, words: Words) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in grid.rows:
        columns = [column for column in grid.columns if grid.has_cell(row, column)]
        cells = ((column.column, grid.cell(row, column).reading(words)) for column in columns)
        yield row.row, _object((name, _value(cell)) for name, cell in cells)


def _statement(matrix: Matrix, name: str) -> Field:
    return Field(field=name, type=matrix.type, choices=matrix.choices, maxLength=matrix.maxLength)


def _value(field: Field) -> dict[str, Any]:
    return _or_null(TYPES[field.kind].schema(field))


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}
