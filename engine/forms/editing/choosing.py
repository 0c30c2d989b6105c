"""Choices as a designer sets them: rows of a table, or a column pasted from a spreadsheet."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from engine.forms.editing.writing import Data
from engine.forms.model.base import Text

MOST: Final = 2_000
"""The most choices that stand in a definition; longer lists are codelists."""
_TRUE: Final = ("true", "yes")

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_LISTED: Final = re.compile(r"\s*codelist\(\s*([a-z][a-z0-9-]*)\s*(?:,\s*(leaf)\s*)?\)\s*")
_JUMP: Final = re.compile(r"\s*([a-z][a-z0-9_]*)\s*==\s*'((?:[^']|'')*)'\s*")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its value, its label by language, what it opens or excludes, and where it leads."""

    value: str
    label: Mapping[str, str]
    text: bool = False
    exclusive: bool = False
    points: str = ""
    goto: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Pasted lines as choices, and the lines that were not taken: number, text, why (a word)."""

    options: tuple[Option, ...]
    refused: tuple[tuple[int, str, str], ...]


def options_of(choices: object, branches: object, name: str) -> tuple[Option, ...]:
    """Return the choices that stand in a definition as plain data, each with its jump."""
    jumps = dict(jump for one in _maps(branches) if (jump := _jump(one, name)))
    return tuple(_option(one, jumps) for one in _maps(choices))


def list_of(choices: object) -> tuple[str, bool] | None:
    """Return the codelist that choices are taken from, and whether only its last level; None for none."""
    if isinstance(choices, Mapping) and isinstance(choices.get("codelist"), str):
        return choices["codelist"], choices.get("leaf") in (True, *_TRUE)
    match = _LISTED.fullmatch(choices) if isinstance(choices, str) else None
    return (match[1], bool(match[2])) if match else None


def listed(name: str, *, leaf: bool) -> str:
    """Return choices taken from a codelist as a definition writes them."""
    return f"codelist({name}, leaf)" if leaf else f"codelist({name})"


def _option(found: Mapping[str, object], jumps: Mapping[str, str]) -> Option:
    value, label = str(found.get("value", "")), found.get("label", "")
    by_language = label if isinstance(label, Mapping) else {"zh": label}
    return Option(
        value,
        {str(key): str(one) for key, one in by_language.items()},
        text=found.get("text") in _TRUE,
        exclusive=found.get("exclusive") in _TRUE,
        points=str(found.get("points", "")),
        goto=jumps.get(value, ""),
    )


def _maps(found: object) -> list[Mapping[str, object]]:
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _jump(found: Mapping[str, object], name: str) -> tuple[str, str] | None:
    """Return value and target of a branch that one choice alone decides."""
    match = _JUMP.fullmatch(str(found.get("when", "")))
    return (match[2].replace("''", "'"), str(found.get("goto", ""))) if match and match[1] == name else None


def choices_data(options: Iterable[Option]) -> list[Data]:
    """Return choices as a definition writes them."""
    return [_data(one) for one in options]


def _data(one: Option) -> Data:
    words = {language: text for language, text in one.label.items() if text}
    label: Data = words["zh"] if set(words) == {"zh"} else words or one.value
    made: dict[str, Data] = {"value": one.value, "label": label}
    made |= {key: True for key, given in (("text", one.text), ("exclusive", one.exclusive)) if given}
    return made | ({"points": _number(one.points)} if one.points else {})


def _number(text: str) -> Data:
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else text


def branches_data(options: Iterable[Option], name: str, before: object) -> list[Data]:
    """Return the branches of a question: those that more than one choice decides stay as they were."""
    kept: list[Data] = [dict(one) for one in _maps(before) if _jump(one, name) is None]  # type: ignore[arg-type]  # plain data
    made: list[Data] = [
        {"when": f"{name} == '{one.value.replace(chr(39), chr(39) * 2)}'", "goto": one.goto}
        for one in options
        if one.goto
    ]
    return [*made, *kept]


def pasted(text: str, known: Sequence[Option] = ()) -> Read:
    """Read a pasted column, or several: a value and labels, or labels alone, which get values.

    A line of one cell is a label; of two, value and label where the first looks like a code, else the
    labels in both languages; of three, value and both labels.
    """
    options: list[Option] = list(known)
    refused: list[tuple[int, str, str]] = []
    taken = {one.value for one in options}
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells):
            continue
        found = _row(cells, taken)
        why = _why_not(found, taken, len(options))
        if why:
            refused.append((number, line.strip()[:80], why))
        else:
            options.append(found)
            taken.add(found.value)
    return Read(tuple(options), tuple(refused))


def _row(cells: list[str], taken: set[str]) -> Option:
    coded = len(cells) > 1 and bool(_CODE.fullmatch(cells[0]))
    words = cells[1:] if coded else cells
    label = {"zh": words[0]} | ({"en": words[1]} if len(words) > 1 and words[1] else {})
    return Option(cells[0] if coded else _value(words[0], taken), label)


def _value(label: str, taken: set[str]) -> str:
    """Return a value for a label: the label itself where it is a code, else the next free number."""
    return label if _CODE.fullmatch(label) and label not in taken else free_value(taken)


def free_value(taken: Collection[str]) -> str:
    """Return the first number that no choice has for its value."""
    return next(str(number) for number in count(1) if str(number) not in taken)


def _why_not(found: Option, taken: set[str], count: int) -> str:
    if not found.label.get("zh"):
        return "empty"
    if found.value in taken:
        return "twice"
    if count >= MOST:
        return "many"
    return "" if len(found.value) <= 64 and found.value.isprintable() else "value"


def words_of(text: Text) -> dict[str, str]:
    """Return a text by language."""
    return dict(text) if isinstance(text, dict) else ({"zh": text} if text else {})
