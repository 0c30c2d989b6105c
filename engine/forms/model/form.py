"""One form: identity, collection, links, sheets, checks."""

from typing import Annotated, Literal

from pydantic import Field as Property
from pydantic import PrivateAttr

from engine.forms.model.base import Expression, Identity, Name, Part, Text
from engine.forms.model.fields import Check
from engine.forms.model.items import Item
from engine.forms.nodes import Node, Place, span_at
from engine.problems import Span

FormKind = Literal["report", "survey", "record", "registration", "profile"]
PeriodKind = Literal["none", "month", "quarter", "half_year", "year"]


class Collection(Part):
    """Who files the form, for which periods, and when it is open.

    `reporter` absent: anyone with the link. `per_link: one` admits one response per public link
    visitor's token; `public` opens the form by a link without an account.
    """

    reporter: Name | None = None
    period: PeriodKind = "none"
    opens: Expression | None = None
    closes: Expression | None = None
    audience: Expression | None = None
    required: bool = True
    public: bool = False
    answers_per_link: Annotated[int, Property(ge=1)] | None = None


class Link(Part):
    """Another form that expressions may read by the link's name."""

    form: Identity
    period: Literal["same", "previous", "none"] = "same"
    state: Literal["submitted", "approved"] = "submitted"


class Sheet(Part):
    """One page or tab. `surveys: true` lists the surveys owed this period instead of items' data."""

    sheet: Name
    title: Text
    hint: Text | None = None
    relevant: Expression | None = None
    items: tuple[Item, ...] = ()
    checks: tuple[Check, ...] = ()
    lists: Literal["surveys"] | None = None


class Form(Part):
    """A whole definition. The loader gives it the nodes it was read from, so that places are known."""

    form: Identity
    kind: FormKind = "report"
    title: Text
    description: Text | None = None
    version: Annotated[str, Property(min_length=1, max_length=40)] = "1"
    collection: Collection = Collection()
    history: Literal["submitted", "approved"] = "approved"
    links: dict[Name, Link] = {}
    review: Name | None = None
    key_fields: tuple[Name, ...] = ()
    renamed: dict[str, str] = {}
    sheets: Annotated[tuple[Sheet, ...], Property(min_length=1)]
    checks: tuple[Check, ...] = ()

    _root: Node | None = PrivateAttr(default=None)

    def located(self, root: Node) -> "Form":
        """Remember the nodes that this form was read from, and return it."""
        self._root = root
        return self

    def span(self, place: Place, *, key: bool = False) -> Span | None:
        """Return where a part stands in its file, by the way from the root; None for one made in Python."""
        return span_at(self._root, place, key=key) if self._root else None
