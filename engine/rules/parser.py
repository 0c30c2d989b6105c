"""Infix text to JSON Logic, with the place of each node. Faults are told by `syntax.py`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path as File
from typing import Any, cast

from lark import Lark, Token, UnexpectedInput, v_args
from lark.exceptions import VisitError
from lark.tree import Meta
from lark.visitors import Transformer_NonRecursive

from engine.problems import Span, problem
from engine.rules.errors import BudgetExceeded, RuleError
from engine.rules.limits import DEPTH, STEPS, WORDS, WRITTEN
from engine.rules.logic import Path
from engine.rules.operators import OPERATORS, SPELLINGS
from engine.rules.reading import complete, number_of, problems_of
from engine.rules.rule import Logic, Rule
from engine.rules.syntax import before_parsing, explain_syntax, place_of, placed, words_in

_MEMORABLE = 300
"""Characters of a text whose tree is kept: longer ones are rare, and their trees are large."""

_GRAMMAR = File(__file__).with_name("grammar.lark").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class _Node:
    """A piece of the tree being built: an operator over parts, a list ('[') or a constant ('')."""

    start: int
    end: int
    operator: str = ""
    parts: "tuple[_Node, ...]" = ()
    value: Logic = None
    grouped: bool = False
    depth: int = 1


def parse(text: str) -> Logic:
    """Return the JSON Logic of an expression. Raises RuleError that says where and why it is none."""
    return parse_rule(text).logic


def parse_rule(text: str, span: Span | None = None) -> Rule:
    """Return the rule of an expression whose text begins at `span`; its nodes get their own places.

    Raises RuleError with every fault found.
    """
    try:
        logic, places = _parsed(text)
    except RuleError as error:
        if span is None:
            raise
        raise RuleError(*(placed(each, text, span) for each in error.problems)) from error
    origin = span or Span("", 1, 1)
    spans = {at: place_of(text, start, end, origin) for at, start, end in places}
    faults = problems_of(logic, spans if span else {})
    if faults:
        raise RuleError(*faults)
    return Rule(logic, text, span, spans if span else {})


@lru_cache(maxsize=4096)
def _remembered(text: str) -> "_Node":
    return _tree(text)


def _tree(text: str) -> "_Node":
    try:
        return _BUILDER.transform(_PARSER.parse(text))
    except UnexpectedInput as error:
        raise RuleError(explain_syntax(error, text)) from error
    except VisitError as error:
        if isinstance(error.orig_exc, RuleError):
            raise error.orig_exc from None
        raise


def _parsed(text: str) -> tuple[Logic, list[tuple[Path, int, int]]]:
    if len(text) > WRITTEN:
        raise BudgetExceeded("text", WRITTEN)
    if words_in(text) > WORDS:
        raise BudgetExceeded("words", WORDS)
    before_parsing(text)
    node = _remembered(text) if len(text) <= _MEMORABLE else _tree(text)
    places: list[tuple[Path, int, int]] = []
    logic = _logic(node, (), places)
    if len(places) > STEPS:
        raise BudgetExceeded("steps", STEPS)
    return logic, places


def _logic(node: _Node, at: Path, places: list[tuple[Path, int, int]]) -> Logic:
    places.append((at, node.start, node.end))
    if not node.operator:
        return node.value
    if node.operator == "[":
        return [_logic(each, (*at, number), places) for number, each in enumerate(node.parts)]
    inner = (*at, node.operator)
    return complete(node.operator, [_logic(each, (*inner, i), places) for i, each in enumerate(node.parts)])


def _operation(meta: Meta, operator: str, parts: tuple[_Node, ...]) -> _Node:
    depth = 1 + max((each.depth for each in parts), default=0)
    if depth > DEPTH:
        raise BudgetExceeded("depth", DEPTH)
    return _Node(meta.start_pos, meta.end_pos, operator, parts, depth=depth)


def _constant(meta: Meta, value: Logic) -> _Node:
    return _Node(meta.start_pos, meta.end_pos, value=value)


def _joined(operator: str) -> "Callable[[_Builder, Meta, list[_Node]], _Node]":
    return lambda _builder, meta, parts: _operation(meta, operator, tuple(parts))


@v_args(meta=True)
class _Builder(Transformer_NonRecursive[Token, _Node]):
    """Builds nodes from the parser's tree, from the leaves up; methods are named after the grammar."""

    or_ = _joined("or")
    and_ = _joined("and")
    not_ = _joined("!")
    in_ = _joined("in")
    list_ = _joined("[")
    if_call = _joined("if")

    def conditional(self, meta: Meta, parts: list[_Node]) -> _Node:
        first, condition, second = parts
        return _operation(meta, "if", (condition, first, second))

    def not_in(self, meta: Meta, parts: list[_Node]) -> _Node:
        return _operation(meta, "!", (_operation(meta, "in", tuple(parts)),))

    def compare(self, meta: Meta, parts: list[_Node | Token]) -> _Node:
        return _comparison(meta, [str(each) for each in parts[1::2]], cast(list[_Node], parts[::2]))

    def binary(self, meta: Meta, parts: list[Any]) -> _Node:
        left, sign, right = parts
        if sign in ("+", "*") and left.operator == sign and not left.grouped and len(left.parts) > 1:
            return _operation(meta, left.operator, (*left.parts, right))
        return _operation(meta, str(sign), (left, right))

    def sign(self, meta: Meta, parts: list[Any]) -> _Node:
        sign, operand = parts
        if sign == "+":
            return replace(cast(_Node, operand), start=meta.start_pos)
        if _is_written_number(operand):
            return _constant(meta, -operand.value)
        return _operation(meta, "-", (operand,))

    def attribute(self, meta: Meta, parts: list[Any]) -> _Node:
        rows, _dot, name = parts
        column = _Node(name.start_pos, name.end_pos, value={"var": str(name)})
        return _operation(meta, "map", (rows, column))

    def call(self, meta: Meta, parts: list[Any]) -> _Node:
        name, *given = parts
        function = SPELLINGS.get(str(name), str(name))
        return _operation(meta, function, tuple(given))

    def group(self, meta: Meta, parts: list[_Node]) -> _Node:
        return replace(parts[0], grouped=True)

    def number(self, meta: Meta, parts: list[Token]) -> _Node:
        return _constant(meta, number_of(str(parts[0])))

    def string(self, meta: Meta, parts: list[Token]) -> _Node:
        quote, text = parts[0][0], parts[0][1:-1]
        return _constant(meta, text.replace(quote * 2, quote))

    def name(self, meta: Meta, parts: list[Token]) -> _Node:
        return _constant(meta, {"var": str(parts[0])})

    def item(self, meta: Meta, parts: list[Token]) -> _Node:
        return _constant(meta, {"var": ""})

    def true(self, meta: Meta, parts: list[Token]) -> _Node:
        return _constant(meta, True)

    def false(self, meta: Meta, parts: list[Token]) -> _Node:
        return _constant(meta, False)

    def null(self, meta: Meta, parts: list[Token]) -> _Node:
        return _constant(meta, None)


def _is_written_number(node: _Node) -> bool:
    literal = not node.operator and not node.grouped and not isinstance(node.value, bool | str | dict)
    return literal and node.value is not None and not str(node.value).startswith("-")


def _comparison(meta: Meta, signs: list[str], sides: list[_Node]) -> _Node:
    """`1 < a < 3` means both halves; a chain that changes direction or holds `==` is refused."""
    if len(signs) == 1:
        return _operation(meta, signs[0], tuple(sides))
    if len(signs) > 2 or signs[0][0] != signs[1][0] or signs[0][0] not in "<>":
        shown = " ".join(["a", *_pairs(signs)])
        raise RuleError(problem("rule-chain", column=meta.column, found=shown))
    if signs[0] == signs[1] and OPERATORS[signs[0]].most == 3:
        return _operation(meta, signs[0], tuple(sides))
    halves = (_operation(meta, signs[n], (sides[n], sides[n + 1])) for n in range(2))
    return _operation(meta, "and", tuple(halves))


def _pairs(signs: list[str]) -> Iterator[str]:
    for sign, name in zip(signs, "bcdefghijklmnopqrstuvwxyz", strict=False):
        yield f"{sign} {name}"


_PARSER = Lark(_GRAMMAR, parser="lalr", propagate_positions=True, maybe_placeholders=False)
_BUILDER = _Builder()
