"""Documents counted through the mirror, read plainly and as tables, and one by one: all come to the same."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

from engine.analysis.counting import Count, Tally
from engine.analysis.mirror.building import Builder, Row, built
from engine.analysis.mirror.counting import Chosen, counted
from engine.analysis.mirror.segments import Segment
from engine.analysis.mirror.tables import Tables
from engine.analysis.plans import Plan
from engine.store import exact_json
from tests.analysis.by_document import Plainly, count

START = datetime(2026, 3, 1, tzinfo=UTC)
Answered = tuple[str, Mapping[str, Any]]
"""A version and a document of it."""


def rows_of(documents: Iterable[Answered], first: int = 0) -> list[Row]:
    """Return documents as the store's rows, one submitted each second, of three organisations in turn."""
    return [
        Row(
            f"r{number:06}",
            version,
            ("甲", "乙", None)[number % 3],
            f"2026-0{number % 2 + 1}",
            START + timedelta(seconds=number),
            exact_json.dumps(document),
        )
        for number, (version, document) in enumerate(documents, first)
    ]


def segment(plan: Plan, documents: Iterable[Answered], first: int = 0) -> Segment:
    """Return documents in columns, taken seven at a time."""
    rows, builder = rows_of(documents, first), Builder(plan)
    for start in range(0, len(rows), 7):
        builder.add(rows[start : start + 7])
    return builder.segment()


@cache
def reader() -> Tables:
    """Return a reader of tables for all tests of a process: to begin one takes a while."""
    return Tables(Path(gettempdir()) / f"{uuid4().hex}.ndjson")


def tabled(plan: Plan, documents: Iterable[Answered]) -> Segment:
    """Return documents in columns, read as tables."""
    return built(plan, [rows_of(documents)], reader().read)


def tallied(plan: Plan, documents: Sequence[Answered]) -> dict[str, Tally]:
    """Return what documents come to, by path, having compared all ways of counting."""
    parts = [Chosen(segment(plan, documents))], [Chosen(tabled(plan, documents))]
    tallies, tables = ({one.path: Tally(one, counted(one, some)) for one in plan.questions} for some in parts)
    for path, plainly in count(plan, documents).items():
        assert same(tallies[path].count, plainly), path
        assert same(tables[path].count, plainly), path
    return tallies


def same(ours: Count, plainly: Plainly) -> bool:
    """Whether both ways come to the same; says where not."""
    assert ours.answered == plainly.answered
    assert ours.choices == plainly.choices
    assert ours.cells == plainly.cells
    assert ours.rows == plainly.rows
    assert ours.numbers.counts() == plainly.numbers
    assert list(ours.texts) == plainly.texts
    return True
