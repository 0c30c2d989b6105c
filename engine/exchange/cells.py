"""A value as a cell of a table, and back: text stays text, and nothing is taken for a formula."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from engine.exchange.columns import Column
from engine.forms.model.base import text_in

Cell = str | int | Decimal | bool | None

FORMULA: Final = ("=", "+", "-", "@", "|", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that some spreadsheet takes for a formula or a command."""
_QUOTE: Final = "'"
_APART: Final = ";"


def guarded(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would run, or would drop."""
    risky = text.lstrip(" \u3000").startswith(FORMULA) or text.startswith(_QUOTE)
    return _QUOTE + text if risky else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith(_QUOTE) else text


def cell(value: Any, column: Column, *, labels: str = "") -> Cell:
    """Return a value of JSON data as a cell; with `labels` in a language, choices as people read them."""
    if value is None or value == [] or value == "":
        return None
    if labels and column.options:
        return _labelled(value, dict(column.options), labels)
    if isinstance(value, list):
        return _joined(value)
    if isinstance(value, bool | int | Decimal):
        return value
    return str(value)


def _labelled(value: Any, options: Mapping[str, Any], language: str) -> str:
    several = value if isinstance(value, list) else [value]
    words = (text_in(options[one], language) if one in options else str(one) for one in map(str, several))
    return ("、" if language == "zh" else ", ").join(words)


def _joined(values: list[Any]) -> str:
    """Return several values as one text; what sets them apart is escaped within."""
    return _APART.join(_escaped(_text(one)) for one in values)


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("id") or "")
    return str(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(_APART, "\\" + _APART)


def separated(text: str) -> list[str]:
    """Return the values that `cell` joined."""
    found: list[str] = [""]
    escaped = False
    for sign in text:
        if escaped:
            found[-1] += sign
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == _APART:
            found.append("")
        else:
            found[-1] += sign
    return found
