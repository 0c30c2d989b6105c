"""What every field type can do, and the refusals and helpers that types share."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final, Literal, Protocol, TypeAlias

from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem, problem
from engine.rules import Type

Raw: TypeAlias = "str | Sequence[str]"
"""What an HTML form sends for one field."""

Widget = Literal["text", "number", "choice", "file", "hidden"]

_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]"
)


_SHOWN: Final = 40
"""The most characters of a value in a message."""


class Refused(Exception):
    """A value that does not fit its field at all; nothing of it is kept."""

    def __init__(self, fault: Problem) -> None:
        self.problem = fault
        super().__init__(str(fault))


class Kind(Protocol):
    """One field type. Values are typed inside: None for empty, never '' or []."""

    name: ClassVar[str]

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> object:
        """Return the value of form text; raises `Refused`."""

    def coerce(self, value: object, field: Properties, *, codelist: Codelist | None = None) -> object:
        """Return the value of a typed Python or JSON value; raises `Refused` for what does not fit."""

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Return what is wrong with a value that fits the type: limits, pattern, format, choices."""

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return the value as a person reads it, without its unit; '' when empty."""

    def to_json(self, value: object) -> object:
        """Return the value as JSON data; numbers stay `Decimal`."""

    def from_json(self, value: object) -> object:
        """Return the value of `to_json`'s data, which is trusted."""

    def rule_type(self, field: Properties) -> Type:
        """Return the type that rules see."""

    def schema(self, field: Properties) -> dict[str, object]:
        """Return the JSON Schema of the value, empty values apart."""


def refuse(code: str, given: object = "", **params: object) -> Refused:
    """Return the refusal of a value, which the message shows shortened."""
    return Refused(Problem(code, "", {"given": shown(given), **params}))


def fault(code: str, path: str, given: object = "", **params: object) -> Problem:
    """Return a problem of a value at a path."""
    return Problem(code, path, {"given": shown(given), **params})


def shown(given: object) -> str:
    """Return at most 40 characters of a value for a message, without what cannot be shown."""
    text = given if isinstance(given, str) else _kind_of(given)
    if len(text) <= _SHOWN and text.isprintable():
        return text
    clean = _FORBIDDEN.sub("\ufffd", text[: _SHOWN + 1]).replace("\n", " ")
    return clean if len(clean) <= _SHOWN else f"{clean[: _SHOWN - 1]}…"


def _kind_of(given: object) -> str:
    if given.__class__ is Decimal:
        return str(given)
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, dict):
        return "{…}"
    return "[…]" if isinstance(given, list | tuple) else str(given)


def single(raw: object, *, limit: int = 200) -> str:
    """Return the one text of a raw value, trimmed; refuses lists, bad characters and long texts.

    `limit` is in characters; line breaks are brought to `\\n`.
    """
    if not isinstance(raw, str):
        raise refuse("value-not-text", raw)
    if len(raw) > limit:
        raise Refused(problem("value-too-long", limit=limit, length=len(raw)))
    found = _FORBIDDEN.search(raw)
    if found:
        raise refuse("value-character", character=f"U+{ord(found[0]):04X}")
    return raw.replace("\r\n", "\n").replace("\r", "\n").strip()


def half_width(text: str) -> str:
    """Return `text` with full-width letters, digits and signs as plain ones."""
    return unicodedata.normalize("NFKC", text)


@dataclass(frozen=True, slots=True)
class Plain:
    """The parts that are alike for values that are their own JSON."""

    def to_json(self, value: object) -> object:
        """Return the value itself."""
        return value

    def from_json(self, value: object) -> object:
        """Return the value itself."""
        return value
