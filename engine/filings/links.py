"""What a response reads besides itself: earlier filings of its form and filings of linked forms.

One query names all that is needed; a filing's values are read once per revision and kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

import structlog
from sqlalchemy import bindparam, select

from engine.filings.drafted import Versions
from engine.filings.fitting import read_fitting
from engine.filings.responses import State
from engine.forms import Program
from engine.forms.differences import view
from engine.forms.model.form import Link
from engine.forms.periods import Period
from engine.library.kept import Kept
from engine.store import Work
from engine.store.exact_json import Json
from engine.store.tables.responses import responses

_log: Final = structlog.get_logger("tianbao")

Values: TypeAlias = Mapping[str, Any]
COUNTED: Final[Mapping[str, tuple[State, ...]]] = {
    "submitted": ("submitted", "approved"),
    "approved": ("approved",),
}
"""The states in which a filing counts as an earlier one, by the definition's `history` or `state`."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What one response reads: this form's earlier filings and its links' filings."""

    history: Mapping[Period, Values]
    links: Mapping[str, Mapping[Any, Any]]
    """Values by link; of a link `within`, the values by period."""
    documents: Mapping[Period, Mapping[str, Json]]
    """`history` as JSON, to be kept with a verdict."""
    linked: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    """The links' filings as JSON, by link and period ('' for none), to be kept as well."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One filing to look for; `name` is the link's, '' for the form's own history."""

    name: str
    form: str
    period: str
    states: tuple[State, ...]
    within: bool = False
    """Whether it is one of several that the link reads."""


_EARLIER: Final = (
    select(*(responses.c[name] for name in ("id", "form", "period", "version", "revision", "state")))
    .where(
        responses.c.organisation == bindparam("organisation"),
        responses.c.form.in_(bindparam("forms", expanding=True)),
        responses.c.period.in_(bindparam("periods", expanding=True)),
    )
    .order_by(responses.c.slot.desc())
)


class _Held(NamedTuple):
    """One earlier filing as the reading version sees it."""

    document: Mapping[str, Json]
    values: Values


class Reader:
    """Reads earlier filings' effective values in the shape of the reading version, and keeps them."""

    def __init__(self, programs: Versions, *, most: int = 2000) -> None:
        self._programs = programs
        self._kept: Kept[tuple[str, int, str], _Held] = Kept(most)

    def earlier(
        self, work: Work, program: Program, organisation: str | None, period: Period | None
    ) -> Earlier:
        """Return all earlier filings of `organisation` that `program` reads at `period`: one query."""
        wanted = _wanted(program, period) if organisation else ()
        found = self._rows(work, organisation, wanted) if wanted else []
        readers = [self._reader(work, want, row, program=program) for want, row in found]
        keys = [_key(row, version) for (_want, row), version in zip(found, readers, strict=True)]
        fresh = [row for (_want, row), key in zip(found, keys, strict=True) if key not in self._kept]
        stored = _stored(work, fresh)
        gathered = _Gathered()
        for (want, row), version in zip(found, readers, strict=True):
            make = partial(self._read, work, row, version, stored=stored)
            gathered.take(want, self._kept.get(_key(row, version), make))
        return gathered.earlier()

    def _reader(self, work: Work, want: _Wanted, row: Any, *, program: Program) -> str:
        """Return the version that reads a filing: of its own form the program's, of a link's the link's."""
        if not want.name:
            return program.version
        return self._programs.linked(work, program.version, want.name) or str(row.version)

    def _rows(
        self, work: Work, organisation: str | None, wanted: Sequence[_Wanted]
    ) -> list[tuple[_Wanted, Any]]:
        asked = {
            "organisation": organisation,
            "forms": list({want.form for want in wanted}),
            "periods": list({want.period for want in wanted}),
        }
        rows = {(row.form, row.period): row for row in work.connection.execute(_EARLIER, asked)}
        found = [(want, rows.get((want.form, want.period))) for want in wanted]
        return [(want, row) for want, row in found if row is not None and row.state in want.states]

    def _read(self, work: Work, row: Any, version: str, *, stored: Mapping[str, Any]) -> _Held:
        document = (stored if row.id in stored else _stored(work, [row]))[row.id]
        program = self._programs.get(work, version)
        if row.version == version:
            return _Held(*read_fitting(program, document))
        viewed = view(document, self._programs.crossing(work, row.version, version))
        for left in viewed.left:
            _log.info("not carried", form=program.form.form, path=left.path, version=version)
        return _Held(*read_fitting(program, viewed.document))


@dataclass(slots=True)
class _Gathered:
    """What was found so far."""

    history: dict[Period, Values] = field(default_factory=dict)
    links: dict[str, dict[Any, Any]] = field(default_factory=dict)
    documents: dict[Period, Mapping[str, Json]] = field(default_factory=dict)
    linked: dict[str, dict[str, Json]] = field(default_factory=dict)

    def take(self, want: _Wanted, held: _Held) -> None:
        """Put one filing at its place."""
        if not want.name:
            when = Period.parse(want.period)
            self.documents[when], self.history[when] = held
            return
        self.linked.setdefault(want.name, {})[want.period] = dict(held.document)
        if want.within:
            self.links.setdefault(want.name, {})[Period.parse(want.period)] = held.values
        else:
            self.links[want.name] = dict(held.values)

    def earlier(self) -> Earlier:
        """Return all of it."""
        return Earlier(self.history, self.links, self.documents, self.linked)


def _key(row: Any, version: str) -> tuple[str, int, str]:
    return row.id, row.revision, version


def _stored(work: Work, rows: Sequence[Any]) -> dict[str, Any]:
    """Return the effective values of filings by id, all in one query."""
    if not rows:
        return {}
    query = select(responses.c.id, responses.c.effective).where(responses.c.id.in_([row.id for row in rows]))
    return {row.id: row.effective or {} for row in work.connection.execute(query)}


def _wanted(program: Program, period: Period | None) -> tuple[_Wanted, ...]:
    form = program.form
    own = [
        _Wanted("", form.form, earlier.key, COUNTED[form.history])
        for earlier in needed_periods(program, period)
    ]
    linked = (_linked(program, name, link, period=period) for name, link in form.links.items())
    return (*own, *(want for wants in linked for want in wants))


def needed_periods(program: Program, period: Period | None) -> tuple[Period, ...]:
    """Return the earlier periods that `program` reads when it stands at `period`, oldest first."""
    if period is None:
        return ()
    back = set(program.needs.offsets)
    if program.needs.year_to_date:
        back.update(range(1, period.index))
    return tuple(period.shift(-n) for n in sorted(back, reverse=True) if n > 0)


def _linked(program: Program, name: str, link: Link, *, period: Period | None) -> tuple[_Wanted, ...]:
    if link.period == "within":
        kind = program.within.get(name)
        periods = period.within(kind) if period and kind else ()
        return tuple(_Wanted(name, link.form, one.key, COUNTED[link.state], within=True) for one in periods)
    shift = {"same": 0, "previous": -1}.get(link.period)
    key = "" if period is None or shift is None else period.shift(shift).key
    return (_Wanted(name, link.form, key, COUNTED[link.state]),)
