"""Charts in other ways: two questions against each other, two groups side by side, one question over time."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.analysis import Filters, Overview, Tally, UnknownFilter
from engine.analysis.comparing import paired
from engine.analysis.crosstab import Crosstab
from engine.analysis.export import written
from engine.analysis.offers import crossable
from engine.analysis.trend import TRENDED, Trend, trend, trend_picture
from engine.forms.model.base import text_in
from engine.people import Denied
from engine.render import charts
from web.answers import page
from web.chart_asking import FRESH, Asked, Counted, Looked, Path, Rooms, viewer
from web.chart_room import VERB, ChartRoom, Look
from web.deps import Language
from web.i18n import translations
from web.pages.chart_filters import Around, filter_bar
from web.pages.chart_ways import (
    ComparePage,
    TrendPage,
    WayAround,
    compare_parts,
    cross_rows,
    crosstab_page,
    group_choices,
    name_of,
    trend_rows,
    with_choice,
)
from web.pages.charts import period_label

router = APIRouter(prefix="/charts")

Show = Annotated[Literal["count", "down", "across"], Query()]
Group = Annotated[str, Query(max_length=300)]
_PLACES: Final = {"@period": "period", "@region": "region"}


def _around(look: Look, overview: Overview, language: str, end: str, **more: str) -> WayAround:
    given = tuple((name, value) for name, value in more.items() if value)
    bar = filter_bar(overview, look.offers(overview), language, Around(f"/charts/{look.form}{end}", given))
    return WayAround(text_in(look.definition().title, language), bar)


@router.get("/{form}/crosstab", dependencies=[viewer])
def crosstab(
    request: Request, look: Looked, overview: Counted, charting: Rooms, language: Language,
    *, down: Path = "", across: Path = "", show: Show = "count",
) -> Response:  # fmt: skip
    """Show two choice questions against each other."""
    found = _crossed(overview, down, across)
    around = _around(look, overview, language, "/crosstab", down=down, across=across, show=show)
    shown = crosstab_page(overview, found, charting.words(language, overview), show=show, around=around)
    return page(request, "charts/crosstab.html", shown)


@router.get("/{form}/crosstab.csv", dependencies=[viewer])
def crosstab_numbers(
    form: str, overview: Counted, charting: Rooms, language: Language, *, down: Path, across: Path
) -> Response:
    """Answer with the counts of a crosstab for a spreadsheet."""
    found = _crossed(overview, down, across)
    if found is None:
        raise Denied(VERB)
    body = written(cross_rows(found, charting.words(language, overview)))
    headers = {"Content-Disposition": f'attachment; filename="{form}-crosstab.csv"', **FRESH}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def _crossed(overview: Overview, down: str, across: str) -> Crosstab | None:
    """Return the crosstab; None before both questions are chosen. Others than those offered are not there."""
    known = {question.path for question in crossable(overview.look.questions)}
    if any(path and path not in known for path in (down, across)):
        raise Denied(VERB)
    return overview.look.crosstab(down, across) if down and across else None


@router.get("/{form}/compare", dependencies=[viewer])
def compare(
    request: Request, look: Looked, overview: Counted, charting: Rooms, language: Language,
    *, a: Group = "", b: Group = "",
) -> Response:  # fmt: skip
    """Show two groups side by side; without a second one, everybody beside the first."""
    _ = translations(language).gettext
    around = _around(look, overview, language, "/compare", a=a, b=b)
    groups = group_choices(look.offers(overview), overview, language, labels=(_("期别"), _("地区")))
    one, other = (_group(look, overview, chosen) for chosen in (a, b))
    pairs = paired(one.tallies, other.tallies, charting.words(language, overview))
    shown = ComparePage(
        title=around.title,
        back=f"/charts/{look.form}{look.filters.query()}",
        url=around.bar.url,
        bar=around.bar,
        groups=(with_choice(groups, a), with_choice(groups, b)),
        kept=tuple(look.filters.pairs()),
        names=(name_of(groups, a), name_of(groups, b)),
        responses=(one.responses, other.responses),
        withheld=(one.withheld, other.withheld),
        parts=compare_parts(pairs) if a else (),
    )
    return page(request, "charts/compare.html", shown)


def _group(look: Look, overview: Overview, chosen: str) -> Overview:
    """Return the answers of one group, within the page's filters. What is not offered is not there."""
    if not chosen:
        return overview
    key, _, value = chosen.partition("=")
    if not value:
        raise Denied(VERB)
    try:
        own = Filters.read([(_PLACES[key], value)] if key in _PLACES else [("if", chosen)])
        look.offers(overview).check(own)
        return look.through(look.filters.narrowed(own)).overview()
    except UnknownFilter:
        raise Denied(VERB) from None


@router.get("/{form}/trend", dependencies=[viewer])
def over_time(
    request: Request, look: Looked, overview: Counted, tally: Asked, *, charting: Rooms, language: Language
) -> Response:
    """Show one question from period to period."""
    path = tally.question.path
    found = _trend(overview, tally, charting, language)
    around = _around(look, overview, language, "/trend", question=path)
    query = look.filters.query(("question", path), ("language", language))
    drawn = trend_picture(found, [step.period for step in found.steps], charting.words(language, overview))
    shown = TrendPage(
        title=tally.question.title(language),
        back=f"/charts/{look.form}{look.filters.query()}",
        bar=around.bar,
        head=found.head,
        rows=trend_rows(found, language),
        svg=f"/charts/{look.form}/trend.svg{query}" if drawn else "",
    )
    return page(request, "charts/trend.html", shown)


@router.get("/{form}/trend.svg", dependencies=[viewer])
def over_time_drawn(overview: Counted, tally: Asked, charting: Rooms, language: Language) -> Response:
    """Answer with the picture of a question's shares from period to period."""
    found = _trend(overview, tally, charting, language)
    labels = [period_label(step.period, language) for step in found.steps]
    chart = trend_picture(found, labels, charting.words(language, overview))
    if chart is None:
        raise Denied(VERB)
    return Response(charts.svg(chart), media_type="image/svg+xml", headers=FRESH)


def _trend(overview: Overview, tally: Tally, charting: ChartRoom, language: str) -> Trend:
    if tally.question.shape not in TRENDED:
        raise Denied(VERB)
    counts = overview.look.over_periods(tally.question.path)
    return trend(tally.question, counts, charting.words(language, overview))
