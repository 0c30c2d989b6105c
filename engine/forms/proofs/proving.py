"""Proves what a form can never do: its facts, its claims, each decided within the time there is."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.forms.folder import Definitions
from engine.forms.linter.lint import Lint
from engine.forms.model.form import Form
from engine.forms.program import Program, compile_program
from engine.forms.proofs.claims import Claim, claims
from engine.forms.proofs.deciding import Decider, Verdict
from engine.forms.proofs.facts import Facts
from engine.forms.proofs.universe import Universe, literals_of
from engine.forms.proofs.witness import Witness
from engine.rules import RuleError

SECONDS = 10.0
"""The time for one form."""


def prove(
    form: Form,
    around: Definitions,
    *,
    seconds: float = SECONDS,
    clock: Callable[[], float] = time.monotonic,
    only: Callable[[str], bool] = lambda path: True,
) -> Iterator[Verdict]:
    """Yield the verdict of every claim about a form without errors; `only` chooses claims by path.

    What stands inside something impossible is not asked. `clock` counts seconds.
    """
    end = clock() + seconds
    lint = Lint(form, around)
    if lint.layout is None:
        return
    program = compile_program(form, around.codelists, around.tables, links=lint.links, profile=lint.profile)
    texts = literals_of(use.rule.logic for use in lint.layout.book.uses)
    universe = Universe(around.codelists, texts)
    for text in sorted(texts):
        universe.number(text)
    facts = Facts.of(lint.layout, universe)
    decider = Decider(facts, seconds, lambda: end - clock(), Shows(program))
    dead: set[object] = set()
    for claim in claims(facts, lint):
        if claim.around in dead:
            dead.add(claim.group)
        elif only(claim.path):
            verdict = decider.decide(claim) if clock() < end else Verdict(claim, None)
            if verdict.possible is False:
                dead.add(claim.group)
            yield verdict


class Shows:
    """Asks the engine whether values do what the solver says they do."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def __call__(self, claim: Claim, row: int, values: Witness) -> bool:
        """Whether what is asked is so for these values."""
        repeat, slot = claim.seat
        try:
            board = values.board(self._program)
        except (RuleError, OverflowError, ValueError):
            return False
        frames = board.effective_rows(repeat) if repeat else [board.v]
        return row < len(frames) and frames[row][slot] is claim.wanted


def merged(verdicts: Iterator[Verdict]) -> list[Verdict]:
    """Return those of one line of the file (a check over rows) as one verdict: what any can do, it can."""
    found: dict[object, Verdict] = {}
    for verdict in verdicts:
        known = found.get(verdict.claim.group)
        found[verdict.claim.group] = verdict if known is None else _either(known, verdict)
    return list(found.values())


def _either(one: Verdict, other: Verdict) -> Verdict:
    if one.possible or other.possible:
        return one if one.possible else other
    if one.possible is None or other.possible is None:
        return one if one.possible is None else other
    return replace(one, causes=tuple(dict.fromkeys((*one.causes, *other.causes))))
