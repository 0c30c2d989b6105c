"""Each plain operation as Python source, in the cheapest exact form for what its operands are."""

import math
from collections.abc import Callable, Mapping
from typing import cast

from engine.rules.logic import walk
from engine.rules.plain.bodies import Body, Code, Sort
from engine.rules.plain.coercions import is_number, number
from engine.rules.rule import Logic

_Given = list[object]

_WRITABLE = 10**30
"""Numbers up to this stand in the source as they are."""


def write(body: Body, logic: object) -> Code:
    """Return code for one node of plain JSON Logic."""
    if isinstance(logic, list):
        return Code(f"[{', '.join(write(body, each).text for each in logic)}]")
    if not isinstance(logic, dict) or len(logic) != 1:
        return _constant(body, logic)
    ((name, given),) = logic.items()
    values = given if isinstance(given, list) else [given]
    writer = _WRITERS.get(name)
    return (writer(body, name, values) if writer else None) or interpreted(body, logic)


def _constant(body: Body, value: object) -> Code:
    if isinstance(value, str):
        return Code(repr(value), "str", True, value)
    if value is None or isinstance(value, bool):
        return Code(repr(value), "any" if value is None else "bool", True, value)
    simple = isinstance(value, int | float) and -_WRITABLE < value < _WRITABLE
    return Code(repr(value) if simple else body.unit.constant(value), "any", True, value)


def interpreted(body: Body, logic: object) -> Code:
    """Return code that runs `logic` node by node: for what has no fast form."""
    return Code(f"run(b, {body.unit.constant(logic)}, {body.data})")


def as_number(body: Body, code: Code) -> str:
    """Return code for Number(code)."""
    if code.sort == "num":
        return code.text
    if code.constant:
        return _float(body, number(code.value))
    return body.number(code.text) if code.text in body.reads.values() else f"number({code.text})"


def _float(body: Body, value: float) -> str:
    return repr(value) if math.isfinite(value) else body.unit.constant(value)


def as_parsed(body: Body, code: Code) -> str:
    """Return code for parseFloat(code)."""
    if code.sort == "num":
        return code.text
    if code.constant and is_number(code.value):
        return _float(body, number(code.value))
    return body.parsed(code.text) if code.text in body.reads.values() else f"parse_float({code.text})"


def as_truth(code: Code) -> str:
    """Return code that Python finds true where JSON Logic does."""
    if code.sort in ("bool", "str"):
        return code.text
    if code.atomic and not code.constant:
        return f"({code.text} if {code.text}.__class__ is bool else truthy({code.text}))"
    return f"truthy({code.text})"


def _is_numeric(code: Code) -> bool:
    return code.sort == "num" or (code.constant and is_number(code.value))


def _variable(body: Body, _name: str, given: _Given) -> Code | None:
    path = given[0] if given else ""
    if len(given) > 1 or isinstance(path, bool) or not (path is None or isinstance(path, str | int)):
        return None
    return body.value("" if path is None else str(path))


def _equal(body: Body, name: str, given: _Given) -> Code | None:
    if len(given) != 2:
        return None
    left, right = _operands(body, given)
    if left.constant and not right.constant:
        left, right = right, left
    found = _equal_text(body, left, right)
    return Code(f"({found})" if name == "==" else f"(not {found})", "bool")


def _operands(body: Body, given: _Given) -> tuple[Code, Code]:
    """Write two operands that are compared.

    Two lists are equal only where they are one and the same: where both may be made by operations,
    they are made apart, even when the operations read alike.
    """
    made = all(isinstance(each, dict | list) for each in given)
    body.apart += made
    codes = write(body, given[0]), write(body, given[1])
    body.apart -= made
    return codes


def _equal_text(body: Body, left: Code, right: Code) -> str:
    if left.sort == right.sort == "num" or (left.sort == "num" and _is_numeric(right)):
        return f"{as_number(body, left)} == {as_number(body, right)}"
    if right.constant and right.sort == "str" and math.isnan(number(right.value)):
        if left.text in body.reads.values():
            return f"{body.word(left.text)} == {right.text}"
    elif right.constant and is_number(right.value) and left.text in body.reads.values():
        return f"({as_number(body, left)} == {as_number(body, right)} and {left.text} is not None)"
    elif right.constant and right.value is None and right.sort == "any" and not left.constant:
        return f"({left.text} is None)"
    return f"equal(b, {left.text}, {right.text})"


def _same(body: Body, name: str, given: _Given) -> Code | None:
    if len(given) != 2:
        return None
    left, right = _operands(body, given)
    if left.constant and not right.constant:
        left, right = right, left
    if right.constant and (right.value is None or isinstance(right.value, bool)) and not left.constant:
        return Code(f"({left.text} {'is' if name == '===' else 'is not'} {right.text})", "bool")
    if right.constant and right.sort == "str":
        return Code(f"({left.text} {name[:2]} {right.text})", "bool")
    found = f"same({left.text}, {right.text})"
    return Code(found if name == "===" else f"(not {found})", "bool")


def _order(body: Body, name: str, given: _Given) -> Code | None:
    if len(given) != 2 and not (len(given) == 3 and name in ("<", "<=")):
        return None
    codes = [write(body, each) for each in given]
    if all(_is_numeric(a) or _is_numeric(b) for a, b in zip(codes, codes[1:], strict=False)):
        return Code("(" + f" {name} ".join(as_number(body, each) for each in codes) + ")", "bool")
    if len(codes) == 3:
        return None
    left, right = (each.text for each in (reversed(codes) if name[0] == ">" else codes))
    return Code(f"{'less' if len(name) == 1 else 'at_most'}(b, {left}, {right})", "bool")


def _not(body: Body, name: str, given: _Given) -> Code | None:
    if len(given) != 1:
        return None
    truth = as_truth(write(body, given[0]))
    return Code(f"(not {truth})" if name == "!" else f"(not not {truth})", "bool")


def _logical(body: Body, name: str, given: _Given) -> Code | None:
    if not given:
        return None
    codes = [write(body, each) for each in given]
    if all(each.sort == "bool" for each in codes):
        return Code("(" + f" {name} ".join(each.text for each in codes) + ")", "bool")
    text = codes[-1].text
    for each in reversed(codes[:-1]):
        kept = each.text if each.atomic else body.fresh()
        value = kept if each.atomic else f"({kept} := {each.text})"
        pair = (text, kept) if name == "and" else (kept, text)
        text = f"({pair[0]} if truthy({value}) else {pair[1]})"
    return Code(text)


def _if(body: Body, _name: str, given: _Given) -> Code | None:
    codes = [write(body, each) for each in given]
    last = codes.pop() if len(codes) % 2 else Code("None", "any", True)
    text, sorts = last.text, {last.sort}
    for place in range(len(codes) - 2, -1, -2):
        text = f"{codes[place + 1].text} if {as_truth(codes[place])} else {text}"
        sorts.add(codes[place + 1].sort)
    return Code(f"({text})", sorts.pop() if len(sorts) == 1 else "any")


def _add(body: Body, _name: str, given: _Given) -> Code | None:
    parts = [as_parsed(body, write(body, each)) for each in given]
    return Code("(" + " + ".join(parts if len(parts) > 1 else ["0.0", *parts]) + ")", "num")


def _multiply(body: Body, _name: str, given: _Given) -> Code | None:
    if len(given) < 2:
        return None
    return Code("(" + " * ".join(as_parsed(body, write(body, each)) for each in given) + ")", "num")


def _subtract(body: Body, _name: str, given: _Given) -> Code | None:
    parts = [as_number(body, write(body, each)) for each in given]
    if len(parts) == 1:
        return Code(f"(-{parts[0]})", "num")
    return Code(f"({parts[0]} - {parts[1]})", "num") if len(parts) == 2 else None


def _divide(body: Body, name: str, given: _Given) -> Code | None:
    if len(given) != 2:
        return None
    divisor = write(body, given[1])
    left, right = as_number(body, write(body, given[0])), as_number(body, divisor)
    plain = divisor.constant and is_number(divisor.value) and number(divisor.value) != 0
    if plain and math.isfinite(number(divisor.value)):
        return Code(f"({left} / {right})" if name == "/" else f"fmod({left}, {right})", "num")
    return Code(f"{'divide' if name == '/' else 'remainder'}({left}, {right})", "num")


def _in(body: Body, _name: str, given: _Given) -> Code | None:
    if len(given) != 2:
        return None
    if isinstance(given[1], list) and all(isinstance(each, str) for each in given[1]):
        part = write(body, given[0])
        text = part.text if part.atomic else f"({body.fresh()} := {part.text})"
        name = part.text if part.atomic else text[1:].split(" ", 1)[0]
        known = body.unit.constant(frozenset(str(each) for each in given[1]))
        return Code(f"({text}.__class__ is str and {name} in {known})", "bool")
    part, whole = _operands(body, given)
    if part.constant and part.sort == "str" and whole.atomic:
        short = f"{whole.text}.__class__ is list and len({whole.text}) < 65"
        found = f"({part.text} in {whole.text} if {short} else holds(b, {part.text}, {whole.text}))"
        return Code(found, "bool")
    return Code(f"holds(b, {part.text}, {whole.text})", "bool")


def _missing(body: Body, _name: str, given: _Given) -> Code | None:
    if not given or not all(isinstance(each, str) and each for each in given) or body.folds is not None:
        return None
    names = [body.read(str(each)) for each in given]
    gone = " or ".join(f"{each} is None or {each} == ''" for each in names)
    return Code(f"(gone({tuple(given)!r}, ({', '.join(names)},)) if {gone} else [])")


def _called(function: str, sort: Sort, *paid: str) -> Callable[[Body, str, _Given], Code | None]:
    def call(body: Body, _name: str, given: _Given) -> Code | None:
        parts = [*paid, *(write(body, each).text for each in given)]
        return Code(f"{function}({', '.join(parts)})", sort)

    return call


_LOOPS: Mapping[str, tuple[str, list[str], str]] = {
    "map": ("[]", ["out.append({0})"], "out"),
    "filter": ("[]", ["if {1}: out.append(d)"], "out"),
    "all": ("False", ["if not {1}: return False"], "bool(rows)"),
    "some": ("False", ["if {1}: return True"], "False"),
    "none": ("True", ["if {1}: return False"], "True"),
}
"""For each: its value of what is no list, what is done for a row, its value after all rows."""


def _loop(body: Body, name: str, given: _Given) -> Code | None:
    if len(given) < 2:
        return None
    rows = write(body, given[0])
    inner = Body(body.unit)
    done = write(inner, given[1])
    otherwise, each, result = _LOOPS[name]
    lines = [
        "def NAME(rows, b):",
        f" if rows.__class__ is not list: return {otherwise}",
        f" pay(b, rows, {_weight(given[1])})",
        " out = []",
        " for d in rows:",
        *inner.prologue("  "),
        *(f"  {line.format(done.text, as_truth(done))}" for line in each),
        f" return {result}",
    ]
    function = body.unit.function("\n".join(lines))
    sort: Sort = "any" if name in ("map", "filter") else "bool"
    return _shared(body, {name: given}, f"{function}({rows.text}, b)", sort)


def _reduce(body: Body, _name: str, given: _Given) -> Code | None:
    if len(given) < 2:
        return None
    rows = write(body, given[0])
    start = write(body, given[2]) if len(given) > 2 else Code("None", constant=True)
    sort: Sort = "num" if start.constant and is_number(start.value) else "any"
    inner = Body(body.unit, folds=sort)
    done = write(inner, given[1])
    if sort == "num" and done.sort != "num":
        sort, inner = "any", Body(body.unit, folds="any")
        done = write(inner, given[1])
    initial = as_number(body, start) if sort == "num" else start.text
    lines = [
        "def NAME(rows, acc, b):",
        " if rows.__class__ is not list: return acc",
        f" pay(b, rows, {_weight(given[1])})",
        " for cur in rows:",
        *inner.prologue("  "),
        f"  acc = {done.text}",
        " return acc",
    ]
    function = body.unit.function("\n".join(lines))
    return _shared(body, {"reduce": given}, f"{function}({rows.text}, {initial}, b)", sort)


def _weight(logic: object) -> int:
    return len(list(walk(cast(Logic, logic))))


def _shared(body: Body, logic: object, call: str, sort: Sort) -> Code:
    may_share = body.root and not (body.apart and sort == "any")
    if may_share and repr(logic) in body.unit.repeated:
        return Code(body.once(repr(logic), call).text, sort)
    return Code(call, sort)


_WRITERS: Mapping[str, Callable[[Body, str, _Given], Code | None]] = {
    "var": _variable, "==": _equal, "!=": _equal, "===": _same, "!==": _same, "<": _order, "<=": _order,
    ">": _order, ">=": _order, "!": _not, "!!": _not, "and": _logical, "or": _logical, "if": _if, "?:": _if,
    "+": _add, "*": _multiply, "-": _subtract, "/": _divide, "%": _divide, "in": _in, "missing": _missing,
    "cat": _called("cat", "str", "b"), "merge": _called("merge", "any", "b"),
    "min": _called("smallest", "num"), "max": _called("largest", "num"), "reduce": _reduce,
    **dict.fromkeys(_LOOPS, _loop),
}  # fmt: skip
