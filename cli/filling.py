"""Fills a store with a demonstration: organisations, accounts, approved reports, public links.

Filings are handed in through the same door as real ones, so that receipts, events and verdicts are
there; only typing is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any, Final

from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import func, select

from cli.demo_calendar import Calendar
from cli.demonstration import Demonstration, Filings, Place, Reports, respondent_id
from cli.papers import kept
from engine.documents import LocalBlobs
from engine.filings import Actor, Context, Desk, Filing, file_document, public, responses, submission
from engine.filings.links import Earlier
from engine.filings.responses import Response, Step
from engine.forms import Definitions, FormState, Program
from engine.forms.periods import PER_YEAR, Period
from engine.forms.sampling import Guide, Sampler
from engine.people import Organisation, Passwords, RoleBook, organisations, users
from engine.people.users import NewUser
from engine.store import Work
from engine.store.tables.people import organisations as organisation_table

NO_GUIDE: Final = Guide()
YEARS_BEFORE: Final = 1
"""Whole years drawn before the first kept report, so that its last-year figures are real ones."""


def filled_at(work: Work, told: Demonstration) -> datetime | None:
    """Return when the system of a demonstration was filled; None where it has no organisations yet."""
    mine = organisation_table.c.system == told.demonstration
    query = select(func.min(organisation_table.c.created_at)).where(mine)
    found: datetime | None = work.connection.execute(query).scalar_one()
    return found


class OnceHasher(Argon2Hasher):
    """Hashes each password once: the accounts of a demonstration share one, and a hash takes its time."""

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        """Return the hash that was made of this password first."""
        return _hashed(password) if salt is None else super().hash(password, salt=salt)


@cache
def _hashed(password: str | bytes) -> str:
    return Argon2Hasher().hash(password)


@cache
def shared_passwords() -> Passwords:
    """Return the hasher of all demonstrations."""
    return Passwords(OnceHasher())


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills one store with one demonstration, as of `now`."""

    work: Work
    desk: Desk
    definitions: Definitions
    told: Demonstration
    now: datetime
    random: Random
    blobs: LocalBlobs
    samplers: dict[tuple[str, int], Sampler] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """The demonstration's time."""
        return Calendar(self.now, self.desk.zone, self.random)

    def fill(self) -> None:
        """Write everything, for forms that are published; the caller's unit of work commits it or nothing."""
        places = {place.id: self._organisation(place) for place in self.told.organisations}
        people = self._accounts(places)
        for reports in self.told.reports:
            self._reports(reports, places[reports.organisation], people.get(reports.organisation, ""))
        for filings in self.told.filings:
            self._filings(filings, places[filings.organisation], people.get(filings.organisation, ""))
        self._respondents()
        for answers in self.told.answers:
            if answers.link:
                actor = Actor("", self.now)
                public.make(self.work, self.desk, actor, form=answers.form, token=answers.link)

    def _organisation(self, place: Place, guide: Guide | None = None, *, at: str = "") -> Organisation:
        """Register an organisation; `at` is the profile's field that says its region, if it has no other."""
        new = Organisation(
            place.id, self.told.demonstration, place.type, place.name, place.parent, place.region
        )
        profile = self._profile(new, place.profile, guide or NO_GUIDE)
        region = place.region or str(profile.get(at) or "")
        new = replace(
            new,
            profile=profile,
            region=region,
            region_path=_region_path(self.definitions, self.told.demonstration, region),
        )
        return organisations.create(self.work, new, at=self.now)

    def _profile(self, place: Organisation, given: Mapping[str, Any], guide: Guide) -> dict[str, Any]:
        """Return a registration of the organisation, with what the demonstration gives of it."""
        program = self.desk.programs.registration(place.system, place.type)
        if program is None:
            return dict(given)
        holes = {"{name}": place.name, "{region}": place.region}
        known = {name: holes.get(str(value), value) for name, value in given.items()}
        values = program.read(known)
        told = {name: value for name, value in values.items() if value is not None}
        state = self._sampler(program, guide).sample(self.random, given=told, now=self.now)
        return state.effective_document()

    def _sampler(self, program: Program, guide: Guide) -> Sampler:
        """Return the sampler of a registration, made once for all who share its guide."""
        key = (program.version, id(guide))
        if key not in self.samplers:
            self.samplers[key] = Sampler(program, guide)
        return self.samplers[key]

    def _accounts(self, places: Mapping[str, Organisation]) -> dict[str, str]:
        """Create the accounts; return a user's id by organisation."""
        book, passwords = RoleBook(self.definitions.systems), shared_passwords()
        people: dict[str, str] = {}
        for account in self.told.accounts:
            new = NewUser(account.login, account.name, self.told.password)
            user = users.create(self.work, new, passwords, at=self.now)
            place = places[account.organisation]
            users.join(self.work, user, place, role=account.role, book=book, grants=account.grants)
            people[account.organisation] = user.id
        return people

    def _reports(self, reports: Reports, place: Organisation, user: str) -> None:
        program = self.desk.programs.current(self.work, reports.form)
        sampler = Sampler(program, self.told.guide(reports.guides))
        present = self.calendar.present(program)
        history: dict[Period, Mapping[str, Any]] = {}
        documents: dict[Period, dict[str, Any]] = {}
        org = self.desk.profiles.of(place)
        for period in _run_up(present, reports.approved):
            at = self.calendar.moment(period)
            state = sampler.sample(
                self.random, org=org, period=period, history=history, now=at.astimezone(self.desk.zone)
            )
            if period >= present.shift(-reports.approved):
                earlier = _seen(program, history, documents, period)
                filing = self._filing(program, state, place, Actor(user, at), period=period, earlier=earlier)
                submission.submit(self.work, filing, Actor(user, at), key=filing.response.id, revision=1)
                approver = Actor("", min(at + timedelta(days=2), self.now))
                submission.approve(self.work, self.desk, filing.response, approver)
            history[period], documents[period] = state.values, state.effective_document()

    def _filings(self, told: Filings, place: Organisation, user: str) -> None:
        """File what is told through the door of imports; each reads those before it and its links."""
        program = self.desk.programs.current(self.work, told.form)
        guide = self.told.guide(told.guides)
        sampler = Sampler(program, guide)
        for period, at in self.calendar.turns(program, told.count):
            actor, key = Actor(user, at), period.key if period else ""
            context = self.desk.context(self.work, program, actor, organisation=place, period=key)
            state = sampler.sample(self.random, **context.arguments())
            fresh = Response(
                responses.new_id(), program.form.form, program.version, key, organisation=place.id
            )
            if program.form.collection.many:
                fresh = replace(fresh, slot=fresh.id)
            document, papers = kept(self.blobs, program, state.document())
            file_document(
                self.work, self.desk, actor, fresh=fresh, document=document, organisation=place,
                explanation=guide.explanation, state=told.state, files=papers,
            )  # fmt: skip

    def _respondents(self) -> None:
        """Create the organisations that only answer surveys."""
        given = self.told.respondents
        if given is None:
            return
        guide = self.told.guide(given.guides)
        for number in range(1, given.count + 1):
            name = f"{given.name}{number:03d}"
            place = Place(id=respondent_id(number), type=given.type, name=name, profile=given.profile)
            self._organisation(place, guide, at=given.region)

    def _filing(
        self,
        program: Program,
        state: FormState,
        place: Organisation,
        actor: Actor,
        *,
        period: Period,
        earlier: Earlier,
    ) -> Filing:
        """Write a response as it would stand after typing, ready to be handed in."""
        fresh = Response(
            responses.new_id(),
            program.form.form,
            program.version,
            period.key,
            organisation=place.id,
            filed_by=actor.id,
            document=state.document(),
            explanations=state.explanations(),
        )
        context = Context(place, self.desk.profiles.of(place), period, earlier, {}, actor.at)
        inserted = responses.insert(self.work, fresh, Step("open"), actor)
        return Filing(inserted, program, context, state)


def _run_up(present: Period, count: int) -> Iterator[Period]:
    """Yield the periods from the start of the years before the first kept one up to the last kept one."""
    first = present.shift(-count)
    start = Period.of(first.kind, date(first.year - YEARS_BEFORE, 1, 1))
    ahead = (present.year - start.year) * PER_YEAR[first.kind] + present.index - start.index
    yield from (start.shift(number) for number in range(ahead))


def _seen(
    program: Program,
    history: Mapping[Period, Mapping[str, Any]],
    documents: Mapping[Period, dict[str, Any]],
    period: Period,
) -> Earlier:
    """Return what the rules of a period's report read of earlier ones."""
    read = {period.shift(-back) for back in program.needs.offsets} & set(history)
    return Earlier({one: history[one] for one in read}, {}, {one: documents[one] for one in sorted(read)})


def _region_path(definitions: Definitions, system: str, region: str) -> str:
    regions = definitions.codelists.get(definitions.systems[system].region_list)
    trail = regions.trail(region) if regions else ()
    return organisations.region_path([step.code for step in trail])
