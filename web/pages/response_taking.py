"""What the page of taking responses in reads."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from engine.exchange.taking import Refused, Taken
from engine.problems import Problem

MOST_SHOWN = 500
"""Refused responses that are listed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One response that was not taken."""

    number: int
    """Its line in the file, or its place in the list."""
    response: str
    """Its id; '' without one."""
    sentences: tuple[str, ...]
    """Why, each with its place in the data."""


@dataclass(frozen=True, slots=True)
class TakingPage:
    """Context of `responses/import.html`."""

    title: str = ""
    """What the survey is called."""
    base: str = ""
    """Where its responses are."""
    endings: tuple[str, ...] = ()
    """What files may end in."""
    most: int = 0
    """How many responses a file may have."""
    told: Taken | None = None
    """What became of the file; None before."""
    kept: bool = False
    """Whether it was taken, not only tried."""
    refused: tuple[RefusedLine, ...] = ()
    """What was not taken, the first ones."""
    problem: Problem | None = None
    """Why the file cannot be read."""

    @classmethod
    def unread(cls, problem: Problem) -> Self:
        """Return the page after a file that cannot be read."""
        return cls(problem=problem)

    def about(self, title: str, base: str, endings: tuple[str, ...], most: int) -> Self:
        """Return the page for a survey."""
        return replace(self, title=title, base=base, endings=endings, most=most)


def refused_lines(refused: Iterable[Refused], language: str) -> tuple[RefusedLine, ...]:
    """Return the refused responses in words."""
    some = list(refused)[:MOST_SHOWN]
    return tuple(
        RefusedLine(one.number, one.response, tuple(_sentence(fault, language) for fault in one.problems))
        for one in some
    )


def _sentence(fault: Problem, language: str) -> str:
    place = f"{fault.path}: " if fault.path else ""
    return f"{place}{fault.message(language)} {fault.remedy(language)}".strip()
