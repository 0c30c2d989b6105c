"""Charts of surveys: the list, one survey's questions, and each picture and table to take along."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.analysis import Overview, Tally, picture
from engine.analysis.export import as_csv
from engine.library import NoSuchForm
from engine.people import Denied
from engine.render import charts
from web.answers import page
from web.chart_room import VERB, ChartRoom, Look, chart_room, charted_form, digest
from web.deps import Held, Language, Signed
from web.filing_room import room
from web.i18n import translations
from web.menu import Entry
from web.pages.charts import ChartsPage, FormLine, form_line, form_page, texts_page
from web.policies import own_system, policy

router = APIRouter(prefix="/charts")
MENU = (Entry("图表", "/charts", VERB),)

_LISTED: Final = "survey"
_STILL: Final = {"Cache-Control": "private, max-age=86400, immutable"}
_FRESH: Final = {"Cache-Control": "private, no-cache"}

viewer = policy(VERB, charted_form)
PeriodKey = Annotated[str, Query(max_length=10, pattern=r"^[0-9QH-]*$")]
Path = Annotated[str, Query(max_length=300)]


def _look(request: Request, person: Signed, form: str, period: PeriodKey = "") -> Look:
    return Look(request, person, form, period)


def _overview(look: Annotated[Look, Depends(_look)]) -> Overview:
    """Return what is asked for; a form never published and a period without answers are not there."""
    try:
        found = look.overview()
    except NoSuchForm:
        raise Denied(VERB) from None
    if look.period and look.period not in found.periods:
        raise Denied(VERB)
    return found


Counted = Annotated[Overview, Depends(_overview)]
Rooms = Annotated[ChartRoom, Depends(chart_room)]


def _tally(overview: Counted, question: Path) -> Tally:
    found = overview.tally(question)
    if found is None:
        raise Denied(VERB)
    return found


Asked = Annotated[Tally, Depends(_tally)]


@router.get("", dependencies=[policy(VERB, own_system)])
def index(request: Request, person: Signed, held: Held, language: Language) -> Response:
    """List the surveys of the person's system with how much was answered."""
    forms = held.definitions.systems[person.organisation.system].forms
    lines = (_line(Look(request, person, form), language) for form in forms)
    return page(request, "charts/index.html", ChartsPage(tuple(line for line in lines if line)))


def _line(look: Look, language: str) -> FormLine | None:
    form = room(look.request).definitions.forms.get(look.form)
    if form is None or form.kind != _LISTED:
        return None
    try:
        return form_line(form, look.overview(), language)
    except NoSuchForm:
        return None


@router.get("/{form}", dependencies=[viewer])
def survey(request: Request, form: str, overview: Counted, charting: Rooms, language: Language) -> Response:
    """Show every question of a survey, in one period or in all."""
    words = charting.words(language, overview)
    shown = form_page(room(request).definitions.forms[form], overview, words, version=digest(overview.mark))
    return page(request, "charts/form.html", shown)


@router.get("/{form}/texts", dependencies=[viewer])
def texts(
    request: Request,
    overview: Counted,
    tally: Asked,
    language: Language,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Show a page of what people wrote."""
    return page(request, "charts/texts.html", texts_page(tally, overview, language, page=number))


@router.get("/{form}/picture.{kind}", dependencies=[viewer])
def drawn(
    kind: Literal["svg", "png"],
    look: Annotated[Look, Depends(_look)],
    charting: Rooms,
    language: Language,
    question: Path,
    v: Annotated[str, Query(max_length=16)] = "",
) -> Response:
    """Answer with a picture. Under the address that its page gave it, it never changes."""
    key = (look.reach.key, look.form, look.period, question, language, v, kind)
    if not v:
        return _picture(kind, _draw(kind, look, question, language=language), still=False)
    body = charting.drawn(key, lambda: _draw(kind, look, question, language=language))
    return _picture(kind, body, still=True)


def _draw(kind: str, look: Look, question: str, *, language: str) -> bytes:
    overview = _overview(look)
    chart = picture(_tally(overview, question), chart_room(look.request).words(language, overview))
    if chart is None:
        raise Denied(VERB)
    return charts.png(chart) if kind == "png" else charts.svg(chart).encode()


def _picture(kind: str, body: bytes, *, still: bool) -> Response:
    media = "image/png" if kind == "png" else "image/svg+xml"
    return Response(body, media_type=media, headers=_STILL if still else _FRESH)


@router.get("/{form}/table.csv", dependencies=[viewer])
def numbers(form: str, overview: Counted, tally: Asked, *, charting: Rooms, language: Language) -> Response:
    """Answer with a question's numbers for a spreadsheet."""
    _ = translations(language).gettext
    body = as_csv(tally, charting.words(language, overview), (_("答案"), _("人数"), _("占比（%）")))
    name = f"{form}-{''.join(char if char.isalnum() else '-' for char in tally.question.path)}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **_FRESH}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)
