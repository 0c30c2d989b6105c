"""What a response reads besides itself: earlier filings of its form and filings of linked forms.

One query names all that is needed; a filing's values are read once per revision and kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

import structlog
from sqlalchemy import bindparam, select

from engine.filings.fitting import read_fitting
from engine.filings.kept import Kept
from engine.filings.responses import State
from engine.forms import Program
from engine.forms.differences import view
from engine.forms.model.form import Link
from engine.forms.periods import Period
from engine.library import Programs
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
    links: Mapping[str, Values]
    documents: Mapping[Period, Mapping[str, Json]]
    """`history` as JSON, to be kept with a verdict."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One filing to look for; `name` is the link's, '' for the form's own history."""

    name: str
    form: str
    period: str
    states: tuple[State, ...]


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

    def __init__(self, programs: Programs, *, most: int = 2000) -> None:
        self._programs = programs
        self._kept: Kept[tuple[str, int, str], _Held] = Kept(most)

    def earlier(
        self, work: Work, program: Program, organisation: str | None, period: Period | None
    ) -> Earlier:
        """Return all earlier filings of `organisation` that `program` reads at `period`: one query."""
        wanted = _wanted(program, period) if organisation else ()
        history: dict[Period, Values] = {}
        links: dict[str, Values] = {}
        documents: dict[Period, Mapping[str, Json]] = {}
        for want, row in self._rows(work, organisation, wanted) if wanted else ():
            if want.name:
                version = self._programs.linked(work, program.version, want.name) or row.version
                links[want.name] = self._held(work, row, version).values
            else:
                when = Period.parse(want.period)
                documents[when], history[when] = self._held(work, row, program.version)
        return Earlier(history, links, documents)

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

    def _held(self, work: Work, row: Any, version: str) -> _Held:
        return self._kept.get((row.id, row.revision, version), partial(self._read, work, row, version))

    def _read(self, work: Work, row: Any, version: str) -> _Held:
        query = select(responses.c.effective).where(responses.c.id == row.id)
        stored = work.connection.execute(query).scalar_one() or {}
        program = self._programs.get(work, version)
        if row.version == version:
            return _Held(*read_fitting(program, stored))
        viewed = view(stored, self._programs.crossing(work, row.version, version))
        for left in viewed.left:
            _log.info("not carried", form=program.form.form, path=left.path, version=version)
        return _Held(*read_fitting(program, viewed.document))


def _wanted(program: Program, period: Period | None) -> tuple[_Wanted, ...]:
    form = program.form
    own = [
        _Wanted("", form.form, earlier.key, COUNTED[form.history])
        for earlier in needed_periods(program, period)
    ]
    return (*own, *(_linked(name, link, period) for name, link in form.links.items()))


def needed_periods(program: Program, period: Period | None) -> tuple[Period, ...]:
    """Return the earlier periods that `program` reads when it stands at `period`, oldest first."""
    if period is None:
        return ()
    back = set(program.needs.offsets)
    if program.needs.year_to_date:
        back.update(range(1, period.index))
    return tuple(period.shift(-n) for n in sorted(back, reverse=True) if n > 0)


def _linked(name: str, link: Link, period: Period | None) -> _Wanted:
    shift = {"same": 0, "previous": -1}.get(link.period)
    key = "" if period is None or shift is None else period.shift(shift).key
    return _Wanted(name, link.form, key, COUNTED[link.state])
