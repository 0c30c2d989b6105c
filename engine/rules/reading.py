"""What may be a rule: names, numbers, operators and their arguments, within the budget.

Both ways into the language pass here: text from the parser, mappings from a definition.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from engine.problems import Problem, Span, nearest, problem
from engine.rules.errors import BudgetExceeded, RuleError
from engine.rules.limits import DEPTH, DIGITS, ITEMS, STEPS, TEXT, TOLD
from engine.rules.logic import Path, operation, variable, walk
from engine.rules.operators import ALIASES, OPERATORS, WORDS, Operator
from engine.rules.printing import print_rule
from engine.rules.rule import Logic, Rule

_NAME = re.compile(r"(?:[^\W\d]\w*(?:\.[^\W\d]\w*)*)?")
_KEYWORDS = frozenset({"if", "else", "and", "or", "not", "in", "true", "false", "null"})
_PERIODS = 240


def rule_of(mapping: object, span: Span | None = None) -> Rule:
    """Return the rule that JSON Logic from a file stands for, in the spelling that is stored.

    Numbers become exact, `{"!": x}` becomes `{"!": [x]}`, plain JSON Logic's other names become ours.
    Raises RuleError with every misfit.
    """
    logic = _normal(mapping, depth=0, budget=[STEPS])
    faults = tuple(problems_of(logic, {(): span} if span else {}))
    if faults:
        raise RuleError(*faults)
    return Rule(logic, span=span)


def number_of(text: str) -> Decimal:
    """Return a written number exactly. Raises RuleError when it has too many digits."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise RuleError(problem("rule-number", found=text[:40])) from None
    if not value.is_finite() or max(abs(value.adjusted()), len(value.as_tuple().digits)) > DIGITS:
        raise RuleError(problem("rule-number", found=text[:40]))
    return value


def _normal(value: object, *, depth: int, budget: list[int]) -> Logic:
    budget[0] -= 1
    if depth > DEPTH:
        raise BudgetExceeded("depth", DEPTH)
    if budget[0] < 0:
        raise BudgetExceeded("steps", STEPS)
    if isinstance(value, list | tuple):
        return _normal_list(list(value), depth=depth, budget=budget)
    if isinstance(value, Mapping) and len(value) == 1:
        ((name, given),) = value.items()
        return _normal_operation(str(name), given, depth=depth, budget=budget)
    return _normal_constant(value)


def _normal_list(values: list[object], *, depth: int, budget: list[int]) -> list[Logic]:
    if len(values) > ITEMS:
        raise BudgetExceeded("items", ITEMS)
    return [_normal(each, depth=depth + 1, budget=budget) for each in values]


def _normal_constant(value: object) -> Logic:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) <= TEXT:
        return value
    if isinstance(value, int | float | Decimal):
        return number_of(str(value))
    found = repr(value)
    raise RuleError(problem("rule-shape", found=found if len(found) < 60 else found[:57] + "…"))


def _normal_operation(name: str, given: object, *, depth: int, budget: list[int]) -> Logic:
    arguments = given if isinstance(given, list | tuple) else [given]
    if name == "var":
        return _normal_variable(list(arguments), depth=depth, budget=budget)
    parts = _normal_list(list(arguments), depth=depth, budget=budget)
    return complete(ALIASES.get(name, name), parts)


def _normal_variable(given: list[object], *, depth: int, budget: list[int]) -> Logic:
    name = given[0] if given else ""
    if not isinstance(name, str):
        raise RuleError(problem("rule-variable", found=repr(name)))
    if len(given) < 2:
        return {"var": name}
    return {"coalesce": [{"var": name}, _normal(given[1], depth=depth + 1, budget=budget)]}


def complete(name: str, given: list[Logic]) -> Logic:
    """Return the operation with what its table row adds: a last argument left out, table names as texts."""
    operator = OPERATORS.get(name)
    if operator and operator.otherwise is not None and len(given) == operator.least - 1:
        given = [*given, operator.otherwise]
    if operator and operator.shape == "lookup" and given:
        given = [_quoted(given[0]), *given[1:-1], _quoted(given[-1])] if len(given) > 1 else given
    return {name: given}


def _quoted(logic: Logic) -> Logic:
    name = variable(logic)
    return name if name and "." not in name else logic


def problems_of(logic: Logic, spans: Mapping[Path, Span]) -> list[Problem]:
    """Return what in `logic` is no rule of the table: unknown operators, wrong numbers of arguments.

    Of very many problems the first ones.
    """
    found: list[Problem] = []
    for at, node in walk(logic):
        found += _node_problems(node, spans.get(at) or spans.get(()))
        if len(found) >= TOLD:
            break
    return found[:TOLD]


def _node_problems(node: Logic, span: Span | None) -> list[Problem]:
    name = variable(node)
    if name is not None:
        return [] if is_name(name) else [problem("rule-variable", span=span, found=repr(name))]
    found = operation(node)
    if found is None:
        return []
    operator = OPERATORS.get(found[0])
    if operator is None:
        return [unknown_operator(found[0], span)]
    return _argument_problems(operator, found[1], span)


def is_name(name: str) -> bool:
    """Whether `name` can be written as a name; '' is the item itself, written `.`."""
    return _NAME.fullmatch(name) is not None and name.split(".", 1)[0] not in _KEYWORDS


def unknown_operator(name: str, span: Span | None) -> Problem:
    """Return the problem of a function that is not in the table, with the nearest that is."""
    word = WORDS.get(name, name)
    near = nearest(word, [WORDS.get(each, each) for each in OPERATORS])
    hint = f"是不是“{near}”？" if near else ""
    return problem("rule-operator-unknown", span=span, name=word, hint=hint,
                   hint_en=f" Did you mean '{near}'?" if near else "")  # fmt: skip


def _argument_problems(operator: Operator, given: list[Logic], span: Span | None) -> list[Problem]:
    if len(given) < operator.least or (operator.most is not None and len(given) > operator.most):
        expected = _expected(operator)
        return [problem("rule-arguments", span=span, name=operator.name, expected=expected,
                        found=len(given), usage=operator.usage)]  # fmt: skip
    if operator.takes[0] == "name" and operator.least:
        return _place_problems(operator, given, span)
    if operator.shape == "lookup":
        texts = (given[0], given[-1])
        return [problem("rule-literal-argument", span=span, name=operator.name, found=print_rule(each))
                for each in texts if not isinstance(each, str)]  # fmt: skip
    return []


def _place_problems(operator: Operator, given: list[Logic], span: Span | None) -> list[Problem]:
    if not variable(given[0]):
        return [problem("rule-name-argument", span=span, name=operator.name, found=print_rule(given[0]))]
    count = given[1] if len(given) > 1 else Decimal(1)
    if isinstance(count, Decimal) and count == count.to_integral_value() and 1 <= count <= _PERIODS:
        return []
    return [problem("rule-count-argument", span=span, name=operator.name, found=print_rule(count),
                    limit=_PERIODS)]  # fmt: skip


def _expected(operator: Operator) -> str:
    if operator.most is None:
        return f"≥ {operator.least}"
    return str(operator.least) if operator.least == operator.most else f"{operator.least}–{operator.most}"
