"""JSON Logic back into the infix language: `parse(print_rule(x)) == x` for every rule of the table."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from engine.rules.logic import operation, variable
from engine.rules.operators import OPERATORS, WORDS
from engine.rules.rule import Logic

_CHOICE, _EITHER, _COMPARE, _SUM, _PRODUCT, _SIGN, _ATOM = 1, 2, 5, 6, 7, 8, 9


def print_rule(logic: Logic) -> str:
    """Return `logic` as text of the infix language."""
    return _text(logic)[0]


def _text(logic: Logic) -> tuple[str, int]:
    if isinstance(logic, dict):
        return _operation_text(logic)
    if isinstance(logic, list):
        return f"[{_commas(logic)}]", _ATOM
    return _constant_text(logic)


def _constant_text(value: bool | Decimal | str | None) -> tuple[str, int]:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'", _ATOM
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value], _ATOM
    return number_text(value), _SIGN if value.is_signed() else _ATOM


def number_text(value: Decimal) -> str:
    """Return a number in plain digits, without an exponent."""
    return format(value, "f")


def _operation_text(logic: Logic) -> tuple[str, int]:
    name = variable(logic)
    if name is not None:
        return name or ".", _ATOM
    found = operation(logic)
    if found is None:
        return str(logic), _ATOM
    writer = _WRITERS.get(found[0])
    written = writer(*found) if writer else None
    return written or (f"{WORDS.get(found[0], found[0])}({_commas(found[1])})", _ATOM)


def _commas(given: list[Logic]) -> str:
    return ", ".join(print_rule(each) for each in given)


def _at_least(logic: Logic, binds: int) -> str:
    text, own = _text(logic)
    return text if own >= binds else f"({text})"


def _joined(name: str, given: list[Logic]) -> tuple[str, int] | None:
    """`and`, `or` and comparisons: a nested one of the same strength always stands in brackets."""
    binds = OPERATORS[name].binds
    return f" {name} ".join(_at_least(each, binds + 1) for each in given), binds


def _chained(name: str, given: list[Logic]) -> tuple[str, int] | None:
    """`+ - * / %` group to the left; `a + b + c` is one sum of three."""
    binds = OPERATORS[name].binds
    if len(given) == 1:
        return _negative(given[0])
    first, *rest = given
    found = operation(first)
    same = found is not None and found[0] == name and name in "+*"
    head = f"({print_rule(first)})" if same else _at_least(first, binds)
    return f" {name} ".join([head, *(_at_least(each, binds + 1) for each in rest)]), binds


def _negative(value: Logic) -> tuple[str, int]:
    text = f"({print_rule(value)})" if isinstance(value, Decimal) else _at_least(value, _SIGN)
    return f"-{text}", _SIGN


def _inverse(name: str, given: list[Logic]) -> tuple[str, int] | None:
    binds = OPERATORS[name].binds
    return f"not {_at_least(given[0], binds)}", binds


def _conditional(name: str, given: list[Logic]) -> tuple[str, int] | None:
    if len(given) != 3:
        return None
    condition, first, second = given
    text = f"{_at_least(first, _EITHER)} if {_at_least(condition, _EITHER)} else {_at_least(second, _CHOICE)}"
    return text, _CHOICE


def _attribute(name: str, given: list[Logic]) -> tuple[str, int] | None:
    column = variable(given[-1])
    if not column or variable(given[0]) is not None:
        return None
    return f"{_at_least(given[0], _ATOM)}.{column}", _ATOM


_Writer = Callable[[str, list[Logic]], tuple[str, int] | None]

_WRITERS: Mapping[str, _Writer] = {
    **{each.name: _joined for each in OPERATORS.values() if each.binds in (2, 3, _COMPARE)},
    **{each.name: _chained for each in OPERATORS.values() if each.binds in (_SUM, _PRODUCT)},
    "!": _inverse,
    "if": _conditional,
    "map": _attribute,
}
