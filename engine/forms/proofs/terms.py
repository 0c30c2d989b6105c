"""Values as a solver sees them: a term, and when it is empty. Logic is three-valued, as in rules."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

import z3

Term: TypeAlias = Any
"""An expression of the solver, which is not typed."""

Sort = Literal["number", "boolean", "text", "date", "days", "list", "any", "other"]

KINDS: Final[tuple[Sort, ...]] = ("number", "text", "boolean", "date")
"""What a value of which the kind is not known may be, besides a list."""

YES: Term = z3.BoolVal(True)
NO: Term = z3.BoolVal(False)


@dataclass(frozen=True, slots=True)
class Val:
    """One value. Numbers are reals, dates the number of their day, texts the number they are known by.

    `items` are a list's: each with whether it is there; `more` says that there are others, unknown.
    A value of sort `any` is one of `kinds`, each with whether it is that.
    """

    sort: Sort
    empty: Term
    term: Term = None
    items: "tuple[tuple[Term, Val], ...]" = ()
    more: Term = NO
    kinds: "tuple[tuple[Term, Val], ...]" = ()
    row: "Callable[[int], Val] | None" = field(default=None, compare=False)
    """Reads what a row of a repeat holds, by slot."""


def truth(term: Term) -> Val:
    """Return a truth value that is never empty."""
    return Val("boolean", NO, term)


def holds(value: Val) -> Term:
    """Return when a value is known to be true."""
    if value.sort == "any":
        return z3.Or([z3.And(is_it, holds(one)) for is_it, one in value.kinds if one.sort == "boolean"])
    return z3.And(z3.Not(value.empty), value.term) if value.sort == "boolean" else NO


def fails(value: Val) -> Term:
    """Return when a value is known to be false."""
    if value.sort == "any":
        return z3.Or([z3.And(is_it, fails(one)) for is_it, one in value.kinds if one.sort == "boolean"])
    return z3.And(z3.Not(value.empty), z3.Not(value.term)) if value.sort == "boolean" else NO


def all_of(parts: Sequence[Val]) -> Val:
    """Return `and`: decided by one that fails, else unknown when one is."""
    failing = z3.Or([fails(each) for each in parts])
    true = z3.And([holds(each) for each in parts])
    return Val("boolean", z3.And(z3.Not(failing), z3.Not(true)), z3.Not(failing))


def any_of(parts: Sequence[Val]) -> Val:
    """Return `or`: decided by one that holds, else unknown when one is."""
    true = z3.Or([holds(each) for each in parts])
    failing = z3.And([fails(each) for each in parts])
    return Val("boolean", z3.And(z3.Not(failing), z3.Not(true)), true)


def denied(value: Val) -> Val:
    """Return `not`; unknown stays unknown."""
    known = z3.Or(holds(value), fails(value))
    return Val("boolean", z3.Not(known), fails(value))


def chosen(condition: Term, one: Val, other: Val) -> Val | None:
    """Return `one` where a condition holds, else `other`; None for values of different sorts."""
    if one.sort != other.sort:
        return _mixed(condition, one, other)
    empty = z3.If(condition, one.empty, other.empty)
    if one.sort == "list":
        kept = [*gated(one, condition).items, *gated(other, z3.Not(condition)).items]
        return Val("list", empty, items=tuple(kept), more=z3.If(condition, one.more, other.more))
    if one.sort in ("any", "other") or one.row is not None:
        return None
    return Val(one.sort, empty, z3.If(condition, one.term, other.term))


def _mixed(condition: Term, one: Val, other: Val) -> Val | None:
    """Return a choice between a value and what is surely empty."""
    if z3.is_true(other.empty):
        return hidden(one, z3.Not(condition))
    return hidden(other, condition) if z3.is_true(one.empty) else None


def hidden(value: Val, when: Term) -> Val:
    """Return a value that is empty under a condition."""
    if value.sort == "list":
        return gated(value, z3.Not(when))
    return Val(
        value.sort, z3.Or(when, value.empty), value.term, kinds=value.kinds, more=value.more, row=value.row
    )


def gated(value: Val, shown: Term) -> Val:
    """Return a list whose items are there only under a condition."""
    items = tuple((z3.And(shown, there), item) for there, item in value.items)
    return Val("list", z3.Or(z3.Not(shown), value.empty), items=items, more=z3.And(shown, value.more))


def nothing(sort: Sort = "other") -> Val:
    """Return the value that is always empty."""
    blank = {"number": z3.RealVal(0), "boolean": NO, "text": z3.IntVal(0), "date": z3.IntVal(1)}
    return Val(sort, YES, blank.get(sort))


def number(value: object) -> Val:
    """Return a constant number."""
    return Val("number", NO, z3.RealVal(str(value)))


def same(one: Val, other: Val) -> Term | None:
    """Return when two values that are not empty are equal; None where that cannot be said."""
    if "any" in (one.sort, other.sort):
        return _same_any(one, other)
    if one.sort != other.sort:
        return None if "other" in (one.sort, other.sort) or "list" in (one.sort, other.sort) else NO
    if one.term is None or other.term is None:
        return None
    return one.term == other.term


def _same_any(one: Val, other: Val) -> Term | None:
    if one.sort != "any":
        one, other = other, one
    if other.sort not in KINDS:
        return None
    alike = [(is_it, kind) for is_it, kind in one.kinds if kind.sort == other.sort]
    return z3.Or([z3.And(is_it, kind.term == other.term) for is_it, kind in alike])


def as_sort(value: Val, sort: Sort) -> Val:
    """Return a value as one sort; what is of another is empty."""
    if value.sort == sort:
        return value
    if value.sort == "any":
        for is_it, kind in value.kinds:
            if kind.sort == sort:
                return Val(sort, z3.Or(value.empty, z3.Not(is_it)), kind.term)
    return nothing(sort)


def total(items: Iterable[tuple[Term, Val]]) -> Term:
    """Return the sum of the numbers that are there and not empty."""
    numbers = [(there, as_sort(item, "number")) for there, item in items]
    added = [z3.If(z3.And(there, z3.Not(one.empty)), one.term, 0) for there, one in numbers]
    return z3.Sum([z3.RealVal(0), *added])


def counted(conditions: Iterable[Term]) -> Term:
    """Return how many conditions hold, as a real."""
    return z3.Sum([z3.RealVal(0)] + [z3.If(each, z3.RealVal(1), z3.RealVal(0)) for each in conditions])
