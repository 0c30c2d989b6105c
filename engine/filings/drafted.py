"""A version that is not published yet among those that are: stored answers are read by it as by any."""

from typing import Protocol

from engine.forms import Program
from engine.forms.differences import Crossing, cross
from engine.library import Programs, current_version
from engine.store import Work


class Versions(Protocol):
    """What reading stored answers needs of versions."""

    def get(self, work: Work, version: str) -> Program:
        """Return the program of a version; raises NoSuchForm."""

    def crossing(self, work: Work, old: str, new: str) -> Crossing:
        """Return how answers given in one version are read by another of the same form."""

    def linked(self, work: Work, version: str, link: str) -> str | None:
        """Return the version of the linked form whose names the rules of `version` use."""


class Drafted:
    """The published versions and one more. `follows` is the version that it goes on from, if any."""

    def __init__(self, programs: Programs, program: Program, *, follows: str | None) -> None:
        self.program = program
        self._programs = programs
        self._follows = follows
        self._crossings: dict[str, Crossing] = {}

    def get(self, work: Work, version: str) -> Program:
        """Return the program of a version; raises NoSuchForm."""
        return self.program if version == self.program.version else self._programs.get(work, version)

    def crossing(self, work: Work, old: str, new: str) -> Crossing:
        """Return how answers given in a published version are read by another, or by the new one."""
        if new != self.program.version:
            return self._programs.crossing(work, old, new)
        if old not in self._crossings:
            self._crossings[old] = self._to_here(work, old)
        return self._crossings[old]

    def linked(self, work: Work, version: str, link: str) -> str | None:
        """Return the version of the linked form whose names the rules of `version` use."""
        if version != self.program.version:
            return self._programs.linked(work, version, link)
        return current_version(work, self.program.form.links[link].form)

    def _to_here(self, work: Work, old: str) -> Crossing:
        before = self._follows or old
        renamed = self.program.form.renamed if self._follows else {}
        step = cross(self._programs.get(work, before).cells, self.program.cells, renamed)
        return self._programs.crossing(work, old, before).then(step)


def drafted(work: Work, programs: Programs, program: Program, *, follows: str | None) -> Drafted:
    """Put a program among the versions of its form; `follows` is where its design began, if it did."""
    return Drafted(programs, program, follows=follows or current_version(work, program.form.form))
