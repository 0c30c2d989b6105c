"""Who files a form, when, and what stands around: invented organisations, periods, linked filings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from engine.forms.fieldtypes.moment import CHINA
from engine.forms.folder import Definitions
from engine.forms.model.form import Form
from engine.forms.periods import Period
from engine.forms.program import Program, compile_program
from engine.forms.sampling.goals import literals_in
from engine.forms.sampling.pool import Pool
from engine.forms.sampling.sampler import Sampler
from engine.rules import references

FIRST_YEAR: Final = 2025
PERIODS: Final = {"month": 14, "quarter": 6, "half_year": 4, "year": 3}
"""How many periods one organisation files where nobody says which: a year and what comes after it."""
SUMMER: Final = date(2025, 6, 15)
"""The day of a response to a form without periods."""
ASKED: Final = 30
"""Organisations invented until one is asked to file the form."""
LINKED: Final = 0.85
"""How many linked filings are there."""


@dataclass(frozen=True, slots=True)
class Filer:
    """Somebody who files: an identity and the profile that rules read as `org`."""

    id: str
    profile: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Occasion:
    """One filing to be made: whose, for which period, and what `Program.start` takes around it."""

    filer: Filer
    period: Period | None
    around: dict[str, Any]

    def filed(self, values: Mapping[str, Any]) -> None:
        """Let the filer's later responses read this one."""
        if self.period is not None:
            self.around["history"][self.period] = values


def occasion(
    filer: Filer,
    period: Period | None,
    links: Mapping[str, Any] | None = None,
    history: dict[Period, Mapping[str, Any]] | None = None,
) -> Occasion:
    """Return an invented occasion, two days after its period's end."""
    day = period.end + timedelta(days=2) if period else SUMMER
    around = {
        "org": filer.profile,
        "user": {"id": filer.id, "name": filer.id},
        "period": period,
        "links": links or {},
        "history": {} if history is None else history,
        "now": datetime.combine(day, time(10), CHINA),
    }
    return Occasion(filer, period, around)


def compiled(definitions: Definitions, name: str) -> Program:
    """Compile a form of a folder with its links and with the registration of who files it."""
    form = definitions.forms[name]
    links = {link: definitions.forms[told.form] for link, told in form.links.items()}
    lists: dict[str, Any] = {"codelists": definitions.codelists, "tables": definitions.tables}
    return compile_program(form, links=links, profile=definitions.registration_of(form), **lists)


def periods_from(form: Form, first: Period | None = None, count: int = 0) -> tuple[Period | None, ...]:
    """Return the periods to file: `count` from `first`, else of a year and a little more."""
    kind = form.collection.period
    if kind == "none":
        return (None,)
    start = first or Period(kind, FIRST_YEAR)
    return tuple(start.shift(number) for number in range(count or (1 if first else PERIODS[kind])))


class World:
    """Invents the filers of a form one after the other, each with its periods in order."""

    def __init__(
        self,
        definitions: Definitions,
        program: Program,
        *,
        periods: Sequence[Period | None],
        filers: Sequence[Filer] = (),
    ) -> None:
        self._program = program
        self._periods = periods
        self._filers = filers
        registration = definitions.registration_of(program.form)
        made = compiled(definitions, registration.form) if registration else None
        self._registration = Sampler(made) if made else None
        self._linked = {
            name: Sampler(compiled(definitions, link.form)) for name, link in program.form.links.items()
        }
        self._told = _told_of_filers(program)

    def occasions(self, random: Random) -> Iterator[Occasion]:
        """Yield occasions without end: each filer's periods in order, then another filer's."""
        number = 0
        while True:
            given = self._filers[number % len(self._filers)] if self._filers else None
            number += 1
            filer = given or self._invented(random, f"o{number}", self._periods[0])
            history: dict[Period, Mapping[str, Any]] = {}
            for period in self._periods:
                yield occasion(filer, period, self._links(random, filer, period), history)

    def _invented(self, random: Random, name: str, period: Period | None) -> Filer:
        """Return a filer whom the form asks, where one can be found."""
        filer = Filer(name, {})
        for _attempt in range(ASKED):
            filer = Filer(name, self._profile(random, name))
            if self._is_asked(filer, period):
                break
        return filer

    def _is_asked(self, filer: Filer, period: Period | None) -> bool:
        if self._program.form.collection.audience is None:
            return True
        now = occasion(filer, period).around["now"]
        told = self._program.collection(org=filer.profile, period=period, now=now)
        return told.get("audience") is True

    def _profile(self, random: Random, name: str) -> Mapping[str, Any]:
        """Draw a profile; now and then with what the form's rules name."""
        if self._registration is None:
            free = {path: random.choice(told) for path, told in self._told.items() if told}
            return {"name": name, **free}
        machine = self._registration.program.machine
        pool = Pool(random, None, lambda path: None)
        given: dict[str, Any] = {}
        for path, told in self._told.items():
            cell = machine.form_cells.get(path)
            if cell is not None and told and not cell.calculated and random.random() < 0.5:
                values = pool.candidates(path, cell.field, machine.codelist(cell), (random.choice(told),))
                given[path] = values[0]
        now = datetime.combine(SUMMER, time(10), CHINA)
        return self._registration.sample(random, given=given, now=now).effective_document()

    def _links(self, random: Random, filer: Filer, period: Period | None) -> Mapping[str, Any]:
        """Return the linked filings of a filer: some are missing."""
        found: dict[str, Any] = {}
        for name, link in self._program.form.links.items():
            sampler = self._linked[name]
            kind = sampler.program.form.collection.period
            when = None
            if kind != "none" and period is not None:
                back = {"previous": -1}.get(link.period, 0)
                when = Period.of(kind, period.shift(back).end)
            state = sampler.sample(random, **occasion(filer, when).around)
            found[name] = state.values if random.random() < LINKED else None
        return found


def _told_of_filers(program: Program) -> dict[str, tuple[Any, ...]]:
    """Return the texts and numbers that rules name together with each item of `org`."""
    found: dict[str, dict[Any, None]] = {}
    for use in program.machine.uses:
        names = (one.name for one in references(use.rule.logic) if one.name.startswith("org."))
        for name in names:
            kept = found.setdefault(name.removeprefix("org."), {})
            kept.update(dict.fromkeys(literals_in(use.rule.logic)))
    return {path: tuple(told) for path, told in found.items()}
