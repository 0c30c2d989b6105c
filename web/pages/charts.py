"""What the chart pages read."""

from dataclasses import dataclass
from urllib.parse import urlencode

from engine.analysis import Overview, Tally, Words, picture, spoken, summary, table
from engine.analysis.numbers import Summary
from engine.analysis.pictures import Table, figure
from engine.forms.model.base import text_in
from engine.forms.model.form import Form
from engine.forms.periods import Period

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
class PeriodChoice:
    """One entry of the period filter."""

    key: str
    """What the address says; '' for all periods."""
    label: str
    """In words; '' for all periods."""
    chosen: bool
    """Whether it is shown now."""


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


@dataclass(frozen=True, slots=True)
class FormChartsPage:
    """Context of `charts/form.html`."""

    title: str
    """What the survey is called."""
    url: str
    """This page's address without a period."""
    responses: int
    """Finished responses that are counted."""
    periods: tuple[PeriodChoice, ...]
    """The filter; empty for a survey without periods."""
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
    texts: tuple[str, ...]
    """One page of texts, newest first."""
    total: int
    """How many texts there are."""
    first: int
    """The number of the first one shown."""
    previous: str
    """Address of the page before; '' on the first."""
    next: str
    """Address of the page after; '' on the last."""


def form_line(form: Form, overview: Overview, language: str) -> FormLine:
    """Return a survey's line in the list."""
    periods = tuple(period_label(key, language) for key in overview.periods)
    return FormLine(text_in(form.title, language), f"/charts/{form.form}", overview.responses, periods)


def form_page(form: Form, overview: Overview, words: Words, *, version: str) -> FormChartsPage:
    """Return the page of a survey's charts; `version` keeps the pictures' addresses with their numbers."""
    language = words.language
    keys = ("", *overview.periods) if overview.periods else ()
    return FormChartsPage(
        title=text_in(form.title, language),
        url=f"/charts/{form.form}",
        responses=overview.responses,
        periods=tuple(PeriodChoice(key, period_label(key, language), key == overview.period) for key in keys),
        period=period_label(overview.period, language),
        cards=tuple(
            _card(number, tally, overview, words=words, version=version)
            for number, tally in enumerate(overview.tallies, 1)
        ),
    )


def texts_page(tally: Tally, overview: Overview, language: str, *, page: int) -> TextsPage:
    """Return one page of a question's texts, newest first."""
    texts = tally.count.texts[::-1]
    start = (page - 1) * TEXTS_A_PAGE
    more = start + TEXTS_A_PAGE < len(texts)
    return TextsPage(
        title=tally.question.title(language),
        back=_address(overview, "", period=overview.period),
        texts=tuple(texts[start : start + TEXTS_A_PAGE]),
        total=len(texts),
        first=start + 1,
        previous=_texts_address(tally, overview, page - 1) if page > 1 else "",
        next=_texts_address(tally, overview, page + 1) if more else "",
    )


def period_label(key: str, language: str) -> str:
    """Return a period in words; '' for none."""
    return Period.parse(key).label(language) if key else ""


def _card(number: int, tally: Tally, overview: Overview, *, words: Words, version: str) -> Card:
    question, texts = tally.question, tally.count.texts
    shown = {"question": question.path, "period": overview.period}
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
        texts=tuple(texts[: -FIRST_TEXTS - 1 : -1]),
        more=max(len(texts) - FIRST_TEXTS, 0),
        all_texts=_texts_address(tally, overview, 1),
    )


def _figures(found: Summary, decimals: int) -> tuple[str, ...]:
    values = (found.mean, found.minimum, *found.quartiles, found.maximum)
    return tuple(figure(value, decimals) for value in values)


def _ranges(found: Summary, decimals: int) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (figure(column.low, decimals), figure(column.high, decimals), column.count)
        for column in found.columns
    )


def _texts_address(tally: Tally, overview: Overview, page: int) -> str:
    shown = {"question": tally.question.path, "period": overview.period}
    return _address(overview, "/texts", **shown, page=str(page) if page > 1 else "")


def _address(overview: Overview, end: str, **query: str) -> str:
    given = urlencode({name: value for name, value in query.items() if value})
    return f"/charts/{overview.form}{end}{'?' if given else ''}{given}"
