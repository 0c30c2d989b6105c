"""Many plain rules as one Python function over one record, equal sub-expressions run once."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from engine.rules.errors import BudgetExceeded
from engine.rules.limits import DEPTH, STEPS
from engine.rules.plain import coercions, operations
from engine.rules.plain.bodies import Body, Code, Unit
from engine.rules.plain.coercions import UNDEFINED, finish
from engine.rules.plain.interpreting import SCOPED, evaluate, run
from engine.rules.plain.purse import Purse, pay, pay_rows
from engine.rules.plain.writing import interpreted, write

Rules = Callable[[object], list[object]]

_TOGETHER = 8
"""Budgets of one rule that all rules may spend together before they are run one by one."""

_LARGE = 2_000
"""Nodes of a rule for which compiling takes longer than it could ever save."""

_LISTS = frozenset({"map", "filter", "reduce", "all", "some", "none"})


def compile_plain(rules: Sequence[object]) -> Rules:
    """Return a function that gives, for JSON data, what `evaluate` gives for each rule in turn.

    Each rule has the budget that `evaluate` gives it. Raises RuleError when
    a rule is too deep or too large; an unknown operator is told when it is reached, as by `evaluate`.
    """
    counts: Counter[str] = Counter()
    measures = [_measure(rule, counts) for rule in rules]
    unit = Unit(repeated=frozenset(key for key, count in counts.items() if count > 1))
    fast = None if any(nodes > _LARGE for nodes, _ in measures) else _fast(rules, measures, unit)
    kept = list(rules)

    def answers(data: object) -> list[object]:
        if fast is None or data.__class__ is not dict:
            return [evaluate(rule, data) for rule in kept]
        try:
            return fast(data)
        except (ArithmeticError, ValueError, BudgetExceeded):
            # A whole number too large for a float, or an infinite one divided: the exact way knows both.
            # Rules that spend much together are run one by one, each with its own budget.
            return [evaluate(rule, data) for rule in kept]

    return answers


def _fast(rules: Sequence[object], measures: list[tuple[int, bool]], unit: Unit) -> Rules | None:
    """Return the rules as one function; those that look above their data run node by node."""
    body = Body(unit, root=True)
    results = [
        _result(interpreted(body, rule) if scoped else write(body, rule))
        for rule, (_, scoped) in zip(rules, measures, strict=True)
    ]
    return _made(unit, body, results, STEPS * min(max(len(rules), 1), _TOGETHER))


def _measure(logic: object, counts: Counter[str]) -> tuple[int, bool]:
    """Return a rule's nodes and whether it looks above its data, and count its list operations.

    Raises BudgetExceeded when it is too deep or too large.
    """
    pending: list[tuple[object, int]] = [(logic, 0)]
    steps = 0
    scoped = False
    lists: list[object] = []
    while pending:
        node, depth = pending.pop()
        steps += 1
        if depth > DEPTH:
            raise BudgetExceeded("depth", DEPTH)
        if steps > STEPS:
            raise BudgetExceeded("steps", STEPS)
        if isinstance(node, dict) and len(node) == 1:
            ((name, given),) = node.items()
            scoped = scoped or name in SCOPED
            if name in _LISTS:
                lists.append({name: given if isinstance(given, list) else [given]})
            node = given if isinstance(given, list) else [given]
        if isinstance(node, list):
            pending += ((each, depth + 1) for each in node)
    if steps <= _LARGE:
        counts.update(map(repr, lists))
    return steps, scoped


def _result(code: Code) -> str:
    plain = code.sort in ("bool", "str") or (code.constant and isinstance(code.value, int | None))
    return code.text if plain else f"finish({code.text})"


def _made(unit: Unit, body: Body, results: list[str], steps: int) -> Rules | None:
    lines = [
        *unit.source(),
        "def rules(d):",
        f" b = purse({steps})",
        *body.prologue(" "),
        f" return [{', '.join(results)}]",
    ]
    space: dict[str, object] = {**_SPACE, **unit.constants, "__builtins__": {}}
    try:
        exec(compile("\n".join(lines), "<plain rules>", "exec", dont_inherit=True), space)
    except (SyntaxError, RecursionError, MemoryError):
        return None
    return space["rules"]  # type: ignore[return-value]  # the function just made


def _word(purse: Purse, value: object) -> str | None:
    if isinstance(value, list):
        pay(purse, [value])
    return coercions.text(value) if isinstance(value, list | dict) else None


def _paid(operation: Callable[..., object]) -> Callable[..., object]:
    """Return the operation with the purse before its arguments."""

    def paid(purse: Purse, *values: object) -> object:
        pay(purse, values)
        return operation(*values)

    return paid


def _getter(data: object) -> Callable[[str], object]:
    return lambda path: operations.look(data, path)


def _gone(keys: tuple[object, ...], values: tuple[object, ...]) -> list[object]:
    return [key for key, value in zip(keys, values, strict=True) if value is None or value == ""]


_SPACE: Mapping[str, object] = {
    "U": UNDEFINED, "bool": bool, "dict": dict, "float": float, "int": int, "len": len, "list": list,
    "str": str, "fmod": math.fmod, "finish": finish, "purse": Purse, "run": run, "pay": pay_rows,
    "word": _word, "getter": _getter, "gone": _gone, "truthy": coercions.truthy, "number": coercions.number,
    "parse_float": coercions.parse_float, "same": coercions.same, "divide": coercions.divide,
    "remainder": coercions.remainder, "look": operations.look, "smallest": operations.smallest,
    "largest": operations.largest, "equal": _paid(coercions.equal), "less": _paid(coercions.less),
    "at_most": _paid(coercions.at_most), "holds": _paid(operations.holds), "cat": _paid(operations.cat),
    "merge": _paid(operations.merge),
}  # fmt: skip
