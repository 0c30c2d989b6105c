"""Decides claims within a time: possible, with an example; impossible, with the causes; or neither."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import z3

from engine.forms.proofs.claims import Claim
from engine.forms.proofs.facts import LATER, Facts
from engine.forms.proofs.ledger import Cause, Fact
from engine.forms.proofs.witness import Witness, witness

SHARE: Final = 10
"""One question may take a tenth of the time of a form, so that a hard one leaves time for the others."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one claim: `possible` is None when it could not be decided."""

    claim: Claim
    possible: bool | None
    causes: tuple[Cause, ...] = ()
    example: Witness | None = None


@dataclass(slots=True)
class Decider:
    """Decides claims about one form in so many `seconds`.

    `left` says how many of them are left; `shows` tries values out.
    """

    facts: Facts
    seconds: float
    left: Callable[[], float]
    shows: Callable[[Claim, int, Witness], bool]

    def decide(self, claim: Claim) -> Verdict:
        """Return the verdict of a claim."""
        facts = list(self.facts.cone(set(claim.keys), without=claim.without))
        undecided = False
        for row, goal in claim.goals:
            found = self._example(claim, row, goal, facts)
            if isinstance(found, Witness):
                return Verdict(claim, True, example=found)
            undecided = undecided or found is None
        if undecided:
            return Verdict(claim, None)
        causes: dict[Cause, None] = {}
        for _row, goal in claim.goals:
            core = self._core(goal, facts)
            if core is None:
                return Verdict(claim, None)
            causes.update(dict.fromkeys(core))
        return Verdict(claim, False, tuple(sorted(causes, key=_order)))

    def _example(self, claim: Claim, row: int, goal: object, facts: Iterable[Fact]) -> Witness | bool | None:
        """Return values that show a goal, False where there are none, None where that is not known."""
        solver = self._solver()
        for fact in facts:
            solver.add(fact.term)
        solver.add(goal)
        found = solver.check(*self._plain()) if row < LATER else solver.check()
        if found == z3.unsat and row < LATER:
            found = solver.check()
        if found != z3.sat:
            return False if found == z3.unsat else None
        values = witness(self.facts, solver.model())
        return values if self.shows(claim, row, values) else None

    def _plain(self) -> list[object]:
        """Return what keeps an example to what is known: no rows but those told apart, no doubts."""
        ledger = self.facts.ledger
        rows = [z3.Not(self.facts.present(name, LATER)) for name in self.facts.layout.repeats]
        return [*rows, *(z3.Not(doubt) for doubt in (*ledger.doubts, *ledger.universe.guesses))]

    def _core(self, goal: object, facts: Iterable[Fact]) -> list[Cause] | None:
        """Return the causes that an impossible goal needs; None when time runs out."""
        solver = self._solver()
        solver.set("core.minimize", True)
        names: dict[str, Cause] = {}
        for number, fact in enumerate(facts):
            if fact.cause is None:
                solver.add(fact.term)
                continue
            mark = f"because {number}"
            names[mark] = fact.cause
            solver.assert_and_track(fact.term, mark)
        solver.add(goal)
        if solver.check() != z3.unsat:
            return None
        return [names[str(mark)] for mark in solver.unsat_core()]

    def _solver(self) -> z3.Solver:
        solver = z3.Solver()
        solver.set("timeout", max(1, int(min(self.seconds / SHARE, self.left()) * 1000)))
        return solver


def _order(cause: Cause) -> tuple[int, str, str]:
    """Return what orders causes: limits first, then rules by line."""
    span = cause.rule.span if cause.rule else None
    return span.line if span else 0, cause.path, cause.what
