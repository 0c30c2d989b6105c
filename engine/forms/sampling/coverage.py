"""Which targets of a form were reached by which response, and which never."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from engine.forms.board import Board
from engine.forms.machine import Machine
from engine.forms.periods import Period
from engine.forms.sampling.targets import Section, Target, Test, targets

MOST_TRIES: Final = 3
"""How often one target is aimed at in one circumstance."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a section was reached."""

    section: Section
    reached: int
    total: int

    @property
    def percent(self) -> float:
        """The share in per cent, to one decimal; 100 where there is nothing to reach."""
        return round(100 * self.reached / self.total, 1) if self.total else 100.0


class Coverage:
    """The targets of one form; those of `sections` count."""

    def __init__(self, machine: Machine, sections: Collection[Section]) -> None:
        found = ((target, test) for target, test in targets(machine) if target.section in sections)
        self._tests: dict[Target, Test] = dict(found)
        self._open = dict.fromkeys(self._tests)
        self._tries: Counter[tuple[Target, object]] = Counter()
        self._all_tries: Counter[Target] = Counter()
        self.first: dict[Target, int] = {}
        """The number of the first response that reached each target."""

    def stands(self, target: Target, board: Board, period: Period | None) -> bool:
        """Whether a response has reached a target, or is ready to be made wrong in just that."""
        return self._tests[target](board, period)

    def note(self, board: Board, period: Period | None, number: int) -> None:
        """Take down what a response as it stands has reached."""
        for target in [one for one in self._open if one.deed != "wrong" and self.stands(one, board, period)]:
            self.reach(target, number)

    def reach(self, target: Target, number: int) -> None:
        """Take down that a response reached a target."""
        if target in self._open:
            del self._open[target]
            self.first[target] = number

    def next(self, sections: Collection[Section], where: object) -> Target | None:
        """Return the target of these sections that was aimed at least often, and count the aim.

        In one circumstance (`where`) a target is aimed at a few times only.
        """
        left = [
            one for one in self._open
            if one.section in sections and self._tries[one, where] < MOST_TRIES
        ]  # fmt: skip
        target = min(left, key=lambda one: (self._tries[one, where], self._all_tries[one]), default=None)
        if target is not None:
            self._tries[target, where] += 1
            self._all_tries[target] += 1
        return target

    def of(self, section: Section) -> tuple[Target, ...]:
        """Return the targets of a section, in reading order."""
        return tuple(target for target in self._tests if target.section == section)

    def never(self) -> tuple[Target, ...]:
        """Return the targets that no response reached, in reading order."""
        return tuple(self._open)

    def shares(self) -> tuple[Share, ...]:
        """Return how much of each section was reached, in order."""
        sections = dict.fromkeys(target.section for target in self._tests)
        return tuple(Share(section, *self._counts(section)) for section in sections)

    def _counts(self, section: Section) -> tuple[int, int]:
        total = sum(target.section == section for target in self._tests)
        return sum(target.section == section for target in self.first), total

    def told(self) -> dict[str, Any]:
        """Return the coverage as JSON data."""
        shares = {
            one.section: {"reached": one.reached, "total": one.total, "percent": one.percent}
            for one in self.shares()
        }
        return {"coverage": shares, "never": list(self._told_never())}

    def _told_never(self) -> Iterator[dict[str, str]]:
        for target in self.never():
            yield {"deed": target.deed, "path": target.path, "detail": target.detail}
