"""Responses of a file taken in: tried first or taken at once, with what was refused and why."""

from typing import Final

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine.analysis.reach import Reach
from engine.exchange.brought import Unreadable
from engine.exchange.columns import sheets_of
from engine.exchange.incoming import ENDINGS, MOST, MOST_BYTES, Incoming, read
from engine.exchange.taking import Taking, take_all
from engine.filings import Actor
from engine.forms import Program
from engine.forms.model.base import text_in
from engine.forms.model.form import Form
from engine.library import NoSuchForm
from engine.people import Denied, Person, Thing
from engine.store import Work
from web.answers import page
from web.chart_room import charted_form
from web.deps import Fields, Held, Language, Signed
from web.filing_room import room
from web.i18n import translations
from web.pages.response_taking import TakingPage, refused_lines
from web.policies import policy
from web.uploads import posted_file

router = APIRouter(prefix="/responses")
VERB: Final = "survey.design"
READS: Final = "filing.view"
KINDS: Final = ("survey",)
"""What is taken on a page: reports have filers and reviewers of their own."""


def may_take(person: Person, form: Form) -> bool:
    """Whether somebody may take responses to a form in from a file."""
    return form.kind in KINDS and {READS, VERB} <= set(person.verbs)


def _takes(work: Work, request: Request) -> Thing:
    """The survey in the path, for those who design and read what is answered; for policies."""
    found = charted_form(work, request)
    if not may_take(request.state.person, _program(work, request).form):
        raise Denied(VERB)
    return found


def _program(work: Work, request: Request) -> Program:
    try:
        return room(request).desk.programs.current(work, request.path_params["form"])
    except NoSuchForm:
        raise Denied(VERB) from None


taker = policy(VERB, _takes)
_NOTHING: Final = TakingPage()


@router.get("/{form}/import", dependencies=[taker])
def choose(request: Request, held: Held, form: str, language: Language) -> Response:
    """Ask for a file."""
    with held.database.read() as work:
        return _answer(request, _program(work, request), language)


@router.post("/{form}/import", dependencies=[taker])
def take(
    request: Request, person: Signed, held: Held, form: str, *, fields: Fields, language: Language
) -> Response:
    """Try a file, or take it in, and tell what became of each of its responses."""
    with held.database.read() as work:
        program = _program(work, request)
    _ = translations(language).gettext
    try:
        incoming = _incoming(fields, program)
    except Unreadable as refused:
        return _answer(request, program, language, TakingPage.unread(refused.problem), status=422)
    actor = Actor(person.user_id, held.clock())
    taking = Taking(form, actor, Reach.of(person, READS).organisations, _("由文件导入"))
    keep = fields.get("do") == "take"
    told = take_all(held.database, room(request).desk, taking, incoming, keep=keep)
    shown = TakingPage(told=told, kept=keep, refused=refused_lines(told.refused, language))
    return _answer(request, program, language, shown)


def _incoming(fields: FormData, program: Program) -> list[Incoming]:
    """Return the responses of the posted file. Raises Unreadable."""
    content, ending = posted_file(fields, MOST_BYTES)
    return read(content, ending, sheets_of(program.form, program.codelists))


def _answer(
    request: Request, program: Program, language: str, shown: TakingPage = _NOTHING, *, status: int = 200
) -> Response:
    title, base = text_in(program.form.title, language), f"/responses/{program.form.form}"
    view = shown.about(title, base, ENDINGS, MOST)
    return page(request, "responses/import.html", view, status=status)
