"""What the page that publishes a design reads."""

from dataclasses import dataclass
from datetime import datetime

from engine.forms.differences.difference import Difference
from engine.library.designs import Design
from engine.library.issuing import Impact
from engine.problems import Problem
from web.pages.designs import Told


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that the new version changes."""

    verdict: str
    """Its class: cosmetic, compatible, needs_mapping, forbidden."""
    told: str
    """In one sentence."""
    remedy: str
    """What its author can do; '' for nothing."""
    answers: int | None
    """How many stored responses it touches; None where nobody counted."""


@dataclass(frozen=True, slots=True)
class PublishPage:
    """Context of `designs/publish.html`."""

    id: str
    """The design."""
    title: str
    """What it is called."""
    form: str
    """The form's identity."""
    revision: int
    """The revision that would be published."""
    problems: tuple[Told, ...]
    """What the checker says."""
    blocked: bool
    """Whether something keeps it from being published."""
    fresh: bool
    """Whether the form is new."""
    same: bool
    """Whether exactly this is published already."""
    changes: tuple[ChangeLine, ...]
    """What the new version changes, the gravest first."""
    drafts: int
    """Responses being filled in now."""
    submitted: int
    """Responses handed over."""
    public: bool
    """Whether the form is opened by public links."""
    done: bool
    """Whether it was published just now."""
    life: "Life"
    """Whether it takes answers."""


@dataclass(frozen=True, slots=True)
class Life:
    """What stands of the form that a design became."""

    published: bool
    """Whether it was ever published."""
    stopped: datetime | None
    """Since when it takes no answers; None while it does."""
    unsure: Problem | None = None
    """Why it was not stopped."""


def publish_page(
    design: Design,
    found: Impact | None,
    problems: tuple[Told, ...],
    life: Life,
    *,
    language: str,
    done: bool = False,
) -> PublishPage:
    """Return the page; `found` is None for a design that cannot be published as it stands."""
    changes = found.differences if found else ()
    faulty = any(one.problem.severity == "error" for one in problems)
    refused = any(one.verdict in ("forbidden", "needs_mapping") for one in changes)
    return PublishPage(
        id=design.id,
        title=design.title,
        form=design.form,
        revision=design.revision,
        problems=problems,
        blocked=found is None or faulty or refused,
        fresh=found is not None and found.before is None,
        same=found is not None and found.same,
        changes=tuple(line_of_change(one, language) for one in changes),
        drafts=found.drafts if found else 0,
        submitted=found.submitted if found else 0,
        public=found is not None and found.form.collection.public,
        done=done,
        life=life,
    )


def line_of_change(one: Difference, language: str) -> ChangeLine:
    """Return a difference as pages show it."""
    return ChangeLine(one.verdict, one.told(language), one.remedy(language), one.answers)
