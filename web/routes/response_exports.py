"""Large exports of responses: begun, watched, fetched when they are done."""

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.exchange import exporting
from engine.exchange.exporting import Asked as Order
from engine.exchange.exporting import Export, TooManyExports
from engine.exchange.rows import Chosen, count
from engine.forms.model.base import text_in
from engine.people import Denied, Person
from engine.problems import Problem, problem
from web.answers import block, go, is_fragment, page
from web.deps import Fields, Held, Language, Signed
from web.lending import LentFileResponse
from web.pages.responses import ExportsPage
from web.routes.responses import MEDIA, READS, VERB, Asked, named, program_of, source_of, viewer
from web.services import Services

router = APIRouter(prefix="/responses")
FOLDER: Final = "prepared"
Word = Annotated[str, Query(max_length=10)]
_KINDS: Final = tuple(MEDIA)


@router.get("/{form}/exports", dependencies=[viewer])
def index(
    request: Request, person: Signed, held: Held, form: str, *, chosen: Asked, language: Language,
    kind: Word = "", words: Word = "",
) -> Response:  # fmt: skip
    """List somebody's exports of a form, with how far they are; offer to begin what the address says."""
    asked = _query(chosen, kind, words) if kind in _KINDS else ()
    return _shown(request, person, held, form, language=language, asked=asked)


@router.post("/{form}/exports", dependencies=[viewer])
def begin(
    request: Request, person: Signed, held: Held, form: str, *, chosen: Asked, fields: Fields,
    language: Language,
) -> Response:  # fmt: skip
    """Begin an export of what the address says."""
    kind, words = (str(fields.get(name) or "") for name in ("kind", "words"))
    if kind not in _KINDS:
        return _shown(request, person, held, form, language=language)
    with held.database.read() as work:
        total = count(work, source_of(form, person), chosen)
    labels = language if words == "labels" else ""
    order = Order(form, kind, person.user_id, person.organisation_id, READS, chosen, language, labels, total)
    folder = held.settings.data / FOLDER
    try:
        exporting.begin(folder, held.database, held.definitions, order, at=held.clock())
    except TooManyExports:
        wrong = problem("exports-many", limit=exporting.AT_ONCE)
        asked = _query(chosen, kind, words)
        return _shown(request, person, held, form, language=language, asked=asked, wrong=wrong)
    return go(request, f"/responses/{form}/exports")


@router.get("/{form}/exports/{export}/file", dependencies=[viewer])
def fetch(person: Signed, held: Held, form: str, export: str) -> Response:
    """Answer with a finished export."""
    found = _own(held, person, form, export)
    file = exporting.file_of(held.settings.data / FOLDER, found)
    if file is None:
        raise Denied(VERB)
    return LentFileResponse(
        file, media_type=MEDIA[found.kind], headers=named(f"{form}.{found.kind}"), done=_nothing
    )


@router.post("/{form}/exports/{export}", dependencies=[viewer])
def remove(request: Request, person: Signed, held: Held, form: str, export: str, fields: Fields) -> Response:
    """Stop an export, or throw its file away."""
    found = _own(held, person, form, export)
    if fields.get("do") == "delete":
        exporting.remove(held.settings.data / FOLDER, found)
    return go(request, f"/responses/{form}/exports")


def _own(held: Services, person: Person, form: str, export: str) -> Export:
    known = exporting.exports_of(held.settings.data / FOLDER, person.user_id, form)
    found = next((one for one in known if one.id == export), None)
    if found is None:
        raise Denied(VERB)
    return found


def _query(chosen: Chosen, kind: str, words: str) -> tuple[tuple[str, str], ...]:
    told = {
        "period": chosen.period, "state": chosen.state, "organisation": chosen.organisation,
        "kind": kind, "words": words,
    }  # fmt: skip
    return tuple((name, value) for name, value in told.items() if value)


def _shown(
    request: Request, person: Person, held: Services, form: str, *, language: str,
    asked: tuple[tuple[str, str], ...] = (), wrong: Problem | None = None,
) -> Response:  # fmt: skip
    folder = held.settings.data / FOLDER
    with held.database.read() as work:
        program = program_of(request, work, form)
    exporting.clear(folder, at=held.clock())
    found = tuple(exporting.exports_of(folder, person.user_id, form))
    base = f"/responses/{form}"
    given = [(name, value) for name, value in asked if name not in ("kind", "words")]
    view = ExportsPage(
        title=text_in(program.form.title, language),
        base=base,
        exports=found,
        running=any(one.state == "running" for one in found),
        asked=dict(asked),
        action=f"{base}/exports?{urlencode(given)}" if given else f"{base}/exports",
        problem=wrong,
    )
    if is_fragment(request) and request.method == "GET":
        return block(request, "responses/exports.html", "list", view)
    return page(request, "responses/exports.html", view, status=409 if wrong else 200)


def _nothing() -> None:
    """Keep the file: it is fetched again, or goes away after a day."""
