"""How the documents of every version of a form are read into one set of counters. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from engine.analysis.counting import Count, Reader
from engine.analysis.questions import Question, merged, new_path, renamed

Counts: TypeAlias = Mapping[str, Count]
"""Counters by the present path of their question."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the documents of each version are read, and the questions that comes to."""

    questions: tuple[Question, ...]
    asked: Mapping[str, tuple[tuple[Question, str], ...]]
    """By version: each question as it stands in documents, with its present path."""

    def empty(self) -> dict[str, Count]:
        """Return a counter at nothing for each question."""
        return {question.path: Count() for question in self.questions}

    def readers(self, counts: Counts) -> dict[str, tuple[Reader, ...]]:
        """Return by version what reads a document into `counts`."""
        return {
            version: tuple(Reader(question, counts[path]) for question, path in asked)
            for version, asked in self.asked.items()
        }


def planned(asked: Mapping[str, Iterable[Question]], names: Mapping[str, Mapping[str, str]]) -> Plan:
    """Return the plan of versions, newest first; `names` maps each version's old paths to present ones.

    A question whose shape was another in an old version is not read from that version's documents.
    """
    questions = merged([[renamed(one, names[version]) for one in read] for version, read in asked.items()])
    shapes = {question.path: question.shape for question in questions}
    return Plan(
        questions,
        {
            version: tuple(
                (question, path)
                for question in read
                if shapes[path := new_path(question.path, names[version])] == question.shape
            )
            for version, read in asked.items()
        },
    )
