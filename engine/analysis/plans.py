"""How the documents of every version of a form are read under one set of questions. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.analysis.questions import Question, carried, merged
from engine.forms.differences import Crossing


@dataclass(frozen=True, slots=True)
class Asked:
    """What one version asked: `present` as the newest version would ask it, `gone` what that dropped."""

    present: tuple[Question, ...]
    gone: tuple[Question, ...] = ()
    crossing: Crossing | None = None
    """How its documents are read under present names; None where every name is the same."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the documents of each version are read, and the questions that comes to."""

    questions: tuple[Question, ...]
    asked: Mapping[str, Asked]


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
