"""Rules as XPath of XLSForm's columns; the way back of `xpath.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from engine.exchange.brought import NotCarried
from engine.rules import Logic

_SIGNS: Final[Mapping[str, str]] = {
    "+": "+",
    "-": "-",
    "*": "*",
    "/": "div",
    "%": "mod",
    "==": "=",
    "!=": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
    "and": "and",
    "or": "or",
}
_CALLS: Final[Mapping[str, str]] = {
    "selected": "selected",
    "count_selected": "count-selected",
    "contains": "contains",
    "starts_with": "starts-with",
    "ends_with": "ends-with",
    "length": "string-length",
    "trim": "normalize-space",
    "matches": "regex",
    "concat": "concat",
    "join": "join",
    "round": "round",
    "abs": "abs",
    "sum": "sum",
    "min": "min",
    "max": "max",
    "count": "count",
    "today": "today",
    "now": "now",
    "date": "date",
    "format": "format-date",
}


@dataclass(frozen=True, slots=True)
class Reads:
    """What the names in a rule are called in the sheet."""

    names: Callable[[str], str | None]
    """The name in the sheet of a path here, None for what the sheet has not."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """The type of each field, by its path here."""
    own: str = ""
    """The path that is written `.`."""
    choice: bool = False
    """Whether `value` is the choice that a filter is asked about."""


def xpath_of(logic: Logic, reads: Reads) -> str:
    """Return a rule as XPath. Raises NotCarried."""
    return _bare(_Writing(reads).truth(logic))


class _Writing:
    """One rule being written."""

    def __init__(self, reads: Reads) -> None:
        self.reads = reads

    def text(self, logic: Logic) -> str:
        """Return the XPath of a part; joined parts stand in brackets where they are parts of others."""
        if logic is None:
            return "''"
        if isinstance(logic, bool):
            return "true()" if logic else "false()"
        if isinstance(logic, Decimal):
            return format(logic, "f")
        if isinstance(logic, str):
            return _quoted(logic)
        if isinstance(logic, list):
            raise NotCarried("[…]")
        ((name, given),) = logic.items()
        parts: list[Logic] = list(given) if isinstance(given, list) else [given]
        if name == "var":
            return self._named(str(parts[0]))
        writer = _WRITERS.get(name)
        if writer is not None:
            return writer(self, parts)
        if name in _SIGNS and len(parts) > 1:
            return self._joined(name, parts)
        if name in _CALLS:
            return f"{_CALLS[name]}({', '.join(self.text(one) for one in parts)})"
        raise NotCarried(f"{name}()")

    def part(self, logic: Logic) -> str:
        """Return a part of a joint, in brackets where it is one itself."""
        name = next(iter(logic)) if isinstance(logic, dict) else ""
        given = next(iter(logic.values())) if isinstance(logic, dict) else None
        single = isinstance(given, list) and len(given) == 1
        joint = (name in _SIGNS and not single) or name in ("days_between", "in")
        return f"({self.text(logic)})" if joint else self.text(logic)

    def _joined(self, name: str, parts: list[Logic]) -> str:
        if name in ("==", "!=") and self._kind(parts[0]) == "boolean" and isinstance(parts[1], bool):
            return f"{self.part(parts[0])} {_SIGNS[name]} '{str(parts[1]).lower()}'"
        if name == "!=":
            return self._differing(parts)
        if name == "or":
            return self._either(parts)
        return f" {_SIGNS[name]} ".join(self.truth(one) if name == "and" else self.part(one) for one in parts)

    def _differing(self, parts: list[Logic]) -> str:
        """What is empty differs from nothing here, and from everything there."""
        filled = [f"{self.part(one)} != '' and " for one in parts if isinstance(one, dict)]
        return "".join(filled) + " != ".join(self.part(one) for one in parts)

    def _either(self, parts: list[Logic]) -> str:
        """`is_empty(x) or x != 'a'` is what `x != 'a'` says there."""
        blank = [_only(one["is_empty"]) for one in parts if isinstance(one, dict) and "is_empty" in one]
        differing = [
            sides for one in parts if (sides := _sides(one)) and all(map(blank.__contains__, _read(sides)))
        ]
        said = [side for sides in differing for side in sides]
        rest = [one for one in parts if _sides(one) not in differing and not _blank_of(one, said)]
        told = [" != ".join(self.part(side) for side in sides) for sides in differing]
        return " or ".join([*(self.truth(one) for one in rest), *told])

    def truth(self, logic: Logic) -> str:
        """Return a condition; a question of yes or no is one by itself here, and a choice there."""
        if self._kind(logic) == "boolean":
            return f"{self.text(logic)} = 'true'"
        compared = isinstance(logic, dict) and next(iter(logic)) in ("==", "!=", "<", "<=", ">", ">=")
        return self.text(logic) if compared else self.part(logic)

    def _kind(self, logic: Logic) -> str:
        name = logic.get("var") if isinstance(logic, dict) else None
        return self.reads.kinds.get(str(name), "")

    def _named(self, path: str) -> str:
        if path == self.reads.own:
            return "."
        if self.reads.choice and path == "value":
            return "name"
        found = self.reads.names(path)
        if found is None:
            raise NotCarried(path)
        return f"${{{found}}}"


def _sides(logic: Logic) -> list[Logic]:
    """Return what differs in a difference; nothing for another rule."""
    sides = logic.get("!=") if isinstance(logic, dict) else None
    return sides if isinstance(sides, list) else []


def _read(sides: list[Logic]) -> list[Logic]:
    return [side for side in sides if isinstance(side, dict)]


def _blank_of(logic: Logic, said: list[Logic]) -> bool:
    """Whether a rule says that one of these is empty."""
    return isinstance(logic, dict) and "is_empty" in logic and _only(logic["is_empty"]) in said


def _quoted(text: str) -> str:
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    raise NotCarried(text[:40])  # XPath 1.0 has no way to write both


_Writer = Callable[[_Writing, "list[Logic]"], str]


def _if(writing: _Writing, parts: "list[Logic]") -> str:
    if len(parts) != 3:
        raise NotCarried("if")
    whole = _whole(parts)
    if whole is not None:
        return f"int({writing.text(whole)})"
    when, then, other = parts
    return f"if({writing.truth(when)}, {writing.text(then)}, {writing.text(other)})"


def _whole(parts: "list[Logic]") -> "Logic":
    """Return what is cut off towards zero; None for another choice."""
    when, then, other = parts
    inner = then["floor"] if isinstance(then, dict) and "floor" in then else None
    value = inner[0] if isinstance(inner, list) else None
    cut = when == {">=": [value, Decimal(0)]} and other == {"ceil": [value]}
    return value if cut else None


def _not(writing: _Writing, parts: "list[Logic]") -> str:
    inner = parts[0]
    if isinstance(inner, dict) and "is_empty" in inner:
        return f"{writing.part(_only(inner['is_empty']))} != ''"
    if isinstance(inner, dict) and "coalesce" in inner:
        inside = inner["coalesce"]
        if isinstance(inside, list) and inside[1:] == [False]:
            return f"not({_bare(writing.truth(inside[0]))})"
    return f"not({_bare(writing.truth(inner))})"


def _bare(text: str) -> str:
    """Drop the brackets around a whole part that stands in others already."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return text[1:-1] if text.startswith("(") and place == len(text) - 1 else text
    return text


def _only(given: "Logic") -> "Logic":
    return given[0] if isinstance(given, list) else given


def _coalesce(writing: _Writing, parts: "list[Logic]") -> str:
    """`coalesce(condition, false)`: a condition is false there when it is unknown."""
    if len(parts) == 2 and parts[1] is False:
        return f"({_bare(writing.truth(parts[0]))})"
    if len(parts) != 2:
        raise NotCarried("coalesce")
    return f"coalesce({writing.text(parts[0])}, {writing.text(parts[1])})"


def _among(writing: _Writing, parts: "list[Logic]") -> str:
    value, those = parts
    if not isinstance(those, list):
        raise NotCarried("in")
    return " or ".join(f"{writing.part(value)} = {writing.text(one)}" for one in those) or "false()"


def _days(writing: _Writing, parts: "list[Logic]") -> str:
    start, end = (f"decimal-date-time({writing.text(one)})" for one in parts)
    return f"{end} - {start}"


def _later(writing: _Writing, parts: "list[Logic]") -> str:
    return writing.part(parts[0])


def _substr(writing: _Writing, parts: "list[Logic]") -> str:
    if len(parts) == 2:
        return f"substr({writing.text(parts[0])}, {writing.text(parts[1])})"
    start, length = parts[1], parts[2]
    if isinstance(start, Decimal) and isinstance(length, Decimal):
        return f"substr({writing.text(parts[0])}, {start}, {start + length})"
    raise NotCarried("substr")


def _label(writing: _Writing, parts: "list[Logic]") -> str:
    name = writing.text(parts[0])
    return f"jr:choice-name({name}, '{name}')"


def _minus(writing: _Writing, parts: "list[Logic]") -> str:
    return writing._joined("-", parts) if len(parts) > 1 else f"-{writing.part(parts[0])}"


_WRITERS: Final[Mapping[str, _Writer]] = {
    "if": _if,
    "!": _not,
    "is_empty": lambda writing, parts: f"{writing.part(parts[0])} = ''",
    "coalesce": _coalesce,
    "in": _among,
    "days_between": _days,
    "days": _later,
    "substr": _substr,
    "label_of": _label,
    "row_index": lambda writing, parts: "position(..)",
    "-": _minus,
}
"""Operators that are not simply called something else there."""
