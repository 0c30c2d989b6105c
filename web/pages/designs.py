"""What the pages of the builder read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from engine.filings.audience import Audience
from engine.forms.editing.choosing import Option
from engine.forms.editing.slots import Slot
from engine.library.designs import Done
from engine.library.presence import Editor
from engine.problems import Problem


@dataclass(frozen=True, slots=True)
class DesignLine:
    """One design in the list."""

    id: str
    """What its address ends with."""
    title: str
    """What it is called; '' while unnamed."""
    form: str
    """The form's identity."""
    kind: str
    """Survey, report, …"""
    updated_at: datetime
    """When it was changed last."""
    published: bool
    """Whether it was ever published."""


@dataclass(frozen=True, slots=True)
class DesignsPage:
    """Context of `designs/index.html`."""

    lines: tuple[DesignLine, ...]
    """A page of designs, those changed last first."""
    total: int
    """How many designs there are of what is asked for."""
    words: str
    """What was searched for."""
    previous: str
    """Address of the page before; '' on the first."""
    next: str
    """Address of the page after; '' on the last."""
    problem: Problem | None = None
    """Why none was begun."""


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """One template to begin from."""

    name: str
    """Its identity."""
    title: str
    """What it is called."""
    description: str
    """What it is for."""
    kind: str
    """Survey, report, …, a text of the catalogue."""
    questions: tuple[str, ...]
    """What it asks, in order."""


@dataclass(frozen=True, slots=True)
class TemplatesPage:
    """Context of `designs/templates.html`."""

    cards: tuple[TemplateCard, ...]
    """The templates, by title."""
    words: str
    """What was searched for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One part in the outline."""

    pointer: str
    """Its place."""
    address: str
    """Where its properties are."""
    kind: str
    """What it is, as a text of the catalogue."""
    label: str
    """What it is called."""
    name: str
    """Its name in data."""
    depth: int
    """How deep it stands."""
    chosen: bool
    """Whether its properties are shown."""


@dataclass(frozen=True, slots=True)
class Framed:
    """One item on the canvas."""

    pointer: str
    """Its place."""
    kind: str
    """What it is, as a text of the catalogue."""
    label: str
    """What it is called."""
    html: Markup
    """The item as filers will see it."""
    badges: tuple[str, ...]
    """Rules it carries, as texts of the catalogue."""
    problems: tuple[Problem, ...]
    """What is wrong with its text."""
    chosen: bool
    """Whether it, or something in it, is selected."""
    slot: str = ""
    """The property with its words for people; '' while it is not selected."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Those words by language."""
    items: str = ""
    """Of what holds items: the place of their list."""
    inside: "tuple[Framed, ...]" = ()
    """Those items."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One property to set."""

    slot: Slot
    """What may be set."""
    pointer: str
    """The part it is of."""
    label: str
    """What it is called, a text of the catalogue."""
    value: str
    """What stands there, as one text."""
    words: dict[str, str]
    """Of texts for people: by language."""
    within: bool
    """Whether it is of a part that is shown together with its owner."""


@dataclass(frozen=True, slots=True)
class Section:
    """Properties under one heading."""

    title: str
    """A text of the catalogue."""
    entries: tuple[Entry, ...]
    """The properties, in the language's order."""
    folded: bool
    """Whether it is shown only on demand: seldom used, and nothing set."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What may be set of the selected part."""

    pointer: str
    """Its place; '' the form itself."""
    kind: str
    """What it is, as a text of the catalogue."""
    name: str
    """Its name in data."""
    sections: tuple[Section, ...]
    """Its properties."""
    options: tuple[Option, ...] | None
    """Its choices; None for what has none to set here."""
    listed: tuple[str, bool] | None
    """The codelist its choices are of, and whether only its last level; None for choices of its own."""
    lists: tuple[tuple[str, str, int], ...]
    """The codelists it may take: name, title and how many codes; empty for what takes none."""
    targets: tuple[tuple[str, str], ...]
    """Where a choice may lead: name and title of later questions."""
    members: tuple[tuple[str, int], ...]
    """Lists it can get a new member in: pointer and how many it has."""
    removable: bool
    """Whether it can be moved, copied and deleted."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A gesture that was not done, with what was posted, to be done again or let go."""

    problem: Problem
    """Why not."""
    fields: tuple[tuple[str, str], ...] = ()
    """What was posted; empty where trying again makes no sense."""


@dataclass(frozen=True, slots=True)
class UseLine:
    """One place that names a part."""

    at: str
    """The part it belongs to."""
    label: str
    """What that is called."""
    kind: str
    """What stands there, a text of the catalogue."""
    text: str
    """How it is written."""
    rule: str
    """Where its rule is edited; '' for what is none."""


@dataclass(frozen=True, slots=True)
class UsesPart:
    """Context of `designs/_uses.html`."""

    id: str
    """The design."""
    lines: tuple[UseLine, ...]
    """What names the part."""
    unreadable: bool = False
    """Whether the rules cannot be read now."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A deletion that would leave something behind that names the deleted part."""

    at: str
    """The part to delete."""
    lines: tuple[UseLine, ...]
    """What names it."""


@dataclass(frozen=True, slots=True)
class EditPage:
    """Context of `designs/edit.html`."""

    id: str
    """The design."""
    title: str
    """What it is called."""
    form: str
    """The form's identity."""
    revision: int
    """What this page has seen."""
    at: str
    """The selected part's place."""
    sheet: str
    """The place of the sheet on the canvas; '' for none."""
    items: str
    """The place of the sheet's list of items; '' for none."""
    rows: tuple[Row, ...]
    """The outline."""
    canvas: tuple[Framed, ...]
    """The items of the sheet."""
    panel: Panel | None
    """What may be set; None while the text cannot be read."""
    insert_into: str
    """The list that a new item comes into."""
    insert_at: int
    """Where in that list."""
    insert_name: str
    """What the part is called that a new item comes into."""
    undo: str
    """What would be taken back, a text of the catalogue; '' for nothing."""
    redo: str
    """What would be done again; '' for nothing."""
    saved_at: datetime
    """When the last change was kept."""
    types: tuple[str, ...]
    """The types of fields that can be added."""
    kinds: tuple[str, ...]
    """The other items that can be added."""
    option_words: Mapping[str, str]
    """What types and options are called, texts of the catalogue."""
    kind_words: Mapping[str, str]
    """What kinds of parts are called, texts of the catalogue."""
    unreadable: Problem | None = None
    """Why the text cannot be read; then there is only the text to mend."""
    clash: Clash | None = None
    """What was not done just now."""
    notes: tuple[tuple[int, str, str], ...] = field(default=())
    """Pasted lines that were not taken: number, text, why."""
    doubt: Doubt | None = None
    """A deletion that waits to be confirmed."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a page of the builder is asked to show: which part, in which language."""

    at: str
    language: str
    undo: Done | None
    redo: Done | None
    clash: Clash | None = None
    notes: tuple[tuple[int, str, str], ...] = ()
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One problem of the checker."""

    problem: Problem
    """What is wrong."""
    at: str
    """The part it speaks of."""
    label: str
    """What that part is called."""
    line: int
    """Its line in the text."""


@dataclass(frozen=True, slots=True)
class ProblemsPart:
    """Context of `designs/_problems.html`."""

    id: str
    """The design."""
    revision: int
    """The revision that was checked."""
    problems: tuple[Told, ...]
    """What is wrong, in order of place."""


@dataclass(frozen=True, slots=True)
class ProofsPage:
    """Context of `designs/proofs.html`."""

    id: str
    """The design."""
    title: str
    """What it is called."""
    revision: int
    """The revision that was proved."""
    lines: tuple[Told, ...] = ()
    """What can never be, and what was not decided."""
    why: tuple[Problem, ...] = ()
    """Why nothing was proved."""


@dataclass(frozen=True, slots=True)
class AudiencePart:
    """Context of `designs/_audience.html`."""

    found: Audience | None = None
    """How many organisations are asked; None where nothing can be said."""
    changing: bool = False
    """Whether the rule reads other forms' filings, so that no count holds."""


@dataclass(frozen=True, slots=True)
class OthersPart:
    """Context of `designs/_others.html`."""

    id: str
    """The design."""
    others: tuple[Editor, ...]
    """Who else is at it."""
    at: str
    """Where the person is."""
    revision: int
    """The design's newest revision."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What one gesture changed in the text."""

    gesture: tuple[str, ...]
    """What was done, texts of the catalogue; of an undoing, that and what it took back."""
    at: datetime
    """When."""
    pieces: tuple[tuple[str, str], ...]
    """What stood there, and what stands there now."""


@dataclass(frozen=True, slots=True)
class TextPage:
    """Context of `designs/text.html`."""

    id: str
    """The design."""
    title: str
    """What it is called."""
    revision: int
    """What this page has seen."""
    text: str
    """The definition."""
    problems: tuple[Told, ...]
    """What is wrong with it."""
    changes: tuple[Lines, ...]
    """The last gestures, the newest first."""
    refused: Problem | None = None
    """Why the text was not kept as typed."""
