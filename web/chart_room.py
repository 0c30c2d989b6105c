"""Where the web keeps what charts need: the tallies, the words of a language, and pictures drawn last."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import Final

from starlette.requests import HTTPConnection, Request

from engine.analysis import NO_FILTERS, Filters, Overview, Reach, Tallies, Words
from engine.analysis.offers import Offers, fact_questions, offers
from engine.forms.model.form import Form
from engine.library.kept import Kept
from engine.library.publishing import owner_of
from engine.people import Denied, Person, Thing
from engine.store import Work
from web.filing_room import room as filing_room
from web.i18n import translations
from web.services import services

VERB: Final = "chart.view"

_FOLDER: Final = "mirror"
_making = Lock()


class ChartRoom:
    """The parts of charts, one per process."""

    def __init__(self, tallies: Tallies) -> None:
        self.tallies = tallies
        self._drawn: Kept[Hashable, bytes] = Kept(500)
        self._offered: Kept[Hashable, Offers] = Kept(50)

    def words(self, language: str, overview: Overview) -> Words:
        """Return how pictures of an overview name what they show in a language."""
        _ = translations(language).gettext
        quartiles = (_("下四分位"), _("中位数"), _("上四分位"))
        return Words(language, overview.codelists, quartiles, f"{_('人数')} ")

    def offered(self, key: Hashable, make: Callable[[], Offers]) -> Offers:
        """Return what answers can be filtered by, made if it is not kept."""
        return self._offered.get(key, make)

    def drawn(self, key: Hashable, draw: Callable[[], bytes]) -> bytes:
        """Return a picture by what it shows, drawn if it is not kept."""
        return self._drawn.get(key, draw)


@dataclass(frozen=True, slots=True)
class Look:
    """One request to see a form's answers: who, which form, through which filters."""

    request: Request
    person: Person
    form: str
    filters: Filters = NO_FILTERS

    @property
    def reach(self) -> Reach:
        """Whose answers the person may see counted."""
        return Reach.of(self.person, VERB)

    def overview(self) -> Overview:
        """Return the form's distributions. Raises NoSuchForm for a form that was never published."""
        with services(self.request).database.read() as work:
            tallies = chart_room(self.request).tallies
            return tallies.overview(work, self.form, self.reach, self.filters)

    def through(self, filters: Filters) -> "Look":
        """Return the same look through other filters."""
        return replace(self, filters=filters)

    def offers(self, overview: Overview) -> Offers:
        """Return what the form's answers can be filtered by."""
        held = services(self.request)
        system = held.definitions.systems[self.person.organisation.system]
        facts = fact_questions(held.definitions, system.system, self.definition())
        regions = held.definitions.codelists.get(system.region_list)
        lists = {**held.definitions.codelists, **overview.codelists}
        key = (overview.look.seen_mark, system.system)
        return chart_room(self.request).offered(
            key, lambda: offers(overview.look, regions, facts, codelists=lists)
        )

    def definition(self) -> Form:
        """Return the form as the files have it, or in its present version. Raises NoSuchForm for none."""
        room = filing_room(self.request)
        if self.form in room.definitions.forms:
            return room.definitions.forms[self.form]
        with services(self.request).database.read() as work:
            return room.desk.programs.current(work, self.form).form


def chart_room(connection: HTTPConnection) -> ChartRoom:
    """Return the installation's room, made when it is first needed."""
    state = connection.app.state
    found: ChartRoom | None = getattr(state, "chart_room", None)
    if found is None:
        filing = filing_room(connection)
        with _making:
            folder = services(connection).settings.data / _FOLDER
            made = ChartRoom(Tallies(filing.desk.programs, folder))
            found = state.chart_room = getattr(state, "chart_room", None) or made
    return found


def charted_form(work: Work, request: Request) -> Thing:
    """The form in the path as a thing of the person's system; for policies. Raises Denied for others."""
    return charted(work, request, request.state.person, request.path_params["form"])


def charted(work: Work, request: HTTPConnection, person: Person, form: str) -> Thing:
    """Return a form as a thing of a person's system. Raises Denied for others."""
    system = services(request).definitions.systems.get(person.organisation.system)
    if system is None or (form not in system.forms and owner_of(work, form) != system.system):
        raise Denied(VERB)
    return Thing(system.system)


def digest(mark: Hashable) -> str:
    """Return a short text that is equal exactly when two marks are."""
    return sha256(repr(mark).encode()).hexdigest()[:16]
