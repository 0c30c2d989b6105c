"""Expressions of SurveyJS as rules. An unanswered question equals nothing and differs from everything."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final, cast

from lark import Lark, Token, Tree, UnexpectedInput

from engine.exchange.brought import NotCarried, differing, joined
from engine.exchange.surveyjs.surroundings import Surroundings
from engine.rules import Logic

MOST: Final = 5_000
"""Characters of one expression."""
DEEPEST: Final = 60
_GRAMMAR: Final = Path(__file__).with_name("expression.lark")
_COMPARES: Final[Mapping[str, str]] = {
    "=": "==",
    "equal": "==",
    "<>": "!=",
    "notequal": "!=",
    "less": "<",
    "greater": ">",
    "lessorequal": "<=",
    "greaterorequal": ">=",
    "*=": "contains",
    "contain": "contains",
    "notcontain": "notcontains",
}
_MANY: Final = ("select_multiple", "rank")


def rule_from(text: str, around: Surroundings) -> Logic:
    """Return the JSON Logic of an expression. Raises NotCarried."""
    if len(text) > MOST or text.count("(") + text.count("[") > DEEPEST:
        raise NotCarried(text[:40])
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        raise NotCarried(error.get_context(text, 20).split("\n")[0].strip()) from error
    try:
        return _Reading(around).logic(cast("Tree[Token] | Token", tree))
    except RecursionError:
        raise NotCarried(text[:40]) from None


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR.read_text("utf-8"), parser="lalr", maybe_placeholders=False)


class _Reading:
    """One expression being read."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around

    def logic(self, tree: "Tree[Token] | Token") -> Logic:
        """Return the rule of a part."""
        if isinstance(tree, Token):
            raise NotCarried(str(tree))
        return cast("Logic", getattr(self, f"_{tree.data}")(*tree.children))

    def _either(self, left: "Tree[Token]", _: Token, right: "Tree[Token]") -> Logic:
        return joined("or", self.logic(left), self.logic(right))

    def _both(self, left: "Tree[Token]", _: Token, right: "Tree[Token]") -> Logic:
        return joined("and", self.logic(left), self.logic(right))

    def _inverse(self, _: Token, value: "Tree[Token]") -> Logic:
        return {"!": [{"coalesce": [self.logic(value), False]}]}

    def _empty(self, value: "Tree[Token]", _: Token) -> Logic:
        return {"is_empty": [self.logic(value)]}

    def _filled(self, value: "Tree[Token]", _: Token) -> Logic:
        return {"!": [{"is_empty": [self.logic(value)]}]}

    def _number(self, token: Token) -> Logic:
        return Decimal(str(token))

    def _string(self, token: Token) -> Logic:
        return str(token)[1:-1].replace("\\'", "'").replace('\\"', '"').replace("\\\\", "\\")

    def _truth(self, token: Token) -> Logic:
        return token.lower() == "true"

    def _word(self, token: Token) -> Logic:
        """A word without quotes is a text, as SurveyJS reads it."""
        return None if token.lower() in ("undefined", "null") else str(token)

    def _list(self, *given: "Tree[Token]") -> Logic:
        return [self.logic(one) for one in given]

    def _reference(self, token: Token) -> Logic:
        return self.around.value(str(token)[1:-1].strip())

    def _negative(self, _: Token, value: "Tree[Token]") -> Logic:
        inner = self.logic(value)
        return -inner if isinstance(inner, Decimal) else {"-": [inner]}

    def _combined(self, left: "Tree[Token]", sign: Token, right: "Tree[Token]") -> Logic:
        first, second = self.logic(left), self.logic(right)
        if sign == "+" and (isinstance(first, str) or isinstance(second, str)):
            return {"concat": [first, second]}
        return {str(sign): [first, second]}

    def _compared(self, left: "Tree[Token]", sign: Token, right: "Tree[Token]") -> Logic:
        name = _COMPARES.get(sign.lower(), sign.lower())
        first, second = self.logic(left), self.logic(right)
        if name in _AMONG:
            return _AMONG[name](self, first, second)
        first, second = self._fitted(first, second), self._fitted(second, first)
        if self.around.kind(first) in _MANY and name in ("==", "!="):
            return _all(self, first, second) if name == "==" else {"!": [_all(self, first, second)]}
        if name != "!=":
            return {name: [first, second]}
        return differing(first, second)

    def _fitted(self, value: Logic, other: Logic) -> Logic:
        """Return a constant in the type of what it is compared with."""
        kind = self.around.kind(other)
        if kind in ("date", "datetime") and isinstance(value, str):
            return {"date": [value[:10]]}
        return fitted(value, kind)

    def _call(self, name: Token, *given: "Tree[Token]") -> Logic:
        parts = [self.logic(one) for one in given]
        found = _CALLS.get(name.lower())
        if found is None:
            raise NotCarried(f"{name}()")
        made = found(self.around, parts)
        if made is None:
            raise NotCarried(f"{name}()")
        return made


def fitted(value: Logic, kind: str) -> Logic:
    """Return a constant as the type of a field has it: choices are counted by text."""
    if isinstance(value, list):
        return [fitted(one, kind) for one in value]
    if kind in ("select_one", "cascade", *_MANY):
        if isinstance(value, Decimal):
            return format(value, "f")
        return str(value).lower() if isinstance(value, bool) else value
    if kind in ("integer", "decimal", "rating") and isinstance(value, str) and value.isdecimal():
        return Decimal(value)
    if kind == "boolean" and isinstance(value, str):
        return value.lower() in ("true", "yes", "1")
    return value


def _constants(reading: _Reading, first: Logic, second: Logic) -> list[Logic]:
    values = second if isinstance(second, list) else [second]
    return [fitted(one, reading.around.kind(first)) for one in values]


def _holds(reading: _Reading, first: Logic, one: Logic) -> Logic:
    if reading.around.kind(first) in _MANY:
        return {"selected": [first, one]}
    if reading.around.kind(first) in ("text", "textarea"):
        return {"coalesce": [{"contains": [first, one]}, False]}
    return {"coalesce": [{"==": [first, one]}, False]}


def _all(reading: _Reading, first: Logic, second: Logic) -> Logic:
    found = [_holds(reading, first, one) for one in _constants(reading, first, second)]
    return found[0] if len(found) == 1 else {"and": found}


def _any(reading: _Reading, first: Logic, second: Logic) -> Logic:
    found = [_holds(reading, first, one) for one in _constants(reading, first, second)]
    return found[0] if len(found) == 1 else {"or": found}


_AMONG: "Final[Mapping[str, Callable[[_Reading, Logic, Logic], Logic]]]" = {
    "contains": _all,
    "allof": _all,
    "anyof": _any,
    "notcontains": lambda reading, first, second: {"!": [_all(reading, first, second)]},
    "noneof": lambda reading, first, second: {"!": [_any(reading, first, second)]},
}

_Call = Callable[["Surroundings", "list[Logic]"], "Logic"]


def _named(name: str, fewest: int, most: int) -> _Call:
    def made(_: Surroundings, given: "list[Logic]") -> Logic:
        return {name: given} if fewest <= len(given) <= most else None

    return made


def _over_rows(name: str) -> _Call:
    """`sumInArray({items}, 'amount')` is a sum over the repeat's rows."""

    def made(around: Surroundings, given: "list[Logic]") -> Logic:
        if len(given) == 1 and name == "count":
            return {"count": [given[0]]}
        if len(given) != 2 or not isinstance(given[1], str):
            return None
        return {name: [around.column(given[0], given[1])]}

    return made


def _label(around: Surroundings, given: "list[Logic]") -> Logic:
    return {"label_of": [around.value(given[0])]} if given and isinstance(given[0], str) else None


_CALLS: Final[Mapping[str, _Call]] = {
    "iif": _named("if", 3, 3),
    "age": _named("age", 1, 1),
    "today": lambda _, given: {"+": [{"today": []}, {"days": given}]} if given else {"today": []},
    "currentdate": _named("now", 0, 0),
    "round": _named("round", 1, 2),
    "min": _named("min", 1, 100),
    "max": _named("max", 1, 100),
    "sum": _named("sum", 1, 100),
    "avg": _named("avg", 1, 100),
    "year": _named("year", 1, 1),
    "month": _named("month", 1, 1),
    "day": _named("day", 1, 1),
    "displayvalue": _label,
    "suminarray": _over_rows("sum"),
    "mininarray": _over_rows("min"),
    "maxinarray": _over_rows("max"),
    "avginarray": _over_rows("avg"),
    "countinarray": _over_rows("count"),
}
"""Functions and what they are here; None where the arguments are not ours."""
