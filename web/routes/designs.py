"""The builder: the list of designs, one design's three panes, its text, and every gesture on it."""

from contextlib import suppress
from typing import Annotated, Final
from uuid import uuid4

from fastapi import APIRouter, Query
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine.forms.appraisal import FILE, appraise
from engine.forms.editing.starting import from_template, new_form
from engine.forms.nodes import DefinitionError
from engine.forms.source import check_characters
from engine.library import designs, presence
from engine.library.designs import Design, DesignRefused
from engine.problems import Problem, problem
from engine.store import StoreBusy, StoreFull
from web.answers import go, page
from web.deps import Fields, Held, Language, Signed
from web.design_answers import done, kept_text, shown, undone, wordings
from web.design_problems import told
from web.design_room import VERB, design_of, design_room, designer
from web.menu import Entry
from web.pages.design_views import designs_page, templates_page, text_page
from web.pages.designs import DesignsPage, OthersPart, ProblemsPart, Told
from web.policies import own_system, policy

router = APIRouter(prefix="/designs")
MENU = (Entry("设计", "/designs", VERB),)

A_PAGE: Final = 30
_BRIEFLY: Final = 0.2
"""Seconds that the note of who is where waits for its turn; the next one comes in a moment."""
_KINDS: Final = ("survey", "report")
Pointer = Annotated[str, Query(max_length=400)]
Words = Annotated[str, Query(max_length=100)]


@router.get("", dependencies=[policy(VERB, own_system)])
def index(
    request: Request,
    person: Signed,
    held: Held,
    words: Words = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """List the designs of the person's system, those changed last first."""
    return page(
        request, "designs/index.html", _listed(held, person.organisation.system, words=words, number=number)
    )


def _listed(
    held: Held, system: str, *, words: str = "", number: int = 1, problem: Problem | None = None
) -> DesignsPage:
    with held.database.read() as work:
        found, total = designs.listed(work, system, words=words, offset=(number - 1) * A_PAGE, limit=A_PAGE)
    return designs_page(found, total, words=words, number=number, size=A_PAGE, problem=problem)


@router.post("", dependencies=[policy(VERB, own_system)])
def begin(request: Request, person: Signed, held: Held, fields: Fields) -> Response:
    """Begin a design with a title and an empty sheet."""
    system, title = person.organisation.system, str(fields.get("title") or "").strip()[:200]
    try:
        text = _begun(request, title, fields)
        with held.database.write() as work:
            made = designs.create(work, text, system=system, by=person.user_id, at=held.clock())
    except DesignRefused as refused:
        return page(request, "designs/index.html", _listed(held, system, problem=refused.problem), status=422)
    return go(request, f"/designs/{made.id}")


def _begun(request: Request, title: str, fields: FormData) -> str:
    """Return the text of a new design: an empty sheet, or a copy of a template. Raises DesignRefused."""
    template = design_room(request).definitions.templates.get(str(fields.get("template") or ""))
    if template is not None:
        if title:
            _require_title(title)
        source = design_room(request).definitions.files[f"form {template.form}"].read_text("utf-8")
        return from_template(source, f"{template.kind}-{uuid4().hex[:8]}", title)
    _require_title(title)
    kind = str(fields.get("kind") or "")
    kind = kind if kind in _KINDS else _KINDS[0]
    return new_form(f"{kind}-{uuid4().hex[:8]}", kind, title, words=wordings(request))


def _require_title(title: str) -> None:
    """Raise DesignRefused for a title that no definition may have."""
    if not title:
        raise DesignRefused(problem("design-untitled"))
    try:
        check_characters(title, FILE)
    except DefinitionError as error:
        raise DesignRefused(error.problems[0]) from error


@router.get("/templates", dependencies=[policy(VERB, own_system)])
def templates(request: Request, language: Language, words: Words = "") -> Response:
    """Show the templates that a design can begin from, those in which the words stand."""
    known = design_room(request).definitions.templates.values()
    return page(request, "designs/templates.html", templates_page(known, words, language))


@router.get("/{design}", dependencies=[designer])
def edit(request: Request, at: Pointer = "") -> Response:
    """Show the builder at a part of the design."""
    return shown(request, design_of(request), at)


@router.post("/{design}/edit", dependencies=[designer])
def gesture(request: Request, fields: Fields) -> Response:
    """Do one gesture."""
    return done(request, fields)


@router.post("/{design}/undo", dependencies=[designer])
def undo(request: Request, fields: Fields) -> Response:
    """Take back the last gesture, or do it again."""
    return undone(request, fields)


@router.get("/{design}/text", dependencies=[designer])
def source(request: Request, held: Held, language: Language) -> Response:
    """Show the design's text, what is wrong with it, and what the last gestures changed."""
    return _text(request, held, language, design_of(request))


def _text(
    request: Request,
    held: Held,
    language: str,
    design: Design,
    *,
    typed: str | None = None,
    refused: Problem | None = None,
) -> Response:
    with held.database.read() as work:
        last = designs.history(work, design, limit=20)
    found = _told(request, design, language)
    shown = text_page(design, last, found, typed=typed, refused=refused)
    return page(request, "designs/text.html", shown, status=422 if refused else 200)


@router.post("/{design}/text", dependencies=[designer])
def retext(request: Request, held: Held, language: Language, fields: Fields) -> Response:
    """Keep the text as typed, whether it can be read or not; what cannot be kept is shown again."""
    typed = str(fields.get("text") or "").replace("\r\n", "\n")
    try:
        if "text" not in fields:
            raise DesignRefused(problem("design-moved-on"))
        made = kept_text(request, typed, fields)
    except DesignRefused as refused:
        kept = typed if "text" in fields else None
        return _text(request, held, language, design_of(request), typed=kept, refused=refused.problem)
    return go(request, f"/designs/{made.id}/text")


@router.get("/{design}/problems", dependencies=[designer])
def problems(request: Request, language: Language) -> Response:
    """Answer with what the checker says of the design as it stands."""
    design = design_of(request)
    part = ProblemsPart(design.id, design.revision, _told(request, design, language))
    return page(request, "designs/_problems.html", part)


def _told(request: Request, design: Design, language: str) -> tuple[Told, ...]:
    found = appraise(design.text, design_room(request).among(design))
    return tuple(told(design, found.faults, language))


@router.get("/{design}/others", dependencies=[designer])
def others(
    request: Request,
    person: Signed,
    held: Held,
    at: Pointer = "",
    seen: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Response:
    """Note where the person is, and answer with who else is there and whether they changed anything."""
    design = design_of(request)
    with suppress(StoreBusy, StoreFull), held.database.write(patience=_BRIEFLY) as work:
        presence.present(work, design, user=person.user_id, place=at, at=held.clock())
    with held.database.read() as work:
        here = presence.others(work, design, user=person.user_id, at=held.clock())
    part = OthersPart(design.id, tuple(here), at, design.revision)
    moved = {"HX-Trigger": "design-moved"} if design.revision > seen > 0 else None
    return page(request, "designs/_others.html", part, headers=moved)


@router.post("/{design}/delete", dependencies=[designer])
def delete(request: Request, held: Held, person: Signed) -> Response:
    """Throw away a design that was never published."""
    try:
        with held.database.write() as work:
            design = designs.fetch(work, design_of(request).id, system=design_of(request).system, lock=True)
            designs.delete(work, design)
    except DesignRefused as refused:
        listed = _listed(held, person.organisation.system, problem=refused.problem)
        return page(request, "designs/index.html", listed, status=422)
    return go(request, "/designs")
