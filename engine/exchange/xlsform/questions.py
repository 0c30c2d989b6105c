"""One question of an XLSForm as a field."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, Protocol

from engine.exchange.brought import Notes
from engine.exchange.xlsform.kinds import BY_APPEARANCE, INSTEAD, OPENED, Asked, span_of
from engine.exchange.xlsform.lists import ChoiceList
from engine.exchange.xlsform.sheets import Line
from engine.exchange.xlsform.wordings import Wordings
from engine.forms.editing.writing import Data
from engine.rules import print_rule
from engine.rules.rule import Logic

_YES: Final = frozenset({"yes", "true", "true()", "1"})
_NO: Final = frozenset({"no", "false", "false()", "0"})
_LAYOUT: Final = frozenset(
    {"horizontal", "vertical", "columns", "columns-pack", "likert", "list-nolabel", "label"}
)
"""Appearances that only place choices; the page does that by the room there is."""


@dataclass(frozen=True, slots=True)
class Question:
    """A line with what was found out of it."""

    line: Line
    name: str
    asked: Asked
    kind: str
    choices: ChoiceList | None


class Around(Protocol):
    """What a question needs of the form that it stands in."""

    notes: Notes
    wordings: Wordings

    def rule(self, line: Line, column: str, own: str = "", choices: ChoiceList | None = None) -> str:
        """Return the rule of a cell as text, '' for none."""


def question(one: Question, form: Around) -> Mapping[str, Data]:
    """Return the field; what has no counterpart is noted."""
    made: dict[str, Data] = {"field": one.name, **form.wordings.told(one.line, "label"), **_hint(one, form)}
    if one.kind == "calculate":
        column = "calculation" if one.line.get("calculation") else "default"
        return made | {"type": "calculate", "calculation": form.rule(one.line, column, one.name) or "null"}
    made |= {"type": one.kind, **(INSTEAD[one.asked.word][1] if one.asked.word in INSTEAD else {})}
    if one.choices is not None and one.kind != "boolean":
        made["choices"] = one.choices.written(other=one.asked.other)
        filtered = form.rule(one.line, "choice_filter", one.name, one.choices)
        made |= {"choice_filter": filtered} if filtered else {}
    made |= _truths(one, form) | _looks(one, form) | _limits(one)
    for column in ("relevant", "calculation"):
        rule = form.rule(one.line, column, one.name)
        made |= {column: rule} if rule else {}
    made |= _default(one, form) if "calculation" not in made else {}
    return made | _constraint(one, form)


def _hint(one: Question, form: Around) -> Mapping[str, Data]:
    """Return the hint; guidance stands behind it."""
    hint, more = (form.wordings.told(one.line, column).get(column) for column in ("hint", "guidance_hint"))
    if hint is None or more is None:
        return {"hint": hint or more} if hint or more else {}  # type: ignore[dict-item]  # one of the two
    if isinstance(hint, Mapping) and isinstance(more, Mapping):
        return {"hint": {key: f"{text} {more.get(key, '')}".strip() for key, text in hint.items()}}
    return {"hint": f"{hint} {more}"} if isinstance(hint, str) and isinstance(more, str) else {"hint": hint}


def _truths(one: Question, form: Around) -> dict[str, Data]:
    made: dict[str, Data] = {}
    for column in ("required", "read_only"):
        given = one.line.get(column)
        if given.lower() in _YES:
            made[column] = True
        elif given and given.lower() not in _NO:
            rule = form.rule(one.line, column, one.name)
            made |= {column: rule} if rule else {}
    return made


def _looks(one: Question, form: Around) -> dict[str, Data]:
    made: dict[str, Data] = {}
    for word in one.line.get("appearance").split():
        if one.choices is not None and word in OPENED and one.kind == "select_one":
            made["appearance"] = "select"
        elif (one.asked.kind, word) not in BY_APPEARANCE and word not in _LAYOUT:
            form.notes.tell("import-word", one.line.place("appearance"), word="appearance", given=word)
    given = span_of(one.line)
    for key, value in given.items():
        if one.asked.word != "range":
            form.notes.tell("import-word", one.line.place("parameters"), word=key, given=value)
    return made


def _limits(one: Question) -> dict[str, Data]:
    if one.asked.word != "range":
        return {}
    given = span_of(one.line)
    return {"minimum": _number(given.get("start"), 1), "maximum": _number(given.get("end"), 10)}


def _number(given: str | None, otherwise: int) -> Decimal | int:
    try:
        return Decimal(given) if given else otherwise
    except InvalidOperation:
        return otherwise


def _default(one: Question, form: Around) -> dict[str, Data]:
    given = one.line.get("default")
    if not given or one.kind in ("file", "image", "signature"):
        return {}
    if "${" in given or given.endswith(")"):
        rule = form.rule(one.line, "default", one.name)
        return {"default": rule} if rule else {}
    return {"default": print_rule(_constant(given, one.kind))}


def _constant(given: str, kind: str) -> Logic:
    if kind in ("select_multiple", "rank"):
        return list(given.split())
    if kind in ("integer", "decimal", "rating", "year"):
        try:
            return Decimal(given)
        except InvalidOperation:
            return given
    if kind == "boolean":
        return given.lower() in _YES | {"ok"}
    return {"date": [given[:10]]} if kind == "date" else given


def _constraint(one: Question, form: Around) -> dict[str, Data]:
    rule = form.rule(one.line, "constraint", one.name)
    if one.asked.kind == "boolean" and one.line.get("required").lower() in _YES:
        rule = f"({rule}) and {one.name}" if rule else one.name  # acknowledged means yes, not answered
    if not rule:
        return {}
    return {"constraint": rule, **form.wordings.told(one.line, "constraint_message")}
