"""What is asked of a form: can this ever show, can this check ever fail or hold, can this branch be taken."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import z3

from engine.forms.linter.lint import Lint
from engine.forms.nodes import Place
from engine.forms.plan import Cell, CheckPlan, Element, Use
from engine.forms.proofs.facts import ROWS, Facts
from engine.forms.proofs.ledger import Key
from engine.forms.proofs.terms import Term, Val, fails, holds
from engine.problems import Span
from engine.rules import folded

NEVER: Final[Mapping[str, str]] = {
    "shown": "proof-never-shown",
    "judged": "proof-never-asked",
    "fails": "proof-never-fails",
    "holds": "proof-never-holds",
    "taken": "proof-never-taken",
}
"""By what is asked: the problem when it is impossible."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One question: may `path` be `what` (a key of NEVER)? Of one `group` is what one line says."""

    what: str
    path: str
    span: Span | None
    goals: tuple[tuple[int, Term], ...]
    """By the number of the row it is asked of: what must be true."""
    seat: tuple[str, int]
    """The repeat and the slot in which the engine keeps what is asked."""
    wanted: bool
    keys: frozenset[Key]
    group: object
    around: object = None
    """The group without which this is pointless to ask."""
    without: str = ""
    """The path whose own constraint is not taken for granted."""


def claims(facts: Facts, lint: Lint) -> Iterator[Claim]:
    """Yield everything that is asked of a form, what stands around before what stands inside."""
    yield from _gates(facts, lint)
    yield from _branches(facts)
    for plan in facts.layout.checks:
        if not isinstance(folded(plan.check.rule.logic), bool):
            yield from _check(facts, plan)
    for path, cell in facts.layout.cells.items():
        use = facts.use("constraint", path)
        if use is not None and not isinstance(folded(use.rule.logic), bool):
            gate = (cell.repeat, cell.gate)
            asked = _Asked(use, gate, (cell.repeat, cell.constraint), path, path)
            yield from _outcomes(facts, asked)


def _gates(facts: Facts, lint: Lint) -> Iterator[Claim]:
    checks = {plan.gate: plan for plan in facts.layout.checks}
    for (repeat, slot), (around, own, _over) in facts.layout.book.grounds.items():
        use = facts.layout.book.uses[own] if own >= 0 else None
        if use is not None and isinstance(folded(use.rule.logic), bool):
            continue
        path = use.path if use else _path_at(facts, repeat, slot)
        what = "judged" if slot in checks and path == checks[slot].id else "shown"
        span = use.rule.span if use else _span(lint, path)
        goals, keys = _goals(facts, repeat, partial(_term, facts, repeat, slot))
        yield Claim(what, path, span, goals, (repeat, slot), True, keys, (repeat, slot), (repeat, around))


def _term(facts: Facts, repeat: str, slot: int, row: int) -> Term:
    return facts.at(repeat, row, slot).term


def _path_at(facts: Facts, repeat: str, slot: int) -> str:
    """Return the path of the first item that shows by a gate."""
    places: list[Element | Cell] = [*facts.layout.elements, *facts.layout.cells.values()]
    return next((one.path for one in places if one.gate == slot and one.repeat == repeat), "")


def _span(lint: Lint, path: str) -> Span | None:
    """Return where an item of a path is written."""
    name = path.rpartition(".")[2].removeprefix("#sheet.").removeprefix("#group.")
    for visit in lint.visits:
        for word in ("field", "grid", "repeat", "matrix", "group", "sheet", "row"):
            if getattr(visit.part, word, None) == name:
                place: Place = (*visit.place, word)
                return lint.span(place)
    return None


def _branches(facts: Facts) -> Iterator[Claim]:
    book = facts.layout.book
    for jump, number in book.branches.items():
        use = book.uses[number]
        cell = facts.layout.cells[jump.field]
        slot = book.jump(jump)
        goals, keys = _goals(facts, cell.repeat, partial(_term, facts, cell.repeat, slot))
        around = (cell.repeat, cell.gate)
        seat = (cell.repeat, slot)
        yield Claim("taken", jump.field, use.rule.span, goals, seat, True, keys, ("branch", number), around)


def _check(facts: Facts, plan: CheckPlan) -> Iterator[Claim]:
    use = facts.layout.book.uses[plan.rule]
    yield from _outcomes(facts, _Asked(use, (plan.repeat, plan.gate), (plan.repeat, plan.slot), plan.id))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A rule that must hold: while what is it asked, and where the engine keeps its outcome."""

    use: Use
    gate: tuple[str, int]
    seat: tuple[str, int]
    path: str
    without: str = ""


def _outcomes(facts: Facts, asked: _Asked) -> Iterator[Claim]:
    """Yield whether a rule can fail and can hold while it is asked."""
    (repeat, gate), number, span = asked.gate, asked.use.number, asked.use.rule.span

    def outcome(row: int, read: Callable[[Val], Term]) -> Term:
        return z3.And(facts.at(repeat, row, gate).term, read(facts.rule(number, repeat, row)))

    for what, read in (("fails", fails), ("holds", holds)):
        goals, keys = _goals(facts, repeat, partial(outcome, read=read))
        group = (what, id(asked.use.rule))
        yield Claim(
            what, asked.path, span, goals, asked.seat, what == "holds", keys, group, asked.gate, asked.without
        )


def _goals(
    facts: Facts, repeat: str, make: Callable[[int], Term]
) -> tuple[tuple[tuple[int, Term], ...], frozenset[Key]]:
    """Return what must be true in some row of a repeat, or of the form, and the values that it reads."""
    with facts.noting() as read:
        if not repeat:
            goals = [(0, make(0))]
        else:
            rows = facts.at("", 0, facts.layout.book.names.repeats[repeat])
            there = [present for present, _row in rows.items]
            goals = [(row, z3.And(there[row], make(row))) for row in range(ROWS)]
    return tuple(goals), frozenset(read)
