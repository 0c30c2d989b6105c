"""What the builder answers: its page, or the part of it that changed, with what was not done."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Self
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine.forms.appraisal import FILE
from engine.forms.differences.places import cells_of, places_of
from engine.forms.editing import difference
from engine.forms.editing.choosing import options_of, pasted
from engine.forms.editing.operations import value_at
from engine.forms.editing.outline import pointer_of
from engine.forms.editing.starting import Wordings
from engine.forms.nodes import DefinitionError, Place
from engine.forms.source import check_characters
from engine.library import designs
from engine.library.designs import Design, DesignRefused, Done, Gesture
from engine.store import Work
from web.answers import block, go, is_fragment, page
from web.design_gestures import Around, asked
from web.design_room import design_of, design_room, published_from
from web.design_uses import lines_of
from web.filing_room import room as filing_room
from web.i18n import language_of, translations
from web.pages.design_views import edit_page
from web.pages.designs import Asking, Clash, Doubt
from web.services import services

TEMPLATE = "designs/edit.html"
Notes = tuple[tuple[int, str, str], ...]


def wordings(request: Request) -> Wordings:
    """Return what new parts are called in the designer's language."""
    _ = translations(language_of(request)).gettext
    codelists = design_room(request).definitions.codelists
    trees = (
        name for name, one in sorted(codelists.items()) if any(entry.parent for entry in one.entries.values())
    )
    return Wordings(_("新题目"), _("选项"), _("行"), _("列"), _("页"), _("指标"), next(trees, ""))


@dataclass(frozen=True, slots=True)
class _Now:
    """A design as it stands, with what the person may take back or do again."""

    design: Design
    undo: Done | None
    redo: Done | None

    @classmethod
    def of(cls, request: Request, work: Work, design: Design) -> Self:
        return cls(design, *designs.undoable(work, design, request.state.person.user_id))


def shown(request: Request, design: Design, at: str) -> Response:
    """Answer with the builder at a part, whole or as its panes alone."""
    with services(request).database.read() as work:
        now = _Now.of(request, work, design)
    return _answer(request, now, at)


def done(request: Request, fields: FormData) -> Response:
    """Do the gesture of a posted form and answer with the panes after it."""
    held, design = services(request), design_of(request)
    at = str(fields.get("at") or "")
    try:
        among = design_room(request).among(design)
        what = asked(fields, Around(wordings(request), among, lambda: _published(request, design)))
        if (
            what.name == "delete"
            and not fields.get("how")
            and (touched := lines_of(request, design, what.place))
        ):
            return _doubted(request, design, at, Doubt(pointer_of(what.place), touched))
        gesture = Gesture(what.name, what.place, request.state.person.user_id, held.clock())
        with held.database.write() as work:
            before = designs.fetch(work, design.id, system=design.system, lock=True)
            seen = seen_of(fields, before)
            made = designs.apply(work, before, what.operation, seen=seen, gesture=gesture)
            now = _Now.of(request, work, made)
    except DesignRefused as refused:
        return _refused(request, fields, refused, at)
    except DefinitionError as error:
        return _refused(request, fields, DesignRefused(error.problems[0]), at)
    then = at if what.name == "put" else pointer_of(what.then)
    notes = _left_out(before.text, what.place, fields) if what.name == "paste" else ()
    return _after(request, now, then, notes=notes)


def _published(request: Request, design: Design) -> Collection[str]:
    """Return the places of the newest version that was published from a design."""
    with services(request).database.read() as work:
        name = published_from(work, design)
        form = filing_room(request).desk.programs.current(work, name).form if name else None
    return places_of(cells_of(form).values()) if form is not None else ()


def _doubted(request: Request, design: Design, at: str, doubt: Doubt) -> Response:
    """Answer with the panes and what a deletion would touch; nothing is deleted yet."""
    with services(request).database.read() as work:
        now = _Now.of(request, work, design)
    return _answer(request, now, at, doubt=doubt, status=409)


def undone(request: Request, fields: FormData) -> Response:
    """Take back somebody's last gesture, or do it again, and answer with the panes."""
    held, design = services(request), design_of(request)
    again = fields.get("again") == "yes"
    gesture = Gesture("redo" if again else "undo", (), request.state.person.user_id, held.clock())
    try:
        with held.database.write() as work:
            locked = designs.fetch(work, design.id, system=design.system, lock=True)
            made = designs.undo(work, locked, gesture=gesture, again=again)
            (last,) = designs.history(work, made, limit=1)
            now = _Now.of(request, work, made)
    except DesignRefused as refused:
        return _refused(request, FormData(), refused, str(fields.get("at") or ""))
    return _after(request, now, pointer_of(last.place))


def kept_text(request: Request, typed: str, fields: FormData) -> Design:
    """Keep a design's text as somebody typed it. Raises DesignRefused."""
    held, design = services(request), design_of(request)
    try:
        check_characters(typed, FILE)
    except DefinitionError as error:
        raise DesignRefused(error.problems[0]) from error
    gesture = Gesture("text", (), request.state.person.user_id, held.clock())
    with held.database.write() as work:
        locked = designs.fetch(work, design.id, system=design.system, lock=True)
        seen = seen_of(fields, locked)
        return designs.apply(work, locked, partial(difference, new=typed), seen=seen, gesture=gesture)


def _after(request: Request, now: _Now, at: str, *, notes: Notes = ()) -> Response:
    """Answer after a gesture: htmx with the panes, a plain form by leading back to the page."""
    if is_fragment(request) or notes:
        return _answer(request, now, at, notes=notes)
    return go(request, f"/designs/{now.design.id}?{urlencode({'at': at})}")


def _refused(request: Request, fields: FormData, refused: DesignRefused, at: str) -> Response:
    """Answer with the panes as they are now, what was not done, and what was posted."""
    posted = tuple((name, value) for name, value in fields.multi_items() if isinstance(value, str))
    again = posted if refused.problem.code == "design-collision" else ()
    kept = tuple((name, value) for name, value in again if name not in ("csrf", "seen"))
    with services(request).database.read() as work:
        design = designs.fetch(work, design_of(request).id, system=design_of(request).system)
        now = _Now.of(request, work, design)
    return _answer(request, now, at, clash=Clash(refused.problem, kept), status=409 if again else 422)


def _answer(
    request: Request,
    now: _Now,
    at: str,
    *,
    clash: Clash | None = None,
    doubt: Doubt | None = None,
    notes: Notes = (),
    status: int = 200,
) -> Response:
    """Answer with the builder: the page, or for htmx its panes."""
    language = language_of(request)
    asking = Asking(at, language, now.undo, now.redo, clash, notes, doubt)
    view = edit_page(now.design, asking, design_room(request).specimens(language, now.design))
    if is_fragment(request):
        return block(request, TEMPLATE, "work", view, status=status)
    return page(request, TEMPLATE, view, status=status)


def seen_of(fields: FormData, design: Design) -> int:
    """Return the revision that a page had seen; the present one where it says none that can be."""
    given = str(fields.get("seen") or "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else design.revision
    return min(max(number, 1), design.revision)


def _left_out(text: str, place: Place, fields: FormData) -> Notes:
    """Return the pasted lines that were not taken."""
    name = str(value_at(text, (*place, "field")) or "")
    known = options_of(value_at(text, (*place, "choices")), value_at(text, (*place, "branches")), name)
    return pasted(str(fields.get("lines") or ""), () if fields.get("instead") else known).refused
