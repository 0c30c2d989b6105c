"""The distributions of a form's answers, counted from its mirror when they are asked for.

What is kept is keyed by what it was made of (the mirror's mark, which every change moves, the
organisations' mark, reach and filters), so nothing shown is ever old.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Final

from engine.analysis.counting import Tally
from engine.analysis.filters import NO_FILTERS, Filters
from engine.analysis.looks import Look, Looking
from engine.analysis.reach import Reach
from engine.forms.model.codelist import Codelist, Entry
from engine.library import Programs
from engine.library.kept import Kept
from engine.store import Work

_LOOKING: Final = "engine.analysis.mirror.looking"
_making = Lock()


@dataclass(frozen=True, slots=True)
class Overview:
    """A form's distributions, of all answers that the filters leave."""

    form: str
    filters: Filters
    periods: tuple[str, ...]
    """Periods with responses in reach, newest first."""
    responses: int
    tallies: tuple[Tally, ...]
    look: Look
    """What else can be asked about the same answers."""
    codelists: Mapping[str, Codelist] = field(default_factory=dict)
    """The codelists of its questions, with the codes that newer versions dropped under their last labels."""

    @property
    def mark(self) -> Hashable:
        """Equal exactly when the numbers are: a key for what is made of them."""
        return self.look.mark

    @property
    def withheld(self) -> bool:
        """Whether so few answers are left that no number is shown."""
        return self.look.withheld

    @property
    def period(self) -> str:
        """The one period that is looked at; '' for several or all."""
        return self.filters.period

    def tally(self, path: str) -> Tally | None:
        """Return what was answered to the question at `path`; None for an unknown one."""
        return next((tally for tally in self.tallies if tally.question.path == path), None)


class Tallies:
    """Counts what every version of a form asked; keeps what was counted last. Threads may share it.

    `folder` is where large mirrors are kept; without one they are in memory alone.
    """

    def __init__(self, programs: Programs, folder: Path | None = None, *, most: int = 200) -> None:
        self._programs = programs
        self._folder = folder
        self._looking: Looking | None = None
        self._counted: Kept[Hashable, tuple[Tally, ...]] = Kept(most)
        self._joined: Kept[Hashable, Codelist] = Kept(most)

    def look(self, work: Work, form: str, reach: Reach, filters: Filters = NO_FILTERS) -> Look:
        """Return somebody's look at a form. Raises NoSuchForm, UnknownFilter."""
        with _making:
            if self._looking is None:
                made: Looking = import_module(_LOOKING).Looks(self._programs, self._folder)
                self._looking = made
        return self._looking.look(work, form, reach, filters)

    def overview(self, work: Work, form: str, reach: Reach, filters: Filters = NO_FILTERS) -> Overview:
        """Return the distributions of `form`. Raises NoSuchForm, UnknownFilter."""
        look = self.look(work, form, reach, filters)
        return Overview(
            form,
            filters,
            look.periods,
            look.responses,
            self._counted.get(look.mark, look.tallies),
            look,
            self.codelists(work, look),
        )

    def codelists(self, work: Work, look: Look) -> Mapping[str, Codelist]:
        """Return the codelists of the questions, with the codes that newer versions dropped."""
        names = {question.codelist for question in look.questions if question.codelist}
        read = [self._programs.get(work, version).codelists for version in look.versions] if names else []
        held = {name: [lists[name] for lists in read if name in lists] for name in sorted(names)}
        return {
            name: self._joined.get((name, *look.versions), partial(joined, lists))
            for name, lists in held.items()
            if lists
        }


def joined(lists: Sequence[Codelist]) -> Codelist:
    """Return one list of the versions' lists, newest first: a code that was dropped keeps its last label."""
    newest = lists[0]
    if all(other is newest for other in lists):
        return newest
    entries: dict[str, Entry] = {}
    for one in lists:
        entries = {**one.entries, **entries}
    order = {**newest.entries, **entries}
    return Codelist.of(newest.name, order, newest.title)
