"""Simulates the filing of one form: valid, boundary and invalid responses, aimed at what is unreached."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final, Literal

from engine.forms.documents import Misfits
from engine.forms.periods import Period
from engine.forms.program import Program
from engine.forms.sampling.aim import Aim
from engine.forms.sampling.coverage import Coverage
from engine.forms.sampling.guide import Guide
from engine.forms.sampling.sampler import Sampler
from engine.forms.sampling.spoiling import answers, spoiled
from engine.forms.sampling.targets import Section, Target
from engine.forms.sampling.wishes import grant
from engine.forms.sampling.world import Occasion
from engine.forms.state import FormState
from engine.problems import Problem

Kind = Literal["valid", "boundary", "invalid"]
KINDS: Final[tuple[Kind, ...]] = ("valid", "boundary", "invalid")
MIXED: Final = {"valid": 3, "boundary": 1, "invalid": 2}
AIMS: Final[Mapping[Kind, tuple[Section, ...]]] = {
    "valid": ("items", "choices", "branches", "checks"),
    "boundary": ("limits",),
    "invalid": ("refusals",),
}
ATTEMPTS: Final = 12
Made = tuple[dict[str, Any], dict[str, Any]]
"""A document and the explanations of its checks."""
EXPLANATION: Final = "模拟数据，经核实无误。"


@dataclass(frozen=True, slots=True)
class Simulated:
    """One response. `problems` is empty unless it is invalid; then `rule` is what it was made to break."""

    number: int
    kind: Kind
    organisation: str
    profile: Mapping[str, Any]
    period: Period | None
    document: dict[str, Any]
    explanations: dict[str, Any]
    aim: Target | None
    problems: tuple[Problem, ...] = ()

    def told(self) -> dict[str, Any]:
        """Return it as JSON data; numbers are Decimal."""
        found: dict[str, Any] = {
            "number": self.number,
            "kind": self.kind,
            "organisation": self.organisation,
            "profile": self.profile,
            "period": self.period.key if self.period else None,
            "document": self.document,
        }
        if self.explanations:
            found["explanations"] = self.explanations
        if self.aim:
            found["aim"] = {"deed": self.aim.deed, "path": self.aim.path, "detail": self.aim.detail}
        if self.problems:
            found["problems"] = [
                {"code": one.code, "path": one.path, "message": one.message()} for one in self.problems
            ]
        return found


def source_of(program: Program, seed: int) -> Random:
    """Return the source of chance of a form and a seed."""
    return Random(f"{program.form.form} {seed}")


def judged(
    program: Program, document: Mapping[str, Any], explanations: Mapping[str, Any], around: Mapping[str, Any]
) -> tuple[Problem, ...]:
    """Return what stands in the way of submitting a JSON document."""
    try:
        values = program.read(document)
    except Misfits as misfits:
        return misfits.problems
    return program.start(values, explanations=explanations, **around).complete("submit")


class Simulation:
    """Simulates responses to one form. The same seed makes the same responses."""

    def __init__(self, program: Program, *, seed: int, kinds: Sequence[Kind] = KINDS) -> None:
        sections = dict.fromkeys(section for kind in kinds for section in AIMS[kind])
        self.coverage = Coverage(program.machine, tuple(sections))
        self.made: Counter[Kind] = Counter()
        self.stuck = 0
        """Responses that could not be made to hold, or to be refused."""
        self._program = program
        self._kinds = kinds
        self._random = source_of(program, seed)
        guide = Guide(explanation=EXPLANATION)
        self._sampler = Sampler(program, guide)
        self._guides: dict[Kind, Guide] = {
            "valid": replace(guide, broken=0.05),
            "boundary": replace(guide, edges=0.5, answered=0.9),
            "invalid": guide,
        }

    def run(self, occasions: Iterator[Occasion], count: int) -> Iterator[Simulated]:
        """Yield `count` responses; fewer where the form can hardly be filled or the occasions end.

        An invalid response takes no occasion up.
        """
        weights = [MIXED[kind] for kind in self._kinds]
        at = next(occasions, None)
        for number in range(1, count + 1):
            if at is None:
                return
            kind = self._random.choices(self._kinds, weights)[0]
            made = self._made(number, kind, at)
            if made is not None:
                self.made[kind] += 1
                yield made
            self.stuck += made is None
            at = at if made and kind == "invalid" else next(occasions, None)

    def _made(self, number: int, kind: Kind, at: Occasion) -> Simulated | None:
        make = self._invalid if kind == "invalid" else self._accepted
        where = at.period.index if at.period else 0
        for attempt in range(ATTEMPTS):
            aim = self.coverage.next(AIMS[kind], where) if attempt < ATTEMPTS - 1 else None
            made = make(number, kind, at, aim)
            if made is not None:
                return made
        return None

    def _sample(self, kind: Kind, at: Occasion, target: Target | None) -> FormState | None:
        def wish(aim: Aim) -> bool:
            if target is None:
                return True
            grant(aim, target)
            return self.coverage.stands(target, aim.board, at.period)

        return self._sampler.aimed(self._random, wish, guide=self._guides[kind], **at.around)

    def _accepted(self, number: int, kind: Kind, at: Occasion, aim: Target | None) -> Simulated | None:
        state = self._sample(kind, at, aim)
        if state is None or state.complete("submit"):
            return None
        self.coverage.note(state.board, at.period, number)
        at.filed(state.values)
        reached = aim if aim in self.coverage.first else None
        return self._told(number, kind, at, reached, made=(state.document(), state.explanations()))

    def _invalid(self, number: int, kind: Kind, at: Occasion, aim: Target | None) -> Simulated | None:
        known = [target for target in self.coverage.first if target.deed == "wrong"]
        target = aim or self._random.choice(known or self.coverage.of("refusals"))
        state = self._sample(kind, at, target)
        made = spoiled(state, target, self._random) if state else None
        problems = judged(self._program, *made, at.around) if made else ()
        if state is None or made is None or not any(answers(one, target) for one in problems):
            return None
        self.coverage.note(state.board, at.period, number)
        self.coverage.reach(target, number)
        return replace(self._told(number, kind, at, target, made=made), problems=problems)

    def _told(self, number: int, kind: Kind, at: Occasion, aim: Target | None, *, made: Made) -> Simulated:
        filer = at.filer
        return Simulated(number, kind, filer.id, filer.profile, at.period, *made, aim)
