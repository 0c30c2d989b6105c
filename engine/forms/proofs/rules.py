"""A typed rule to a value of the solver. What cannot be said exactly becomes a value of which nothing
is known, so that whatever is proved impossible is impossible."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Final, Protocol

import z3

from engine.forms.proofs.terms import (
    KINDS,
    NO,
    YES,
    Sort,
    Term,
    Val,
    all_of,
    any_of,
    as_sort,
    chosen,
    counted,
    denied,
    fails,
    hidden,
    holds,
    nothing,
    number,
    same,
    total,
    truth,
)
from engine.forms.proofs.universe import Universe
from engine.rules import Kind, Type, fits
from engine.rules.runtime.dates import make_date
from engine.rules.typed import Typed

SORTS: Final[Mapping[Kind, Sort]] = {
    "number": "number", "text": "text", "choice": "text", "boolean": "boolean", "date": "date",
    "month": "date", "duration": "days", "list": "list", "any": "any",
}  # fmt: skip
"""The sort by which values of a kind are known; others are known by their emptiness alone."""

_numbers = count()


class Reads(Protocol):
    """What reads the names of a rule."""

    def read(self, code: str, type_: Type) -> Val:
        """Return the value of a name, by the code that its scope gives it."""


def fresh(sort: Sort, *, nullable: bool = True) -> Val:
    """Return a value of which nothing is known."""
    name = f"?{next(_numbers)}"
    empty = z3.Bool(f"{name} empty") if nullable else NO
    if sort == "list":
        return Val("list", empty, more=z3.Not(empty))
    if sort == "any":
        flags = [z3.Bool(f"{name} is {each}") for each in KINDS]
        alone = [z3.And(flag, *(z3.Not(one) for one in flags if one is not flag)) for flag in flags]
        parts = [fresh(each, nullable=False) for each in KINDS]
        return Val("any", empty, kinds=tuple(zip(alone, parts, strict=True)))
    make = {"number": z3.Real, "boolean": z3.Bool, "text": z3.Int, "date": z3.Int, "days": z3.Int}.get(sort)
    return Val(sort, empty, make(name) if make else None)


@dataclass(slots=True)
class Translator:
    """Translates the rules of one form; `rows` are the rows that inner rules are said of, by variable."""

    universe: Universe
    reads: Reads
    rows: dict[str, Val] = field(default_factory=dict)

    def value(self, typed: Typed) -> Val:
        """Return the value of a node."""
        if typed.code:
            return self._name(typed)
        if typed.operator == "[":
            return Val("list", NO, items=tuple((YES, self.value(each)) for each in typed.parts))
        if not typed.operator:
            return self.constant(typed.logic)
        if typed.operator in _OVER_ROWS:
            return _OVER_ROWS[typed.operator](self, typed)
        parts = [self.value(each) for each in typed.parts]
        write = _WRITERS.get(typed.operator)
        found = write(self, typed, parts) if write else None
        return found if found is not None else self.unknown(typed)

    def constant(self, value: object) -> Val:
        """Return a constant of a rule."""
        if value is None:
            return nothing()
        if isinstance(value, bool):
            return truth(z3.BoolVal(value))
        if isinstance(value, str):
            return Val("text", NO, self.universe.term(value))
        return number(value)

    def unknown(self, typed: Typed) -> Val:
        """Return what stands for a node that cannot be said."""
        kind = typed.type.kind
        return fresh(SORTS.get(kind, "other"), nullable=typed.type.nullable or kind == "any")

    def _name(self, typed: Typed) -> Val:
        head, _, rest = typed.code.partition("[")
        row = self.rows.get(head)
        if row is None:
            return self.reads.read(typed.code, typed.type)
        if not rest:
            return row
        return row.row(int(rest.removesuffix("]"))) if row.row else self.unknown(typed)


Written = Callable[[Translator, Typed, Sequence[Val]], "Val | None"]


def _strict(parts: Sequence[Val], term: Term, sort: Sort = "boolean", *, empty: Term = NO) -> Val:
    return Val(sort, z3.Or(empty, *(each.empty for each in parts)), term)


def _of(sort: Sort, parts: Sequence[Val]) -> list[Val]:
    return [as_sort(each, sort) for each in parts]


def _equal(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    term = same(parts[0], parts[1])
    if term is None:
        return None
    return _strict(parts, term if typed.operator == "==" else z3.Not(term))


_ORDERS: Final[Mapping[str, Callable[[Term, Term], Term]]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip


def _order(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    sorts = {each.sort for each in parts} - {"any"}
    sort = sorts.pop() if len(sorts) == 1 else None
    if sort not in ("number", "date"):
        return None
    values = _of(sort, parts)
    pairs = zip(values, values[1:], strict=False)
    return _strict(values, z3.And([_ORDERS[typed.operator](a.term, b.term) for a, b in pairs]))


def _member(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    value, whole = parts
    if whole.sort != "list":
        return None
    found: list[Term] = []
    for there, item in whole.items:
        term = same(value, item)
        if term is None:
            return None
        found.append(z3.And(there, z3.Not(item.empty), term))
    return _strict(parts, z3.Or(*found, z3.And(whole.more, fresh("boolean").term)))


def _selected(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    if parts[0].sort != "text":
        return _member(of, typed, (parts[1], parts[0]))
    term = same(parts[0], parts[1])
    return None if term is None else _strict(parts, term)


def _sum(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    sorts = {each.sort for each in parts} - {"any"}
    if sorts == {"date", "days"}:
        return _shifted(typed, parts)
    if not sorts <= {"number"}:
        return None
    values = _of("number", parts)
    if len(values) == 1:
        return _strict(values, -values[0].term if typed.operator == "-" else values[0].term, "number")
    term = values[0].term
    for each in values[1:]:
        term = term + each.term if typed.operator == "+" else term - each.term
    return _strict(values, term, "number")


def _shifted(typed: Typed, parts: Sequence[Val]) -> Val | None:
    term = None
    for each in sorted(parts, key=lambda one: one.sort != "date"):
        if term is None:
            term = each.term
        elif each.sort == "days":
            term = term + each.term if typed.operator == "+" else term - each.term
        else:
            return None
    return _strict(parts, term, "date")


def _product(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    values = _of("number", parts)
    term = values[0].term
    for each in values[1:]:
        term = term * each.term
    return _strict(values, term, "number")


def _quotient(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    up, down = _of("number", parts)
    return _strict((up, down), up.term / down.term, "number", empty=down.term == 0)


def _if(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    result: Val | None = parts[-1] if len(parts) % 2 else nothing()
    for place in range(len(parts) // 2 * 2 - 2, -1, -2):
        condition, outcome = parts[place], parts[place + 1]
        result = chosen(holds(condition), outcome, result) if result is not None else None
        if result is None:
            return None
        result = hidden(result, z3.Not(z3.Or(holds(condition), fails(condition))))
    return result


def _coalesce(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    result: Val | None = parts[-1]
    for each in reversed(parts[:-1]):
        result = chosen(z3.Not(each.empty), each, result) if result is not None else None
    return result


def _round(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    places = typed.parts[1].logic if len(typed.parts) > 1 else Decimal(0)
    if not isinstance(places, Decimal) or places != int(places):
        return None
    (value,) = _of("number", parts[:1])
    scale = z3.RealVal(str(Decimal(10) ** int(places)))
    half = z3.RealVal("0.5")
    up = z3.ToReal(z3.ToInt(value.term * scale + half)) / scale
    down = -z3.ToReal(z3.ToInt(-value.term * scale + half)) / scale
    return _strict([value], z3.If(value.term >= 0, up, down), "number")


def _simple(term: Callable[..., Term], sort: Sort = "number") -> Written:
    """Return the writer of a function of numbers that is empty when any is."""

    def write(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
        values = _of("number", parts)
        return _strict(values, term(*(each.term for each in values)), sort)

    return write


def _growth(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    now, before = _of("number", parts)
    term = (now.term - before.term) / before.term * 100
    return _strict((now, before), term, "number", empty=before.term == 0)


def _between(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    order = replace(typed, operator="<=")
    return _order(of, order, (parts[1], parts[0], parts[2]))


def gathered(parts: Sequence[Val]) -> tuple[list[tuple[Term, Val]], Term]:
    """Return the items of lists and values together, and whether there are others, unknown."""
    items: list[tuple[Term, Val]] = []
    more = [NO]
    for each in parts:
        if each.sort == "list":
            items.extend(each.items)
            more.append(each.more)
        else:
            items.append((YES, each))
    return items, z3.Or(more)


def _gather(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    if len(parts) == 1 and parts[0].sort in ("any", "other"):
        return None
    items, more = gathered(parts)
    whole = parts[0].empty if len(parts) == 1 and parts[0].sort == "list" and typed.type.nullable else NO
    if any(item.sort == "other" for _there, item in items) and typed.operator != "count":
        return None
    there = [z3.And(present, z3.Not(item.empty)) for present, item in items]
    others = fresh("number").term
    if typed.operator == "count":
        return Val("number", whole, counted(there) + z3.If(more, z3.ToReal(_natural()), 0))
    if typed.operator == "sum":
        return Val("number", whole, total(items) + z3.If(more, others, 0))
    if typed.operator == "avg":
        many = counted(there)
        mean = z3.If(more, others, total(items) / many)
        return Val("number", z3.Or(whole, z3.And(z3.Not(more), many == 0)), mean)
    return _extreme(typed, items, there, more)


def _natural() -> Term:
    """Return a whole number from 1 of which nothing else is known."""
    term = fresh("date").term
    return z3.If(term > 0, term, 1)


def _extreme(typed: Typed, items: list[tuple[Term, Val]], there: list[Term], more: Term) -> Val | None:
    sorts = {item.sort for _there, item in items if not z3.is_true(item.empty)} - {"any"}
    sort = sorts.pop() if len(sorts) == 1 else None
    if sort not in ("number", "date"):
        return None
    values = [as_sort(item, sort).term for _there, item in items]
    best = fresh(sort).term
    for present, value in zip(there, values, strict=True):
        others = [
            z3.Implies(other, value <= term if typed.operator == "min" else value >= term)
            for other, term in zip(there, values, strict=True)
        ]
        best = z3.If(z3.And(z3.Not(more), present, *others), value, best)
    return Val(sort, z3.And(z3.Not(more), z3.Not(z3.Or(there))), best)


def _is_empty(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val:
    return truth(blank(parts[0]))


def blank(value: Val) -> Term:
    """Return when a value counts as not filled in: a list without items does."""
    if value.sort != "list":
        return value.empty
    return z3.Or(value.empty, z3.Not(z3.Or([value.more, *(there for there, _item in value.items)])))


def _count_selected(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    if parts[0].sort == "list":
        return _gather(of, replace(typed, operator="count"), parts)
    if parts[0].sort != "text":
        return None
    return Val("number", NO, z3.If(parts[0].empty, z3.RealVal(0), z3.RealVal(1)))


def _all_or_none(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val:
    empty = [blank(each) for each in parts]
    return truth(z3.Or(z3.And(empty), z3.Not(z3.Or(empty))))


def _exclusive(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    said = [z3.And(z3.Not(blank(each)), z3.Not(fails(each))) for each in parts]
    return truth(counted(said) <= 1)


def _unique(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    items, more = gathered(parts[:1])
    twice: list[Term] = []
    for place, (there, one) in enumerate(items):
        for present, other in items[:place]:
            equal = same(one, other)
            if equal is None:
                return None
            twice.append(z3.And(there, present, z3.Not(one.empty), z3.Not(other.empty), equal))
    return truth(z3.And(z3.Not(z3.Or(twice)), z3.Or(z3.Not(more), fresh("boolean").term)))


def _code_under(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    known = of.universe.codelists.get(typed.parts[0].type.codelist or "")
    ancestor = typed.parts[1].logic
    code = as_sort(parts[0], "text")
    if known is None or not isinstance(ancestor, str):
        return None
    of.universe.codes(known.name)
    term, _silent = of.universe.judged(
        f"under {known.name} {ancestor}", code.term, lambda text: known.under(text, ancestor)
    )
    return _strict([code, parts[1]], term)


def _of_text(judge: Callable[[str, str], bool]) -> Written:
    """Return the writer of a question about a text and one that the rule writes."""

    def write(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
        part = typed.parts[1].logic
        if not isinstance(part, str) or parts[0].sort != "text":
            return None
        text = parts[0]
        name = f"{typed.operator} {part}"
        term, _silent = of.universe.judged(name, text.term, lambda known: judge(known, part))
        return _strict([text], term)

    return write


def _length(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    if parts[0].sort != "text":
        return None
    text = parts[0]
    length = of.universe.measured("length", text.term, len)
    return _strict([text], z3.ToReal(z3.If(length > 0, length, 1)), "number")


def _date(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    written = typed.parts[0].logic
    if not isinstance(written, str):
        return parts[0] if parts[0].sort == "date" else None
    day = make_date(written)
    return Val("date", NO, z3.IntVal(day.toordinal())) if isinstance(day, date) else nothing("date")


def _days(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    (many,) = _of("number", parts)
    whole = z3.ToInt(many.term)
    written = typed.parts[0].logic
    exact = isinstance(written, Decimal) and written == int(written)
    return _strict([many], whole, "days") if exact else None


def _days_between(of: Translator, typed: Typed, parts: Sequence[Val]) -> Val | None:
    if {each.sort for each in parts} != {"date"}:
        return None
    return _strict(parts, z3.ToReal(parts[1].term - parts[0].term), "number")


def _rows(of: Translator, typed: Typed) -> tuple[Val, list[tuple[Term, Val, Val]]]:
    """Return the list, and each item with what the rule says of it."""
    rows = of.value(typed.parts[0])
    found: list[tuple[Term, Val, Val]] = []
    for there, item in rows.items:
        of.rows[typed.variable] = item
        found.append((there, item, of.value(typed.parts[1])))
    of.rows.pop(typed.variable, None)
    return rows, found


def _quantified(of: Translator, typed: Typed) -> Val:
    rows, found = _rows(of, typed)
    if rows.sort != "list":
        return of.unknown(typed)
    said = [(there, as_sort(one, "boolean")) for there, _item, one in found]
    said.append((rows.more, fresh("boolean")))
    if typed.operator == "all":
        return all_of(
            [Val("boolean", z3.And(there, one.empty), z3.Or(z3.Not(there), one.term)) for there, one in said]
        )
    some = any_of([Val("boolean", z3.And(there, one.empty), z3.And(there, one.term)) for there, one in said])
    return denied(some) if typed.operator == "none" else some


def _filter(of: Translator, typed: Typed) -> Val:
    rows, found = _rows(of, typed)
    if rows.sort != "list":
        return of.unknown(typed)
    kept = tuple((z3.And(there, holds(said)), item) for there, item, said in found)
    more = z3.And(rows.more, fresh("boolean").term)
    return Val("list", rows.empty if typed.type.nullable else NO, items=kept, more=more)


def _map(of: Translator, typed: Typed) -> Val:
    rows, found = _rows(of, typed)
    if rows.sort != "list":
        return of.unknown(typed)
    items = tuple((there, said) for there, _item, said in found)
    return Val("list", rows.empty if typed.type.nullable else NO, items=items, more=rows.more)


_OVER_ROWS: Final[Mapping[str, Callable[[Translator, Typed], Val]]] = {
    "some": _quantified, "all": _quantified, "none": _quantified, "filter": _filter, "map": _map,
}  # fmt: skip

_WRITERS: Final[Mapping[str, Written]] = {
    "and": lambda of, typed, parts: all_of(parts),
    "or": lambda of, typed, parts: any_of(parts),
    "!": lambda of, typed, parts: denied(parts[0]),
    "==": _equal, "!=": _equal, "<": _order, "<=": _order, ">": _order, ">=": _order, "in": _member,
    "+": _sum, "-": _sum, "*": _product, "/": _quotient, "if": _if, "coalesce": _coalesce, "round": _round,
    "floor": _simple(lambda x: z3.ToReal(z3.ToInt(x))),
    "ceil": _simple(lambda x: -z3.ToReal(z3.ToInt(-x))),
    "abs": _simple(lambda x: z3.If(x >= 0, x, -x)),
    "change": _simple(lambda now, before: now - before),
    "within": _simple(lambda a, b, far: z3.And(a - b <= far, b - a <= far), "boolean"),
    "growth": _growth, "between": _between, "sum": _gather, "count": _gather, "avg": _gather,
    "min": _gather, "max": _gather, "is_empty": _is_empty, "selected": _selected,
    "count_selected": _count_selected, "all_or_none": _all_or_none, "exclusive": _exclusive,
    "unique": _unique, "code_under": _code_under, "length": _length, "date": _date, "days": _days,
    "starts_with": _of_text(str.startswith), "ends_with": _of_text(str.endswith),
    "contains": _of_text(lambda text, part: part in text), "matches": _of_text(fits),
    "days_between": _days_between,
}  # fmt: skip
