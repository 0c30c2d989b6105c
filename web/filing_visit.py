"""One request about one response: who comes, by which door, and what may be done through it.

An organisation's people and the holders of a public link meet the same pages behind two doors.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select
from starlette.requests import Request

from engine.filings import Actor, Desk, Filing, Missing, Response, completion, overview, responses, windows
from engine.people import Organisation, Person, Thing, may
from engine.people.organisations import COLUMNS, from_row
from engine.problems import Problem
from engine.store import Work
from engine.store.tables.people import organisations as organisations_table
from engine.store.tables.responses import responses as responses_table
from web.filing_room import Room, room
from web.i18n import language_of
from web.services import Services, services

Owns = Callable[[Response], bool]


@dataclass(frozen=True, slots=True)
class Visit:
    """A request on its way to a response. `base` is the address that the response's pages begin with."""

    request: Request
    held: Services
    room: Room
    actor: Actor
    language: str
    response: str
    base: str
    owns: Owns
    """Whether a response may be seen through this door at all."""
    person: Person | None = None
    owner: Organisation | None = None

    @property
    def desk(self) -> Desk:
        """The desk filing is done at."""
        return self.room.desk

    def open(self, work: Work, *, lock: bool = False) -> Filing:
        """Return the response with its state; `lock` for a change. Raises Missing."""
        found = responses.fetch(work, self.response, lock=lock)
        if not self.owns(found):
            raise Missing(self.response)
        return self.desk.open(work, found, self.actor, owner=self.owner)

    def may(self, verb: str) -> bool:
        """Whether the visitor may do `verb` on it; a public link's holder may file what it holds."""
        if self.person is None:
            return verb in _PUBLIC_VERBS
        return self.owner is not None and may(self.person, verb, Thing.of(self.owner))

    def writable(self, filing: Filing) -> bool:
        """Whether the page offers anything to type."""
        return filing.editable and self.may("filing.edit") and self.shut(filing) is None

    def shut(self, filing: Filing) -> Problem | None:
        """Return why the period takes no more changes; what was returned is open to its filer."""
        return (
            None
            if filing.response.state == "returned"
            else windows.refusal(self.window(filing), self.actor.at, language=self.language)
        )

    def withheld(self, filing: Filing) -> frozenset[str]:
        """Return the sheets that the visitor may not see yet: another's, not saved by their filer."""
        own = self.person is None or self.may("filing.edit")
        if own or not filing.editable or not completion.by_sheet(filing):
            return frozenset()
        return frozenset(completion.unsaved(filing))

    def sees(self, filing: Filing, path: str) -> bool:
        """Whether the visitor may see what stands at an element path, or on the sheet of that name."""
        withheld = self.withheld(filing)
        return not withheld or not withheld.intersection((path, filing.program.sheet_of(path)))

    def window(self, filing: Filing) -> windows.Window:
        """Return the filing's window."""
        context = filing.context
        return overview.window_of(
            self.desk,
            filing.program,
            self.actor,
            organisation=context.organisation,
            period=context.period,
            links=context.earlier.links,
            stopped=context.stopped,
        )

    def require_open(self, filing: Filing) -> None:
        """Raise Refusal when the period takes no changes."""
        if filing.response.state != "returned":
            windows.require_open(self.window(filing), self.actor.at, language=self.language)


_PUBLIC_VERBS: Final = frozenset({"filing.view", "filing.edit", "filing.submit"})


def actor_of(request: Request) -> Actor:
    """Return who acts in a request, at this moment."""
    person: Person | None = getattr(request.state, "person", None)
    now = services(request).clock()
    return Actor(person.user_id, now, person.name) if person else Actor("", now)


_OWNER: Final = (
    select(*COLUMNS)
    .join(responses_table, responses_table.c.organisation == organisations_table.c.id)
    .where(responses_table.c.id == bindparam("response"))
)


def owner_of(work: Work, response: str) -> Organisation:
    """Return the organisation whose response it is, in one query. Raises Missing."""
    row = work.connection.execute(_OWNER, {"response": response}).one_or_none()
    if row is None:
        raise Missing(response[:40])
    return from_row(row)


def visit_of_person(request: Request) -> Visit:
    """Return the visit of somebody signed in; the route's policy has found whose response it is."""
    response = request.path_params["response"]
    owner: Organisation = request.state.owner
    return Visit(
        request,
        services(request),
        room(request),
        actor_of(request),
        language_of(request),
        response,
        f"/filings/{response}",
        lambda found: found.organisation == owner.id,
        request.state.person,
        owner,
    )
