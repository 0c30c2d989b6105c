"""Texts as numbers: each text that a form writes or offers has its own; any other text is one not listed.

Of a large codelist a few codes stand for all that the form's rules cannot tell apart.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import z3

from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import CodelistChoices, Properties
from engine.forms.proofs.terms import Term
from engine.rules import Logic, walk
from engine.rules.logic import operation

SMALL: Final = 40
"""A codelist of so many codes is taken whole."""
ALIKE: Final = 2
"""So many codes stand for those that rules treat alike: two, so that two answers can differ."""
UNLISTED: Final = 1_000_000
"""The number of the first text that stands nowhere in the form."""


@dataclass(slots=True)
class Universe:
    """The texts of one form."""

    codelists: Mapping[str, Codelist]
    literals: frozenset[str]
    numbers: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    guesses: list[Term] = field(default_factory=list)
    """Each says that a rule's word about a text that stands nowhere is guessed."""
    _codes: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """Return the number of a text."""
        if text not in self.numbers:
            self.numbers[text] = len(self.texts)
            self.texts.append(text)
        return self.numbers[text]

    def term(self, text: str) -> Term:
        """Return a text as a term."""
        return z3.IntVal(self.number(text))

    def text(self, number: int) -> str:
        """Return the text of a number; one made up for a text that is not listed."""
        return self.texts[number] if number < len(self.texts) else f"某{number - UNLISTED}"

    def offered(self, part: Properties) -> tuple[str, ...] | None:
        """Return the choices of a field that matter; None for a codelist that is not at hand."""
        choices = part.choices
        if isinstance(choices, CodelistChoices):
            return self.codes(choices.codelist, leaf=choices.leaf)
        return tuple(choice.value for choice in choices) if choices is not None else None

    def codes(self, name: str, *, leaf: bool = False) -> tuple[str, ...] | None:
        """Return codes of a list, of those alike a few; None for a list that is not at hand."""
        known = self.codelists.get(name)
        if known is None:
            return None
        if (name, leaf) not in self._codes:
            self._codes[name, leaf] = self._representatives(known, leaf)
        return self._codes[name, leaf]

    def _representatives(self, known: Codelist, leaf: bool) -> tuple[str, ...]:
        codes = [code for code in known.entries if not leaf or known.is_leaf(code)]
        if len(codes) <= SMALL:
            return tuple(codes)
        above = [text for text in self.literals if text in known.entries]
        alike: dict[tuple[object, ...], list[str]] = {}
        for code in codes:
            trail = {entry.code for entry in known.trail(code)}
            sign = (code if code in self.literals else "", *(text in trail for text in above))
            alike.setdefault(sign, []).append(code)
        return tuple(code for found in alike.values() for code in found[:ALIKE])

    def judged(self, name: str, term: Term, judge: Callable[[str], bool | None]) -> tuple[Term, Term]:
        """Return what a rule says of a text, and when it says nothing: known for each listed text,
        anything for another."""
        other = z3.Function(name, z3.IntSort(), z3.BoolSort())(term)
        self.guesses.append(z3.Or(term < 0, term >= len(self.texts)))
        holds, silent = other, z3.BoolVal(False)
        for text, number in list(self.numbers.items()):
            said = judge(text)
            holds = z3.If(term == number, z3.BoolVal(said is True), holds)
            if said is None:
                silent = z3.Or(silent, term == number)
        return holds, silent

    def measured(self, name: str, term: Term, measure: Callable[[str], int]) -> Term:
        """Return a number that a rule finds for a text."""
        found = z3.Function(name, z3.IntSort(), z3.IntSort())(term)
        self.guesses.append(z3.Or(term < 0, term >= len(self.texts)))
        for text, number in list(self.numbers.items()):
            found = z3.If(term == number, z3.IntVal(measure(text)), found)
        return found


def literals_of(rules: Iterable[Logic]) -> frozenset[str]:
    """Return every text that rules write, and for a part of a text one that is longer."""
    found: set[str] = set()
    for rule in rules:
        for _at, node in walk(rule):
            if isinstance(node, str):
                found.add(node)
            called = operation(node)
            if called and called[0] in _PARTS and isinstance(called[1][-1], str):
                found.add(_PARTS[called[0]].format(called[1][-1]))
    return frozenset(found)


_PARTS: Final[Mapping[str, str]] = {"starts_with": "{}a.cn", "contains": "a{}b", "ends_with": "a{}"}
