"""A design becomes a form's version: what that will change is told before, and then it is frozen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from engine.forms import DefinitionError, Definitions, load_text
from engine.forms.appraisal import FILE
from engine.forms.differences.difference import Difference
from engine.forms.differences.matching import Side
from engine.forms.listing import lists_of
from engine.forms.model.form import Form
from engine.library.designs import Design
from engine.library.publishing import Published, changes, owner_of, publish
from engine.library.shelf import Shelf
from engine.library.versions import current_version
from engine.problems import problem
from engine.store import Work
from engine.store.tables.designs import designs
from engine.store.tables.responses import responses


@dataclass(frozen=True, slots=True)
class Impact:
    """What publishing a design would do: its differences from the version before, and what is stored."""

    form: Form
    before: str | None
    """The version that is current now; None for a form that is new."""
    same: bool
    """Whether exactly this is published already."""
    differences: tuple[Difference, ...]
    drafts: int
    """Responses being filled in: they go on under the version they were begun with."""
    submitted: int
    """Responses handed over: they stay as they are."""


def impact(work: Work, design: Design, definitions: Definitions) -> Impact:
    """Return what publishing would change. Raises DefinitionError for a design that cannot be read."""
    form = load_text(design.text, FILE)
    _require_own(work, form, design, definitions)
    before = current_version(work, form.form)
    found: tuple[Difference, ...] = ()
    if before is not None:
        lists = lists_of(form, definitions)
        found = changes(work, Side(form, lists.codelists, lists.tables), before, Shelf(definitions))
    states = select(responses.c.state, func.count()).where(responses.c.form == form.form)
    rows = work.connection.execute(states.group_by(responses.c.state))
    counted = {state: int(count) for state, count in rows}
    drafts = sum(count for state, count in counted.items() if state in ("draft", "returned"))
    same = design.published == design.revision
    return Impact(form, before, same, found, drafts, sum(counted.values()) - drafts)


def issue(work: Work, design: Design, definitions: Definitions, *, by: str, at: datetime) -> Published:
    """Publish a design as it stands: from now on new responses open under it.

    Raises DefinitionError with everything that the checker, its examples or stored answers hold
    against it.
    """
    form = load_text(design.text, FILE)
    _require_own(work, form, design, definitions)
    house = definitions.housing(form.form, design.system)
    made = publish(work, design.text.encode(), file=FILE, by=by, at=at, among=house, system=design.system)
    values = {"published": design.revision, "follows": made.version}
    work.connection.execute(designs.update().where(designs.c.id == design.id), values)
    return made


def _require_own(work: Work, form: Form, design: Design, definitions: Definitions) -> None:
    """Raise DefinitionError where another's form has the name already."""
    if form.form in definitions.forms or owner_of(work, form.form) not in (None, design.system):
        span = form.span(("form",))
        raise DefinitionError([problem("design-name-taken", span=span, form=form.form)])
