"""Counting one document at a time, as slowly and plainly as it can be said: what the mirror must come to."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, TypeAlias

from engine.analysis.plans import Plan
from engine.analysis.questions import Question
from engine.forms.differences import view

Document: TypeAlias = Mapping[str, Any]


@dataclass(slots=True)
class Plainly:
    """What was answered to one question."""

    answered: int = 0
    choices: Counter[str] = field(default_factory=Counter)
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    numbers: Counter[Decimal] = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)


def count(plan: Plan, documents: Iterable[tuple[str, Document]]) -> dict[str, Plainly]:
    """Return what documents, each with its version, come to, by path."""
    counts = {question.path: Plainly() for question in plan.questions}
    for version, document in documents:
        asked = plan.asked[version]
        seen = document if asked.crossing is None else view(document, asked.crossing).document
        for question in asked.present:
            read(counts[question.path], question, seen)
        for question in asked.gone:
            read(counts[question.path], question, document)
    return counts


def read(count: Plainly, question: Question, document: Document) -> None:
    """Count the answers of one document to one question."""
    for answer in answers(document, question.path):
        count.answered += _COUNT[question.shape](count, answer)
    if question.other:
        count.texts.extend(str(text) for text in answers(document, question.other))


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


def _choice(count: Plainly, answer: Any) -> bool:
    count.choices[word(answer)] += 1
    return True


def _several(count: Plainly, answer: Any) -> bool:
    count.choices.update(dict.fromkeys(map(word, answer), 1))
    return True


def _number(count: Plainly, answer: Any) -> bool:
    count.numbers[Decimal(answer)] += 1
    return True


def _matrix(count: Plainly, answer: Any) -> bool:
    given = {row: value for row, value in answer.items() if value not in (None, "", [])}
    for row, value in given.items():
        count.rows[row] += 1
        for chosen in value if isinstance(value, list) else (value,):
            count.cells[row, word(chosen)] += 1
    return bool(given)


def _rank(count: Plainly, answer: Any) -> bool:
    for place, value in enumerate(answer, 1):
        count.rows[word(value)] += 1
        count.cells[word(value), str(place)] += 1
    return True


def _text(count: Plainly, answer: Any) -> bool:
    for text in answer.values() if isinstance(answer, Mapping) else (answer,):
        if text:
            count.texts.append(str(text))
    return True


def _moment(count: Plainly, answer: Any) -> bool:
    count.choices[str(answer)[:7]] += 1
    return True


def _file(count: Plainly, answer: Any) -> bool:
    return bool(answer)


def word(value: Any) -> str:
    """Return a choice's value as it is counted: true and 3 as the words that their options have."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


_COUNT: Final[Mapping[str, Callable[[Plainly, Any], bool]]] = {
    "single": _choice,
    "multiple": _several,
    "number": _number,
    "matrix": _matrix,
    "rank": _rank,
    "text": _text,
    "moment": _moment,
    "file": _file,
}
