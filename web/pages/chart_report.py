"""What the printed report of a whole survey reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from engine.analysis import Overview, Words
from engine.forms.model.base import text_in
from engine.forms.model.form import Form
from web.pages.chart_filters import FilterBar
from web.pages.charts import Card, cards_of, period_label

TEXTS: Final = 20
"""How many of the newest texts are printed of a question; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Context of `charts/report.html`."""

    title: str
    """What the survey is called."""
    description: str
    """What its respondents were told; '' for nothing."""
    back: str
    """Address of the charts under the same filters."""
    made_at: datetime
    """When the numbers were counted."""
    responses: int
    """Finished responses that are counted."""
    withheld: bool
    """Whether so few answers are left that no number is shown."""
    conditions: tuple[str, ...]
    """What the responses were chosen by, in words; empty for all."""
    cards: tuple[Card, ...]
    """The questions in order."""


def report_page(
    form: Form, overview: Overview, words: Words, *, version: str, bar: FilterBar, at: datetime
) -> ReportPage:
    """Return the report; `version` keeps the pictures' addresses with their numbers."""
    language = words.language
    return ReportPage(
        title=text_in(form.title, language),
        description=text_in(form.description, language),
        back=f"/charts/{form.form}{overview.filters.query()}",
        made_at=at,
        responses=overview.responses,
        withheld=overview.withheld,
        conditions=tuple(conditions(overview, bar, language)),
        cards=cards_of(overview, words, version=version, texts=TEXTS),
    )


def conditions(overview: Overview, bar: FilterBar, language: str) -> Iterator[str]:
    """Yield what responses are chosen by, in words."""
    filters = overview.filters
    if filters.period:
        yield period_label(filters.period, language)
    elif filters.first or filters.last:
        yield " – ".join(period_label(key, language) for key in (filters.first, filters.last)).strip()
    yield from (one.label for one in bar.regions if one.chosen and one.key)
    yield from (chip.label for chip in bar.chips)
