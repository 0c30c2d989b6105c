"""Simulated responses filed in an installation's store, each through the door of imports."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import select

from cli import installation
from cli.papers import kept
from engine.documents import LocalBlobs
from engine.documents.blobs import FOLDER
from engine.filings import Actor, Desk, Response, file_document
from engine.filings.overview import history
from engine.filings.responses import new_id
from engine.forms import Definitions, Program
from engine.forms.periods import Period
from engine.forms.sampling.simulation import EXPLANATION, Simulated
from engine.forms.sampling.world import Filer, Occasion
from engine.library import Programs, publish_folder
from engine.people import Organisation, organisations
from engine.settings import Settings
from engine.store import Work
from engine.store.tables.people import organisations as organisation_table


@dataclass(frozen=True, slots=True)
class StoreFiler:
    """Files one form for the organisations of a store, in one unit of work."""

    work: Work
    desk: Desk
    program: Program
    blobs: LocalBlobs
    actor: Actor

    @classmethod
    @contextmanager
    def opened(cls, settings: Settings, known: Definitions, program: Program) -> Iterator[Self]:
        """Open the installation's store for one filing after another; all are kept, or none."""
        store = installation.migrated(settings)
        desk = Desk.over(Programs(known, cache=settings.data / "programs"), zone=settings.zone)
        with store.write() as work:
            publish_folder(work, known, by="", at=installation.now())
            blobs = LocalBlobs(settings.data / FOLDER)
            current = desk.programs.current(work, program.form.form)
            yield cls(work, desk, current, blobs, Actor("", installation.now()))
        store.close()

    def occasions(self, wanted: tuple[str, ...], periods: tuple[Period | None, ...]) -> Iterator[Occasion]:
        """Yield what is still to be filed: each organisation's periods in order.

        Without `wanted` all organisations that file the form. Each is looked at when the one before
        is filed, so that it counts.
        """
        for owner in self._owners(wanted):
            for period in periods:
                key = period.key if period else ""
                mine = history(self.work, owner.id, form=self.program.form.form, periods=(key,), limit=1)
                if mine and not self.program.form.collection.many:
                    continue
                context = self.desk.context(
                    self.work, self.program, self.actor, organisation=owner, period=key
                )
                around = context.arguments()
                around["history"] = dict(around["history"])
                yield Occasion(Filer(owner.id, context.org), period, around)

    def file(self, made: Simulated) -> bool:
        """File one response as approved; return True."""
        owner = organisations.fetch(self.work, made.organisation)
        form, period = self.program.form, made.period.key if made.period else ""
        fresh = Response(
            new_id(), form.form, self.program.version, period, organisation=owner.id, source="import"
        )
        if form.collection.many:
            fresh = replace(fresh, slot=fresh.id)
        document, papers = kept(self.blobs, self.program, made.document)
        file_document(
            self.work, self.desk, self.actor, fresh=fresh, document=document, organisation=owner,
            explanation=EXPLANATION, files=papers,
        )  # fmt: skip
        return True

    def _owners(self, wanted: tuple[str, ...]) -> Iterator[Organisation]:
        if wanted:
            yield from (organisations.fetch(self.work, name) for name in wanted)
            return
        query = select(organisation_table.c.id).order_by(organisation_table.c.id)
        for name in self.work.connection.execute(query).scalars():
            owner = organisations.fetch(self.work, name)
            if self.desk.programs.files(self.work, owner, self.program.form):
                yield owner
