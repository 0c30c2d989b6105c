"""One system: organisation types, roles, reviews and the forms that belong together."""

from typing import Annotated, Literal

from pydantic import Field as Property

from engine.forms.model.base import Document, Expression, Identity, Part, Text

Verb = Annotated[str, Property(pattern=r"^[a-z_]+\.[a-z_]+$")]
"""A permission: `kind.action`, for example `filing.submit`."""


class OrganisationType(Part):
    """A type of organisation: what it sees, who opens it, which registration makes its profile."""

    title: Text
    levels: tuple[str, ...] = ()
    scope: Literal["own", "children", "branch", "region", "all"] = "own"
    opened_by: str | None = None
    registration: Identity | None = None
    unique: dict[str, Text] = {}
    reviewer: str | None = None


class Role(Part):
    """A set of verbs for people of one organisation type; `grants` are given one by one."""

    of: str
    title: Text | None = None
    may: tuple[Verb, ...] = ()
    grants: tuple[Verb, ...] = ()


class Skip(Part):
    """Who may approve before the levels below have, and when."""

    by: str
    when: Expression | None = None


class Bulk(Part):
    """How many filings one action may approve."""

    limit: Annotated[int, Property(ge=1, le=10_000)] = 200


class Reason(Part):
    """The length of a return's reason."""

    maximum: Annotated[int, Property(ge=1)] = 150


class KeyChange(Part):
    """What a change of a key field does to the filing."""

    freeze: bool = True
    auto_approve: Expression | None = None


class Review(Part):
    """A review chain: levels from the filer upward."""

    steps: tuple[str, ...]
    skip: Skip | None = None
    bulk: Bulk = Bulk()
    withdraw: Literal["never", "before_first_review"] = "before_first_review"
    reason: Reason = Reason()
    key_change: KeyChange | None = None


class System(Document):
    """One application with its own organisations, roles, reviews, forms, queries and menu."""

    system: Identity
    title: Text
    regions: str | None = None
    organisations: dict[str, OrganisationType]
    roles: dict[Identity, Role]
    reviews: dict[str, Review] = {}
    forms: tuple[Identity, ...] = ()
    queries: tuple[Identity, ...] = ()
    home: dict[str, tuple[str, ...]] = {}

    @property
    def region_list(self) -> str:
        """The name of the codelist that its regions come from; '' for none."""
        return (self.regions or "").removeprefix("codelist(").removesuffix(")").strip()
