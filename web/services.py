"""What the routes work with, made once when the app is made, and found through the request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import HTTPConnection

from engine.forms.folder import Definitions
from engine.people import RoleBook, SignIn
from engine.settings import Settings
from engine.store import Database
from web.menu import Entry
from web.templating import Pages


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of one running installation."""

    settings: Settings
    definitions: Definitions
    database: Database
    clock: Callable[[], datetime]
    """Returns the present as aware UTC."""
    book: RoleBook
    signin: SignIn
    pages: Pages
    menu: tuple[Entry, ...]


def services(request: HTTPConnection) -> Services:
    """Return the installation that a request came to."""
    found: Services = request.app.state.services
    return found
