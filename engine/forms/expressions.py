"""A node where an expression stands to its `Rule`: infix text, JSON Logic, or plain yes and no."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from engine.forms.nodes import DefinitionError, Mapping, Node, Place, Scalar, Sequence
from engine.problems import Problem, Span, problem
from engine.rules import Logic, Rule, RuleError, parse_rule, rule_of

TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}
"""The plain words that are a truth value, in any case."""

NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
"""A number as JSON writes it."""
_JSON_WORDS: Final[dict[str, Logic]] = {"true": True, "false": False, "null": None}


def read_expression(node: Node) -> Rule:
    """Return the rule of a node; raises `DefinitionError` with every fault of it."""
    try:
        if isinstance(node, Scalar):
            return _of_text(node)
        if isinstance(node, Mapping):
            return replace(rule_of(_logic(node), node.span), spans=_spans(node))
    except RuleError as error:
        raise DefinitionError(_placed(error.problems, node.span)) from error
    raise DefinitionError([problem("not-expression", span=node.span, given="[…]")])


def _of_text(node: Scalar) -> Rule:
    truth = TRUTHS.get(node.text.lower()) if node.plain else None
    if truth is not None:
        return Rule(truth, node.text, node.span)
    return parse_rule(node.text, node.begin)


def _logic(node: Node) -> Logic:
    """Read JSON Logic; an unquoted scalar is a number, true, false or null as in JSON, else text."""
    if isinstance(node, Mapping):
        return {key: _logic(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [_logic(item) for item in node.items]
    if node.plain and node.text in _JSON_WORDS:
        return _JSON_WORDS[node.text]
    return Decimal(node.text) if node.plain and NUMBER.fullmatch(node.text) else node.text


def _spans(node: Node, place: Place = ()) -> dict[Place, Span]:
    found = {place: node.span}
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            found |= _spans(value, (*place, key))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            found |= _spans(item, (*place, index))
    return found


def _placed(problems: tuple[Problem, ...], span: Span) -> list[Problem]:
    """Give a place to the problems that have none."""
    return [fault if fault.span else fault._replace(span=span) for fault in problems]
