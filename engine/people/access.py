"""The one door: may this person do this verb on this thing? And the same rule as SQL, for lists."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, func, or_, true

from engine.people.organisations import Organisation
from engine.people.roles import Powers, Scope
from engine.store.tables.people import organisations


@dataclass(frozen=True, slots=True)
class Person:
    """Someone signed in, acting for one organisation."""

    user_id: str
    login: str
    name: str
    organisation: Organisation
    roles: tuple[str, ...] = ()
    powers: Powers = Powers()

    @property
    def verbs(self) -> frozenset[str]:
        """What this person may do, on the things that the scope covers."""
        return self.powers.verbs

    @property
    def organisation_id(self) -> str:
        """The organisation this person acts for."""
        return self.organisation.id


@dataclass(frozen=True, slots=True)
class Thing:
    """What a verb is done to, as far as the door needs it: whose it is, never what it holds.

    Without an organisation it belongs to the whole system (a form's definition, its charts).
    """

    system: str
    organisation: str = ""
    parent: str | None = None
    path: str = ""
    region_path: str = ""

    @classmethod
    def of(cls, owner: Organisation) -> "Thing":
        """Return the thing that belongs to `owner`."""
        return cls(owner.system, owner.id, owner.parent, owner.path, owner.region_path)


def may(person: Person, verb: str, thing: Thing) -> bool:
    """Whether `person` may do `verb` on `thing`. The only place that decides it."""
    if verb not in person.verbs or thing.system != person.organisation.system:
        return False
    return not thing.organisation or _covers(person, thing)


def visible(person: Person, verb: str) -> ColumnElement[bool]:
    """Return the condition on the organisations table that holds where `may` says yes."""
    mine = person.organisation
    if verb not in person.verbs:
        return false()
    return and_(organisations.c.system == mine.system, _within(person.powers.scope, mine))


def _covers(person: Person, thing: Thing) -> bool:
    mine = person.organisation
    if thing.organisation == mine.id or person.powers.scope == "all":
        return True
    if person.powers.scope == "children":
        return thing.parent == mine.id
    if person.powers.scope == "branch":
        return bool(mine.path) and thing.path.startswith(mine.path)
    if person.powers.scope == "region":
        return bool(mine.region_path) and thing.region_path.startswith(mine.region_path)
    return False


def _within(scope: Scope, mine: Organisation) -> ColumnElement[bool]:
    own = organisations.c.id == mine.id
    if scope == "all":
        return true()
    if scope == "children":
        return or_(own, organisations.c.parent == mine.id)
    if scope == "branch" and mine.path:
        return or_(own, _begins(organisations.c.path, mine.path))
    if scope == "region" and mine.region_path:
        return or_(own, _begins(organisations.c.region_path, mine.region_path))
    return own


def _begins(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    # not LIKE: SQLite's ignores case
    return func.substr(column, 1, len(prefix)) == prefix
