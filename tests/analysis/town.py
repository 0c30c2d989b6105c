"""A town whose enterprises answered the small survey: both versions published, responses in the store."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final

from engine.filings.events import GENESIS
from engine.forms import Definitions
from engine.forms.model.system import Role, System
from engine.library import publish
from engine.people import Organisation, RoleBook, users
from engine.people.users import NewUser
from engine.store import Work
from engine.store.tables.responses import responses
from tests.analysis.surveys import FIRST, SECOND, Document, second
from tests.people.world import NOON, PASSWORD, SYSTEM, build, cheap_passwords

ANALYST: Final = Role.model_validate({"of": "bureau", "may": ["filing.view", "chart.view"]})
SURVEYOR: Final = Role.model_validate({"of": "bureau", "may": ["filing.view", "chart.view", "survey.design"]})
TOWN: Final[System] = SYSTEM.model_copy(
    update={
        "roles": {**SYSTEM.roles, "analyst": ANALYST, "surveyor": SURVEYOR},
        "forms": ("mood", "never-published"),
    }
)


def definitions() -> Definitions:
    """Return the town's definitions."""
    return Definitions(forms={"mood": second()}, systems={"monitoring": TOWN})


@dataclass
class Town:
    """Organisations by name, the versions' hashes, and a way to answer."""

    world: dict[str, Organisation]
    first: str
    second: str
    numbers: Iterator[int] = field(default_factory=count)

    def answer(self, work: Work, who: str, document: Document, period: str = "2026-03", **more: Any) -> str:
        """Write a finished response of the newest version; keywords set other columns."""
        number = next(self.numbers)
        at: datetime = NOON + timedelta(minutes=number)
        row = {
            "id": f"r{number}",
            "form": "mood",
            "version": self.second,
            "organisation": self.world[who].id,
            "visitor": "",
            "period": period,
            "slot": str(number),
            "state": "submitted",
            "revision": 1,
            "document": document,
            "effective": document,
            "explanations": {},
            "source": "online",
            "filed_by": who,
            "head": GENESIS,
            "created_at": at,
            "updated_at": at,
            "submitted_at": at,
        }
        work.connection.execute(responses.insert(), row | more)
        return f"r{number}"


def account(work: Work, login: str, organisation: Organisation, role: str) -> None:
    """Write somebody's account with the usual password."""
    user = users.create(work, NewUser(login, f"{login}先生", PASSWORD), cheap_passwords(), at=NOON)
    users.join(work, user, organisation, role=role, book=RoleBook({"monitoring": TOWN}))


def settle(work: Work) -> Town:
    """Build the organisations and publish both versions of the survey."""
    world = build(work)
    old = publish(work, FIRST.encode(), file="mood.yaml", by="t", at=NOON)
    new = publish(work, SECOND.encode(), file="mood.yaml", by="t", at=NOON + timedelta(days=1))
    return Town(world, old.version, new.version)
