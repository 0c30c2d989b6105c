"""Why: a rule and the values it reads, in one short sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.rules.logic import ROWS, operation, references, variable
from engine.rules.operators import OPERATORS, Operator
from engine.rules.printing import print_rule
from engine.rules.rule import Logic
from engine.rules.values import is_empty, text_of

_LONG: Final = 8
"""More values than this are not listed in one sentence."""

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "because": ("因为", "Because "),
    "always": ("总是{0}", "always {0}"),
    "and": ("，且", ", and "),
    "or": ("，或", ", or "),
    "not": ("并非（{0}）", "not ({0})"),
    "equals": ("= ", " = "),
    "empty": ("空", "empty"),
    "true": ("是", "yes"),
    "false": ("否", "no"),
    "name": ("「{0}」", "“{0}”"),
    "more": ("等", ", …"),
    "values": ("；其中{0}", "; where {0}"),
    "comma": ("，", ", "),
    "list": ("、", ", "),
}


def explain(logic: Logic, read: Callable[[str], object], language: str, label: Callable[[str], str]) -> str:
    """Say a rule with its values: 因为「是否上市」= 是.

    `read` gives the value of a name, `label` what people call it (and may show a value's own words).
    """
    teller = _Teller(read, language, label)
    return teller.word("because") + teller.sentence(logic)


def told(logic: Logic, language: str, label: Callable[[str], str]) -> str:
    """Say a rule without its values: 「是否上市」 = 是 且 「人数」 不小于 10."""
    return _Teller(lambda _name: None, language, label).stated(logic)


@dataclass(frozen=True, slots=True)
class _Teller:
    read: Callable[[str], object]
    language: str
    label: Callable[[str], str]

    def word(self, key: str, *parts: str) -> str:
        return _WORDS[key][0 if self.language == "zh" else 1].format(*parts)

    def sentence(self, logic: Logic) -> str:
        """Say what a condition comes to."""
        found = operation(logic)
        name = variable(logic)
        if name is not None:
            return self.reading(name)
        if found is None or isinstance(logic, list):
            return self.word("always", self.value(logic))
        return self.joined(*found) if found[0] in ("and", "or") else self.plain(logic, *found)

    def stated(self, logic: Logic) -> str:
        """Say what a condition asks for."""
        found = operation(logic)
        if found is None or isinstance(logic, list):
            return self.phrase(logic)
        name, given = found
        if name in ("and", "or"):
            return self.word(name).join(self.within(each) for each in given)
        if name == "!":
            return self.word("not", self.stated(given[0]))
        operator = OPERATORS.get(name)
        if operator is not None and operator.binds == 5:
            word = operator.words[0 if self.language == "zh" else 1]
            return f" {word} ".join(map(self.phrase, given))
        return self.phrase(logic)

    def within(self, logic: Logic) -> str:
        """Say a condition within another, in brackets where it is put together itself."""
        found = operation(logic)
        both = found is not None and found[0] in ("and", "or")
        return f"({self.stated(logic)})" if both else self.stated(logic)

    def joined(self, name: str, given: list[Logic]) -> str:
        parts = [self.inner(each) for each in given[:_LONG]]
        return self.word(name).join(parts) + (self.word("more") if len(given) > _LONG else "")

    def inner(self, logic: Logic) -> str:
        found = operation(logic)
        nested = found is not None and found[0] in ("and", "or")
        return f"({self.sentence(logic)})" if nested else self.sentence(logic)

    def plain(self, logic: Logic, name: str, given: list[Logic]) -> str:
        if name == "!":
            return self.negation(given[0])
        operator = OPERATORS.get(name)
        if operator and operator.binds == 5:
            return self.comparison(operator, given)
        return self.phrase(logic) + self.values(logic)

    def negation(self, logic: Logic) -> str:
        name = variable(logic)
        return self.sentence(logic) if name is not None else self.word("not", self.sentence(logic))

    def comparison(self, operator: Operator, given: list[Logic]) -> str:
        """「资产」(90) 不小于「应收」(100)."""
        last = len(given) - 1
        sides = [self.side(each, alone=place == last) for place, each in enumerate(given)]
        return f" {operator.words[0 if self.language == 'zh' else 1]} ".join(sides)

    def side(self, logic: Logic, *, alone: bool) -> str:
        name = variable(logic)
        if name is not None:
            return f"{self.named(name)}({self.value(self.read(name))})"
        if operation(logic) is None:
            return self.value(logic)
        return self.phrase(logic) + (self.values(logic) if alone else f"({self.listing(logic)})")

    def phrase(self, logic: Logic) -> str:
        """Say an expression: labels for names, words for functions, signs as they are."""
        name = variable(logic)
        if name is not None:
            return self.named(name)
        found = operation(logic)
        if isinstance(logic, list):
            return self.word("list").join(self.phrase(each) for each in logic)
        return self.said(*found) if found else self.value(logic)

    def said(self, name: str, given: list[Logic]) -> str:
        operator = OPERATORS.get(name)
        if operator is None:
            return name
        bodies = given[1:] if name in ROWS else []
        read = given[: len(given) - len(bodies)]
        if operator.binds in (6, 7) and len(read) > 1:
            return f" {operator.name} ".join(
                self.term(each, operator, first=not place) for place, each in enumerate(read)
            )
        parts = [self.phrase(each) for each in read] + [*map(print_rule, bodies)]
        word = operator.words[0 if self.language == "zh" else 1]
        if operator.binds and len(parts) == 2:
            return f"{parts[0]} {word} {parts[1]}"
        return f"{word}({self.word('comma').join(parts)})" if parts else word

    def term(self, logic: Logic, around: Operator, *, first: bool) -> str:
        """Say one term of a sum or product, in brackets where reading without them would mislead."""
        found = operation(logic)
        inner = OPERATORS.get(found[0]) if found and len(found[1]) > 1 else None
        binds = inner.binds if inner else 0
        loose = bool(binds) and (binds < around.binds or (binds == around.binds and not first))
        return f"({self.phrase(logic)})" if loose else self.phrase(logic)

    def values(self, logic: Logic) -> str:
        listing = self.listing(logic)
        return self.word("values", listing) if listing else ""

    def listing(self, logic: Logic) -> str:
        names = dict.fromkeys(
            each.name for each in references(logic) if each.name and not each.inner_of and not each.function
        )
        shown = [self.reading(each) for each in list(names)[:_LONG]]
        return self.word("comma").join(shown) + (self.word("more") if len(names) > _LONG else "")

    def reading(self, name: str) -> str:
        """「是否上市」= 是."""
        return self.named(name) + self.word("equals") + self.value(self.read(name))

    def named(self, name: str) -> str:
        return self.word("name", self.label(name))

    def value(self, value: object) -> str:
        if is_empty(value):
            return self.word("empty")
        if isinstance(value, bool):
            return self.word("true" if value else "false")
        if isinstance(value, list):
            return self.word("list").join(self.value(each) for each in value[:_LONG])
        return "…" if isinstance(value, dict) else text_of(value)
