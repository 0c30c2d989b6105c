"""What pydantic finds about a part, said in the catalogue's words and at its place in the file."""

from typing import Final

from pydantic_core import ErrorDetails

from engine.forms.nodes import Mapping, Sequence, span_at
from engine.problems import Problem, Span, problem

_CODES: Final = {
    "string_too_short": "text-too-short",
    "string_too_long": "text-too-long",
    "too_short": "list-too-short",
    "greater_than_equal": "number-too-small",
    "less_than_equal": "number-too-large",
}
_LIMITS: Final = ("min_length", "max_length", "ge", "le")


def constraint_problem(fault: ErrorDetails, node: Mapping) -> Problem:
    """Return the problem of one pydantic error of the part read from `node`."""
    place = fault["loc"]
    context = fault.get("ctx", {})
    if fault["type"] == "missing":
        return problem("missing-key", span=node.span, name=place[0])
    span = _span(node, place)
    given = _given(fault["input"])
    if fault["type"] == "string_pattern_mismatch":
        return problem(_name_code(str(context["pattern"])), span=span, given=given)
    limit = next((context[key] for key in _LIMITS if key in context), "")
    code = _CODES.get(fault["type"], "bad-value")
    return problem(code, span=span, given=given, limit=limit, detail=fault["msg"])


def _span(node: Mapping, place: tuple[str | int, ...]) -> Span:
    """Return the place of the fault; pydantic ends the place of a bad key of a mapping with `[key]`."""
    if place[-1] == "[key]":
        return span_at(node, place[:-1], key=True)
    return span_at(node, place)


def _given(value: object) -> str:
    text = value if isinstance(value, str) else "[…]" if isinstance(value, tuple | Sequence) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _name_code(pattern: str) -> str:
    if "\\." in pattern:
        return "bad-verb"
    return "bad-identity" if "-" in pattern.replace("a-z", "").replace("0-9", "") else "bad-name"
