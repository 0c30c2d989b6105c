"""Counting answers one document at a time: a counter per question, which can be added to another.

Knows nothing of where documents come from. Holds numbers by value and texts up to a bound, so that
a hundred thousand responses fit.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, TypeAlias

from engine.analysis.questions import Question

Document: TypeAlias = Mapping[str, Any]

MOST_TEXTS: Final = 20_000
"""Texts kept of one question; more are counted and not kept."""


@dataclass(slots=True)
class Count:
    """What was answered to one question. Which parts are used depends on its shape."""

    answered: int = 0
    choices: Counter[str] = field(default_factory=Counter)
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    numbers: Counter[Decimal] = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)

    def include(self, other: "Count") -> None:
        """Add what another counter of the same question has counted; its texts follow these."""
        self.answered += other.answered
        self.choices.update(other.choices)
        self.cells.update(other.cells)
        self.rows.update(other.rows)
        self.numbers.update(other.numbers)
        self.texts.extend(other.texts[: MOST_TEXTS - len(self.texts)])

    def keep(self, text: str) -> None:
        """Keep a text that somebody wrote, while there is room."""
        if len(self.texts) < MOST_TEXTS:
            self.texts.append(text)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was answered to one question."""

    question: Question
    count: Count


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one question from documents of one version into a counter kept under the newest path."""

    question: Question
    into: Count

    def read(self, document: Document) -> None:
        """Count the answers of one document."""
        for answer in answers(document, self.question.path):
            self.into.answered += _COUNT[self.question.shape](self.into, answer)
        if self.question.other:
            for text in answers(document, self.question.other):
                self.into.keep(str(text))


def answers(document: Document, path: str) -> Iterator[Any]:
    """Yield what stands at `path`; `[]` in it goes through all rows. Nothing is yielded for no answer."""
    found: Iterable[Any] = (document,)
    for name in path.split("."):
        found = _into(found, name)
    return (value for value in found if value not in (None, "", [], {}))


def _into(values: Iterable[Any], name: str) -> Iterator[Any]:
    key, many, _ = name.partition("[]")
    for value in values:
        inner = value.get(key) if isinstance(value, Mapping) else None
        if many:
            yield from inner or ()
        elif inner is not None:
            yield inner


def _choice(count: Count, answer: Any) -> bool:
    count.choices[word(answer)] += 1
    return True


def _several(count: Count, answer: Any) -> bool:
    count.choices.update(dict.fromkeys(map(word, answer), 1))
    return True


def _number(count: Count, answer: Any) -> bool:
    count.numbers[Decimal(answer)] += 1
    return True


def _matrix(count: Count, answer: Any) -> bool:
    given = {row: value for row, value in answer.items() if value not in (None, "", [])}
    for row, value in given.items():
        count.rows[row] += 1
        for chosen in value if isinstance(value, list) else (value,):
            count.cells[row, word(chosen)] += 1
    return bool(given)


def _rank(count: Count, answer: Any) -> bool:
    for place, value in enumerate(answer, 1):
        count.rows[word(value)] += 1
        count.cells[word(value), str(place)] += 1
    return True


def _text(count: Count, answer: Any) -> bool:
    for text in answer.values() if isinstance(answer, Mapping) else (answer,):
        if text:
            count.keep(str(text))
    return True


def _moment(count: Count, answer: Any) -> bool:
    count.choices[str(answer)[:7]] += 1
    return True


def _file(count: Count, answer: Any) -> bool:
    return bool(answer)


def word(value: Any) -> str:
    """Return a choice's value as it is counted: true and 3 as the words that their options have."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


_COUNT: Final[Mapping[str, Callable[[Count, Any], bool]]] = {
    "single": _choice,
    "multiple": _several,
    "number": _number,
    "matrix": _matrix,
    "rank": _rank,
    "text": _text,
    "moment": _moment,
    "file": _file,
}
