"""One application for many tests: each moves in with a store, a clock and a folder of its own.

Making an application and the sheets of its forms takes longer than most tests do. What depends on the
forms alone is kept from test to test; everything that could remember a test is made anew.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from fastapi import FastAPI

from engine import settings as reading
from engine.filings import Desk
from engine.forms import Definitions
from engine.people import SignIn
from engine.settings import Settings
from engine.store import Database
from tests.people.world import cheap_passwords
from web.app import create_app
from web.filing_room import Room
from web.services import Services

LOCAL: Final = "http://testserver"


@dataclass(frozen=True, slots=True)
class House:
    """An application, and the room whose programs and sheets are kept."""

    app: FastAPI
    room: Room

    @classmethod
    def built(cls, definitions: Definitions, folder: Path) -> Iterator[Self]:
        """Yield the application; nobody has moved in yet."""
        database = Database(f"sqlite:///{folder / 'empty.db'}")
        app = create_app(_settings(folder), definitions, database, _never, passwords=cheap_passwords())
        yield cls(app, Room(app.state.services))
        database.close()

    def furnished(self, database: Database, clock: Callable[[], datetime], folder: Path) -> FastAPI:
        """Return the application as if it had just been made over a store, a clock and a folder."""
        held: Services = replace(
            self.app.state.services,
            settings=_settings(folder),
            database=database,
            clock=clock,
            signin=SignIn(database, cheap_passwords(), clock),
        )
        room = Room(held)
        room.desk = Desk.over(self.room.desk.programs, zone=held.settings.zone)
        room._sheets = self.room._sheets
        self.app.state.services, self.app.state.filing_room = held, room
        self.app.state.chart_room = None
        return self.app


def _settings(folder: Path) -> Settings:
    return reading.read(
        {
            "TIANBAO_DATA": str(folder),
            "TIANBAO_HOSTS": "testserver,127.0.0.1",
            "TIANBAO_DEFINITIONS": str(folder),
        }
    )


def _never() -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC)
