"""Values that the engine makes for rules: totals, sums of the year, opened text boxes.

They are known by the code of their seats; one that is not known here may be anything.
"""

import re
from typing import Final

import z3

from engine.forms.proofs.ledger import Key, Ledger
from engine.forms.proofs.rules import Reads, fresh
from engine.forms.proofs.terms import NO, YES, Val, chosen, hidden, total, truth
from engine.rules import Type

_TOTAL: Final = re.compile(r"total\((.*)\)")
_TO_DATE: Final = re.compile(r"year_to_date\(h\[(\d+)\], (v\[\d+\])\)")
_FILED: Final = re.compile(r"filed\((?:h\[(\d+)\]|of_rows\(.*\)), ([vr]\[\d+\]|\[.*\])\)")
_ROW_TO_DATE: Final = re.compile(r"row_to_date\(.*, (r\[\d+\])\)")
_OPENS: Final = re.compile(r"opens\(T\[(\d+)\], ([vr]\[\d+\])\)")


def derived(of: Ledger, key: Key, code: str, reads: Reads) -> Val:
    """Return the value that a piece of code makes."""
    if found := _TOTAL.fullmatch(code):
        return _total(reads.read(found[1], Type("list")))
    if found := _TO_DATE.fullmatch(code):
        path = str(of.specs[int(found[1])][1])
        return _to_date(of, key, path, reads.read(found[2], Type("number")))
    if found := _OPENS.fullmatch(code):
        return _opens(of, of.names.openings[int(found[1])], reads.read(found[2], Type("text")))
    if found := _FILED.fullmatch(code):
        return _filed(of, key, found[1] or "", reads.read(found[2], Type("any")))
    if found := _ROW_TO_DATE.fullmatch(code):
        other = fresh("number")
        return chosen(of.doubt(), other, reads.read(found[1], Type("number"))) or other
    return hidden(fresh("any"), z3.Not(of.doubt())) if code.startswith("of_row(") else fresh("any")


def _total(column: Val) -> Val:
    if column.sort != "list":
        return fresh("number")
    others = z3.If(column.more, fresh("number").term, 0)
    return Val("number", NO, total(column.items) + others)


def _filed(of: Ledger, key: Key, seat: str, now: Val) -> Val:
    """Return what the year's filings hold: of the earlier ones one that is free, and perhaps others."""
    items = now.items if now.sort == "list" else ((YES, now),)
    others = z3.Or(of.doubt(), now.more)
    if not seat or of.period is None or now.sort != "number":
        return Val("list", NO, items=items, more=others)
    earlier = of.variables.free(("earlier", str(of.specs[int(seat)][1])), "number")
    there = z3.Bool(f"filed before {key}")
    of.state(key, z3.Implies(z3.Or(there, others), of.period.index > 1))
    of.state(key, z3.Implies(z3.Not(there), earlier.empty))
    of.state(key, of.period.bounds())
    return Val("list", NO, items=((there, earlier), *items), more=others)


def _opens(of: Ledger, openings: frozenset[str], answer: Val) -> Val:
    codes = [of.universe.term(code) for code in sorted(openings)]
    items = answer.items if answer.sort == "list" else ((z3.Not(answer.empty), answer),)
    return truth(z3.Or([z3.And(there, item.term == code) for there, item in items for code in codes]))


def _to_date(of: Ledger, key: Key, path: str, now: Val) -> Val:
    """Return this year's sum: the earlier filings' is free, and nothing in the first period."""
    if now.sort != "number" or of.period is None:
        return fresh("number")
    earlier = of.variables.free(("earlier", path), "number")
    lacking = z3.Bool(f"lacking earlier/{path}")
    first = of.period.index == 1
    of.state(key, z3.Implies(first, z3.And(earlier.empty, z3.Not(lacking))))
    of.state(key, of.period.bounds())
    term = z3.If(earlier.empty, z3.RealVal(0), earlier.term) + z3.If(now.empty, z3.RealVal(0), now.term)
    return Val("number", z3.Or(lacking, z3.And(earlier.empty, now.empty)), term)
