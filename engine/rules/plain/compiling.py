"""Many plain rules as one Python function over one record, equal sub-expressions run once."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from engine.rules.errors import BudgetExceeded
from engine.rules.limits import DEPTH, ITEMS, STEPS
from engine.rules.plain import coercions, operations
from engine.rules.plain.bodies import Body, Code, Unit
from engine.rules.plain.coercions import UNDEFINED, finish
from engine.rules.plain.interpreting import evaluate, run
from engine.rules.plain.writing import write

Rules = Callable[[object], list[object]]

_LISTS = frozenset({"map", "filter", "reduce", "all", "some", "none"})


def compile_plain(rules: Sequence[object]) -> Rules:
    """Return a function that gives, for JSON data, what `evaluate` gives for each rule in turn.

    The budget of steps is one rule's times their number, spent by all together. Raises RuleError when
    a rule is too deep or too large; an unknown operator is told when it is reached, as by `evaluate`.
    """
    counts: Counter[str] = Counter()
    for rule in rules:
        _measure(rule, counts)
    unit = Unit(repeated=frozenset(key for key, count in counts.items() if count > 1))
    body = Body(unit, root=True)
    results = [_result(write(body, rule)) for rule in rules]
    fast = _made(unit, body, results, STEPS * max(len(rules), 1))
    kept = list(rules)

    def answers(data: object) -> list[object]:
        if fast is None or data.__class__ is not dict:
            return [evaluate(rule, data) for rule in kept]
        try:
            return fast(data)
        except (ArithmeticError, ValueError):
            # A whole number too large for a float, or an infinite one divided: the exact way knows both.
            return [evaluate(rule, data) for rule in kept]

    return answers


def _measure(logic: object, counts: Counter[str]) -> None:
    """Count the list operations of a rule. Raises BudgetExceeded for one too deep or too large."""
    pending: list[tuple[object, int]] = [(logic, 0)]
    steps = 0
    while pending:
        node, depth = pending.pop()
        steps += 1
        if depth > DEPTH:
            raise BudgetExceeded("depth", DEPTH)
        if steps > STEPS:
            raise BudgetExceeded("steps", STEPS)
        if isinstance(node, dict) and len(node) == 1:
            ((name, given),) = node.items()
            if name in _LISTS:
                counts[repr({name: given if isinstance(given, list) else [given]})] += 1
            node = given if isinstance(given, list) else [given]
        if isinstance(node, list):
            pending += ((each, depth + 1) for each in node)


def _result(code: Code) -> str:
    plain = code.sort in ("bool", "str") or (code.constant and isinstance(code.value, int | None))
    return code.text if plain else f"finish({code.text})"


def _made(unit: Unit, body: Body, results: list[str], steps: int) -> Rules | None:
    lines = [
        *unit.source(),
        "def rules(d):",
        f" b = [{steps}]",
        *body.prologue(" "),
        f" return [{', '.join(results)}]",
    ]
    space: dict[str, object] = {**_SPACE, **unit.constants, "__builtins__": {}}
    try:
        exec(compile("\n".join(lines), "<plain rules>", "exec", dont_inherit=True), space)
    except (SyntaxError, RecursionError, MemoryError):
        return None
    return space["rules"]  # type: ignore[return-value]  # the function just made


def _pay(budget: list[int], rows: list[object], weight: int) -> None:
    if len(rows) > ITEMS:
        raise BudgetExceeded("items", ITEMS)
    budget[0] -= len(rows) * weight
    if budget[0] < 0:
        raise BudgetExceeded("steps", STEPS)


def _word(value: object) -> str | None:
    return coercions.text(value) if isinstance(value, list | dict) else None


def _getter(data: object) -> Callable[[str], object]:
    return lambda path: operations.look(data, path)


def _gone(keys: tuple[object, ...], values: tuple[object, ...]) -> list[object]:
    return [key for key, value in zip(keys, values, strict=True) if value is None or value == ""]


_SPACE: Mapping[str, object] = {
    "U": UNDEFINED, "bool": bool, "dict": dict, "float": float, "int": int, "list": list, "str": str,
    "fmod": math.fmod, "finish": finish, "run": run, "pay": _pay, "word": _word, "getter": _getter,
    "gone": _gone, "truthy": coercions.truthy, "number": coercions.number, "less": coercions.less,
    "parse_float": coercions.parse_float, "equal": coercions.equal, "same": coercions.same,
    "at_most": coercions.at_most, "divide": coercions.divide, "remainder": coercions.remainder,
    "look": operations.look, "holds": operations.holds, "cat": operations.cat, "merge": operations.merge,
    "smallest": operations.smallest, "largest": operations.largest,
}  # fmt: skip
