"""The type and emptiness of a rule in a scope, and every problem that follows from them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from engine.problems import Problem, Span, nearest, problem
from engine.rules.comparing import (
    Fault,
    comparison_faults,
    kind_fault,
    member_faults,
)
from engine.rules.errors import RuleError
from engine.rules.kinds import Kind, Name, Scope, Type
from engine.rules.limits import HINTED, TOLD
from engine.rules.logic import PLACES, ROWS, Path, count_of, operation, rows_of, variable
from engine.rules.operators import GROUPS, OPERATORS, Operator
from engine.rules.patterns import like
from engine.rules.printing import print_rule
from engine.rules.reading import unknown_operator
from engine.rules.rule import Logic, Rule
from engine.rules.runtime.dates import make_date
from engine.rules.typed import ANY, KIND_WORDS, NULL, Typed, common, family


def type_of(rule: Rule, scope: Scope) -> tuple[Type, tuple[Problem, ...]]:
    """Return what values the rule gives (and whether it can be empty), and what is wrong with it."""
    typed, problems = infer(rule, scope)
    return typed.type, problems


def infer(rule: Rule, scope: Scope) -> tuple[Typed, tuple[Problem, ...]]:
    """Return the rule with a type at every node, and every problem with its place."""
    checker = _Checker(rule.spans, rule.span)
    typed = checker.node(rule.logic, (), scope)
    return typed, tuple(checker.problems)


@dataclass(frozen=True, slots=True)
class _ItemScope:
    """The scope inside one item of a list of plain values: `.` is the item, names are those outside."""

    outer: Scope
    item: Name

    def find(self, name: str) -> Name | None:
        return self.outer.find(name) if name else self.item

    def call(self, function: str, name: str, n: int) -> Name | None:
        return self.outer.call(function, name, n)

    def rows(self, name: str, variable: str) -> Scope | None:
        return self.outer.rows(name, variable)

    def known(self) -> Iterable[str]:
        return self.outer.known()


@dataclass(slots=True)
class _Checker:
    spans: Mapping[Path, Span]
    whole: Span | None
    problems: list[Problem] = field(default_factory=list)
    variables: int = 0

    def node(self, logic: Logic, at: Path, scope: Scope) -> Typed:
        if isinstance(logic, list):
            return self._list(logic, at, scope)
        name = variable(logic)
        if name is not None:
            return self._name(name, at, scope)
        found = operation(logic)
        if found is None:
            return Typed(_constant_type(logic), at, logic)
        operator = OPERATORS.get(found[0])
        if operator is None:
            self.problems.append(unknown_operator(found[0], self._span(at)))
            return Typed(ANY, at, logic, found[0])
        return self._operation(operator, logic, found[1], at=at, scope=scope)

    def _list(self, logic: list[Logic], at: Path, scope: Scope) -> Typed:
        parts = tuple(self.node(each, (*at, number), scope) for number, each in enumerate(logic))
        return Typed(Type("list", self._common(parts), nullable=False), at, logic, "[", parts)

    def _name(self, name: str, at: Path, scope: Scope) -> Typed:
        found = scope.find(name)
        if found is None:
            self._unknown(name, at, scope)
            return Typed(ANY, at, {"var": name}, code="None")
        return Typed(found.type, at, {"var": name}, code=found.code)

    def _unknown(self, name: str, at: Path, scope: Scope) -> None:
        if not name:
            self._tell("rule-item", at, {})
            return
        near = nearest(name, scope.known()) if len(self.problems) < HINTED else None
        hint, hint_en = (f"是不是“{near}”？", f" Did you mean '{near}'?") if near else ("", "")
        self._tell(
            "rule-name-unknown", at, {"name": name, "nearest": near or "", "hint": hint, "hint_en": hint_en}
        )

    def _operation(
        self, operator: Operator, logic: Logic, given: list[Logic], *, at: Path, scope: Scope
    ) -> Typed:
        (name,) = logic.keys() if isinstance(logic, dict) else ("",)
        if name in PLACES:
            return self._place(name, logic, given, at=at, scope=scope)
        if name in ROWS:
            return self._rows(operator, logic, given, at=at, scope=scope)
        parts = tuple(self.node(each, (*at, name, i), scope) for i, each in enumerate(given))
        self._faults(_argument_faults(operator, parts))
        return Typed(self._gives(operator, parts), at, logic, name, parts)

    def _place(self, name: str, logic: Logic, given: list[Logic], *, at: Path, scope: Scope) -> Typed:
        target = variable(given[0]) or "" if given else ""
        found = scope.call(name, target, count_of(name, given))
        if found is not None:
            return Typed(found.type, at, logic, code=found.code)
        if target and scope.find(target) is None:
            self._unknown(target, (*at, name, 0), scope)
        elif name == "label_of" and target:
            return self._code_label(logic, at, scope)
        elif name == "points" and target:
            self._tell("rule-no-points", at, {"found": target})
        else:
            self._tell("rule-place", at, {"name": name})
        return Typed(ANY, at, logic, code="None")

    def _code_label(self, logic: Logic, at: Path, scope: Scope) -> Typed:
        part = self.node(operation(logic)[1][0], (*at, "label_of", 0), scope)  # type: ignore[index]  # a place has its name
        if part.type.codelist is None:
            self._tell("rule-place", at, {"name": "label_of"})
        return Typed(Type("text"), at, logic, "label_of", (part,))

    def _rows(self, operator: Operator, logic: Logic, given: list[Logic], *, at: Path, scope: Scope) -> Typed:
        (name,) = logic.keys() if isinstance(logic, dict) else ("",)
        rows = self.node(given[0], (*at, name, 0), scope)
        if rows.type.kind not in ("list", "any", "null"):
            self._faults([kind_fault(operator, 0, rows, rows.type)])
        self.variables += 1
        row = f"row{self.variables}"
        inner = self._row_scope(given[0], rows, row, scope)
        body = self.node(given[1], (*at, name, 1), inner)
        if name != "map" and body.type.kind not in ("boolean", "any", "null"):
            self._faults([_condition_fault(operator, body)])
        return Typed(self._gives(operator, (rows, body)), at, logic, name, (rows, body), variable=row)

    def _row_scope(self, logic: Logic, rows: Typed, row: str, scope: Scope) -> Scope:
        name = rows_of(logic)
        inner = scope.rows(name, row) if name else None
        return inner or _ItemScope(scope, Name(rows.type.item or ANY, row))

    def _gives(self, operator: Operator, parts: tuple[Typed, ...]) -> Type:
        special = _GIVES.get(operator.gives)
        if operator.gives == "first":
            return self._sum(operator, parts)
        if operator.gives == "common":
            return self._chosen(operator, parts)
        type_ = special(parts) if special else Type(_KINDS[operator.gives])
        return replace(type_, nullable=_nullable(operator, parts))

    def _chosen(self, operator: Operator, parts: tuple[Typed, ...]) -> Type:
        """The type of `if` and `coalesce`: what all outcomes have in common."""
        if operator.shape == "coalesce":
            type_ = self._common(parts) or NULL
            return replace(type_, nullable=all(each.type.nullable for each in parts))
        outcomes = [*parts[1::2], *([parts[-1]] if len(parts) % 2 else [])]
        type_ = self._common(tuple(outcomes)) or NULL
        maybe = len(parts) % 2 == 0 or any(_unknown(each.type) for each in (*outcomes, *parts[:-1:2]))
        return replace(type_, nullable=maybe)

    def _common(self, parts: tuple[Typed, ...]) -> Type | None:
        type_: Type | None = None
        for part in parts:
            joined = common(type_, part.type) if type_ else part.type
            if joined is None:
                self._faults([_apart_fault(parts[0], part)])
                return ANY
            type_ = joined
        return type_

    def _sum(self, operator: Operator, parts: tuple[Typed, ...]) -> Type:
        nullable = any(_unknown(each.type) for each in parts)
        type_ = parts[0].type
        for part in parts[1:] or parts:
            kind = _added(operator.name, type_.kind, part.type.kind) if len(parts) > 1 else type_.kind
            if kind is None or (len(parts) == 1 and kind not in ("number", "duration", "any", "null")):
                self._faults([_sum_fault(operator, type_, part, parts[0])])
                return ANY
            type_ = Type(kind)
        return replace(type_, nullable=nullable)

    def _faults(self, faults: Iterable[Fault]) -> None:
        for code, typed, params in faults:
            self._tell(code, typed.at, params)
            if len(self.problems) >= TOLD:
                break

    def _tell(self, code: str, at: Path, params: Mapping[str, object]) -> None:
        if len(self.problems) < TOLD:
            self.problems.append(problem(code, span=self._span(at))._replace(params=dict(params)))

    def _span(self, at: Path) -> Span | None:
        while at and at not in self.spans:
            at = at[:-1]
        return self.spans.get(at, self.whole)


def _constant_type(value: Logic) -> Type:
    if value is None:
        return NULL
    kind: Kind = "boolean" if isinstance(value, bool) else "number" if isinstance(value, Decimal) else "text"
    return Type(kind, nullable=False)


_KINDS: Mapping[str, Kind] = {
    "number": "number", "text": "text", "boolean": "boolean", "date": "date", "datetime": "datetime",
    "duration": "duration", "any": "any",
}  # fmt: skip


def _item_type(parts: tuple[Typed, ...]) -> Type:
    first = parts[0].type
    return (first.item or ANY) if first.kind == "list" else first


_GIVES: Mapping[str, Callable[[tuple[Typed, ...]], Type]] = {
    "same": lambda parts: replace(parts[0].type, choices=None),
    "item": _item_type,
    "rows": lambda parts: replace(parts[0].type, kind="list"),
    "mapped": lambda parts: Type("list", parts[1].type, gappy=parts[0].type.gappy),
}


def _nullable(operator: Operator, parts: tuple[Typed, ...]) -> bool:
    if operator.shape in ("loose", "gather"):
        return operator.partial or reads_history(parts)
    if operator.shape == "rows":
        return operator.gives == "boolean" and parts[1].type.nullable
    return operator.partial or any(_unknown(each.type) for each in parts)


def _unknown(type_: Type) -> bool:
    """Whether an operand can be empty, or (being of any kind) be refused."""
    return type_.nullable or type_.kind == "any"


def reads_history(parts: tuple[Typed, ...]) -> bool:
    """Whether an aggregate is over other periods' values, which may not be known at all."""
    return any(each.type.gappy or _history(each.logic) for each in parts)


def _history(logic: Logic) -> bool:
    found = operation(logic)
    if found is None:
        return False
    return found[0] in ("ytd", "history") or (found[0] in ("filter", "map") and _history(found[1][0]))


def _argument_faults(operator: Operator, parts: tuple[Typed, ...]) -> Iterable[Fault]:
    yield from _kind_faults(operator, parts)
    if operator.shape in ("equal", "order"):
        yield from comparison_faults(operator, parts)
    if operator.shape == "member":
        yield from member_faults(parts[0], parts[1])
    if operator.name in ("selected", "contains"):
        yield from member_faults(parts[1], parts[0])
    if operator.shape == "code" and parts[0].type.codelist is None and parts[0].type.kind != "null":
        yield "rule-codelist", parts[0], {"name": operator.name, "found": print_rule(parts[0].logic)}
    yield from _literal_faults(operator, parts)


def _kind_faults(operator: Operator, parts: tuple[Typed, ...]) -> Iterable[Fault]:
    for number, part in enumerate(parts):
        if operator.shape == "if" and (number % 2 or number == len(parts) - 1):
            continue
        admitted = GROUPS.get(operator.argument(number))
        found = _item_type((part,)) if operator.shape == "gather" else part.type
        if admitted and found.kind not in admitted and found.kind not in ("any", "null"):
            yield kind_fault(operator, number, part, found)


def _literal_faults(operator: Operator, parts: tuple[Typed, ...]) -> Iterable[Fault]:
    """What can be known of a text that is written in the rule: a pattern, a date."""
    last = parts[-1] if parts else None
    if last is not None and operator.name == "matches" and not last.is_constant:
        yield "rule-literal-argument", last, {"name": operator.name, "found": print_rule(last.logic)}
    if last is None or not last.is_constant or not isinstance(last.logic, str):
        return
    if operator.name == "matches":
        try:
            like(last.logic)
        except RuleError as error:
            yield error.problems[0].code, last, dict(error.problems[0].params)
    if operator.name == "date" and make_date(last.logic) is None:
        yield "rule-date", last, {"found": last.logic}


def _condition_fault(operator: Operator, body: Typed) -> Fault:
    zh, en = KIND_WORDS[body.type.kind]
    found = print_rule(body.logic)
    return "rule-condition", body, {"name": operator.name, "found": found, "found_zh": zh, "found_en": en}


def _apart_fault(first: Typed, other: Typed) -> Fault:
    (left_zh, left_en), (right_zh, right_en) = KIND_WORDS[first.type.kind], KIND_WORDS[other.type.kind]
    return "rule-apart", other, {
        "left": print_rule(first.logic), "left_zh": left_zh, "left_en": left_en,
        "right": print_rule(other.logic), "right_zh": right_zh, "right_en": right_en,
    }  # fmt: skip


def _added(sign: str, left: Kind, right: Kind) -> Kind | None:
    """Return the kind of `left + right` or `left - right`; None when they cannot be added."""
    if "null" in (left, right):
        return right if left == "null" else left
    if "any" in (left, right):
        return "any" if family(left) != "text" and family(right) != "text" else None
    if left == right and left in ("number", "duration"):
        return left
    if right == "duration" and left in ("date", "month", "datetime"):
        return "date" if left == "month" else left
    return _added("-", right, left) if sign == "+" and left == "duration" and right != "number" else None


def _sum_fault(operator: Operator, left: Type, right: Typed, first: Typed) -> Fault:
    code = "rule-add-text" if "text" in (family(left.kind), family(right.type.kind)) else "rule-add"
    (left_zh, left_en), (right_zh, right_en) = KIND_WORDS[left.kind], KIND_WORDS[right.type.kind]
    about = first if code == "rule-add-text" and family(left.kind) == "text" else right
    return code, about, {
        "name": operator.name, "found": print_rule(about.logic), "left_zh": left_zh, "left_en": left_en,
        "right_zh": right_zh, "right_en": right_en,
    }  # fmt: skip
