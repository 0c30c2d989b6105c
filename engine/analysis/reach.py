"""Whose responses count for somebody who looks: the rule of the one door."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Final, Self

from sqlalchemy import ColumnElement, Select, false, or_, true

from engine.people import Person, visible
from engine.store.tables.people import organisations
from engine.store.tables.responses import responses

COUNTED: Final = ("submitted", "approved")
"""States of a response that counts: finished, and not sent back."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose responses count. `key` says the same as the conditions, for what is kept."""

    organisations: ColumnElement[bool]
    """On the organisations table."""
    nobodys: bool
    """Whether answers by public link count: they have no organisation."""
    key: Hashable
    all: bool = False
    """Whether it is that of the installation itself: nothing needs to be asked."""

    @classmethod
    def of(cls, person: Person, verb: str) -> Self:
        """Return what `person` may do `verb` on: organisations in reach, and answers by public link.

        An answer by public link has no organisation, so it belongs to the system as a whole.
        """
        mine = person.organisation
        who = (mine.system, mine.id, mine.path, mine.region_path, person.powers.scope, verb in person.verbs)
        return cls(visible(person, verb), verb in person.verbs, who)

    @classmethod
    def everything(cls) -> Self:
        """Return the reach of the installation itself."""
        return cls(true(), True, "", all=True)

    @property
    def condition(self) -> ColumnElement[bool]:
        """The same on responses joined with their organisations."""
        nobodys = responses.c.organisation.is_(None) if self.nobodys else false()
        return or_(nobodys, self.organisations)


@dataclass(frozen=True, slots=True)
class Source:
    """The rows that are counted: finished responses to one form, within somebody's reach."""

    form: str
    reach: Reach

    def where(self, query: Select[Any]) -> Select[Any]:
        """Return `query` over these rows alone."""
        joined = query.select_from(responses).outerjoin(
            organisations, organisations.c.id == responses.c.organisation
        )
        return joined.where(
            responses.c.form == self.form, responses.c.state.in_(COUNTED), self.reach.condition
        )
