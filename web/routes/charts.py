"""Charts of surveys: the list, one survey's questions, and each picture and table to take along."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.analysis import Overview, Words, picture
from engine.analysis.export import as_csv
from engine.library import NoSuchForm
from engine.library.publishing import designed
from engine.people import Denied
from engine.render import charts
from web.answers import block, page
from web.chart_asking import FRESH, Asked, Counted, Looked, Path, Rooms, overview_of, tally_of, viewer
from web.chart_room import VERB, Look, chart_room, digest
from web.deps import Held, Language, Signed
from web.i18n import translations
from web.menu import Entry
from web.pages.chart_filters import Around, filter_bar
from web.pages.chart_report import report_page
from web.pages.charts import ChartsPage, FormChartsPage, FormLine, Search, form_line, form_page, texts_page
from web.policies import own_system, policy

router = APIRouter(prefix="/charts")
MENU = (Entry("图表", "/charts", VERB),)

Seen = Annotated[str, Query(max_length=16)]
_LISTED: Final = "survey"
_STILL: Final = {"Cache-Control": "private, max-age=86400, immutable"}


@router.get("", dependencies=[policy(VERB, own_system)])
def index(request: Request, person: Signed, held: Held, language: Language) -> Response:
    """List the surveys of the person's system with how much was answered."""
    system = person.organisation.system
    with held.database.read() as work:
        own = designed(work, system, _LISTED)
    forms = (*held.definitions.systems[system].forms, *own)
    lines = (_line(Look(request, person, form), language) for form in forms)
    return page(request, "charts/index.html", ChartsPage(tuple(line for line in lines if line)))


def _line(look: Look, language: str) -> FormLine | None:
    try:
        form = look.definition()
        return form_line(form, look.overview(), language) if form.kind == _LISTED else None
    except NoSuchForm:
        return None


@router.get("/{form}", dependencies=[viewer])
def survey(
    request: Request,
    look: Looked,
    overview: Counted,
    charting: Rooms,
    language: Language,
) -> Response:
    """Show every question of a survey, of all answers or of those that filters leave."""
    return page(request, "charts/form.html", _shown(look, overview, charting.words(language, overview)))


@router.get("/{form}/now", dependencies=[viewer])
def now(request: Request, look: Looked, charting: Rooms, language: Language, v: Seen = "") -> Response:
    """Answer with the numbers as they are now; with nothing where they are those that the page has."""
    overview = overview_of(look)
    version = digest(overview.mark)
    if v == version:
        return Response(status_code=204, headers=FRESH)
    shown = _shown(look, overview, charting.words(language, overview))
    return block(request, "charts/form.html", "live", shown)


def _shown(look: Look, overview: Overview, words: Words) -> FormChartsPage:
    bar = filter_bar(overview, look.offers(overview), words.language, Around(f"/charts/{look.form}"))
    return form_page(look.definition(), overview, words, version=digest(overview.mark), bar=bar)


@router.get("/{form}/report", dependencies=[viewer])
def report(
    request: Request, look: Looked, overview: Counted, charting: Rooms, held: Held, language: Language
) -> Response:
    """Show the whole survey as a report to print: every question with its picture and its numbers."""
    bar = filter_bar(overview, look.offers(overview), language, Around(f"/charts/{look.form}"))
    words, version = charting.words(language, overview), digest(overview.mark)
    context = report_page(look.definition(), overview, words, version=version, bar=bar, at=held.clock())
    return page(request, "charts/report.html", context)


@router.get("/{form}/texts", dependencies=[viewer])
def texts(
    request: Request,
    overview: Counted,
    tally: Asked,
    language: Language,
    *,
    q: Annotated[str, Query(max_length=100)] = "",
    by: Annotated[Literal["time", "count"], Query()] = "time",
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """Show a page of what people wrote: all, or what contains a text; newest or most frequent first."""
    search = Search(q.strip(), by == "count", number)
    return page(request, "charts/texts.html", texts_page(tally, overview, language, search))


@router.get("/{form}/picture.{kind}", dependencies=[viewer])
def drawn(
    kind: Literal["svg", "png"],
    look: Looked,
    charting: Rooms,
    language: Language,
    question: Path,
    v: Seen = "",
) -> Response:
    """Answer with a picture. Under the address that its page gave it, it never changes."""
    key = (look.reach.key, look.form, look.filters, question, language, v, kind)
    if not v:
        return _picture(kind, _draw(kind, look, question, language=language), still=False)
    body = charting.drawn(key, lambda: _draw(kind, look, question, language=language))
    return _picture(kind, body, still=True)


def _draw(kind: str, look: Look, question: str, *, language: str) -> bytes:
    overview = overview_of(look)
    chart = picture(tally_of(overview, question), chart_room(look.request).words(language, overview))
    if chart is None:
        raise Denied(VERB)
    return charts.png(chart) if kind == "png" else charts.svg(chart).encode()


def _picture(kind: str, body: bytes, *, still: bool) -> Response:
    media = "image/png" if kind == "png" else "image/svg+xml"
    return Response(body, media_type=media, headers=_STILL if still else FRESH)


@router.get("/{form}/table.csv", dependencies=[viewer])
def numbers(form: str, overview: Counted, tally: Asked, *, charting: Rooms, language: Language) -> Response:
    """Answer with a question's numbers for a spreadsheet."""
    _ = translations(language).gettext
    body = as_csv(tally, charting.words(language, overview), (_("答案"), _("人数"), _("占比（%）")))
    name = f"{form}-{''.join(char if char.isalnum() else '-' for char in tally.question.path)}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **FRESH}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)
