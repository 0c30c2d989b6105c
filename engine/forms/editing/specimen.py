"""One item of a definition by itself: a form of nothing else, without the rules that speak of others.

An editor shows each item as its filers will see it. By itself it depends on nothing but its own text,
so what a gesture did not touch need not be looked at again.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeVar, cast

from engine.forms.model.base import Part, constant
from engine.forms.model.fields import Branch, Check
from engine.forms.model.form import Form, Sheet
from engine.forms.model.items import Item
from engine.forms.model.scoring import Scoring
from engine.forms.nodes import DefinitionError
from engine.forms.reading import read_item
from engine.forms.source import read_source
from engine.problems import Problem
from engine.rules import Rule

P = TypeVar("P", bound=Part)

SHEET: Final = "specimen"
"""The one sheet of such a form."""
_TRUTHS: Final = frozenset({"required", "read_only"})
"""Rules that are shown where they always hold."""
_ELSEWHERE: Final = (Branch, Check)
"""Parts that only say how others go on."""


def specimen(fragment: str) -> tuple[Form | None, tuple[Problem, ...]]:
    """Return a form of the one item that a text holds, and what is wrong with its text.

    Faulty properties are left out; None where nothing of it can be shown, and for scorings, which
    speak of nothing but others.
    """
    try:
        item, problems = read_item(read_source(fragment, "item.yaml"))
    except DefinitionError as error:
        return None, error.problems
    if item is None or isinstance(item, Scoring):
        return None, problems
    sheet = Sheet(sheet=SHEET, title=SHEET, items=(cast(Item, bare(item)),))
    return Form(form=SHEET, title=SHEET, sheets=(sheet,)), problems


def bare(part: P) -> P:
    """Return a part without its rules, its texts with their braces; what it computes stays computed."""
    kept = {name: _bare(name, getattr(part, name)) for name in part.model_fields_set}
    return part.model_copy(update=kept)


def _bare(name: str, value: Any) -> Any:
    if isinstance(value, Rule):
        return _rule(name, value)
    if isinstance(value, Part):
        return bare(value)
    if isinstance(value, str) and name not in ("pattern", "field", "value"):
        return value.replace("{", "{{").replace("}", "}}")
    if isinstance(value, Mapping):
        return {key: _bare("", one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_bare("", one) for one in value if not isinstance(one, _ELSEWHERE))
    return value


def _rule(name: str, rule: Rule) -> Rule | None:
    if name == "calculation":
        return constant(None)
    return rule if name in _TRUTHS and rule.logic is True else None
