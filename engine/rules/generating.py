"""One typed rule to one Python expression. Empty tests stand only where an operand can be empty.

Names come in by the code of their scope, constants by a hoisted name; an author's text never does.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.problems import problem
from engine.rules.errors import RuleError
from engine.rules.kinds import Kind
from engine.rules.limits import SHORT
from engine.rules.logic import walk
from engine.rules.operators import GROUPS, OPERATORS, Operator
from engine.rules.printing import number_text
from engine.rules.rule import Logic
from engine.rules.typed import Typed
from engine.rules.typing_rules import reads_history

_WIDE = 24
"""More operands than this go through a loop: Python's compiler nests one level for each."""

_SIZED = frozenset({"text", "list", "any"})
"""Kinds of values that can be large."""

_PLAIN = re.compile(r"\w+(\[\w+\])*")

_DEEP = 24
"""Parts nested deeper than this become statements: Python's tokenizer takes 200 brackets."""


@dataclass(slots=True)
class Shelf:
    """What the rules of one module share: constants, codelists and tables, each named once."""

    constants: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)

    def constant(self, code: str) -> str:
        """Return the name that stands for a constant's code."""
        return self.constants.setdefault(code, f"k{len(self.constants)}")

    def codelist(self, name: str) -> str:
        """Return the name that stands for a codelist."""
        return self.lists.setdefault(name, f"l{len(self.lists)}")

    def table(self, name: str) -> str:
        """Return the name that stands for a decision table."""
        return self.tables.setdefault(name, f"d{len(self.tables)}")


@dataclass(slots=True)
class Writer:
    """Writes the expression of one rule; `statements` must run before it, `spends` asks for a budget."""

    shelf: Shelf
    statements: list[str] = field(default_factory=list)
    spends: bool = False
    temporaries: int = 0
    rows: int = 0

    def expression(self, typed: Typed, depth: int = 0) -> str:
        """Return Python that computes `typed`."""
        if typed.code:
            return self.paid(typed) if self.rows and typed.type.kind in _SIZED else self.read(typed)
        if typed.operator == "[":
            return f"({', '.join(self.expression(each, depth + 1) for each in typed.parts)},)"
        if not typed.operator:
            return self.constant(typed.logic)
        written = _SHAPES[_shape(typed)](self, typed, depth)
        if depth and depth % _DEEP == 0 and not self.rows:
            return self._statement(written)
        return written

    def read(self, typed: Typed) -> str:
        """Return the code that reads a name."""
        return typed.code if _PLAIN.fullmatch(typed.code) else f"({typed.code})"

    def paid(self, typed: Typed) -> str:
        """Return the code that reads a text or a list once more for each row, and pays for its size."""
        self.spends = True
        return f"paid(budget, {self.read(typed)})"

    def constant(self, value: Logic) -> str:
        """Return a constant's code; exact numbers are made once for the module."""
        if isinstance(value, Decimal):
            return self.shelf.constant(f"Decimal({number_text(value)!r})")
        return repr(value)

    def fresh(self) -> str:
        """Return a name that nothing else has."""
        self.temporaries += 1
        return f"t{self.temporaries}"

    def _statement(self, code: str) -> str:
        name = self.fresh()
        self.statements.append(f"{name} = {code}")
        return name

    def known(self, parts: tuple[Typed, ...], depth: int) -> tuple[list[str], list[str]]:
        """Return the tests that some part is empty, and code for each part's value after them."""
        tests: list[str] = []
        values: list[str] = []
        for part in parts:
            code = self.expression(part, depth + 1)
            if part.type.nullable:
                name = self.fresh()
                tests.append(f"({name} := {code}) is None")
                code = name
            values.append(code)
        return tests, values


def _shape(typed: Typed) -> str:
    operator = OPERATORS[typed.operator]
    if typed.operator == "label_of":
        return "label"
    if len(typed.parts) == 1 and operator.shape == "sum":
        return "negative"
    return operator.shape


def unless(tests: list[str], value: str) -> str:
    """Return code for `value`, or for empty when any test holds."""
    return f"(None if {' or '.join(tests)} else {value})" if tests else f"({value})"


def _fits(operator: Operator, parts: tuple[Typed, ...]) -> bool:
    """Whether every part is known to be of a kind that the operator takes, so that no guard is needed."""
    if operator.shape in ("equal", "member"):
        return all(each.type.kind != "any" for each in parts)
    kinds = (GROUPS.get(operator.argument(number)) for number in range(len(parts)))
    return all(kind is None or part.type.kind in kind for kind, part in zip(kinds, parts, strict=True))


def _strict(writer: Writer, typed: Typed, depth: int) -> str:
    operator = OPERATORS[typed.operator]
    if not _fits(operator, typed.parts):
        return _guarded(operator, [writer.expression(each, depth + 1) for each in typed.parts])
    tests, values = writer.known(typed.parts, depth)
    return unless(tests, _applied(operator.python, values))


def _applied(python: str, values: list[str]) -> str:
    return python.format(*values) if "{" in python else f"{python}({', '.join(values)})"


def _guarded(operator: Operator, values: list[str]) -> str:
    return f"fit({operator.takes!r}, {operator.function or operator.python}, {', '.join(values)})"


def _loose(writer: Writer, typed: Typed, depth: int) -> str:
    operator = OPERATORS[typed.operator]
    return f"{operator.python}({', '.join(writer.expression(each, depth + 1) for each in typed.parts)})"


def _sum(writer: Writer, typed: Typed, depth: int) -> str:
    kinds = {each.type.kind for each in typed.parts}
    if kinds <= {"number"} or kinds <= {"duration"}:
        return _product(writer, typed, depth)
    if kinds <= {"date", "datetime", "month", "duration"}:
        return _shifted(writer, typed, depth)
    return _folded(writer, typed, depth)


def _shifted(writer: Writer, typed: Typed, depth: int) -> str:
    """A moment and durations, in any order; the moment is the one that is no duration."""
    tests, values = writer.known(typed.parts, depth)
    moment = next(n for n, each in enumerate(typed.parts) if each.type.kind != "duration")
    function = "later" if typed.operator == "+" else "earlier"
    code = values[moment]
    for number, value in enumerate(values):
        if number != moment:
            code = f"{function}({code}, {value})"
    return unless(tests, code)


def _product(writer: Writer, typed: Typed, depth: int) -> str:
    operator = OPERATORS[typed.operator]
    if len(typed.parts) > _WIDE or not all(each.type.kind in ("number", "duration") for each in typed.parts):
        return _folded(writer, typed, depth)
    tests, values = writer.known(typed.parts, depth)
    if operator.partial:
        tests, values = _divisor(writer, typed, tests, values)
    return unless(tests, f" {operator.name} ".join(values))


def _divisor(
    writer: Writer, typed: Typed, tests: list[str], values: list[str]
) -> tuple[list[str], list[str]]:
    """Add the test that the divisor is zero; an empty one is caught by the same test."""
    divisor = typed.parts[1]
    if divisor.is_constant and isinstance(divisor.logic, Decimal) and divisor.logic:
        return tests, values
    if divisor.type.nullable:
        return [*tests[:-1], f"not {tests[-1].removesuffix(' is None')}"], values
    name = writer.fresh()
    return [*tests, f"not ({name} := {values[1]})"], [values[0], name]


def _folded(writer: Writer, typed: Typed, depth: int) -> str:
    """Operands of kinds not known, or very many: pair by pair through the guarded function.

    Each pair is a statement, so that no nesting grows with the number of operands.
    """
    operator = OPERATORS[typed.operator]
    codes = [writer.expression(each, depth + 1) for each in typed.parts]
    return f"fold({operator.takes!r}, {operator.function}, {', '.join(codes)})"


def _order(writer: Writer, typed: Typed, depth: int) -> str:
    operator = OPERATORS[typed.operator]
    parts = typed.parts
    if not _fits(operator, parts):
        return _guarded_order(writer, operator, parts, depth)
    tests, values = writer.known(parts, depth)
    return unless(tests, f" {operator.name} ".join(values))


def _guarded_order(writer: Writer, operator: Operator, parts: tuple[Typed, ...], depth: int) -> str:
    codes = [writer.expression(each, depth + 1) for each in parts]
    if len(codes) == 2:
        return _guarded(operator, codes)
    middle = writer.fresh()
    first = _guarded(operator, [codes[0], f"({middle} := {codes[1]})"])
    return f"both({first}, {_guarded(operator, [middle, codes[2]])})"


def _equal(writer: Writer, typed: Typed, depth: int) -> str:
    operator = OPERATORS[typed.operator]
    if not _fits(operator, typed.parts):
        return _guarded(operator, [writer.expression(each, depth + 1) for each in typed.parts])
    tests, values = writer.known(typed.parts, depth)
    return unless(tests, f"{values[0]} {operator.name} {values[1]}")


def _member(writer: Writer, typed: Typed, depth: int) -> str:
    operator = OPERATORS[typed.operator]
    if not _fits(operator, typed.parts):
        return _guarded(operator, [writer.expression(each, depth + 1) for each in typed.parts])
    tests, values = writer.known(typed.parts, depth)
    return unless(tests, f"{values[0]} in {values[1]}")


def _logical(writer: Writer, typed: Typed, depth: int) -> str:
    """`and`, `or`: decided by the first that decides; else unknown when any is unknown."""
    decides = "False" if typed.operator == "and" else "True"
    other = "True" if typed.operator == "and" else "False"
    if len(typed.parts) > _WIDE:
        return _many(writer, typed, depth)
    codes = [_truth(writer, each, depth) for each in typed.parts]
    if not typed.type.nullable:
        return f"({f' {typed.operator} '.join(codes)})"
    names = [writer.fresh() if each.type.nullable else "" for each in typed.parts]
    decided = " or ".join(
        f"({name} := {code}) is {decides}" if name else f"{code} is {decides}"
        for name, code in zip(names, codes, strict=True)
    )
    unknown = " or ".join(f"{name} is None" for name in names if name)
    return f"({decides} if {decided} else None if {unknown} else {other})"


def _truth(writer: Writer, typed: Typed, depth: int) -> str:
    code = writer.expression(typed, depth + 1)
    return f"truth({code})" if typed.type.kind == "any" else code


def _many(writer: Writer, typed: Typed, depth: int) -> str:
    codes = (_truth(writer, each, depth) for each in typed.parts)
    function = "all_of" if typed.operator == "and" else "any_of"
    return f"{function}(({', '.join(codes)},))"


def _if(writer: Writer, typed: Typed, depth: int) -> str:
    parts = typed.parts
    code = writer.expression(parts[-1], depth + 1) if len(parts) % 2 else "None"
    for number in range(len(parts) // 2 * 2 - 2, -1, -2):
        condition = _truth(writer, parts[number], depth)
        outcome = writer.expression(parts[number + 1], depth + 1)
        if parts[number].type.nullable:
            name = writer.fresh()
            code = f"None if ({name} := {condition}) is None else {outcome} if {name} else {code}"
        else:
            code = f"{outcome} if {condition} else {code}"
    return f"({code})"


def _coalesce(writer: Writer, typed: Typed, depth: int) -> str:
    code = writer.expression(typed.parts[-1], depth + 1)
    for part in reversed(typed.parts[:-1]):
        name = writer.fresh()
        code = f"{name} if ({name} := {writer.expression(part, depth + 1)}) is not None else {code}"
    return f"({code})"


def _gather(writer: Writer, typed: Typed, depth: int) -> str:
    operator = OPERATORS[typed.operator]
    writer.spends = True
    code = _gathered(writer, typed.parts, depth)
    name = writer.fresh() if reads_history(typed.parts) and len(typed.parts) == 1 else ""
    group = operator.takes[0]
    known = all(_item_kind(each) in (GROUPS.get(group) or {_item_kind(each)}) for each in typed.parts)
    values = f"spend(budget, {name or code}, 1)"
    call = f"{operator.python}({values if known else f'only({group!r}, {values})'})"
    return f"(None if ({name} := {code}) is None else {call})" if name else call


def _item_kind(typed: Typed) -> Kind:
    if typed.type.kind == "list":
        return typed.type.item.kind if typed.type.item else "any"
    return typed.type.kind


def _gathered(writer: Writer, parts: tuple[Typed, ...], depth: int) -> str:
    """Return one list of all the values: of scalars, of lists' items, or the list itself."""
    if len(parts) == 1 and parts[0].type.kind == "list":
        return _whole_list(writer, parts[0], depth)
    if len(parts) == 1 and parts[0].type.kind == "any":
        return f"listed({writer.expression(parts[0], depth + 1)})"
    codes = (
        f"*({writer.expression(each, depth + 1)} or ())"
        if each.type.kind == "list"
        else writer.expression(each, depth + 1)
        for each in parts
    )
    return f"({', '.join(codes)},)"


def _whole_list(writer: Writer, typed: Typed, depth: int) -> str:
    """Return code for a list whose items are paid for one by one."""
    return writer.read(typed) if typed.code else writer.expression(typed, depth + 1)


def _rows(writer: Writer, typed: Typed, depth: int) -> str:
    operator = OPERATORS[typed.operator]
    rows, body = typed.parts
    writer.spends = True
    code = _whole_list(writer, rows, depth)
    writer.rows += 1
    inner = writer.expression(body, depth + 1)
    writer.rows -= 1
    weight = sum(1 + (len(each) >> SHORT if isinstance(each, str) else 0) for _, each in walk(body.logic))
    listed = code if rows.type.kind == "list" else f"listed({code})"
    name = writer.fresh() if typed.operator in ("filter", "map") and reads_history((rows,)) else ""
    call = f"{operator.python}(budget, {name or listed}, lambda {typed.variable}: {inner}, {weight})"
    return f"(None if ({name} := {listed}) is None else {call})" if name else call


def _code(writer: Writer, typed: Typed, depth: int) -> str:
    operator = OPERATORS[typed.operator]
    tests, values = writer.known(typed.parts, depth)
    name = _codelist(writer, typed.parts[0])
    given = ", ".join(values)
    call = f"{name}.{operator.python}({given})" if name else "None"
    return unless(tests, f"number({call})" if operator.gives == "number" else call)


def _codelist(writer: Writer, typed: Typed) -> str:
    return writer.shelf.codelist(typed.type.codelist) if typed.type.codelist else ""


def _label(writer: Writer, typed: Typed, depth: int) -> str:
    tests, values = writer.known(typed.parts, depth)
    name = _codelist(writer, typed.parts[0])
    return unless(tests, f"{name}.label({values[0]})" if name else "None")


def _lookup(writer: Writer, typed: Typed, depth: int) -> str:
    """A table judges empty keys itself: an unneeded threshold does not make the answer empty."""
    table, *keys, column = typed.parts
    name = writer.shelf.table(str(table.logic))
    values = ", ".join(writer.expression(key, depth + 1) for key in keys)
    return f"{name}.find(({values},), {column.logic!r})"


def _negative(writer: Writer, typed: Typed, depth: int) -> str:
    tests, values = writer.known(typed.parts, depth)
    if typed.parts[0].type.kind in ("number", "duration"):
        return unless(tests, f"-{values[0]}")
    return f"fit(('number',), negative, {writer.expression(typed.parts[0], depth + 1)})"


def _nowhere(writer: Writer, typed: Typed, depth: int) -> str:
    raise RuleError(problem("rule-place", name=typed.operator))


_SHAPES: Mapping[str, Callable[[Writer, Typed, int], str]] = {
    "strict": _strict, "loose": _loose, "gather": _gather, "sum": _sum, "product": _product, "order": _order,
    "equal": _equal, "member": _member, "and": _logical, "or": _logical, "if": _if, "coalesce": _coalesce,
    "rows": _rows, "place": _nowhere, "lookup": _lookup, "code": _code, "label": _label,
    "negative": _negative,
}  # fmt: skip
