"""One line of text, with length, pattern and format."""

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.fieldtypes import formats
from engine.forms.fieldtypes.kind import Plain, Raw, fault, refuse, single
from engine.forms.model.base import text_in
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem
from engine.rules import Type, fits


@dataclass(frozen=True, slots=True)
class Text(Plain):
    """A text. `limit`: the most characters, where the field's `maxLength` is not higher."""

    name: ClassVar[str] = "text"
    limit: int = 1000
    lines: bool = False

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> str | None:
        """Return the trimmed text; what is typed full-width stays, except in formats of digits."""
        return self.coerce(raw, field)

    def coerce(self, value: object, field: Properties, *, codelist: Codelist | None = None) -> str | None:
        """Return the text; anything that is no string is refused."""
        text = "" if value is None else single(value, limit=max(self.limit, field.maxLength or 0))
        if "\n" in text and not self.lines:
            raise refuse("value-line-break", text)
        return formats.tidy(text, field.format) or None

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Check length, pattern and format."""
        if not isinstance(value, str):
            return []
        return [*_length(value, field, path), *_pattern(value, field, path), *_format(value, field, path)]

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return the text."""
        return "" if value is None else str(value)

    def rule_type(self, field: Properties) -> Type:
        """Text."""
        return Type("text")

    def schema(self, field: Properties) -> dict[str, object]:
        """A string of at most the limit's characters."""
        return {"type": "string", "maxLength": max(self.limit, field.maxLength or 0)}


def _length(value: str, field: Properties, path: str) -> list[Problem]:
    length = len(value)
    if field.minLength is not None and length < field.minLength:
        return [fault("value-too-short", path, value, limit=field.minLength, length=length)]
    if field.maxLength is not None and length > field.maxLength:
        return [fault("value-too-long", path, value, limit=field.maxLength, length=length)]
    return []


def _pattern(value: str, field: Properties, path: str) -> list[Problem]:
    if field.pattern is None or fits(value, field.pattern):
        return []
    return [fault("value-pattern", path, value, hint=text_in(field.hint) or field.pattern)]


def _format(value: str, field: Properties, path: str) -> list[Problem]:
    code = formats.broken(value, field.format)
    return [fault(code, path, value)] if code else []
