"""Yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from engine.forms.fieldtypes.kind import Plain, Raw, refuse, single
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem
from engine.rules import Type

_WORDS: Final[Mapping[str, bool]] = {
    "true": True, "yes": True, "on": True, "1": True, "是": True,
    "false": False, "no": False, "off": False, "0": False, "否": False,
}  # fmt: skip
_SHOWN: Final = {("zh", True): "是", ("zh", False): "否", ("en", True): "Yes", ("en", False): "No"}


@dataclass(frozen=True, slots=True)
class Boolean(Plain):
    """A truth value, or not answered."""

    name: ClassVar[str] = "boolean"

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> bool | None:
        """Return the truth of a word: true, yes, 是 … or false, no, 否 …"""
        text = single(raw).lower()
        if text and text not in _WORDS:
            raise refuse("value-not-boolean", raw)
        return _WORDS.get(text)

    def coerce(self, value: object, field: Properties, *, codelist: Codelist | None = None) -> bool | None:
        """Return the truth value; numbers and words are refused."""
        if value is None or isinstance(value, bool):
            return value
        raise refuse("value-not-boolean", value)

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Nothing more can be wrong."""
        return []

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return 是 or 否."""
        return "" if value is None else in_words(bool(value), language)

    def rule_type(self, field: Properties) -> Type:
        """A truth value."""
        return Type("boolean")

    def schema(self, field: Properties) -> dict[str, object]:
        """A JSON truth value."""
        return {"type": "boolean"}


def in_words(truth: bool, language: str) -> str:
    """Return 是 or 否, Yes or No."""
    return _SHOWN["zh" if language == "zh" else "en", truth]
