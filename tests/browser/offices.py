"""All shipped systems served for browsers, with an organisation of its own for each form that is filed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from socket import socket
from typing import Any, Final

from cli.papers import kept
from engine import settings as reading
from engine.documents import LocalBlobs
from engine.documents.blobs import FOLDER
from engine.filings import Actor, Desk, Response, file_document, overview, responses
from engine.filings.responses import new_id
from engine.forms import Definitions
from engine.forms.model.form import Form
from engine.forms.model.system import System
from engine.forms.periods import Period
from engine.forms.sampling import Sampler
from engine.library import Programs, publish_folder
from engine.people import Organisation, RoleBook, organisations, users
from engine.people.users import NewUser
from engine.store import Database
from engine.store.migrating import upgrade
from tests.browser.county import LONG_AGO, PASSWORD, Clock, definitions, quiet, serving
from tests.browser.site import DEFINITIONS
from tests.definitions_shipped.shipped import program
from tests.people.world import cheap_passwords
from tests.shipped_answers import Answers, answers_to
from web.app import create_app

REGIONS: Final = ("370000", "371300", "371302")


@dataclass(frozen=True, slots=True)
class Begun:
    """A form that somebody is about to file: who, where, and what she will type."""

    login: str
    address: str
    answers: Answers


@dataclass(slots=True)
class Offices:
    """A running server and what the tests may do behind it."""

    url: str
    clock: Clock
    database: Database
    desk: Desk
    definitions: Definitions
    blobs: LocalBlobs
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def about_to_file(self, name: str) -> Begun:
        """Open an account for an organisation that files the form, and tell where it is begun and how."""
        form = self.definitions.forms[name]
        place, login = self._account(form)
        self._file_links(form, place)
        period = self._open_period(form, place)
        actor = Actor(login, self.clock())
        with self.database.read() as work:
            made = self.desk.programs.current(work, name)
            key = period.key if period else ""
            context = self.desk.context(work, made, actor, organisation=place, period=key)
        answers = answers_to(made, **context.arguments())
        return Begun(login, f"{self.url}/filings/new?form={name}&period={key}", answers)

    def stored(self, address: str) -> dict[str, Any]:
        """Return the document that the store holds of the response at an address."""
        with self.database.read() as work:
            response = address.split("/filings/")[1].split("/")[0]
            return dict(responses.fetch(work, response).document or {})

    def _account(self, form: Form) -> tuple[Organisation, str]:
        system, kind = self._reporter(form)
        name = f"office{next(self._numbers)}"
        role = next(
            role
            for role, told in system.roles.items()
            if told.of == kind and {"filing.edit", "filing.submit"} <= set(told.may)
        )
        new = Organisation(
            name, system.system, kind, f"沂蒙{name}", None, REGIONS[-1],
            organisations.region_path(REGIONS), profile=self._profile(system, kind),
        )  # fmt: skip
        with self.database.write() as work:
            place = organisations.create(work, new, at=LONG_AGO)
            user = users.create(work, NewUser(name, "演示会计", PASSWORD), cheap_passwords(), at=LONG_AGO)
            users.join(work, user, place, role=role, book=RoleBook(self.definitions.systems))
            return organisations.fetch(work, name), name

    def _reporter(self, form: Form) -> tuple[System, str]:
        systems = (one for one in self.definitions.systems.values() if form.form in one.forms)
        system = next(systems)
        kinds = [kind for kind in form.collection.reporters if kind in system.organisations]
        return system, kinds[0]

    def _profile(self, system: System, kind: str) -> dict[str, Any]:
        registration = system.organisations[kind].registration
        if registration is None:
            return {}
        drawn = Sampler(program(registration)).sample(Random(7), now=self.clock())
        return dict(drawn.effective_document())

    def _file_links(self, form: Form, place: Organisation) -> None:
        """File what a form reads and cannot do without: forms without a period, such as a profile."""
        actor = Actor("", LONG_AGO)
        for link in form.links.values():
            if link.period != "none":
                continue
            with self.database.write() as work:
                made = self.desk.programs.current(work, link.form)
                context = self.desk.context(work, made, actor, organisation=place, period="")
                drawn = Sampler(made).sample(Random(7), **context.arguments())
                fresh = Response(new_id(), link.form, made.version, "", organisation=place.id)
                document, papers = kept(self.blobs, made, drawn.document())
                file_document(
                    work, self.desk, actor, fresh=fresh, document=document, organisation=place,
                    explanation="已核实", files=papers,
                )  # fmt: skip

    def _open_period(self, form: Form, place: Organisation) -> Period | None:
        """Return the period of a form that is being filed: this one, or the one before."""
        kind = form.collection.period
        if kind == "none":
            return None
        now = Period.of(kind, self.clock().date())
        actor = Actor("", self.clock())
        with self.database.read() as work:
            made = self.desk.programs.current(work, form.form)
            for period in (now, now.shift(-1)):
                card = overview.card_of(
                    work, self.desk, actor, organisation=place, program=made, period=period, halted={}
                )
                if card.standing == "open":
                    return period
        raise AssertionError(f"{form.form} is not open now")


@contextmanager
def offices(data: Path, now: datetime = datetime(2026, 3, 20, 1, 30, tzinfo=UTC)) -> Iterator[Offices]:
    """Serve all shipped systems from a thread of this process until the block ends."""
    with socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        settings = reading.read(
            {"TIANBAO_DATA": str(data), "TIANBAO_DEFINITIONS": str(DEFINITIONS), "TIANBAO_BASE_URL": url}
        )
        database = Database(settings.database)
        upgrade(database)
        known, clock = definitions(), Clock(now)
        with database.write() as work:
            publish_folder(work, known, by="", at=clock())
        desk = Desk.over(Programs(known), zone=settings.zone)
        app = create_app(settings, known, database, clock, passwords=cheap_passwords())
        with quiet(), serving(app, listening):
            yield Offices(url, clock, database, desk, known, LocalBlobs(data / FOLDER))
        database.close()
