"""Who is looking at a design just now, and where: asked every few seconds by the pages that show it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from engine.library.designs import Design
from engine.store import Work
from engine.store.tables.designs import design_editors
from engine.store.tables.people import users

AWAY: Final = timedelta(seconds=30)
"""After how long without a word somebody has left."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody else at the same design."""

    user: str
    name: str
    place: str


def present(work: Work, design: Design, *, user: str, place: str, at: datetime) -> None:
    """Note that somebody is at a place of a design."""
    mine = (design_editors.c.design == design.id, design_editors.c.user == user)
    values = {"place": place[:200], "seen_at": at}
    if not work.connection.execute(design_editors.update().where(*mine), values).rowcount:
        row = {"design": design.id, "user": user, **values}
        work.connection.execute(design_editors.insert(), row)


def others(work: Work, design: Design, *, user: str, at: datetime) -> tuple[Editor, ...]:
    """Return who else is at a design, by name."""
    editors = design_editors.c
    query = (
        select(editors.user, users.c.name, editors.place)
        .join(users, users.c.id == editors.user)
        .where(editors.design == design.id, editors.user != user, editors.seen_at > at - AWAY)
        .order_by(users.c.name, editors.user)
    )
    return tuple(Editor(*row) for row in work.connection.execute(query))
