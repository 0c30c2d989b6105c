"""Texts of SurveyJS: a string, or one by locale; `{name}` in them is a hole."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import nh3

from engine.exchange.brought import NotCarried
from engine.exchange.tongues import braced, tongues
from engine.forms.editing.writing import Data
from engine.rules import Logic, print_rule

DEFAULT: Final = "default"
_HOLE: Final = re.compile(r"\{([^{}]+)\}")


class Wordings:
    """The texts of one survey."""

    def __init__(self, survey: object, locale: str) -> None:
        texts = list(_texts(survey))
        named = dict.fromkeys(name for text in texts for name in text)
        sample = "".join(text.get(DEFAULT, "") for text in texts[:50])
        spoken = ["" if name == DEFAULT else name for name in named] or [""]
        self._tongues, self.others = tongues(spoken, locale, sample)

    def text(self, given: object, value: "Callable[[str], Logic]") -> "Data | None":
        """Return a text with its holes; None for an empty one. `value` is what a name stands for."""
        told = _by_locale(given)
        return self._tongues.text(told, lambda one: _holed(one, value)) if told else None

    def plain(self, given: object, value: "Callable[[str], Logic]") -> "Data | None":
        """Return a text of HTML without its marks."""
        told = {name: _unmarked(one) for name, one in _by_locale(given).items()}
        return self._tongues.text(told, lambda one: _holed(one, value)) if told else None


def _by_locale(given: object) -> dict[str, str]:
    if isinstance(given, Mapping):
        texts = {str(name): str(one) for name, one in given.items() if isinstance(one, str | int | float)}
    else:
        texts = {DEFAULT: str(given)} if isinstance(given, str | int | float) and given != "" else {}
    return {"" if name == DEFAULT else name: one for name, one in texts.items()}


def _unmarked(text: str) -> str:
    """Return the words of a piece of HTML, a line for each block."""
    lines = re.sub(r"(?i)<br\s*/?>|</(?:p|div|li|h[1-6])>", "\n", text)
    return html.unescape(nh3.clean(lines, tags=set())).strip()


def _holed(text: str, value: "Callable[[str], Logic]") -> str:
    parts, last = list[str](), 0
    for found in _HOLE.finditer(text):
        parts.append(braced(text[last : found.start()]))
        try:
            parts.append("{" + print_rule(value(found[1].strip())) + "}")
        except NotCarried:
            parts.append(braced(found[0]))
        last = found.end()
    return "".join([*parts, braced(text[last:])])


def _texts(part: object) -> Iterator[Mapping[str, str]]:
    """Yield the texts of a survey that are given by locale, and its titles."""
    if isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, Mapping):
        if DEFAULT in part and all(isinstance(one, str) for one in part.values()):
            yield {str(key): str(one) for key, one in part.items()}
            return
        for key, one in part.items():
            if key in ("title", "text", "label") and isinstance(one, str):
                yield {DEFAULT: one}
            else:
                yield from _texts(one)
