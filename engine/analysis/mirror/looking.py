"""One person's look at one form: the rows in reach that the filters leave, and what they come to."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.analysis.counting import Count, Tally
from engine.analysis.crosstab import Crosstab
from engine.analysis.filters import Filters
from engine.analysis.mirror.counting import Chosen, counted, of_codes
from engine.analysis.mirror.crossing import crosstab
from engine.analysis.mirror.keeping import Mirrors
from engine.analysis.mirror.mirror import Mirror
from engine.analysis.mirror.places import Atlas, Place, Places
from engine.analysis.mirror.selecting import Sight, filtered, within_sight
from engine.analysis.questions import Question
from engine.analysis.reach import Reach
from engine.analysis.suppression import betrayed, protected, protected_crosstab, withheld
from engine.library import Programs
from engine.store import Work


@dataclass(frozen=True, slots=True)
class MirrorLook:
    """The rows of a mirror that somebody looks at."""

    mirror: Mirror
    seen: tuple[Chosen, ...]
    """In reach, whatever the filters."""
    chosen: tuple[Chosen, ...]
    places: Places
    least: int
    """The definition lets no number be shown that fewer stand behind; 0: any."""
    withheld: bool
    """Whether so few are left, or left out, that no number is shown."""
    mark: tuple[Hashable, ...]
    """The last part is the filters."""

    @property
    def periods(self) -> tuple[str, ...]:
        """Periods with responses in reach, newest first."""
        found = set[str]()
        for part in self.seen:
            times = of_codes(part.segment.periods, part.rows)[1:].tolist()
            found.update(one for one, some in zip(part.segment.periods.values, times, strict=True) if some)
        return tuple(sorted(found, reverse=True))

    @property
    def responses(self) -> int:
        """How many responses the filters leave; 0 where that is withheld."""
        return 0 if self.withheld else sum(map(len, self.chosen))

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that were answered, and the present one, newest first."""
        return tuple(self.mirror.plan.asked)

    @property
    def seen_mark(self) -> Hashable:
        """Equal exactly when the answers in reach are, whatever the filters."""
        return self.mark[:-1]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What all versions asked."""
        return self.mirror.plan.questions

    def regions(self) -> Mapping[str, int]:
        """Return the regions, at every depth, of organisations in reach that answered, with their number."""
        codes = Counter[str]()
        for place in self._answering():
            codes.update(code for code in place.region_path.split("/") if code)
        return codes

    def facts(self, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return the values of facts about these organisations, each with the number that have it."""
        found = {name: Counter[str]() for name in names}
        for place in self._answering():
            for name, values in found.items():
                values.update(place.values(name))
        return found

    def _answering(self) -> Iterator[Place]:
        """Yield the organisations in reach that answered."""
        names = set[str]()
        for part in self.seen:
            times = of_codes(part.segment.organisations, part.rows)[1:]
            values = part.segment.organisations.values
            names.update(values[place] for place in np.flatnonzero(times).tolist())
        return (self.places.get(name) for name in sorted(names))

    def tallies(self) -> tuple[Tally, ...]:
        """Count every question; one that is asked no more and was answered by nobody is left out."""
        present = {question.path for question in next(iter(self.mirror.plan.asked.values())).present}
        every = (self._tally(question) for question in self.questions)
        return tuple(one for one in every if one.count.answered or one.question.path in present)

    def _tally(self, question: Question) -> Tally:
        if self.withheld:
            return Tally(question, Count(withheld=True))
        return protected(Tally(question, counted(question, self.chosen)), self.least)

    def over_periods(self, path: str) -> tuple[tuple[str, Count], ...]:
        """Count a question, by path, in each period that the filters leave, oldest first."""
        question = self._question(path)
        if question is None or self.withheld:
            return ()
        periods = sorted({period for part in self.chosen for period in part.segment.periods.values})
        parts = (
            (period, filtered(self.chosen, Filters.of_period(period), self.places)) for period in periods
        )
        counts = [(period, counted(question, some)) for period, some in parts if sum(map(len, some))]
        kept = betrayed({period: count.answered for period, count in counts}, self.least)
        told = [(period, Count(withheld=True) if period in kept else count) for period, count in counts]
        return tuple((period, protected(Tally(question, count), self.least).count) for period, count in told)

    def crosstab(self, down: str, across: str) -> Crosstab | None:
        """Return two questions, by path, against each other; None where one is no choice question."""
        one, other = self._question(down), self._question(across)
        found = crosstab(one, other, self.chosen) if one and other and not self.withheld else None
        return protected_crosstab(found, self.least) if found else None

    def _question(self, path: str) -> Question | None:
        return next((question for question in self.questions if question.path == path), None)


class Looks:
    """The looks at an installation's answers. Threads may share it."""

    def __init__(self, programs: Programs, folder: Path | None) -> None:
        self._programs = programs
        self._mirrors = Mirrors(programs, folder)
        self._atlas = Atlas()

    def look(self, work: Work, form: str, reach: Reach, filters: Filters) -> MirrorLook:
        """Return the look of somebody at a form. Raises NoSuchForm, UnknownFilter."""
        mirror = self._mirrors.at(work, form)
        places = self._atlas.places(work)
        reached = None if reach.all else self._atlas.reached(work, reach, places)
        seen = within_sight(mirror.parts(), Sight(reached, reach.nobodys, places))
        mark = (form, tuple(mirror.plan.asked), mirror.mark, places.mark, reach.key, filters)
        chosen = filtered(seen, filters, places)
        least = self._least(work, tuple(mirror.plan.asked))
        return MirrorLook(mirror, seen, chosen, places, least, _is_small(seen, filters, places, least), mark)

    def _least(self, work: Work, versions: Sequence[str]) -> int:
        """Return the strictest bound of the versions that were answered."""
        return max(self._programs.get(work, version).form.suppress_below or 0 for version in versions)


def _is_small(seen: tuple[Chosen, ...], filters: Filters, places: Places, least: int) -> bool:
    """Whether too few are left, or differ from what somebody sees who takes one filter away."""
    if not least:
        return False
    left = _amount(filtered(seen, filters, places))
    wider = (_amount(filtered(seen, less, places)) for less in filters.lessened())
    return 0 < left < least or any(withheld(left, whole, least) for whole in (_amount(seen), *wider))


def _amount(parts: tuple[Chosen, ...]) -> int:
    return sum(map(len, parts))
