"""A form as facts for the solver: every computed value of the layout, each made when it is asked for.

A gate and a calculation are values of their own, tied to their rules by facts that name their cause:
a proof of impossibility then says which of them it needs.
"""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Final

import z3

from engine.forms.layout import Layout
from engine.forms.names import ALWAYS, NEVER
from engine.forms.plan import Cell, Use
from engine.forms.proofs.derived import derived
from engine.forms.proofs.ledger import Cause, Fact, Key, Ledger
from engine.forms.proofs.outer import context
from engine.forms.proofs.rules import SORTS, Translator, fresh
from engine.forms.proofs.terms import NO, YES, Term, Val, fails, hidden, holds, nothing, number, truth
from engine.forms.proofs.universe import Universe
from engine.forms.proofs.variables import HANDY
from engine.rules import Type
from engine.rules.typing_rules import infer

ROWS: Final = 3
"""Rows of a repeat that are told apart: the first, the second, and one that stands for any later one."""
LATER: Final = 2
"""The number of the row that stands for any later one; the row before it is the next number."""

_SEAT: Final = re.compile(r"([vhrp])\[(\d+)\]")
_COLUMN: Final = re.compile(r"\[x\[(\d+)\] for x in v\[(\d+)\]\]")
_SEVERAL: Final = re.compile(r"\[(v\[\d+\](?:, v\[\d+\])*)\]")


@dataclass(slots=True)
class Facts:
    """The values of one form by their seats; what is gathered meanwhile stands in `ledger`."""

    ledger: Ledger
    _cells: dict[tuple[str, int], Cell] = field(default_factory=dict)
    _uses: dict[tuple[str, str], Use] = field(default_factory=dict)
    _codes: dict[tuple[str, int], str] = field(default_factory=dict)
    _jumps: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, layout: Layout, universe: Universe) -> "Facts":
        """Return the facts of a form, none of them told yet."""
        book = layout.book
        codes = {(one.repeat, one.slot): one.code for one in book.names.derived.values()}
        codes |= {node.key: node.code for node in book.nodes if node.code.startswith("opens(")}
        jumps = {
            (path.partition("[]")[0] if "[]" in path else "", slot): (path, place)
            for (path, place), slot in book.jumps.items()
        }
        cells = {(cell.repeat, cell.slot): cell for cell in layout.cells.values()}
        uses = {(use.role, use.path): use for use in book.uses}
        return cls(Ledger.of(layout, universe), cells, uses, codes, jumps)

    @property
    def layout(self) -> Layout:
        """The form laid out."""
        return self.ledger.layout

    def noting(self) -> AbstractContextManager[set[Key]]:
        """Gather the keys of the values that are read meanwhile."""
        return self.ledger.noting()

    def use(self, role: str, path: str) -> Use | None:
        """Return the rule of a role at a path."""
        return self._uses.get((role, path))

    # --- values -----------------------------------------------------------------------------------

    def at(self, repeat: str, row: int, slot: int) -> Val:
        """Return the value kept in a slot."""
        key, ledger = (repeat, row, slot), self.ledger
        ledger.read(key)
        if key not in ledger.values:
            with ledger.noting() as read:
                ledger.values[key] = self._make(key)
            ledger.needs[key] = read
        return ledger.values[key]

    def _make(self, key: Key) -> Val:
        repeat, row, slot = key
        if slot in (ALWAYS, NEVER):
            return truth(YES if slot == ALWAYS else NO)
        place = (repeat, slot)
        if place in self.layout.book.grounds:
            return self._gate(key)
        if place in self._jumps:
            return self._jump(key)
        if place in self._cells:
            return self._cell(key, self._cells[place])
        if place in self._codes:
            return derived(self.ledger, key, self._codes[place], _Reader(self, repeat, row))
        name = next((name for name, number in self.layout.book.names.repeats.items() if number == slot), None)
        return self._repeat(name) if name is not None and not repeat else fresh("any")

    def rule(self, number: int, repeat: str, row: int) -> Val:
        """Return what a rule comes to in a row."""
        use = self.layout.book.uses[number]
        typed, _problems = infer(use.rule, use.scope)
        return Translator(self.ledger.universe, _Reader(self, repeat, row)).value(typed)

    def _gate(self, key: Key) -> Val:
        repeat, row, slot = key
        around, own, over = self.layout.book.grounds[repeat, slot]
        gate = z3.Bool(f"shown {key}")
        parts: list[tuple[Term, Cause | None]] = [(self.at(repeat, row, around).term, None)]
        for jump in over:
            taken = self.at(repeat, row, self.layout.book.jump(jump))
            parts.append((z3.Not(taken.term), Cause("branch", jump.field, jump.branch.when)))
        if own >= 0:
            use = self.layout.book.uses[own]
            parts.append((holds(self.rule(own, repeat, row)), Cause("relevant", use.path, use.rule)))
        for term, cause in parts:
            self.ledger.state(key, z3.Implies(gate, term), cause)
        self.ledger.state(key, z3.Implies(z3.And([term for term, _cause in parts]), gate))
        return truth(gate)

    def _jump(self, key: Key) -> Val:
        repeat, row, slot = key
        path, place = self._jumps[repeat, slot]
        jump = next(one for one in self.layout.over.of[path] if one.number == place)
        gate = self.at(repeat, row, self.layout.cells[path].gate)
        number_ = self.layout.book.branches.get(jump)
        said = self.rule(number_, repeat, row) if number_ is not None else truth(NO)
        taken = z3.Bool(f"taken {key}")
        cause = Cause("branch", path, jump.branch.when)
        self.ledger.state(key, taken == z3.And(gate.term, holds(said)), cause)
        return truth(taken)

    def _cell(self, key: Key, cell: Cell) -> Val:
        repeat, row, _slot = key
        gate = self.at(repeat, row, cell.gate)
        use = self.use("calculation", cell.path)
        if use is not None and cell.calculated:
            cause = Cause("calculation", cell.path, use.rule)
            value = self._named(key, self.rule(use.number, repeat, row), cause)
        else:
            value = self.ledger.variables.of_field(("cell", cell.path, row), cell.field)
            for one in self.ledger.variables.conditions(cell.path, cell.field, value):
                if one.what == HANDY:
                    self.ledger.state(key, z3.Or(self.ledger.doubt(), one.term))
                else:
                    self.ledger.state(key, one.term, Cause(one.what, cell.path, said=one.said))
        return hidden(value, z3.Not(gate.term))

    def _named(self, key: Key, value: Val, cause: Cause) -> Val:
        """Return a value of its own that is what a rule says, so that a proof can name the rule."""
        if value.sort in ("list", "any", "other", "days") or value.row is not None:
            return value
        mine = fresh(value.sort)
        tied = z3.And(mine.empty == value.empty, z3.Or(mine.empty, mine.term == value.term))
        self.ledger.state(key, tied, cause)
        return mine

    # --- rows -------------------------------------------------------------------------------------

    def present(self, repeat: str, row: int) -> Term:
        """Return when a repeat has a row."""
        return z3.Bool(f"{repeat} has row {row}") if row < ROWS else YES

    def _repeat(self, name: str) -> Val:
        plan = self.layout.repeats[name]
        key = ("", 0, plan.slot)
        gate = self.at("", 0, plan.gate)
        for row in range(1, ROWS):
            before = self.present(name, row - 1)
            self.ledger.state(key, z3.Implies(self.present(name, row), before))
        if plan.maximum < ROWS:
            cause = Cause("maximum", name, said=str(plan.maximum))
            self.ledger.state(key, z3.Not(self.present(name, plan.maximum)), cause)
        more = z3.And(z3.Bool(f"{name} has more"), self.present(name, LATER))
        items = tuple(
            (z3.And(gate.term, self.present(name, row)), Val("other", NO, row=self._row(name, row)))
            for row in range(ROWS)
        )
        return Val("list", NO, items=items, more=z3.And(gate.term, more))

    def _row(self, repeat: str, row: int) -> "_Row":
        return _Row(self, repeat, row)

    # --- what a proof needs -----------------------------------------------------------------------

    def cone(self, keys: set[Key], *, without: str = "") -> Iterator[Fact]:
        """Yield every fact about values that `keys` need; the constraint at `without` left out."""
        seen: set[Key] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            waiting.extend(self.ledger.needs.get(key, ()))
            yield from self.ledger.facts.get(key, ())
            cell = self._cells.get((key[0], key[2]))
            if cell is not None and cell.path != without:
                waiting.extend(self._constraint(key, cell))

    def _constraint(self, key: Key, cell: Cell) -> set[Key]:
        """Note that a value meets its field's constraint; return what that reads."""
        use = self.use("constraint", cell.path)
        mark = ("constraint", *key[1:], cell.path)
        if use is None or cell.calculated:
            return set()
        place = (f"!{mark[0]} {cell.path}", key[1], key[2])
        if place not in self.ledger.needs:
            with self.ledger.noting() as read:
                said = self.rule(use.number, key[0], key[1])
            self.ledger.needs[place] = read
            self.ledger.state(place, z3.Not(fails(said)), Cause("constraint", cell.path, use.rule))
        return {place}


@dataclass(frozen=True, slots=True)
class _Row:
    """Reads one row by slot."""

    of: Facts
    repeat: str
    row: int

    def __call__(self, slot: int) -> Val:
        return self.of.at(self.repeat, self.row, slot)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads names by the code of their scope, from one row or from the form."""

    of: Facts
    repeat: str
    row: int

    def read(self, code: str, type_: Type) -> Val:
        """Return the value that a piece of code reads."""
        if found := _SEAT.fullmatch(code):
            return self._seat(found[1], int(found[2]), type_)
        if found := _COLUMN.fullmatch(code):
            rows = self.of.at("", 0, int(found[2]))
            items = tuple((there, row.row(int(found[1]))) for there, row in rows.items if row.row)
            return replace(rows, items=items)
        if found := _SEVERAL.fullmatch(code):
            seats = [int(each) for each in re.findall(r"\d+", found[1])]
            return Val("list", NO, items=tuple((YES, self.of.at("", 0, slot)) for slot in seats))
        if code == "i":
            return self._index()
        return fresh(SORTS.get(type_.kind, "other"))

    def _seat(self, kind: str, slot: int, type_: Type) -> Val:
        if kind == "h":
            return context(self.of.ledger, slot, type_)
        if kind == "v":
            return self.of.at("", 0, slot)
        if kind == "r":
            return self.of.at(self.repeat, self.row, slot)
        if self.row == 0:
            return nothing(SORTS.get(type_.kind, "other"))
        if self.row > LATER:
            return fresh(SORTS.get(type_.kind, "other"))
        return self.of.at(self.repeat, self.row - 1 if self.row < LATER else self.row + 1, slot)

    def _index(self) -> Val:
        if self.row < LATER:
            return number(self.row + 1)
        later = fresh("date").term
        return Val("number", NO, z3.ToReal(z3.If(later > LATER, later, LATER + 1)))
