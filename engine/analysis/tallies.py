"""The distributions of a form's answers by period, counted from the store in one pass and kept.

What is kept is keyed by what it was made of (form, reach, versions, and a period's watermark, which
every change moves), so a new response makes only its own period be counted again and nothing shown
is ever old.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from sqlalchemy import Select, func, select

from engine.analysis.counting import Tally
from engine.analysis.plans import Counts, Plan, planned
from engine.analysis.questions import questions_of
from engine.analysis.reach import Reach, Source
from engine.filings.kept import Kept
from engine.forms.model.codelist import Codelist, Entry
from engine.library import Programs
from engine.store import Work
from engine.store.tables.responses import responses

AT_ONCE: Final = 500
"""Rows held in memory while counting."""


@dataclass(frozen=True, slots=True)
class Watermark:
    """What a period's responses come to at one moment: any change of any of them moves it."""

    period: str
    count: int
    revisions: int
    latest: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A form's distributions: of `period`, or of all periods where that is ''."""

    form: str
    period: str
    periods: tuple[str, ...]
    """Periods with responses, newest first."""
    responses: int
    tallies: tuple[Tally, ...]
    mark: Hashable
    """Equal exactly when the numbers are: a key for what is made of them."""
    codelists: Mapping[str, Codelist] = field(default_factory=dict)
    """The codelists of its questions, with the codes that newer versions dropped under their last labels."""

    def tally(self, path: str) -> Tally | None:
        """Return what was answered to the question at `path`; None for an unknown one."""
        return next((tally for tally in self.tallies if tally.question.path == path), None)


class Tallies:
    """Counts what every version of a form asked; keeps the periods counted last."""

    def __init__(self, programs: Programs, *, most: int = 200) -> None:
        self._programs = programs
        self._counted: Kept[Hashable, Counts] = Kept(most)
        self._joined: Kept[Hashable, Codelist] = Kept(most)

    def overview(self, work: Work, form: str, reach: Reach, *, period: str = "") -> Overview:
        """Return the distributions of `form` in one period or, for '', in all. Raises NoSuchForm."""
        source = Source(form, reach)
        plan = self._plan(work, source)
        marks = _watermarks(work, source)
        chosen = tuple(mark for mark in marks if period in ("", mark.period))
        counts = self._counts(work, source, plan=plan, marks=chosen)
        return Overview(
            form,
            period,
            tuple(mark.period for mark in marks if mark.period),
            sum(mark.count for mark in chosen),
            tuple(Tally(question, counts[question.path]) for question in plan.questions),
            (form, tuple(plan.asked), chosen, reach.key),
            self._codelists(work, plan),
        )

    def _codelists(self, work: Work, plan: Plan) -> Mapping[str, Codelist]:
        names = {question.codelist for question in plan.questions if question.codelist}
        read = [self._programs.get(work, version).codelists for version in plan.asked] if names else []
        held = {name: [lists[name] for lists in read if name in lists] for name in sorted(names)}
        return {
            name: self._joined.get((name, *plan.asked), partial(joined, lists))
            for name, lists in held.items()
            if lists
        }

    def _counts(self, work: Work, source: Source, *, plan: Plan, marks: Sequence[Watermark]) -> Counts:
        total = plan.empty()
        for mark in marks:
            key = (source.form, source.reach.key, tuple(plan.asked), mark)
            make = partial(count, work, source, period=mark.period, plan=plan)
            for path, counted in self._counted.get(key, make).items():
                total[path].include(counted)
        return total

    def _plan(self, work: Work, source: Source) -> Plan:
        current = self._programs.current(work, source.form).version
        used = work.connection.execute(_versions(source)).scalars()
        order = tuple(dict.fromkeys((current, *used)))
        ways = {version: self._programs.crossing(work, version, current) for version in order}
        read = {version: questions_of(self._programs.get(work, version).form) for version in order}
        return planned(read, ways)


def joined(lists: Sequence[Codelist]) -> Codelist:
    """Return one list of the versions' lists, newest first: a code that was dropped keeps its last label."""
    newest = lists[0]
    if all(other is newest for other in lists):
        return newest
    entries: dict[str, Entry] = {}
    for one in lists:
        entries = {**one.entries, **entries}
    order = {**newest.entries, **entries}
    return Codelist.of(newest.name, order, newest.title)


def count(work: Work, source: Source, *, period: str, plan: Plan) -> Counts:
    """Count one period's documents, in order of submission, a bounded number of rows at a time."""
    counts = plan.empty()
    readers = plan.readers(counts)
    query = source.where(select(responses.c.version, responses.c.effective))
    query = query.where(responses.c.period == period).order_by(responses.c.submitted_at, responses.c.id)
    for version, document in work.connection.execute(query.execution_options(yield_per=AT_ONCE)):
        readers[version].read(document or {})
    return counts


def _versions(source: Source) -> Select[Any]:
    last = func.max(responses.c.created_at)
    return source.where(select(responses.c.version)).group_by(responses.c.version).order_by(last.desc())


def _watermarks(work: Work, source: Source) -> tuple[Watermark, ...]:
    counted = (func.count(), func.sum(responses.c.revision), func.max(responses.c.updated_at))
    query = source.where(select(responses.c.period, *counted)).group_by(responses.c.period)
    rows = work.connection.execute(query.order_by(responses.c.period.desc()))
    return tuple(Watermark(period, some, int(revisions), str(at)) for period, some, revisions, at in rows)
