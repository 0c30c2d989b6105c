"""Where the web keeps what filing needs: the desk, and the sheets made once per version and language."""

from functools import partial
from threading import Lock

from starlette.requests import HTTPConnection

from engine.documents import Blobs, LocalBlobs
from engine.documents.blobs import FOLDER
from engine.filings import Desk
from engine.forms import Definitions, Program
from engine.library import Programs
from engine.library.kept import Kept
from engine.render import Sheets, make_environment
from web.i18n import translations
from web.services import Services, services

_making = Lock()


class Room:
    """The parts of filing, one per process."""

    def __init__(self, held: Services) -> None:
        assert isinstance(held.definitions, Definitions), "filing needs forms and codelists"
        self.definitions = held.definitions
        self.blobs: Blobs = LocalBlobs(held.settings.data / FOLDER)
        programs = Programs(held.definitions, cache=held.settings.data / "programs")
        self.desk = Desk.over(programs, zone=held.settings.zone)
        self._sheets: Kept[tuple[str, str], Sheets] = Kept(200)

    def sheets(self, program: Program, language: str) -> Sheets:
        """Return the sheets of a version in a language."""
        return self._sheets.get((program.version, language), partial(_make, program, language))


def room(connection: HTTPConnection) -> Room:
    """Return the installation's room, made when it is first needed."""
    state = connection.app.state
    found: Room | None = getattr(state, "filing_room", None)
    if found is None:
        with _making:
            found = getattr(state, "filing_room", None) or Room(services(connection))
            state.filing_room = found
    return found


def _make(program: Program, language: str) -> Sheets:
    return Sheets(program, language, make_environment(translations(language).gettext))
