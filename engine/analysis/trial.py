"""A rule trial: checks that are not published yet, run over the responses that are stored.

Responses are read through the mapping of versions, with their organisation, their earlier filings and
their links, as if the new version had judged them. Nothing is written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import islice
from typing import Any, Final

from sqlalchemy import func, select

from engine.analysis.margins import Margin
from engine.analysis.reach import Reach, Source
from engine.filings.drafted import Drafted
from engine.filings.fitting import read_fitting
from engine.filings.links import Reader
from engine.filings.profiles import Profiles
from engine.forms import Program
from engine.forms.board import Board
from engine.forms.differences import view
from engine.forms.findings import finding
from engine.forms.periods import Period
from engine.forms.plan import CheckPlan
from engine.people import Organisation
from engine.people.organisations import COLUMNS, from_row
from engine.problems import LANGUAGES
from engine.store import Work
from engine.store.tables.people import organisations
from engine.store.tables.responses import responses

AT_ONCE: Final = 200
MOST: Final = 5_000
"""The most responses that one trial looks at."""
MOST_CASES: Final = 100
"""The responses that are named for each check."""
PATIENCE: Final = 20.0
"""Seconds after which a trial stops and says how far it came."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is tried: the checks by name, and over how many periods, the newest first."""

    checks: frozenset[str]
    periods: int = 6
    most: int = MOST
    seconds: float = PATIENCE


@dataclass(slots=True)
class Count:
    """How often a check held, would have been broken, and could not be judged."""

    held: int = 0
    broken: int = 0
    unjudged: int = 0

    @property
    def judged(self) -> int:
        """How many could be judged."""
        return self.held + self.broken

    def note(self, verdict: bool | None) -> None:
        """Count one response."""
        self.held += verdict is True
        self.broken += verdict is False
        self.unjudged += verdict is None


@dataclass(frozen=True, slots=True)
class Case:
    """One response that would break a check."""

    response: str
    organisation: str
    region: str
    period: str
    message: Mapping[str, str]
    """What its filer would be told, by language."""


@dataclass(slots=True)
class Outcome:
    """What came of one check."""

    plan: CheckPlan
    margins: list[Margin | None]
    total: Count = field(default_factory=Count)
    periods: dict[str, Count] = field(default_factory=dict)
    regions: dict[str, Count] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)

    @classmethod
    def of(cls, plan: CheckPlan) -> "Outcome":
        """Return the outcome before anything was judged."""
        return cls(plan, [Margin.of(case) for case in plan.cases])

    def note(self, board: Board, row: "_Row") -> None:
        """Judge one response."""
        verdicts = _verdicts(board, self.plan)
        found = _joined(verdicts.values())
        for count in (
            self.total,
            self.periods.setdefault(row.period, Count()),
            self.regions.setdefault(row.region, Count()),
        ):
            count.note(found)
        if found is False and len(self.cases) < MOST_CASES:
            broken = next(number for number, verdict in verdicts.items() if verdict is False)
            self.cases.append(_case(board, self.plan, broken, row))
        for number in verdicts:
            self._measure(board, number)

    def _measure(self, board: Board, row: int) -> None:
        for case, margin in zip(self.plan.cases, self.margins, strict=True):
            holds = (board.call(number, self.plan.repeat, row) is True for number in case.when)
            if margin is None or not all(holds):
                continue
            sides = (board.call(side.rule, self.plan.repeat, row) for side in (case.left, case.right))
            margin.take(*sides)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a trial. `looked` of the `count` responses of `periods` were read."""

    outcomes: tuple[Outcome, ...]
    periods: tuple[str, ...]
    count: int
    looked: int


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    version: str
    period: str
    effective: Mapping[str, Any]
    submitted_at: Any
    owner: Organisation | None

    @property
    def region(self) -> str:
        """The region's code; '' for a response without organisation."""
        return self.owner.region if self.owner else ""


@dataclass(frozen=True, slots=True)
class Bench:
    """What trying needs besides the store."""

    draft: Drafted
    profiles: Profiles
    zone: tzinfo
    timer: Callable[[], float]


def try_checks(work: Work, bench: Bench, reach: Reach, asked: Asked) -> Trial:
    """Run checks of a draft over the responses of the last periods within somebody's reach."""
    program = bench.draft.program
    source = Source(program.form.form, reach)
    periods = _periods(work, source, asked.periods)
    ids = _ids(work, source, periods, asked.most)
    plans = (plan for plan in program.machine.blueprint.checks if plan.id in asked.checks)
    outcomes = tuple(map(Outcome.of, plans))
    end, looked, reader = bench.timer() + asked.seconds, 0, Reader(bench.draft)
    for row in _rows(work, ids) if outcomes else ():
        if bench.timer() >= end:
            break
        board = _board(work, bench, reader, row)
        looked += 1
        for outcome in outcomes:
            outcome.note(board, row)
    return Trial(outcomes, periods, _count(work, source, periods), looked)


def fresh_checks(program: Program, before: Program | None) -> frozenset[str]:
    """Return the checks that `before` has not, or has with another rule or another condition."""
    known = {plan.id: _rule(plan) for plan in before.machine.blueprint.checks} if before else {}
    return frozenset(
        plan.id for plan in program.machine.blueprint.checks if known.get(plan.id) != _rule(plan)
    )


def _rule(plan: CheckPlan) -> tuple[Any, Any]:
    relevant = plan.check.relevant
    return plan.check.rule.logic, relevant.logic if relevant is not None else None


def _periods(work: Work, source: Source, most: int) -> tuple[str, ...]:
    query = source.where(select(responses.c.period)).distinct().order_by(responses.c.period.desc())
    return tuple(work.connection.execute(query.limit(most)).scalars())


def _count(work: Work, source: Source, periods: Sequence[str]) -> int:
    query = source.where(select(func.count())).where(responses.c.period.in_(periods))
    found: int = work.connection.execute(query).scalar_one()
    return found


def _ids(work: Work, source: Source, periods: Sequence[str], most: int) -> list[str]:
    query = source.where(select(responses.c.id)).where(responses.c.period.in_(periods))
    order = (responses.c.period.desc(), responses.c.organisation, responses.c.id)
    return list(work.connection.execute(query.order_by(*order).limit(most)).scalars())


def _rows(work: Work, ids: Sequence[str]) -> Iterator[_Row]:
    """Yield responses in order, a bounded number of them at once."""
    names = ("id", "version", "period", "organisation", "effective", "submitted_at")
    waiting = iter(ids)
    while chunk := list(islice(waiting, AT_ONCE)):
        query = select(*(responses.c[name] for name in names)).where(responses.c.id.in_(chunk))
        found = {row.id: row for row in work.connection.execute(query)}
        owners = _owners(work, {row.organisation for row in found.values() if row.organisation})
        for row in (found[one] for one in chunk if one in found):
            owner = owners.get(row.organisation)
            yield _Row(row.id, row.version, row.period, row.effective or {}, row.submitted_at, owner)


def _owners(work: Work, ids: Iterable[str]) -> dict[str, Organisation]:
    query = select(*COLUMNS).where(organisations.c.id.in_(sorted(ids)))
    return {one.id: one for one in map(from_row, work.connection.execute(query))}


def _board(work: Work, bench: Bench, reader: Reader, row: _Row) -> Board:
    program = bench.draft.program
    document = row.effective
    if row.version != program.version:
        document = view(document, bench.draft.crossing(work, row.version, program.version)).document
    period = Period.parse(row.period) if row.period else None
    earlier = reader.earlier(work, program, row.owner.id if row.owner else None, period)
    state = program.start(
        read_fitting(program, document)[1],
        org=bench.profiles.of(row.owner),
        period=period,
        links=earlier.links,
        history=earlier.history,
        now=row.submitted_at.astimezone(bench.zone) if row.submitted_at else None,
    )
    return state.board


def _verdicts(board: Board, plan: CheckPlan) -> dict[int, bool | None]:
    """Return how a check came out, by row of its repeat; -1 outside repeats."""
    if not plan.repeat:
        return {-1: board.v[plan.slot]}
    rows = board.v[board.machine.blueprint.repeats[plan.repeat].slot]
    return {number: values[plan.slot] for number, values in enumerate(rows)}


def _joined(verdicts: Iterable[bool | None]) -> bool | None:
    """Return one verdict of a response: broken where any row is, held where any was judged."""
    found = set(verdicts)
    return False if False in found else True if True in found else None


def _case(board: Board, plan: CheckPlan, number: int, row: _Row) -> Case:
    said = finding(board, plan, number, None).problem
    owner = row.owner
    name = owner.name if owner else ""
    return Case(row.id, name, row.region, row.period, {one: said.message(one) for one in LANGUAGES})
