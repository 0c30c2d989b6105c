"""Responses of a file taken into the store: each judged like any other submission, or refused with why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from engine.exchange.incoming import Incoming
from engine.filings import Actor, Desk, Response, file_document, public
from engine.filings.refusals import Incomplete
from engine.filings.responses import new_id
from engine.forms import Misfits, Program
from engine.forms.fieldtypes.sizes import FILE_TYPES
from engine.forms.periods import Period
from engine.people import Organisation
from engine.people.organisations import COLUMNS, from_row
from engine.problems import Problem, problem
from engine.store import Database, Work
from engine.store.exact_json import Json
from engine.store.tables.forms import public_links
from engine.store.tables.people import organisations
from engine.store.tables.responses import responses

SOURCE: Final = "import"
_AT_ONCE: Final = 50
"""Responses of one unit of work."""
_MOST_ID: Final = 36


@dataclass(frozen=True, slots=True)
class Refused:
    """One response that was not taken, and why."""

    number: int
    response: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: how many are new, how many were there before, and the refused ones."""

    new: int
    there: int
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Taking:
    """Where responses go: the form, who answers for it, and the organisations that may be named."""

    form: str
    actor: Actor
    within: ColumnElement[bool]
    """On the organisations table."""
    explanation: str
    """What is written to soft checks that an answer breaks, and the name of nobody's link."""


class _Refusal(Exception):
    def __init__(self, *problems: Problem) -> None:
        super().__init__(*map(str, problems))
        self.problems = problems


def take_all(
    database: Database, desk: Desk, taking: Taking, incoming: Sequence[Incoming], *, keep: bool = True
) -> Taken:
    """File the responses of a file, each as submitted; with `keep` off all of it is only tried.

    Some at a time, so that nobody else who writes waits long. One whose id is there already is left
    as it is: a file can be taken again after its faults are mended, or after it was interrupted. Files
    that answers speak of do not come along. Raises NoSuchForm.
    """
    done = Taken(0, 0, ())
    for at in range(0, len(incoming), _AT_ONCE):
        with database.write() as work:
            more = take(work, desk, taking, incoming[at : at + _AT_ONCE], keep=keep)
        done = Taken(done.new + more.new, done.there + more.there, (*done.refused, *more.refused))
    return done


def take(work: Work, desk: Desk, taking: Taking, incoming: Sequence[Incoming], *, keep: bool = True) -> Taken:
    """File some responses in one unit of work; see `take_all`."""
    program = desk.programs.current(work, taking.form)
    trial = work.connection.begin_nested()
    around = _Around(
        desk, taking, program, _organisations(work, taking, incoming), _there(work, incoming),
        _link(work, desk, taking, incoming),
    )  # fmt: skip
    new, refused = 0, list[Refused]()
    for one in incoming:
        if one.response and one.response in around.there:
            continue
        try:
            with work.connection.begin_nested():
                _file(work, around, one)
            new += 1
        except _Refusal as wrong:
            refused.append(Refused(one.number, one.response, wrong.problems))
    if keep:
        trial.commit()
    else:
        trial.rollback()
    return Taken(new, len(incoming) - new - len(refused), tuple(refused))


@dataclass(frozen=True, slots=True)
class _Around:
    desk: Desk
    taking: Taking
    program: Program
    organisations: Mapping[str, Sequence[Organisation]]
    there: frozenset[str]
    link: str | None
    """Of answers without an organisation."""


def _file(work: Work, around: _Around, one: Incoming) -> None:
    program, owner = around.program, _owner(around, one)
    fresh = Response(
        one.response or new_id(),
        program.form.form,
        program.version,
        _period(program, one),
        organisation=owner.id if owner else None,
        link=None if owner else around.link,
        source=SOURCE,
        submitted_at=one.submitted_at,
    )
    if program.form.collection.many or owner is None:
        fresh = replace(fresh, slot=fresh.id)
    try:
        file_document(
            work, around.desk, around.taking.actor, fresh=fresh, document=_asked(program, one.values),
            organisation=owner, explanation=around.taking.explanation, state="submitted",
        )  # fmt: skip
    except (Misfits, Incomplete) as wrong:
        raise _Refusal(*wrong.problems) from wrong
    except IntegrityError as twice:
        fault = problem("answers-second", organisation=one.organisation, period=one.period)
        raise _Refusal(fault) from twice


def _owner(around: _Around, one: Incoming) -> Organisation | None:
    if len(one.response) > _MOST_ID or not one.response.isascii():
        raise _Refusal(problem("answers-no-id", given=one.response[:60]))
    if not one.organisation:
        if around.program.form.collection.public:
            return None
        raise _Refusal(problem("answers-no-organisation"))
    found = around.organisations.get(one.organisation, ())
    if len(found) != 1:
        code = "answers-organisations" if found else "answers-unknown-organisation"
        raise _Refusal(problem(code, name=one.organisation[:80]))
    return found[0]


def _period(program: Program, one: Incoming) -> str:
    wanted = program.form.collection.period
    if wanted == "none" and not one.period:
        return ""
    try:
        if Period.parse(one.period).kind == wanted:
            return one.period
    except ValueError:
        pass  # told below, as a period of another kind is
    raise _Refusal(problem("answers-no-period", given=one.period[:20]))


def _asked(program: Program, values: Mapping[str, Json]) -> dict[str, Json]:
    """Return what was asked for of effective values: nothing worked out here, and no files."""
    told = dict(values)
    for path, cell in program.cells.items():
        if cell.calculated or cell.field.kind in FILE_TYPES:
            told = _without(told, path.split("."))
    return told


def _without(told: dict[str, Json], steps: Sequence[str]) -> dict[str, Json]:
    key, many, _ = steps[0].partition("[]")
    inner = told.get(key)
    if key not in told:
        return told
    if len(steps) == 1:
        return {name: value for name, value in told.items() if name != key}
    if many and isinstance(inner, list):
        rows = [_without(dict(row), steps[1:]) if isinstance(row, dict) else row for row in inner]
        return {**told, key: list[Json](rows)}
    return {**told, key: _without(dict(inner), steps[1:])} if isinstance(inner, dict) else told


def _organisations(work: Work, taking: Taking, incoming: Sequence[Incoming]) -> dict[str, list[Organisation]]:
    """Return the organisations of the names in a file, those within reach."""
    found: dict[str, list[Organisation]] = {}
    names = {one.organisation for one in incoming if one.organisation}
    query = select(*COLUMNS).where(organisations.c.name.in_(names), taking.within)
    for row in work.connection.execute(query):
        one = from_row(row)
        found.setdefault(one.name, []).append(one)
    return found


def _link(work: Work, desk: Desk, taking: Taking, incoming: Sequence[Incoming]) -> str | None:
    """Return the form's closed link that imported answers of nobody belong to; None without such."""
    admitted = desk.programs.current(work, taking.form).form.collection.public
    if not admitted or all(one.organisation for one in incoming):
        return None
    terms = public.Terms(label=taking.explanation[:200])
    own = public_links.c
    query = select(own.id).where(own.form == taking.form, own.label == terms.label, own.open.is_(False))
    found: str | None = work.connection.execute(query.limit(1)).scalar_one_or_none()
    if found is None:
        token = public.make(work, desk, taking.actor, form=taking.form, terms=terms)
        found = public.link_of(work, token).id
        public.close(work, found)
    return found


def _there(work: Work, incoming: Sequence[Incoming]) -> frozenset[str]:
    names = {one.response for one in incoming if one.response}
    return frozenset(
        work.connection.execute(select(responses.c.id).where(responses.c.id.in_(names))).scalars()
    )
