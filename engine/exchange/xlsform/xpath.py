"""XPath of XLSForm's columns as rules: what a filer sees must come out the same.

XPath knows no empty values: an unanswered question is the text '', which differs from everything.
Where ours would be unknown and theirs true, the rule says so (`is_empty(x) or x != 'a'`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final, cast

from lark import Lark, Token, Tree, UnexpectedInput

from engine.exchange.brought import NotCarried, differing, joined
from engine.rules import Logic

MOST: Final = 5_000
"""Characters of one expression."""
DEEPEST: Final = 60
_GRAMMAR: Final = Path(__file__).with_name("xpath.lark")
_DATES: Final = ("date", "datetime", "month")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What names in an expression mean."""

    names: "Callable[[str], Logic | None]"
    """The value that `${name}` stands for, None for a name that is not there."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """The type of each field, by its name here."""
    repeats: Mapping[str, str] = field(default_factory=dict)
    """The repeat of each field that stands in one."""
    own: str = ""
    """The name that `.` stands for."""
    columns: "Callable[[str, Logic], Logic | None]" = lambda column, value: None
    """The rule that a choice's column equals a value; for choice filters."""


def rule_from(text: str, around: Surroundings) -> Logic:
    """Return the JSON Logic of an expression. Raises NotCarried."""
    if len(text) > MOST or max(_depths(text)) > DEEPEST:
        raise NotCarried(text[:40])
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        raise NotCarried(error.get_context(text, 20).split("\n")[0].strip()) from error
    return _Reading(around).logic(cast("Tree[Token] | Token", tree))


def _depths(text: str) -> list[int]:
    depths, depth = [0], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        depths.append(depth)
    return depths


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR.read_text("utf-8"), parser="lalr", maybe_placeholders=False)


class _Reading:
    """One expression being read."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around

    def logic(self, tree: "Tree[Token] | Token") -> Logic:
        """Return the rule of a part. Long sums lean to the left, so depth follows their length."""
        if isinstance(tree, Token):
            raise NotCarried(str(tree))
        try:
            return cast("Logic", getattr(self, f"_{tree.data}")(*tree.children))
        except RecursionError:
            raise NotCarried("…") from None

    def _either(self, left: "Tree[Token]", _: Token, right: "Tree[Token]") -> Logic:
        return joined("or", self.logic(left), self.logic(right))

    def _both(self, left: "Tree[Token]", _: Token, right: "Tree[Token]") -> Logic:
        return joined("and", self.logic(left), self.logic(right))

    def _number(self, token: Token) -> Logic:
        return Decimal(f"0{token}" if token.startswith(".") else str(token).rstrip("."))

    def _string(self, token: Token) -> Logic:
        return str(token)[1:-1]

    def _reference(self, token: Token) -> Logic:
        return self._named(str(token)[2:-1].strip())

    def _own(self, _: Token) -> Logic:
        if not self.around.own:
            raise NotCarried(".")
        return {"var": self.around.own}

    def _path(self, token: Token) -> Logic:
        return self._named(str(token).rstrip("/").rpartition("/")[2])

    def _bare(self, token: Token) -> Logic:
        raise NotCarried(str(token))

    def _negative(self, _: Token, value: "Tree[Token]") -> Logic:
        inner = self.logic(value)
        return -inner if isinstance(inner, Decimal) else {"-": [inner]}

    def _combined(self, left: "Tree[Token]", sign: Token, right: "Tree[Token]") -> Logic:
        first, second = self.logic(left), self.logic(right)
        if sign == "-" and self._kind(first) in _DATES and self._kind(second) in _DATES:
            return {"days_between": [second, first]}
        if sign in ("+", "-") and self._kind(first) in _DATES:
            return {str(sign): [first, {"days": [second]}]}
        return {{"div": "/", "mod": "%"}.get(sign, str(sign)): [first, second]}

    def _compared(self, left: "Tree[Token]", sign: Token, right: "Tree[Token]") -> Logic:
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Tree) and one.data == "bare":
                return self._column(str(one.children[0]), str(sign), other)
        first, second = self._alike(self.logic(left), self.logic(right))
        name = "==" if sign == "=" else str(sign)
        if "" in (first, second) and name in ("==", "!="):
            asked: Logic = {"is_empty": [second if first == "" else first]}
            return asked if name == "==" else {"!": [asked]}
        if name != "!=":
            return {name: [first, second]}
        return differing(first, second)

    def _column(self, column: str, sign: str, other: "Tree[Token]") -> Logic:
        """A choice's column compared with a value; the column's own values decide."""
        found = self.around.columns(column, self.logic(other))
        if found is None or sign not in ("=", "!="):
            raise NotCarried(column)
        return found if sign == "=" else {"!": [found]}

    def _alike(self, first: Logic, second: Logic) -> tuple[Logic, Logic]:
        """Return two sides of one type: choices are counted by text, dates written as text are dates."""
        return self._fitted(first, second), self._fitted(second, first)

    def _fitted(self, value: Logic, other: Logic) -> Logic:
        kind = self._kind(other)
        if isinstance(value, Decimal) and kind in ("select_one", "text", "textarea", "cascade"):
            return format(value, "f")
        if isinstance(value, str) and kind in ("integer", "decimal", "year", "rating"):
            return Decimal(value) if value.lstrip("-").isdecimal() else value
        if isinstance(value, str) and kind in _DATES and value:
            return {"date": [value]}
        if isinstance(value, str) and kind == "boolean" and value:
            return value.lower() in ("ok", "true", "1", "yes")
        return value

    def _kind(self, value: Logic) -> str:
        if not isinstance(value, dict):
            return ""
        ((name, given),) = value.items()
        if name == "var":
            return self.around.kinds.get(str(given).rpartition(".")[2], "")
        return {"today": "date", "now": "datetime", "date": "date"}.get(name, "")

    def _named(self, theirs: str) -> Logic:
        found = self.around.names(theirs)
        if found is None:
            raise NotCarried(f"${{{theirs}}}")
        return found

    def _call(self, name: Token, *given: "Tree[Token]") -> Logic:
        special = _SPECIAL.get(str(name))
        if special is not None:
            return special(self, *given)
        plain = _PLAIN.get(str(name))
        if plain is None or len(given) not in plain[1]:
            raise NotCarried(f"{name}()")
        return {plain[0]: [self.logic(one) for one in given]}

    def _listed(self, name: str, *given: "Tree[Token]") -> Logic:
        """An aggregate: `sum(${amount})` over the rows of the repeat that the field is in."""
        parts = [self.logic(one) for one in given]
        return {name: [self._over_rows(one) for one in parts]}

    def _over_rows(self, value: Logic) -> Logic:
        name = value.get("var") if isinstance(value, dict) else None
        repeat = self.around.repeats.get(str(name))
        return {"var": f"{repeat}.{name}"} if repeat else value


def _empty(value: Logic) -> Logic:
    return {"is_empty": [value]}


_Special = Callable[..., "Logic"]


def _whole(reading: _Reading, value: "Tree[Token]") -> Logic:
    """`int()` cuts off towards zero."""
    inner = reading.logic(value)
    if isinstance(inner, dict) and "days_between" in inner:
        return inner
    return {"if": [{">=": [inner, Decimal(0)]}, {"floor": [inner]}, {"ceil": [inner]}]}


def _not(reading: _Reading, value: "Tree[Token]") -> Logic:
    """What is unknown is false in XPath, so that its contrary is true."""
    inner = reading.logic(value)
    sure = isinstance(inner, dict) and next(iter(inner)) in ("selected", "is_empty", "!")
    return {"!": [inner if sure else {"coalesce": [inner, False]}]}


def _part(reading: _Reading, text: "Tree[Token]", start: "Tree[Token]", *ends: "Tree[Token]") -> Logic:
    first = reading.logic(start)
    if not ends:
        return {"substr": [reading.logic(text), first]}
    last = reading.logic(ends[0])
    if isinstance(first, Decimal) and isinstance(last, Decimal):
        return {"substr": [reading.logic(text), first, last - first]}
    return {"substr": [reading.logic(text), first, {"-": [last, first]}]}


def _choice_name(reading: _Reading, value: "Tree[Token]", *_: "Tree[Token]") -> Logic:
    return {"label_of": [reading.logic(value)]}


def _chosen(reading: _Reading, value: "Tree[Token]", choice: "Tree[Token]") -> Logic:
    """`selected()` of several choices, and of one."""
    inner, wanted = reading.logic(value), reading.logic(choice)
    wanted = format(wanted, "f") if isinstance(wanted, Decimal) else wanted
    if reading._kind(inner) in ("select_multiple", "rank"):
        return {"selected": [inner, wanted]}
    return {"coalesce": [{"==": [inner, wanted]}, False]}


def _condition(reading: _Reading, when: "Tree[Token]", then: "Tree[Token]", other: "Tree[Token]") -> Logic:
    """`if(c, a, '')` leaves its value empty."""
    parts = [reading.logic(one) for one in (then, other)]
    return {"if": [reading.logic(when), *(None if one == "" else one for one in parts)]}


def _constant(value: Logic) -> _Special:
    def made(_: _Reading) -> Logic:
        return value

    return made


def _row_number(_: _Reading, *given: "Tree[Token]") -> Logic:
    return {"row_index": []}


def _same(reading: _Reading, value: "Tree[Token]") -> Logic:
    return reading.logic(value)


def _moment(name: str) -> _Special:
    def made(_: _Reading) -> Logic:
        return {name: []}

    return made


def _aggregate(name: str) -> _Special:
    def made(reading: _Reading, *given: "Tree[Token]") -> Logic:
        return reading._listed(name, *given)

    return made


_SPECIAL: Final[Mapping[str, _Special]] = {
    "selected": _chosen,
    "if": _condition,
    "not": _not,
    "int": _whole,
    "number": _same,
    "boolean": _same,
    "once": _same,
    "decimal-date-time": _same,
    "substr": _part,
    "jr:choice-name": _choice_name,
    "position": _row_number,
    "true": _constant(True),
    "false": _constant(False),
    "today": _moment("today"),
    "now": _moment("now"),
    **{name: _aggregate(name) for name in ("sum", "count", "min", "max")},
    "count-non-empty": _aggregate("count"),
}
"""Functions whose arguments are not simply handed on."""

_ANY: Final = range(1, 100)
_PLAIN: Final[Mapping[str, tuple[str, range]]] = {
    "coalesce": ("coalesce", range(2, 3)),
    "concat": ("concat", _ANY),
    "join": ("join", range(2, 3)),
    "contains": ("contains", range(2, 3)),
    "starts-with": ("starts_with", range(2, 3)),
    "ends-with": ("ends_with", range(2, 3)),
    "string-length": ("length", range(1, 2)),
    "normalize-space": ("trim", range(1, 2)),
    "lower-case": ("lower", range(1, 2)),
    "upper-case": ("upper", range(1, 2)),
    "string": ("concat", range(1, 2)),
    "regex": ("matches", range(2, 3)),
    "round": ("round", range(1, 3)),
    "abs": ("abs", range(1, 2)),
    "floor": ("floor", range(1, 2)),
    "ceiling": ("ceil", range(1, 2)),
    "count-selected": ("count_selected", range(1, 2)),
    "date": ("date", range(1, 2)),
    "format-date": ("format", range(2, 3)),
    "format-date-time": ("format", range(2, 3)),
}
"""Functions that are called something else here, and how many arguments they take."""
