"""What may be set of each part, read from the language's own models: an editor knows no single property."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel

from engine.forms.editing.order import rank
from engine.forms.linter.properties import TYPES_OF
from engine.forms.model.base import Part
from engine.forms.model.fields import Branch, Check, Column, Field, MatrixRow, Row
from engine.forms.model.form import Collection, Form, Sheet
from engine.forms.model.items import Grid, Group, Head, Matrix, Note, Repeat
from engine.forms.model.scoring import Grade, Indicator, Scoring
from engine.rules import Rule

SlotKind = Literal["text", "rule", "truth", "number", "option", "word", "names", "choices", "parts"]

MODELS: Final[Mapping[str, type[Part]]] = {
    "form": Form, "collection": Collection, "sheet": Sheet, "field": Field, "group": Group, "grid": Grid,
    "repeat": Repeat, "matrix": Matrix, "note": Note, "column": Column, "row": Row, "head": Head,
    "statement": MatrixRow, "check": Check, "branch": Branch, "scoring": Scoring, "indicator": Indicator,
    "grade": Grade,
}  # fmt: skip
"""The model of each kind of part."""

_TYPED: Final[Mapping[str, frozenset[str]]] = {
    **{name: frozenset(types) for name, types in TYPES_OF.items()},
    "unit": frozenset(("integer", "decimal", "calculate", "rating")),
    "choices": frozenset(("select_one", "select_multiple", "rank", "cascade")),
    "choice_filter": frozenset(("select_one", "select_multiple", "rank", "cascade")),
    "branches": frozenset(("select_one", "boolean", "integer", "decimal", "select_multiple")),
}
"""The types of fields for which a property is offered."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One property: how its value is made, and the words it may be, where those are known."""

    name: str
    kind: SlotKind
    options: tuple[str, ...] = ()
    alone: bool = False
    """Of names: whether one alone may stand there without a list."""


def slots(kind: str, field_type: str = "") -> tuple[Slot, ...]:
    """Return what may be set of a part of a kind; of a field, what means something for its type."""
    model = MODELS.get(kind)
    if model is None:
        return ()
    found = _slots(model)
    if kind not in ("field", "column"):
        return found
    wanted = field_type or "text"
    return tuple(one for one in found if one.name not in _TYPED or wanted in _TYPED[one.name])


@cache
def _slots(model: type[Part]) -> tuple[Slot, ...]:
    made = (_slot(name, info.annotation) for name, info in model.model_fields.items())
    return tuple(sorted((one for one in made if one is not None), key=lambda one: rank(one.name)))


def _slot(name: str, annotation: Any) -> Slot | None:
    kinds = list(_kinds(annotation))
    literals = [value for kind in kinds if get_origin(kind) is Literal for value in get_args(kind)]
    if name == "choices":
        return Slot(name, "choices")
    if literals:
        return Slot(name, "option", tuple(map(str, literals)))
    if Rule in kinds:
        return Slot(name, "rule")
    if bool in kinds:
        return Slot(name, "truth")
    if any(get_origin(kind) is dict and get_args(kind)[1] is str for kind in kinds) and str in kinds:
        return Slot(name, "text")
    if any(kind in (int,) or getattr(kind, "__name__", "") == "Decimal" for kind in kinds):
        return Slot(name, "number")
    if any(get_origin(kind) is tuple and _bare(get_args(kind)[0]) is str for kind in kinds):
        return Slot(name, "names", alone=str in map(_bare, kinds))
    if str in kinds:
        return Slot(name, "word")
    parts = any(isinstance(kind, type) and issubclass(kind, BaseModel) for kind in map(_inner, kinds))
    return Slot(name, "parts") if parts else None


def _kinds(annotation: Any) -> list[Any]:
    """Return what an annotation allows, without marks and None."""
    bare = _bare(annotation)
    if bare is Rule or get_origin(bare) in (Literal, dict, tuple):
        return [bare]
    members = get_args(bare)
    if not members:
        return [bare] if bare is not type(None) else []
    return [kind for member in members for kind in _kinds(member)]


def _bare(annotation: Any) -> Any:
    while hasattr(annotation, "__metadata__"):
        annotation = get_args(annotation)[0]
    return annotation


def _inner(kind: Any) -> Any:
    return _bare(get_args(kind)[0]) if get_origin(kind) is tuple else kind
