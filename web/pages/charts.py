"""What the chart pages read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from engine.analysis import NO_FILTERS, Overview, Tally, Words, picture, spoken, summary, table
from engine.analysis.numbers import Summary
from engine.analysis.pictures import Table, figure
from engine.analysis.searching import Often, matching, most_frequent
from engine.analysis.trend import TRENDED
from engine.forms.model.base import text_in
from engine.forms.model.form import Form
from engine.forms.periods import Period
from web.pages.chart_filters import FilterBar

FIRST_TEXTS = 5
TEXTS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class FormLine:
    """One survey in the list."""

    title: str
    """What the survey is called."""
    url: str
    """Where its charts are."""
    responses: int
    """How many finished responses there are."""
    periods: tuple[str, ...]
    """The periods answered for, newest first, in words."""


@dataclass(frozen=True, slots=True)
class ChartsPage:
    """Context of `charts/index.html`."""

    forms: tuple[FormLine, ...]
    """The surveys of the person's system."""


@dataclass(frozen=True, slots=True)
class Card:
    """One question."""

    number: int
    """Counting from 1."""
    title: str
    """What was asked."""
    unit: str
    """The unit of numbers; '' without one."""
    answered: int
    """How many answered."""
    alt: str
    """The picture's numbers as text."""
    svg: str
    """Address of the picture; '' where there is none."""
    png: str
    """Address of the picture to take along; '' where there is none."""
    csv: str
    """Address of the numbers to take along."""
    table: Table
    """The same numbers."""
    figures: tuple[str, ...]
    """Of numbers: mean, least, the three quartiles, greatest; empty for others."""
    ranges: tuple[tuple[str, str, int], ...]
    """Of numbers: the histogram's columns: from, to, how many."""
    texts: tuple[str, ...]
    """The newest texts."""
    more: int
    """How many texts are not shown here."""
    all_texts: str
    """Address of the list of all texts."""
    trend: str
    """Address of the question over the periods; '' where there is none."""
    withheld: bool
    """Whether too few answered to show anything."""


@dataclass(frozen=True, slots=True)
class FormChartsPage:
    """Context of `charts/form.html`."""

    title: str
    """What the survey is called."""
    url: str
    """This page's address without filters."""
    responses: int
    """Finished responses that are counted."""
    filtered: bool
    """Whether a filter is in use."""
    withheld: bool
    """Whether so few answers are left that no number is shown."""
    bar: FilterBar
    """The filters."""
    now: str
    """Address that answers with the numbers when they are others than these."""
    cross: str
    """Address of the crosstab, under the same filters."""
    compare: str
    """Address where two groups are compared, under the same filters."""
    report: str
    """Address of the report to print, under the same filters."""
    shares: str
    """Address of the links by which others see these charts."""
    period: str
    """The chosen period in words; '' for all."""
    cards: tuple[Card, ...]
    """The questions in order."""


@dataclass(frozen=True, slots=True)
class TextsPage:
    """Context of `charts/texts.html`."""

    title: str
    """What was asked."""
    back: str
    """Address of the charts."""
    url: str
    """This page's address."""
    kept: tuple[tuple[str, str], ...]
    """What the address says besides the search, as hidden fields."""
    wanted: str
    """What is searched for; '' for nothing."""
    often: bool
    """Whether equal texts are counted."""
    texts: tuple[Often, ...]
    """One page of texts: newest first, each once, or the most frequent first with how many wrote each."""
    total: int
    """How many texts, or different ones, there are."""
    first: int
    """The number of the first one shown."""
    previous: str
    """Address of the page before; '' on the first."""
    next: str
    """Address of the page after; '' on the last."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in texts."""

    wanted: str = ""
    often: bool = False
    page: int = 1


NO_SEARCH: Final = Search()


def form_line(form: Form, overview: Overview, language: str) -> FormLine:
    """Return a survey's line in the list."""
    periods = tuple(period_label(key, language) for key in overview.periods)
    return FormLine(text_in(form.title, language), f"/charts/{form.form}", overview.responses, periods)


def form_page(
    form: Form, overview: Overview, words: Words, *, version: str, bar: FilterBar
) -> FormChartsPage:
    """Return the page of a survey's charts; `version` keeps the pictures' addresses with their numbers."""
    language = words.language
    return FormChartsPage(
        title=text_in(form.title, language),
        url=f"/charts/{form.form}",
        responses=overview.responses,
        filtered=overview.filters != NO_FILTERS,
        withheld=overview.withheld,
        bar=bar,
        now=_address(overview, "/now", v=version),
        cross=_address(overview, "/crosstab"),
        compare=_address(overview, "/compare"),
        report=_address(overview, "/report"),
        shares=_address(overview, "/shares"),
        period=period_label(overview.period, language),
        cards=cards_of(overview, words, version=version),
    )


def cards_of(overview: Overview, words: Words, *, version: str, texts: int = FIRST_TEXTS) -> tuple[Card, ...]:
    """Return the questions in order; `texts` is how many of what people wrote is shown of each."""
    return tuple(
        _card(number, tally, overview, words=words, version=version, most=texts)
        for number, tally in enumerate(overview.tallies, 1)
    )


def texts_page(tally: Tally, overview: Overview, language: str, search: Search) -> TextsPage:
    """Return one page of a question's texts."""
    found = matching(tally.count.texts, search.wanted)
    texts: Sequence[str | Often] = most_frequent(found) if search.often else found
    start = (search.page - 1) * TEXTS_A_PAGE
    more = start + TEXTS_A_PAGE < len(texts)
    shown = texts[start : start + TEXTS_A_PAGE]
    return TextsPage(
        title=tally.question.title(language),
        back=_address(overview, ""),
        url=f"/charts/{overview.form}/texts",
        kept=(("question", tally.question.path), *overview.filters.pairs()),
        wanted=search.wanted,
        often=search.often,
        texts=tuple(text if isinstance(text, Often) else Often(text, 1) for text in shown),
        total=len(texts),
        first=start + 1,
        previous=_texts_address(tally, overview, search, -1) if search.page > 1 else "",
        next=_texts_address(tally, overview, search, 1) if more else "",
    )


def period_label(key: str, language: str) -> str:
    """Return a period in words; '' for none."""
    return Period.parse(key).label(language) if key else ""


def _card(number: int, tally: Tally, overview: Overview, *, words: Words, version: str, most: int) -> Card:
    question, texts = tally.question, tally.count.texts
    shown = {"question": question.path}
    drawn = picture(tally, words) is not None
    found = summary(tally)
    still = {**shown, "v": version, "language": words.language}
    return Card(
        number=number,
        title=question.title(words.language),
        unit=text_in(question.unit, words.language),
        answered=tally.count.answered,
        alt=spoken(tally, words),
        svg=_address(overview, "/picture.svg", **still) if drawn else "",
        png=_address(overview, "/picture.png", **still) if drawn else "",
        csv=_address(overview, "/table.csv", **shown),
        table=table(tally, words),
        figures=_figures(found, max(question.decimals, 2)) if found else (),
        ranges=_ranges(found, question.decimals) if found else (),
        texts=tuple(texts[: -most - 1 : -1]),
        more=max(len(texts) - most, 0),
        all_texts=_texts_address(tally, overview),
        trend=_address(overview, "/trend", question=question.path) if _has_trend(tally, overview) else "",
        withheld=tally.count.withheld,
    )


def _has_trend(tally: Tally, overview: Overview) -> bool:
    return bool(overview.periods and tally.count.answered) and tally.question.shape in TRENDED


def _figures(found: Summary, decimals: int) -> tuple[str, ...]:
    values = (found.mean, found.minimum, *found.quartiles, found.maximum)
    return tuple("–" if value is None else figure(value, decimals) for value in values)


def _ranges(found: Summary, decimals: int) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (figure(column.low, decimals), figure(column.high, decimals), column.count)
        for column in found.columns
    )


def _texts_address(tally: Tally, overview: Overview, search: Search = NO_SEARCH, step: int = 0) -> str:
    page = search.page + step
    more = {"q": search.wanted, "by": "count" if search.often else "", "page": str(page) if page > 1 else ""}
    return _address(overview, "/texts", question=tally.question.path, **more)


def _address(overview: Overview, end: str, **query: str) -> str:
    """Return an address of the survey under the same filters."""
    given = [(name, value) for name, value in query.items() if value]
    return f"/charts/{overview.form}{end}{overview.filters.query(*given)}"
