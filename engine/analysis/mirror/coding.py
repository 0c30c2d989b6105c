"""Answers into columns: one coder a question, fed with documents of one version after another."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Protocol

import numpy as np

from engine.analysis.mirror.columns import (
    LANE,
    Array,
    Codes,
    Masks,
    Matrix,
    Numbers,
    Presence,
    Ragged,
    Texts,
    joined,
    lane_type,
    smallest,
    texts_of,
)
from engine.analysis.mirror.decoding import (
    SAFE_DIGITS,
    Answers,
    Documents,
    Figures,
    Read,
    answers_at,
    exact,
    plain_word,
)
from engine.analysis.mirror.segments import KINDS, Kind
from engine.analysis.questions import Question

NOTHING: Final[tuple[object, ...]] = (None, "", [], {})
MOST_SCALE: Final = 6
"""Decimals of a column's units; a number with more is kept as text."""
_PLAIN: Final = frozenset({int, float})
_MOST_EXACT: Final = 10**SAFE_DIGITS
_MOST_UNITS: Final = np.iinfo(np.int64).max
_MOST_COMBINATIONS: Final = 100_000


class Coder(Protocol):
    """Turns answers into a column of one kind."""

    def version(self) -> None:
        """Know that the next answers are of another version: its values may be of other types."""
        ...

    def column(self, answers: Answers) -> Kind:
        """Return the column of answers, one a row."""
        ...


class _Dictionary:
    """Codes by word, from 1, in order of first sight; begins with the options that are offered."""

    def __init__(self, question: Question) -> None:
        self.codes = {option.value: code for code, option in enumerate(question.options, 1)}

    def code(self, word: str) -> int:
        """Return a word's code, a new one for a new word."""
        return self.codes.setdefault(word, len(self.codes) + 1)

    @property
    def values(self) -> tuple[str, ...]:
        """The words in order of their codes."""
        return tuple(self.codes)


class _Known(dict[Any, int]):
    """What answers of one version were coded as. In one version a question's values are of one type."""

    def __init__(self, make: Callable[[Any], int]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, answer: Any) -> int:
        if len(self) > _MOST_COMBINATIONS:
            self.clear()
        made = self[answer] = self._make(answer)
        return made


class CodeCoder:
    """One value a row; `word` makes what is counted of it."""

    def __init__(self, question: Question, word: Callable[[Any], str] = plain_word) -> None:
        self._words = _Dictionary(question)
        self._word = word
        self.version()

    def version(self) -> None:
        """Know that the next answers are of another version."""
        self._known = _Known(self._code)

    def column(self, answers: Answers) -> Codes:
        """Return the column of answers, one a row."""
        try:
            codes = np.fromiter(map(self._known.__getitem__, answers), np.uint32, len(answers))
        except TypeError:  # a list or an object: nothing that was asked for, and no key
            codes = np.fromiter(map(self._code, answers), np.uint32, len(answers))
        return Codes(codes.astype(smallest(len(self._words.codes))), self._words.values)

    def _code(self, answer: Any) -> int:
        return 0 if answer in NOTHING else self._words.code(self._word(answer))


def _month(answer: Any) -> str:
    return str(answer)[:7]


class MaskCoder:
    """Any number of values a row."""

    def __init__(self, question: Question) -> None:
        self._words = _Dictionary(question)
        self.version()

    def version(self) -> None:
        """Know that the next answers are of another version."""
        self._known = _Known(self._mask)

    def column(self, answers: Answers) -> Masks:
        """Return the column of answers, one a row."""
        try:
            masks = self._masks(answers)
        except TypeError:  # a single value, or lists inside
            masks = [self._mask(_as_list(answer)) for answer in answers]
        return Masks(_lanes_of(masks, len(self._words.codes)), self._words.values)

    def _masks(self, answers: Answers) -> list[int]:
        if None in answers:
            return [self._known[tuple(answer)] if answer else 0 for answer in answers]
        return list(map(self._known.__getitem__, map(tuple, answers)))

    def _mask(self, answer: Iterable[Any]) -> int:
        mask = 0
        for value in answer:
            mask |= 1 << (self._words.code(plain_word(value)) - 1)
        return mask


def _as_list(answer: Any) -> Sequence[Any]:
    if answer in NOTHING:
        return ()
    return answer if isinstance(answer, list) else (answer,)


def _lanes_of(masks: list[int], values: int) -> Array:
    if values <= LANE:
        return np.array([masks], lane_type(values)).reshape(1, len(masks))
    lanes = -(-values // LANE)
    low = (1 << LANE) - 1
    return np.array([[mask >> (LANE * lane) & low for mask in masks] for lane in range(lanes)], np.uint16)


class NumberCoder:
    """One exact number a row."""

    def version(self) -> None:
        """Numbers are the same in every version."""

    def column(self, answers: Answers) -> Numbers:
        """Return the column of answers. Raises decimal.InvalidOperation for what is no number."""
        rows, given = _given_numbers(answers)
        return _numbers(rows, _units(given), len(answers))

    def figures(self, found: Figures) -> Numbers:
        """Return the column of numbers that are read already."""
        given = found.floats[found.present]
        units = _units_of_floats(given) or _units_one_by_one(given.tolist())
        rows = None if found.present.all() else np.flatnonzero(found.present)
        return _numbers(rows, units, len(found.floats))


def _numbers(rows: Sequence[int] | Array | None, found: "_Units", amount: int) -> Numbers:
    """Return the column of so many rows whose numbers stand in `rows`; None for all."""
    units, scale, large = found
    present = np.ones(len(units), np.bool_)
    present[[place for place, _ in large]] = False
    owners = [place if rows is None else rows[place] for place, _ in large]
    texts = texts_of(owners, [text for _, text in large], amount)
    if rows is None:
        return Numbers(units, present, scale, texts)
    places = np.array(rows, np.int64)
    return Numbers(_at(places, units, amount), _at(places, present, amount), scale, texts)


def _given_numbers(answers: Answers) -> tuple[list[int] | None, Answers]:
    """Return the answers that there are, and their rows; None for all rows."""
    if set(map(type, answers)) <= _PLAIN:
        return None, answers
    rows = [row for row, answer in enumerate(answers) if answer not in NOTHING]
    return rows, [answers[row] for row in rows]


def _at(places: Array, values: Array, rows: int) -> Array:
    whole = np.zeros(rows, values.dtype)
    whole[places] = values
    return whole


_Units = tuple[Array, int, list[tuple[int, str]]]


def _units(given: Answers) -> _Units:
    """Return numbers in common units, their scale, and by place those that do not fit."""
    kinds = set(map(type, given))
    if kinds <= {int}:
        try:
            return np.array(given, np.int64), 0, []
        except OverflowError:
            return _units_one_by_one(given)
    return (_units_of_floats(given) if kinds <= _PLAIN else None) or _units_one_by_one(given)


def _units_of_floats(given: Answers | Array) -> _Units | None:
    """Return numbers of at most SAFE_DIGITS digits in units, all at once; None where that cannot be.

    The decimal is the one of which the float is the nearest: divided back, the units give the same float.
    """
    floats = np.asarray(given, np.float64)
    if not len(floats):
        return np.zeros(0, np.int64), 0, []
    for scale in range(MOST_SCALE + 1):
        units = np.rint(floats * 10**scale)
        if np.array_equal(units / 10**scale, floats):
            return (units.astype(np.int64), scale, []) if np.abs(units).max() < _MOST_EXACT else None
    return None


def _units_one_by_one(given: Answers) -> _Units:
    numbers = [exact(answer) for answer in given]
    scales = [scale for scale in map(_scale, numbers) if scale <= MOST_SCALE]
    scale = max(scales, default=0)
    units = np.zeros(len(numbers), np.int64)
    large: list[tuple[int, str]] = []
    for place, number in enumerate(numbers):
        if _scale(number) <= MOST_SCALE and abs(number) * 10**scale <= _MOST_UNITS:
            units[place] = int(number.scaleb(scale))
        else:
            large.append((place, str(number)))
    return units, scale, large


def _scale(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else MOST_SCALE + 1


class PresenceCoder:
    """Files: whether there is one."""

    def version(self) -> None:
        """A file is a file in every version."""

    def column(self, answers: Answers) -> Presence:
        """Return the column of answers, one a row."""
        return Presence(np.fromiter((answer not in NOTHING for answer in answers), np.bool_, len(answers)))


class TextCoder:
    """What people wrote; of a matrix of texts every statement's."""

    def version(self) -> None:
        """A text is a text in every version."""

    def column(self, answers: Answers) -> Texts:
        """Return the column of answers, one a row."""
        found = [(row, text) for row, answer in enumerate(answers) for text in _written(answer)]
        return texts_of([row for row, _ in found], [text for _, text in found], len(answers))


def _written(answer: Any) -> Iterator[str]:
    for text in answer.values() if isinstance(answer, Mapping) else (answer,):
        if text not in NOTHING:
            yield str(text)


@dataclass
class MatrixCoder:
    """One column a statement, made when it is first answered."""

    question: Question
    statements: dict[str, CodeCoder | MaskCoder] = field(default_factory=dict)

    def version(self) -> None:
        """Know that the next answers are of another version."""
        for coder in self.statements.values():
            coder.version()

    def column(self, answers: Answers) -> Matrix:
        """Return the column of answers, one a row."""
        objects = [answer if isinstance(answer, dict) else {} for answer in map(self._as_object, answers)]
        for name in dict.fromkeys(name for one in objects for name in one):
            self.statements.setdefault(name, self._coder())
        cells = (coder.column(self._given(objects, name)) for name, coder in self.statements.items())
        return Matrix(tuple(self.statements), tuple(cells), len(answers))

    def _given(self, objects: Sequence[Mapping[str, Any]], name: str) -> Answers:
        given = [one.get(name) for one in objects]
        return list(map(_as_list, given)) if self.question.several else given

    def _coder(self) -> CodeCoder | MaskCoder:
        return MaskCoder(self.question) if self.question.several else CodeCoder(self.question)

    def _as_object(self, answer: Any) -> Any:
        if self.question.shape != "rank" or not isinstance(answer, list):
            return answer
        return {plain_word(value): str(place) for place, value in enumerate(answer, 1)}


def coder_of(question: Question) -> Coder:
    """Return what codes the answers to a question."""
    return _CODERS[question.shape](question)


_CODERS: Final[Mapping[str, Callable[[Question], Coder]]] = {
    "single": CodeCoder,
    "moment": lambda question: CodeCoder(question, _month),
    "multiple": MaskCoder,
    "number": lambda _question: NumberCoder(),
    "matrix": MatrixCoder,
    "rank": MatrixCoder,
    "text": lambda _question: TextCoder(),
    "file": lambda _question: PresenceCoder(),
}


class Gathered:
    """The column at one path, grown by documents of any version."""

    def __init__(self, path: str, coder: Coder) -> None:
        self._path = path
        self._coder = coder
        self._parts: list[Kind] = []

    def version(self) -> None:
        """Know that the next documents are of another version."""
        self._coder.version()

    def add(self, documents: Read, path: str) -> None:
        """Add a row for each document, with what it holds at `path`; '' where it was not asked."""
        if not path:
            documents, path = Documents([{}] * len(documents)), self._path
        self._parts.append(self._read(documents, path))

    def take(self, answers: Answers) -> None:
        """Add a row for each answer."""
        self._parts.append(self._coder.column(answers))

    def _read(self, documents: Read, path: str) -> Kind:
        repeated, figures = documents.repeated(path), documents.figures(path)
        if repeated is not None:
            return self._coder.column(repeated.answers).take(repeated.places)
        if figures is not None and isinstance(self._coder, NumberCoder):
            return self._coder.figures(figures)
        owners, answers = answers_at(documents, path)
        column = self._coder.column(answers)
        if owners is None:
            return column
        assert not isinstance(column, Ragged)
        return Ragged(np.array(owners, np.int64), column, len(documents))

    def column(self) -> Kind:
        """Return the whole column."""
        if not self._parts:
            self.add(Documents(()), "")
        whole = joined(self._parts)
        assert isinstance(whole, KINDS)
        return whole
