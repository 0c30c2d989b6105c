"""Documents counted through the mirror, and beside it one by one: both must come to the same."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.analysis.counting import Count, Tally
from engine.analysis.mirror.building import Builder, Row
from engine.analysis.mirror.counting import Chosen, counted
from engine.analysis.mirror.segments import Segment
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


def tallied(plan: Plan, documents: Sequence[Answered]) -> dict[str, Tally]:
    """Return what documents come to, by path, having compared both ways of counting."""
    parts = [Chosen(segment(plan, documents))]
    plainly = count(plan, documents)
    tallies = {one.path: Tally(one, counted(one, parts)) for one in plan.questions}
    for path, tally in tallies.items():
        assert same(tally.count, plainly[path]), path
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
