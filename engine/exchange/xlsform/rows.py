"""The rows of an XLSForm as they are made, and the texts in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.exchange.brought import NotCarried, Notes
from engine.exchange.xlsform.xpath_writing import Reads, xpath_of
from engine.forms.holes import pieces
from engine.forms.model.base import Text
from engine.rules import Rule, RuleError

NAMES: Final[Mapping[str, str]] = {"zh": "中文 (zh)", "en": "English (en)"}
"""What the languages are called in the heads of columns."""
Row = dict[str, str]


@dataclass(slots=True)
class Rows:
    """Rows of the survey and of the lists, in order, and what they cannot say."""

    languages: tuple[str, ...]
    """Those that texts are given in; none where the form has one wording only."""
    notes: Notes
    survey: list[Row] = field(default_factory=list)
    lists: dict[str, list[Row]] = field(default_factory=dict)

    def texts(self, column: str, text: "Text | Mapping[str, str] | None", reads: Reads, place: str) -> Row:
        """Return a text's cells, one for each language."""
        if text is None:
            return {}
        if not self.languages:
            return {
                column: self._one(text if isinstance(text, str) else next(iter(text.values())), reads, place)
            }
        made = {}
        for language in self.languages:
            one = text if isinstance(text, str) else text.get(language, "")
            if one:
                made[f"{column}::{NAMES.get(language, language)}"] = self._one(one, reads, place)
        return made

    def rule(self, rule: Rule | None, reads: Reads, place: str) -> str:
        """Return a rule's cell, '' for none and for one that cannot be said there."""
        if rule is None:
            return ""
        try:
            return xpath_of(rule.logic, reads)
        except NotCarried as lost:
            self.notes.tell("export-rule", place, given=rule.text, why=lost.why)
            return ""

    def _one(self, wording: str, reads: Reads, place: str) -> str:
        """Return a wording with its holes; a hole that is more than a name is left out."""
        try:
            found = pieces(wording)
        except RuleError:
            return wording
        return "".join(one if isinstance(one, str) else self._hole(one, reads, place) for one in found)

    def _hole(self, rule: Rule, reads: Reads, place: str) -> str:
        path = rule.logic.get("var") if isinstance(rule.logic, dict) else None
        name = reads.names(str(path)) if path else None
        if name is None:
            self.notes.tell("export-rule", place, given=rule.text, why=f"{{{rule.text}}}")
            return "…"
        return f"${{{name}}}"
