"""What the pages of crosstabs, comparisons and trends read."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from engine.analysis import Overview, Words
from engine.analysis.comparing import Pair
from engine.analysis.crosstab import Crosstab
from engine.analysis.numbers import Summary
from engine.analysis.offers import Offers, crossable
from engine.analysis.pictures import figure, label_of, percent
from engine.analysis.trend import Trend
from engine.forms.model.base import text_in
from web.pages.chart_filters import Choice, ChoiceGroup, FilterBar, choice_group
from web.pages.charts import period_label

Groups: TypeAlias = tuple[ChoiceGroup, ...]
SHOWN: Final = ("count", "down", "across")
"""What the cells of a crosstab show besides counts: nothing, shares of the row, shares of the column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a crosstab."""

    count: int | None
    """How many; None where it is withheld."""
    share: Decimal | None
    """Of its row or column, in per cent; None where none is shown."""


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One row of a crosstab."""

    label: str
    """What was answered."""
    cells: tuple[Cell, ...]
    """Its cells, in the order of the head."""
    total: int | None
    """How many gave this answer; None where it is withheld."""


@dataclass(frozen=True, slots=True)
class TestLine:
    """The chi-square test in figures."""

    statistic: str
    """The statistic."""
    freedom: int
    """Degrees of freedom."""
    p: str
    """How likely so great a difference is by chance."""
    related: bool
    """Whether that is less than 5 per cent."""
    small: int
    """Cells with fewer than 5 expected."""
    cells: int
    """All cells."""


@dataclass(frozen=True, slots=True)
class CrosstabPage:
    """Context of `charts/crosstab.html`."""

    title: str
    """What the survey is called."""
    back: str
    """Address of the charts."""
    url: str
    """This page's address."""
    bar: FilterBar
    """The filters."""
    down: tuple[Choice, ...]
    """The questions for the rows."""
    across: tuple[Choice, ...]
    """The questions for the columns."""
    show: tuple[Choice, ...]
    """What the cells show."""
    kept: tuple[tuple[str, str], ...]
    """The filters as the form's hidden fields."""
    head: tuple[str, ...]
    """The answers across; empty before two questions are chosen."""
    rows: tuple[CrossRow, ...]
    """The answers down."""
    totals: tuple[int | None, ...]
    """How many gave each answer across."""
    total: int | None
    """How many answered both."""
    test: TestLine | None
    """The test; None where there is none."""
    several: bool
    """Whether somebody may be counted in several cells."""
    withheld: bool
    """Whether cells are withheld because few are in them."""
    csv: str
    """Address of the numbers to take along; '' before two questions are chosen."""


@dataclass(frozen=True, slots=True)
class CompareLine:
    """One choice in both groups."""

    label: str
    """What was answered."""
    one: str
    """The share in the first group."""
    other: str
    """The share in the second group."""
    apart: str
    """The difference in percentage points, with its sign; '' where there is none."""
    width: int
    """The difference as a whole number from 0 to 100, for a bar."""


@dataclass(frozen=True, slots=True)
class ComparePart:
    """One question in both groups."""

    title: str
    """What was asked."""
    answered: tuple[int, int]
    """How many answered in each group."""
    lines: tuple[CompareLine, ...]
    """Choices; of numbers empty."""
    figures: tuple[tuple[str, ...], tuple[str, ...]]
    """Of numbers: mean and median of each group."""


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Context of `charts/compare.html`."""

    title: str
    """What the survey is called."""
    back: str
    """Address of the charts."""
    url: str
    """This page's address."""
    bar: FilterBar
    """The filters that hold for both groups."""
    groups: tuple[tuple[ChoiceGroup, ...], tuple[ChoiceGroup, ...]]
    """What the first and the second group can be."""
    kept: tuple[tuple[str, str], ...]
    """The filters as the form's hidden fields."""
    names: tuple[str, str]
    """The two groups in words; '' before one is chosen."""
    responses: tuple[int, int]
    """How many responses each has."""
    withheld: tuple[bool, bool]
    """Whether a group is too small to be shown."""
    parts: tuple[ComparePart, ...]
    """The questions."""


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One period."""

    label: str
    """The period in words."""
    answered: int
    """How many answered."""
    cells: tuple[str, ...]
    """Shares of the choices, or mean and median."""


@dataclass(frozen=True, slots=True)
class TrendPage:
    """Context of `charts/trend.html`."""

    title: str
    """What was asked."""
    back: str
    """Address of the charts."""
    bar: FilterBar
    """The filters."""
    head: tuple[str, ...]
    """The choices; empty for numbers."""
    rows: tuple[TrendRow, ...]
    """The periods, oldest first."""
    svg: str
    """Address of the picture; '' where there is none."""


@dataclass(frozen=True, slots=True)
class WayAround:
    """What stands around the numbers of a page."""

    title: str
    """What the survey is called."""
    bar: FilterBar
    """The filters."""


def crosstab_page(
    overview: Overview, found: Crosstab | None, words: Words, *, show: str, around: WayAround
) -> CrosstabPage:
    """Return the page of two questions; `found` is None before both are chosen."""
    language, questions = words.language, crossable(overview.look.questions)
    named = [(one.path, one.title(language)) for one in questions]
    chosen = dict(around.bar.more)
    return CrosstabPage(
        title=around.title,
        back=f"/charts/{overview.form}{overview.filters.query()}",
        url=around.bar.url,
        bar=around.bar,
        down=_chosen(named, chosen.get("down", "")),
        across=_chosen(named, chosen.get("across", "")),
        show=_chosen([(name, name) for name in SHOWN], show),
        kept=tuple(overview.filters.pairs()),
        head=_cross_head(found, words) if found else (),
        rows=_cross_rows(found, words, show) if found else (),
        totals=found.across.totals if found else (),
        total=found.total if found else 0,
        test=_test(found) if found else None,
        several=found is not None and _several(found),
        withheld=overview.withheld or (found is not None and _has_gaps(found)),
        csv=f"{around.bar.url}.csv{overview.filters.query(*around.bar.more)}" if found else "",
    )


def _cross_head(found: Crosstab, words: Words) -> tuple[str, ...]:
    return tuple(label_of(found.across.question, value, words) for value in found.across.values)


def _several(found: Crosstab) -> bool:
    return any(side.question.shape == "multiple" for side in (found.down, found.across))


def _has_gaps(found: Crosstab) -> bool:
    return any(count is None for line in found.counts for count in line)


def _chosen(named: Sequence[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(key, label, key == chosen) for key, label in named)


def _cross_rows(found: Crosstab, words: Words, show: str) -> tuple[CrossRow, ...]:
    question = found.down.question
    lines = zip(found.down.values, found.counts, found.down.totals, strict=True)
    return tuple(
        CrossRow(
            label_of(question, value, words),
            tuple(
                Cell(count, _share(count, total if show == "down" else whole if show == "across" else None))
                for count, whole in zip(counts, found.across.totals, strict=True)
            ),
            total,
        )
        for value, counts, total in lines
    )


def _share(count: int | None, whole: int | None) -> Decimal | None:
    return None if count is None or whole is None else percent(count, whole)


def _test(found: Crosstab) -> TestLine | None:
    test = found.test
    if test is None:
        return None
    p = "< 0.0001" if test.p < 0.0001 else f"= {test.p:.4f}"
    return TestLine(f"{test.statistic:.2f}", test.freedom, p, test.p < 0.05, test.small, test.cells)


def cross_rows(found: Crosstab, words: Words) -> list[list[str | int | None]]:
    """Return a crosstab as rows of a table to take along, with totals; withheld cells are empty."""
    rows = _cross_rows(found, words, "count")
    return [
        ["", *_cross_head(found, words), "Σ"],
        *([row.label, *(cell.count for cell in row.cells), row.total] for row in rows),
        ["Σ", *found.across.totals, found.total],
    ]


def group_choices(offered: Offers, overview: Overview, language: str, labels: tuple[str, str]) -> Groups:
    """Return what a group can be: a period, a region, or a value of a fact or a question."""
    periods = tuple(Choice(f"@period={key}", period_label(key, language), False) for key in overview.periods)
    regions = tuple(
        Choice(f"@region={one.value}", text_in(one.label, language), False) for one in offered.regions
    )
    named = tuple(choice_group(offer, language) for offer in (*offered.facts, *offered.questions))
    places = zip(labels, (periods, regions), strict=True)
    return (*(ChoiceGroup(label, choices) for label, choices in places if choices), *named)


def with_choice(groups: Groups, chosen: str) -> Groups:
    """Return the groups with one choice marked."""
    return tuple(
        ChoiceGroup(
            group.label, tuple(Choice(one.key, one.label, one.key == chosen) for one in group.choices)
        )
        for group in groups
    )


def name_of(groups: Groups, chosen: str) -> str:
    """Return what a group is called: the question and the answer; '' for none."""
    found = ((group.label, one.label) for group in groups for one in group.choices if one.key == chosen)
    return next((f"{title}：{label}" for title, label in found), "")


def compare_parts(pairs: Sequence[Pair]) -> tuple[ComparePart, ...]:
    """Return the questions of two groups as the page shows them."""
    return tuple(
        ComparePart(
            pair.title,
            pair.answered,
            tuple(
                CompareLine(
                    line.label,
                    _per_cent(line.one.share),
                    _per_cent(line.other.share),
                    "" if line.apart is None else f"{line.apart:+}",
                    0 if line.apart is None else int(abs(line.apart)),
                )
                for line in pair.lines
            ),
            (_middle(pair.figures[0]), _middle(pair.figures[1])),
        )
        for pair in pairs
    )


def _per_cent(share: Decimal | None) -> str:
    return "–" if share is None else f"{share}%"


def _middle(found: Summary | None) -> tuple[str, ...]:
    return (figure(found.mean), figure(found.quartiles[1])) if found else ("–", "–")


def trend_rows(found: Trend, language: str) -> tuple[TrendRow, ...]:
    """Return the periods of a trend as the page shows them."""
    return tuple(
        TrendRow(
            period_label(step.period, language),
            step.answered,
            tuple(_per_cent(line.share) for line in step.lines) if found.head else _middle(step.figures),
        )
        for step in found.steps
    )
