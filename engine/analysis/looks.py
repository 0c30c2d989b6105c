"""What a look at a form's answers can tell, as pages use it; what counts is loaded when asked."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Protocol

from engine.analysis.counting import Count, Tally
from engine.analysis.crosstab import Crosstab
from engine.analysis.filters import Filters
from engine.analysis.questions import Question
from engine.analysis.reach import Reach
from engine.store import Work


class Look(Protocol):
    """One person's look at one form's answers through filters."""

    @property
    def mark(self) -> Hashable:
        """Equal exactly when the numbers are."""

    @property
    def periods(self) -> tuple[str, ...]:
        """Periods with responses in reach, whatever the filters, newest first."""

    @property
    def responses(self) -> int:
        """How many responses the filters leave."""

    @property
    def withheld(self) -> bool:
        """Whether so few are left, or left out, that the definition lets no number be shown."""

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that were answered, and the present one, newest first."""

    @property
    def seen_mark(self) -> Hashable:
        """Equal exactly when the answers in reach are, whatever the filters."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What all versions asked."""

    def regions(self) -> Mapping[str, int]:
        """Return the regions, at every depth, of organisations in reach that answered, with their number."""

    def facts(self, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return the values of facts about these organisations, each with the number that have it."""

    def tallies(self) -> tuple[Tally, ...]:
        """Count every question; one that is asked no more and was answered by nobody is left out."""

    def over_periods(self, path: str) -> tuple[tuple[str, Count], ...]:
        """Count a question, by path, in each period that the filters leave, oldest first."""

    def crosstab(self, down: str, across: str) -> Crosstab | None:
        """Return two questions, by path, against each other; None where one is no choice question."""


class Looking(Protocol):
    """Looks at the answers of an installation."""

    def look(self, work: Work, form: str, reach: Reach, filters: Filters) -> Look:
        """Return the look of somebody at a form. Raises NoSuchForm, UnknownFilter."""
