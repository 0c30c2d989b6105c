"""What a new form, and a new part of one, begins with: enough to be seen, tried and published."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import Final, get_args

from engine.forms.editing.operations import clear, put, value_at
from engine.forms.editing.outline import fresh
from engine.forms.editing.writing import Data, mapping
from engine.forms.model.fields import FieldType
from engine.forms.nodes import DefinitionError
from engine.problems import DEFAULT_LANGUAGE, problem

CHOOSING: Final = ("select_one", "select_multiple", "rank")
KINDS: Final = ("group", "grid", "repeat", "matrix", "scoring", "note")
"""The items that are not fields, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """What new parts are called in the designer's language, before they get a name of their own."""

    item: str
    choice: str
    row: str
    column: str
    sheet: str
    indicator: str = "Indicator"
    codelist: str = ""
    """The list of codes that a new cascade takes."""


def new_form(form: str, kind: str, title: str, *, words: Wordings) -> str:
    """Return the text of a form with one empty sheet."""
    public: dict[str, Data] = {"period": "none", "public": True}
    collection: dict[str, Data] = public if kind == "survey" else {"period": "month"}
    sheet = new_member("sheets", words, frozenset())
    made: dict[str, Data] = {
        "form": form,
        "kind": kind,
        "title": title,
        "version": "1",
        "collection": collection,
        "sheets": [sheet],
    }
    return mapping(made, 0) + "\n"


def from_template(source: str, form: str, title: str) -> str:
    """Return a form's text begun from a template's: with a name of its own, and a title if one is given."""
    text = put(source, ("form",), form).applied(source)
    if value_at(text, ("template",)) is not None:
        text = clear(text, ("template",)).applied(text)
    return put(text, ("title",), title).applied(text) if title else text


def copied(source: str, form: str, ends: Mapping[str, str]) -> str:
    """Return a form's text as a form of its own: another name, its first version, `ends` behind its titles.

    `ends` gives words by language. What a version renamed of the one before it is left behind: the copy
    has no version before it. Raises DefinitionError for a text that cannot be read, or says no form.
    """
    if not isinstance(top := value_at(source, ()), dict):
        raise DefinitionError([problem("not-mapping", given=str(top)[:40])])
    text = source
    for key in ("template", "renamed"):
        if value_at(text, (key,)) is not None:
            text = clear(text, (key,)).applied(text)
    title = value_at(text, ("title",))
    changed: dict[str, Data] = {"form": form, "version": "1"}
    if isinstance(title, dict):
        changed["title"] = {key: f"{told}{ends.get(key, '')}" for key, told in title.items()}
    elif isinstance(title, str):
        changed["title"] = title + ends[DEFAULT_LANGUAGE]
    for key, value in changed.items():
        text = put(text, (key,), value).applied(text)
    return text


def new_item(kind: str, words: Wordings, taken: frozenset[str]) -> dict[str, Data]:
    """Return a new item: `kind` is a field's type, or one of KINDS. Raises ValueError for another."""
    if kind == "note":
        return {"note": words.item}
    if kind in get_args(FieldType):
        return _field(fresh(taken, "q1"), kind, words)
    if kind not in KINDS:
        raise ValueError(kind)
    name = fresh(taken, f"{kind}1")
    return {kind: name, "label": _numbered(words.item, name), **_inside(kind, words, taken | {name})}


def _numbered(word: str, name: str) -> str:
    """Return a word with the number that a fresh name ends with, so that new parts can be told apart."""
    return f"{word} {name.lstrip('abcdefghijklmnopqrstuvwxyz_')}"


def _field(name: str, kind: str, words: Wordings) -> dict[str, Data]:
    made: dict[str, Data] = {"field": name, "label": _numbered(words.item, name), "type": kind}
    if kind in CHOOSING:
        made["choices"] = starting_choices(words)
    if kind == "cascade" and words.codelist:
        made["choices"] = f"codelist({words.codelist})"
    if kind == "calculate":
        made["calculation"] = "0"
    return made


def starting_choices(words: Wordings) -> list[Data]:
    """Return the choices that a question begins with."""
    return [{"value": str(number), "label": f"{words.choice} {number}"} for number in (1, 2)]


def _inside(kind: str, words: Wordings, taken: frozenset[str]) -> Mapping[str, Data]:
    rows: list[Data] = [{"row": f"r{number}", "label": f"{words.row} {number}"} for number in (1, 2)]
    if kind == "grid":
        columns: list[Data] = [{"column": "c1", "label": _numbered(words.column, "c1"), "type": "decimal"}]
        return {"columns": columns, "rows": rows}
    if kind == "scoring":
        return {"indicators": [_indicator("i1", words, weight="100")]}
    if kind == "matrix":
        return {"rows": rows, "choices": starting_choices(words)}
    if kind == "repeat":
        name = fresh(taken, "q1")
        return {"items": [{"field": name, "label": _numbered(words.item, name)}]}
    return {"items": []}


def _indicator(name: str, words: Wordings, *, weight: str) -> dict[str, Data]:
    return {
        "indicator": name, "label": _numbered(words.indicator, name), "weight": Decimal(weight), "points": "0"
    }  # fmt: skip


def _grade(taken: frozenset[str]) -> dict[str, Data]:
    letter = next((one for one in ascii_uppercase if one not in taken), "Z")
    return {"grade": letter, "minimum": Decimal(0)}


def new_member(list_name: str, words: Wordings, taken: frozenset[str]) -> dict[str, Data]:
    """Return a new member of a list that is not of items: a sheet, a column, a row, a check, an indicator.

    Raises ValueError for a list of another name.
    """
    if list_name == "sheets":
        name = fresh(taken, "sheet1")
        return {"sheet": name, "title": _numbered(words.sheet, name), "items": []}
    if list_name == "checks":
        return {"rule": "true"}
    if list_name == "grades":
        return _grade(taken)
    if list_name == "indicators":
        return _indicator(fresh(taken, "i1"), words, weight="10")
    if list_name not in _MEMBERS:
        raise ValueError(list_name)
    kind = _MEMBERS[list_name]
    name = fresh(taken, f"{kind[0]}1")
    return {kind: name, "label": _numbered(words.row if kind == "row" else words.column, name)}


_MEMBERS: Final = {"columns": "column", "heads": "head", "rows": "row"}
