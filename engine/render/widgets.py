"""Which template draws a field: its type, then its appearance and how many choices it has."""

from collections.abc import Mapping
from typing import Final

from engine.forms.model.fields import CodelistChoices, Field, FieldType

FEW_CHOICES: Final = 7
"""Up to this many choices are buttons, all in view; more are a list to open."""

_GROUPED: Final[frozenset[FieldType]] = frozenset(
    {"boolean", "select_multiple", "rank", "rating", "file", "image", "signature"}
)
_FIGURES: Final[frozenset[FieldType]] = frozenset({"integer", "decimal"})
_BY_FORMAT: Final[Mapping[str, str]] = {
    "email": "email",
    "uri": "url",
    "postcode": "numeric",
    "cn-mobile": "tel",
    "cn-telephone": "tel",
}
_BY_TYPE: Final[Mapping[FieldType, str]] = {"integer": "numeric", "decimal": "decimal", "year": "numeric"}


def template_of(field: Field) -> str:
    """Return the file with the field's macros."""
    return f"fields/{field.kind}.html"


def as_radios(field: Field) -> bool:
    """Whether the choices of a single choice are all in view."""
    if field.appearance is not None:
        return field.appearance not in ("select", "dropdown", "minimal")
    return not isinstance(field.choices, CodelistChoices) and len(field.choices or ()) <= FEW_CHOICES


def is_group(field: Field) -> bool:
    """Whether the control is several controls, named as a whole."""
    return field.kind in _GROUPED or (field.kind == "select_one" and as_radios(field))


def is_figure(field: Field) -> bool:
    """Whether the value is set as figures: right, and of equal width."""
    return field.kind in _FIGURES


def input_mode(field: Field) -> str:
    """Return which keyboard a phone should offer. Numbers that may be negative need the full set."""
    if field.kind in _FIGURES and (field.minimum is None or field.minimum < 0):
        return "text"
    return _BY_TYPE.get(field.kind) or _BY_FORMAT.get(field.format or "", "text")
