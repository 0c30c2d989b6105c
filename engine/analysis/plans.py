"""How the documents of every version of a form are read into one set of counters. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from engine.analysis.counting import Count, Document, Reader
from engine.analysis.questions import Question, carried, merged
from engine.forms.differences import Crossing, view

Counts: TypeAlias = Mapping[str, Count]
"""Counters by the present path of their question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one version asked: `present` as the newest version would ask it, `gone` what that dropped."""

    present: tuple[Question, ...]
    gone: tuple[Question, ...] = ()
    crossing: Crossing | None = None
    """How its documents are read under present names; None where every name is the same."""


@dataclass(frozen=True, slots=True)
class VersionReader:
    """Counts the documents of one version."""

    asked: Asked
    present: tuple[Reader, ...]
    gone: tuple[Reader, ...]

    def read(self, document: Document) -> None:
        """Count the answers of one document."""
        crossing = self.asked.crossing
        seen = document if crossing is None else view(document, crossing).document
        for reader in self.present:
            reader.read(seen)
        for reader in self.gone:
            reader.read(document)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the documents of each version are read, and the questions that comes to."""

    questions: tuple[Question, ...]
    asked: Mapping[str, Asked]

    def empty(self) -> dict[str, Count]:
        """Return a counter at nothing for each question."""
        return {question.path: Count() for question in self.questions}

    def readers(self, counts: Counts) -> dict[str, VersionReader]:
        """Return by version what reads a document into `counts`."""
        return {version: _reader(asked, counts) for version, asked in self.asked.items()}


def planned(asked: Mapping[str, Iterable[Question]], ways: Mapping[str, Crossing]) -> Plan:
    """Return the plan of versions, newest first; `ways` leads from each to the newest.

    A question whose shape was another in an old version is not read from that version's documents.
    """
    told = {version: _asked(tuple(read), ways[version]) for version, read in asked.items()}
    questions = merged([(*one.present, *one.gone) for one in told.values()])
    shapes = {question.path: question.shape for question in questions}
    return Plan(questions, {version: _counted(one, shapes) for version, one in told.items()})


def _asked(read: tuple[Question, ...], way: Crossing) -> Asked:
    if way.plain:
        return Asked(read)
    here = [(question, carried(question, way)) for question in read]
    taken = {now.path for _question, now in here if now} | set(way.paths.values())
    gone = tuple(question for question, now in here if now is None and question.path not in taken)
    return Asked(tuple(now for _question, now in here if now), gone, way)


def _counted(asked: Asked, shapes: Mapping[str, str]) -> Asked:
    """Leave out what is counted in another shape now."""
    present, gone = (
        tuple(one for one in some if shapes[one.path] == one.shape) for some in (asked.present, asked.gone)
    )
    return Asked(present, gone, asked.crossing)


def _reader(asked: Asked, counts: Counts) -> VersionReader:
    present, gone = (
        tuple(Reader(question, counts[question.path]) for question in some)
        for some in (asked.present, asked.gone)
    )
    return VersionReader(asked, present, gone)
