"""Plain data as YAML text, such that the loader reads the same data back."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

Data: TypeAlias = "str | bool | int | Decimal | Sequence[Data] | Mapping[str, Data]"
"""What may be written into a definition."""

WIDTH: Final = 100
"""How long a line of a collection in brackets may become."""

_LIKE_OTHERS: Final = re.compile(
    r"[-+]?[0-9][0-9_,.:eE+-]*|[-+]?\.[0-9]+|0[xob][0-9a-fA-F]+|~|[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE"
    r"|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF|[yYnN]|[-+]?\.(?:inf|nan)|=|<<"
)
"""Texts that some reader of YAML takes for a number, a truth, a time or nothing."""
_BEGINS_ELSE: Final = frozenset("-?:,[]{}#&*!|>'\"%@` \t")
_IN_BRACKETS: Final = re.compile(r"[,\[\]{}]")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x85": "\\N",
                   "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF"}  # fmt: skip


def scalar(value: "str | bool | int | Decimal", *, flow: bool = False) -> str:
    """Return one value in one line; `flow`: inside brackets."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if _plain(value, flow=flow):
        return value
    if any(character in _ESCAPES and character not in '\\"' for character in value):
        return '"' + "".join(_ESCAPES.get(character, character) for character in value) + '"'
    if "'" in value and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def _plain(text: str, *, flow: bool) -> bool:
    if not text or text[0] in _BEGINS_ELSE or text[-1] in " :\t" or not text.isprintable():
        return False
    if ": " in text or " #" in text or _LIKE_OTHERS.fullmatch(text):
        return False
    return not (flow and (_IN_BRACKETS.search(text) or ":" in text))


def inline(value: Data) -> str:
    """Return a value in one line, collections in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str | bool | int | Decimal):
        return scalar(value, flow=True)
    return "[" + ", ".join(map(inline, value)) + "]"


def after_key(value: Data, indent: int) -> str:
    """Return what stands after `key:` for a key at column `indent`, from the space or line break on."""
    if isinstance(value, str) and _worth_a_block(value):
        return " " + _block(value, indent + 2)
    if isinstance(value, str | bool | int | Decimal):
        return " " + scalar(value)
    if not value or _short(value, indent):
        return " " + inline(value)
    if isinstance(value, Mapping):
        return "\n" + mapping(value, indent + 2)
    return "\n" + "\n".join(" " * (indent + 2) + item(one, indent + 2) for one in value)


def mapping(value: Mapping[str, Data], indent: int) -> str:
    """Return a mapping's lines at column `indent`."""
    return "\n".join(" " * indent + entry(key, one, indent) for key, one in value.items())


def entry(key: str, value: Data, indent: int) -> str:
    """Return `key: value` for a key that stands at column `indent`, without the indentation."""
    return f"{scalar(key)}:{after_key(value, indent)}"


def item(value: Data, indent: int) -> str:
    """Return `- value` for a dash that stands at column `indent`, without the indentation."""
    return "- " + after_dash(value, indent + 2)


def after_dash(value: Data, indent: int) -> str:
    """Return a list's item whose text begins at column `indent`."""
    if isinstance(value, Mapping) and value and not _small(value, indent):
        return mapping(value, indent).lstrip(" ")
    if isinstance(value, str) and _worth_a_block(value):
        return _block(value, indent)
    return inline(value) if not isinstance(value, str | bool | int | Decimal) else scalar(value)


def _short(value: "Sequence[Data] | Mapping[str, Data]", indent: int) -> bool:
    """Whether a collection may stand in brackets: words by language, a list of names."""
    parts = value.values() if isinstance(value, Mapping) else value
    simple = all(isinstance(one, str | bool | int | Decimal) for one in parts)
    words = not isinstance(value, Mapping) or all(len(key) == 2 for key in value)
    return simple and words and len(inline(value)) + indent <= WIDTH and not _any_block(value)


def _small(value: Mapping[str, Data], indent: int) -> bool:
    """Whether a list's item may stand in brackets: a choice, a branch, a column."""
    first = next(iter(value), "")
    if first in ("field", "group", "grid", "repeat", "matrix", "note", "sheet", "scoring", "example"):
        return False
    simple = all(isinstance(one, str | bool | int | Decimal) or _short(one, 0) for one in value.values())
    return simple and len(inline(value)) + indent <= WIDTH and not _any_block(value)


def _any_block(value: "Sequence[Data] | Mapping[str, Data]") -> bool:
    parts = value.values() if isinstance(value, Mapping) else value
    return any(isinstance(one, str) and "\n" in one for one in parts)


def _worth_a_block(text: str) -> bool:
    """Whether a text of several lines can be written as it is, below `|`."""
    lines = text.split("\n")
    whole = all(line.isprintable() and line == line.rstrip() for line in lines)
    return len(lines) > 1 and whole and bool(lines[0]) and lines[0][0] != " " and bool(lines[-1])


def _block(text: str, indent: int) -> str:
    return "|-\n" + "\n".join(" " * indent + line if line else "" for line in text.split("\n"))
