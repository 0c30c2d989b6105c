"""Which type of field each type of element is."""

from collections.abc import Mapping
from typing import Final

CHOOSING: Final = ("radiogroup", "dropdown", "checkbox", "tagbox", "ranking", "imagepicker", "buttongroup")
_KINDS: Final[Mapping[str, str]] = {
    "text": "text",
    "comment": "textarea",
    "radiogroup": "select_one",
    "dropdown": "select_one",
    "buttongroup": "select_one",
    "imagepicker": "select_one",
    "checkbox": "select_multiple",
    "tagbox": "select_multiple",
    "ranking": "rank",
    "boolean": "boolean",
    "file": "file",
    "signaturepad": "signature",
    "expression": "decimal",
    "slider": "decimal",
}
INPUTS: Final[Mapping[str, str]] = {
    "number": "decimal",
    "range": "decimal",
    "date": "date",
    "datetime": "datetime",
    "datetime-local": "datetime",
    "month": "month",
}
FORMATS: Final[Mapping[str, str]] = {"email": "email", "url": "uri"}


def kind_of(element: Mapping[str, object]) -> str:
    """Return the type of a question; '' for one without counterpart."""
    kind = str(element.get("type") or "text")
    if kind == "text":
        return INPUTS.get(str(element.get("inputType") or ""), "text")
    if kind == "rating":
        low, high = element.get("rateMin", 1), element.get("rateMax", 5)
        whole = all(isinstance(one, int) and not isinstance(one, bool) for one in (low, high))
        return "rating" if whole and not element.get("rateValues") else "select_one"
    if kind == "imagepicker" and element.get("multiSelect"):
        return "select_multiple"
    return _KINDS.get(kind, "")
