"""One form: identity, collection, links, sheets, checks."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field as Property

from engine.forms.model.base import Document, Expression, Identity, Name, Part, Text
from engine.forms.model.example import Example
from engine.forms.model.fields import Check, Hiding
from engine.forms.model.items import Item
from engine.forms.model.paper import Orientation, Paper

FormKind = Literal["report", "survey", "record", "application", "registration", "profile"]
PeriodKind = Literal["none", "month", "quarter", "half_year", "year"]


class Audience(Part):
    """Which organisations are asked; `message` tells the others why the form is closed to them.

    Written as a bare rule where there is nothing to tell.
    """

    rule: Expression
    message: Text | None = None


class Collection(Part):
    """Who files the form, for which periods, and when it is open.

    `reporter` names one type of organisation or several; absent: anyone with the link. `many` admits
    any number of responses of one organisation to a period. `per_link: one` admits one response per
    public link visitor's token; `public` opens the form by a link without an account.
    """

    reporter: Name | tuple[Name, ...] | None = None
    period: PeriodKind = "none"
    many: bool = False
    opens: Expression | None = None
    closes: Expression | None = None
    audience: Audience | None = None
    required: bool = True
    public: bool = False
    answers_per_link: Annotated[int, Property(ge=1)] | None = None

    @property
    def reporters(self) -> tuple[str, ...]:
        """The types of organisations that file it; none: anyone with the link."""
        if self.reporter is None:
            return ()
        return (self.reporter,) if isinstance(self.reporter, str) else self.reporter


class Link(Part):
    """Another form that expressions may read by the link's name.

    `period` says which of its filings: that of the same period, of the one before, the one without
    a period, or all that lie `within` this filing's period, read as lists in order of time.
    """

    form: Identity
    period: Literal["same", "previous", "none", "within"] = "same"
    state: Literal["submitted", "approved"] = "submitted"


class Sheet(Part):
    """One page or tab. `surveys: true` lists the surveys owed this period instead of items' data.

    `once: year`: filed with the year's first filing, shown with its figures in the later ones.
    """

    sheet: Name
    title: Text
    hint: Text | None = None
    relevant: Expression | None = None
    items: tuple[Item, ...] = ()
    checks: tuple[Check, ...] = ()
    lists: Literal["surveys"] | None = None
    notes: tuple[Text, ...] = ()
    orientation: Orientation | None = None
    """How the sheet lies on paper, where not as the form's `paper` says."""
    once: Literal["year"] | None = None
    carry: bool | None = None
    when_hidden: Hiding | None = None


class Form(Document):
    """A whole form: who files it and when, its sheets, and what must hold in it.

    `carry` names where a new response starts from, the first that exists: `prev`, or a link.
    `completion: sheet`: each sheet is saved as complete by itself. `compare_with`: the filing that
    changed values are marked against. `read_as` and `when_hidden` hold for every field without its own.
    """

    form: Identity
    kind: FormKind = "report"
    title: Text
    description: Text | None = None
    template: bool = False
    """Nobody files it: designers begin new forms from a copy of it."""
    heading: Text | None = None
    """What one response is called in lists, with its values: `{product} {amount}元`."""
    version: Annotated[str, Property(min_length=1, max_length=40)] = "1"
    collection: Collection = Collection()
    history: Literal["submitted", "approved"] = "approved"
    links: dict[Name, Link] = {}
    review: Name | None = None
    key_fields: tuple[Name, ...] = ()
    serial: Annotated[str, Property(min_length=1, max_length=100)] | None = None
    """The pattern of the number that is issued on approval."""
    final: bool = False
    """After submission nothing can be changed or withdrawn; the filer is told before."""
    renamed: dict[str, str] = {}
    dropped: tuple[str, ...] = ()
    carry: tuple[Name, ...] = ()
    completion: Literal["form", "sheet"] = "form"
    paging: Literal["sheet", "question"] = "sheet"
    """Whether a sheet is shown as a whole, or one question of it at a time."""
    compare_with: Literal["prev", "same_last_year"] | None = None
    read_as: dict[str, Decimal] | None = None
    when_hidden: Hiding = "keep"
    suppress_below: Annotated[int, Property(ge=2, le=100)] | None = None
    """Statistics show no number that fewer people stand behind."""
    paper: Paper = Paper()
    sheets: Annotated[tuple[Sheet, ...], Property(min_length=1)]
    checks: tuple[Check, ...] = ()
    examples: tuple[Example, ...] = ()
