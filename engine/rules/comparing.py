"""Which values may be compared, and whether a choice can have the value it is compared with."""

from collections.abc import Iterator
from typing import TypeAlias

from engine.problems import nearest
from engine.rules.kinds import Kind, Type
from engine.rules.operators import GROUPS, Operator
from engine.rules.printing import print_rule
from engine.rules.typed import KIND_WORDS, Typed, family

Fault: TypeAlias = tuple[str, Typed, dict[str, object]]
"""A code of the catalogue, the node it is about, and its parameters."""

_INCOMPARABLE: frozenset[Kind] = frozenset({"row", "file", "duration"})


def comparison_faults(operator: Operator, parts: tuple[Typed, ...]) -> Iterator[Fault]:
    """Yield what is wrong with `==`, `!=` and the orders over `parts`, each with the next."""
    for left, right in zip(parts, parts[1:], strict=False):
        null = next((each for each in (left, right) if each.is_constant and each.logic is None), None)
        if null is not None:
            other = left if null is right else right
            yield "rule-compare-empty", null, {"name": print_rule(other.logic)}
        elif not comparable(left.type, right.type):
            yield compare_fault(left, right)
        elif operator.shape == "equal":
            yield from choice_faults(left.type, left, right)
            yield from choice_faults(right.type, right, left)


def comparable(left: Type, right: Type) -> bool:
    """Whether values of two types can be compared at all."""
    if left.kind in _INCOMPARABLE or right.kind in _INCOMPARABLE:
        return False
    families = {family(left.kind), family(right.kind)} - {""}
    return len(families) <= 1


def compare_fault(left: Typed, right: Typed) -> Fault:
    """Return the problem of comparing two things of different kinds."""
    zh, en = zip(KIND_WORDS[left.type.kind], KIND_WORDS[right.type.kind], strict=True)
    params = {"left": print_rule(left.logic), "right": print_rule(right.logic)}
    kinds = {"left_zh": zh[0], "right_zh": zh[1], "left_en": en[0], "right_en": en[1]}
    return "rule-compare", right, {**params, **kinds}


def choice_faults(type_: Type, chosen: Typed, given: Typed) -> Iterator[Fault]:
    """Yield the problem of a constant that is none of the choices of `type_`."""
    values = given.parts if given.operator == "[" else (given,)
    for each in values:
        if type_.choices is None or not each.is_constant or not isinstance(each.logic, str):
            continue
        if each.logic not in type_.choices:
            near = nearest(each.logic, type_.choices) or ""
            params = {"name": print_rule(chosen.logic), "value": each.logic, "known": _some(type_.choices)}
            hints = {"hint": f"是不是“{near}”？", "hint_en": f" Did you mean '{near}'?"} if near else {}
            yield "rule-choice-unknown", each, {"hint": "", "hint_en": "", **params, **hints}


def _some(choices: frozenset[str], limit: int = 12) -> str:
    shown = sorted(choices)
    return ", ".join(shown[:limit]) + (" …" if len(shown) > limit else "")


def member_faults(value: Typed, whole: Typed) -> Iterator[Fault]:
    """Yield what is wrong with `value in whole`, `selected` and `contains`."""
    if whole.type.kind == "list":
        item = whole.type.item
        if item is not None and not comparable(value.type, item):
            yield compare_fault(value, whole)
            return
        if item is not None:
            yield from choice_faults(item, whole, value)
        yield from choice_faults(value.type, value, whole)
    elif whole.type.kind == "choice":
        yield from choice_faults(whole.type, whole, value)
    elif family(whole.type.kind) not in ("text", ""):
        yield compare_fault(value, whole)


def kind_fault(operator: Operator, number: int, part: Typed, found: Type) -> Fault:
    """Return the problem of an argument of a kind that the operator does not take."""
    kinds = sorted(GROUPS.get(operator.argument(number), frozenset({"list"})))
    if "text" in kinds:
        kinds = [each for each in kinds if each != "choice"]
    zh, en = zip(*(KIND_WORDS[each] for each in kinds), strict=True)
    params = {"name": operator.symbol.strip() or operator.name, "found": print_rule(part.logic)}
    words = {"expected_zh": "、".join(zh), "expected_en": " or ".join(en)}
    found_zh, found_en = KIND_WORDS[found.kind]
    return "rule-kind", part, {**params, **words, "found_zh": found_zh, "found_en": found_en}
