"""Values as the text of an input, and as people read them. Knows no templates."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from engine.forms.fieldtypes.offers import codelist_name
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Field
from engine.rules import digits


def typed_text(value: object, field: Field) -> str:
    """Return what stands in the input for a value: parsed again, it is the same value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return digits(value)
    if isinstance(value, datetime):
        return TYPES["datetime"].show(value, field).replace(" ", "T")
    if isinstance(value, date):
        return str(TYPES[field.kind].to_json(value))
    return str(value)


def shown_text(value: object, field: Field, language: str, codelists: Mapping[str, Codelist]) -> str:
    """Return what people read, without the unit; '' for no value."""
    if value is None:
        return ""
    name = codelist_name(field)
    text = TYPES[field.kind].show(value, field, language, codelist=codelists.get(name) if name else None)
    return text.replace(" / ", " › ") if field.kind == "cascade" else text
