"""Texts of an XLSForm: by language, with `${name}` as a hole."""

import re
from collections.abc import Callable
from typing import Final

from engine.exchange.brought import Notes
from engine.exchange.tongues import Tongues, braced
from engine.exchange.xlsform.sheets import Line
from engine.forms.editing.writing import Data
from engine.rules import Logic, print_rule

_REFERENCE: Final = re.compile(r"\$\{\s*([^{}]+?)\s*\}")


class Wordings:
    """The texts of a form's lines."""

    def __init__(self, tongues: Tongues, notes: Notes, named: "Callable[[str], Logic | None]") -> None:
        self._tongues, self._notes, self._named = tongues, notes, named

    def told(self, line: Line, column: str, word: str = "") -> dict[str, Data]:
        """Return a text under the `word` of the language, nothing where the line has none."""
        spoken = {name: line.get(column, name) for name in line.languages(column)}
        text = self._tongues.text(spoken, lambda one: self._holes(one, line, column))
        return {word or column: text} if text else {}

    def _holes(self, text: str, line: Line, column: str) -> str:
        parts, last = list[str](), 0
        for found in _REFERENCE.finditer(text):
            parts.append(braced(text[last : found.start()]))
            parts.append(self._hole(found, line, column))
            last = found.end()
        return "".join([*parts, braced(text[last:])])

    def _hole(self, found: re.Match[str], line: Line, column: str) -> str:
        value = self._named(found[1])
        if value is None:
            self._notes.tell("import-rule", line.place(column), given=found[0], why=found[0])
            return braced(found[0])
        return "{" + print_rule(value) + "}"
