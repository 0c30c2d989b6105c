"""Responses of any version into one segment: each document read under the newest names, column by column."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from engine.analysis.mirror.coding import CodeCoder, Gathered, TextCoder, coder_of
from engine.analysis.mirror.columns import Array, Codes
from engine.analysis.mirror.decoding import Documents, Read, plainly_read
from engine.analysis.mirror.segments import OTHER, Segment
from engine.analysis.plans import Asked, Plan
from engine.analysis.questions import Question
from engine.forms.differences import view
from engine.forms.uncollected import uncollected
from engine.store import exact_json


class Row(NamedTuple):
    """A response as the store has it."""

    id: str
    version: str
    organisation: str | None
    period: str
    submitted: str | datetime
    """As SQLite keeps it, or as PostgreSQL answers."""
    document: str | None
    """The effective values as JSON."""


Rows: TypeAlias = Sequence[tuple[Any, ...]]
"""Rows as the store answers them: tuples of what a Row has, in its order."""


Reader: TypeAlias = Callable[[Asked, Sequence[str]], Read]
"""Reads documents of one version, whose names are the newest."""


class Builder:
    """Takes rows of one plan in any order, and makes a segment of them."""

    def __init__(self, plan: Plan, read: Reader = plainly_read) -> None:
        self._plan = plan
        self._reader = read
        self._answers = {one.path: Gathered(one.path, coder_of(one)) for one in plan.questions}
        self._others = {one.path: Gathered(one.other, TextCoder()) for one in plan.questions if one.other}
        self._about = tuple(Gathered("", CodeCoder(_ABOUT)) for _ in ("organisation", "period", "version"))
        self._ids: list[Array] = []
        self._submitted: list[Array] = []
        self._version = ""

    def add(self, rows: Rows) -> None:
        """Add some rows."""
        by_version: dict[str, list[tuple[Any, ...]]] = {}
        for row in rows:
            by_version.setdefault(row[1], []).append(row)
        for some in by_version.values():
            self._add(some)

    def segment(self) -> Segment:
        """Return what was added, in order of submission."""
        columns = {path: one.column() for path, one in self._answers.items()}
        columns |= {path + OTHER: one.column() for path, one in self._others.items()}
        organisations, periods, versions = map(_as_codes, self._about)
        return Segment(
            np.concatenate(self._ids or [np.zeros(0, "S1")]),
            np.concatenate(self._submitted or [np.zeros(0, np.int64)]),
            organisations,
            periods,
            versions,
            columns,
        ).sorted()

    def _add(self, rows: Rows) -> None:
        """Add rows of one version, column by column."""
        ids, versions, *about, submitted, texts = zip(*rows, strict=True)
        version = versions[0]
        if version != self._version:
            self._version = version
            for gathered in (*self._answers.values(), *self._others.values()):
                gathered.version()
        for coder, answers in zip(self._about, (*about, versions), strict=True):
            coder.take(answers)
        self._ids.append(np.array([name.encode() for name in ids]))
        self._submitted.append(moments(submitted))
        self._read(self._plan.asked[version], [text or "{}" for text in texts])

    def _read(self, asked: Asked, texts: Sequence[str]) -> None:
        given, seen = self._documents(asked, texts)
        read = {one.path: (one, seen) for one in asked.present}
        read |= {one.path: (one, given) for one in asked.gone}
        for path, gathered in self._answers.items():
            question, documents = read.get(path, (None, given))
            gathered.add(documents, question.path if question else "")
        for path, gathered in self._others.items():
            question, documents = read.get(path, (None, given))
            gathered.add(documents, question.other if question else "")

    def _documents(self, asked: Asked, texts: Sequence[str]) -> tuple[Read, Read]:
        """Return documents as they are, and under the newest names."""
        if asked.crossing is None:
            plain = self._reader(asked, texts)
            return plain, plain
        given = [_exactly(text) for text in texts]
        seen = [view(document, asked.crossing).document for document in given]
        return Documents(given), Documents(seen)


def _exactly(text: str) -> Mapping[str, Any]:
    found = exact_json.loads(text)
    return found if isinstance(found, dict) else {}


def _as_codes(gathered: Gathered) -> Codes:
    column = gathered.column()
    assert isinstance(column, Codes)
    return column


def moments(given: Sequence[str | datetime | None]) -> Array:
    """Return moments in microseconds of UTC since 1970; none is 0."""
    texts = given if set(map(type, given)) == {str} else [_utc(one) for one in given]
    return np.array(texts, f"U{_MOMENT}").astype("datetime64[us]").astype(np.int64)


def _utc(moment: str | datetime | None) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat(timespec="microseconds")
    return moment or _NEVER


_MOMENT: Final = len("2026-03-04T05:06:07.000000")
_NEVER: Final = "1970-01-01"
_ABOUT: Final = Question("", "single", ())


def built(plan: Plan, chunks: Iterable[Rows], read: Reader = plainly_read) -> Segment:
    """Return the segment of rows that come some at a time."""
    builder = Builder(plan, read)
    with uncollected():
        for rows in chunks:
            builder.add(rows)
    return builder.segment()
