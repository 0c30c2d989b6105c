"""In which order the keys of a part are written: that of the language's own models."""

from functools import cache
from typing import Final

from engine.forms.model.base import Part
from engine.forms.model.fields import Branch, Check, Choice, Column, Field, MatrixRow, Row
from engine.forms.model.form import Audience, Collection, Form, Link, Sheet
from engine.forms.model.items import ITEM_KEYS, Grid, Group, Head, Matrix, Note, Repeat

_MODELS: Final[tuple[type[Part], ...]] = (
    Form, Collection, Audience, Link, Sheet, Group, Grid, Repeat, Matrix, Note, Head, Column, Row, MatrixRow,
    Field, Choice, Branch, Check,
)  # fmt: skip
_FIRST: Final = (
    *ITEM_KEYS,
    "form",
    "sheet",
    "column",
    "row",
    "check",
    "head",
    "value",
    "label",
    "title",
    "type",
)
_LAST: Final = (
    "items",
    "columns",
    "rows",
    "sheets",
    "choices",
    "choice_filter",
    "branches",
    "checks",
    "examples",
)


@cache
def _ranks() -> dict[str, int]:
    named = [name for model in _MODELS for name in model.model_fields if name not in (*_FIRST, *_LAST)]
    return {name: number for number, name in enumerate(dict.fromkeys((*_FIRST, *named, *_LAST)))}


def rank(key: str) -> int:
    """Return where a key stands among others of its part; what the language has no order for comes last."""
    return _ranks().get(key, len(_ranks()))
