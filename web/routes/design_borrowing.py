"""Items of other designs and of templates, put into a design."""

from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.forms.editing import Change
from engine.forms.editing.borrowing import borrowed
from engine.forms.editing.outline import outline, place_of
from engine.forms.model.base import text_in
from engine.forms.nodes import DefinitionError
from engine.library import designs
from engine.library.designs import DesignRefused, Gesture, NoSuchDesign
from engine.problems import Problem, problem
from web.answers import go, page
from web.deps import Fields, Held, Signed
from web.design_answers import seen_of
from web.design_room import design_of, design_room, designer
from web.i18n import language_of
from web.pages.design_borrowing import BorrowPage, item_lines, sheet_lines, source_lines
from web.services import services

router = APIRouter(prefix="/designs")

MOST: Final = 200
"""Items borrowed at once."""
_SOURCES: Final = 30
Words = Annotated[str, Query(max_length=100)]


@router.get("/{design}/borrow", dependencies=[designer])
def choose(request: Request, source: Words = "", words: Words = "") -> Response:
    """Show what items can be borrowed from, and the items of what was chosen."""
    return _shown(request, source=source, words=words)


@router.post("/{design}/borrow", dependencies=[designer])
def borrow(request: Request, held: Held, person: Signed, fields: Fields) -> Response:
    """Put the items that were ticked behind those of a sheet, as one gesture that one undoing takes back."""
    design, source = design_of(request), str(fields.get("source") or "")
    pointers = [str(one) for one in fields.getlist("item")]
    into = str(fields.get("into") or "")
    try:
        if not pointers or len(pointers) > MOST:
            raise DesignRefused(problem("design-borrow-none", limit=MOST))
        found = _text_of(request, source)
        places = [place_of(one) for one in pointers]
        target = (*place_of(into), "items")
        among = design_room(request).among(design)

        def operation(text: str) -> Change:
            return borrowed(text, found, places, into=target, among=among)

        gesture = Gesture("borrow", target[:-1], person.user_id, held.clock())
        with held.database.write() as work:
            before = designs.fetch(work, design.id, system=design.system, lock=True)
            seen = seen_of(fields, before)
            made = designs.apply(work, before, operation, seen=seen, gesture=gesture)
    except DesignRefused as refused:
        return _shown(request, source=source, refused=refused.problem)
    except (DefinitionError, ValueError) as error:
        fault = error.problems[0] if isinstance(error, DefinitionError) else problem("design-moved-on")
        return _shown(request, source=source, refused=fault)
    return go(request, f"/designs/{made.id}?at={quote(into)}")


def _shown(request: Request, *, source: str, words: str = "", refused: Problem | None = None) -> Response:
    design, held, language = design_of(request), services(request), language_of(request)
    with held.database.read() as work:
        found, _ = designs.listed(work, design.system, words=words, limit=_SOURCES)
    templates = design_room(request).definitions.templates.values()
    titles = [(form.form, text_in(form.title, language)) for form in templates]
    wanted = words.strip().casefold()
    lines = source_lines(found, [one for one in titles if wanted in one[1].casefold()], design)
    try:
        own = outline(design.text)
        top = outline(_text_of(request, source)) if source else None
    except DefinitionError:
        return go(request, f"/designs/{design.id}/text")
    shown = BorrowPage(
        id=design.id,
        title=design.title,
        revision=design.revision,
        words=words,
        sources=lines,
        source=source if top else "",
        called=text_in(top.title, language) if top else "",
        items=item_lines(top, language) if top else (),
        sheets=sheet_lines(own, language),
        problem=refused,
    )
    return page(request, "designs/borrow.html", shown, status=422 if refused else 200)


def _text_of(request: Request, source: str) -> str:
    """Return the text of what items are borrowed from. Raises NoSuchDesign for what is not there."""
    kind, _, name = source.partition(":")
    definitions = design_room(request).definitions
    if kind == "template" and name in definitions.templates:
        return definitions.files[f"form {name}"].read_text("utf-8")
    if kind != "design":
        raise NoSuchDesign(name[:40])
    with services(request).database.read() as work:
        return designs.fetch(work, name[:36], system=design_of(request).system).text
