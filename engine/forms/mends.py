"""Problems that one click mends: a name that is nearly another, a text that lacks a language."""

from dataclasses import dataclass

from engine.forms.appraisal import Fault
from engine.forms.editing import Change, Splice, put
from engine.forms.nodes import Place
from engine.problems import Problem, Span


@dataclass(frozen=True, slots=True)
class Replacing:
    """`old` stands at a place of the text where `new` was meant."""

    old: str
    new: str

    def change(self, text: str, span: Span) -> Change:
        """Return the change that writes the name that was meant; nothing where the old one is gone."""
        start = _offset(text, span)
        end = start + len(self.old)
        return Change((Splice(start, end, self.new),)) if text[start:end] == self.old else Change()


@dataclass(frozen=True, slots=True)
class Filling:
    """A text that is to be written in one more language."""

    place: Place
    language: str

    def change(self, text: str, words: str) -> Change:
        """Return the change that writes the words."""
        return put(text, (*self.place, self.language), words)


Mend = Replacing | Filling


def mend_of(fault: Fault, text: str) -> Mend | None:
    """Return how a problem is mended mechanically; None for one that wants a person's judgement."""
    found = fault.problem
    if found.code == "translation-missing" and fault.place:
        return Filling(fault.place, str(found.params["language"]))
    return _replacing(found, text)


def _replacing(found: Problem, text: str) -> Replacing | None:
    old, new = str(found.params.get("name") or ""), str(found.params.get("nearest") or "")
    if not old or not new or found.span is None:
        return None
    mend = Replacing(old, new)
    return mend if mend.change(text, found.span) else None


def _offset(text: str, span: Span) -> int:
    """Return where a line and column of a text begin, as the reader counts lines."""
    start = 0
    for _line in range(span.line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return len(text)
    return start + span.column - 1
