"""The row of filters above charts: what can be chosen, what is chosen, and the addresses that undo it."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.analysis import Filters, Overview
from engine.analysis.offers import Offer, Offers
from engine.forms.model.base import Text, text_in
from engine.forms.periods import Period


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    key: str
    """What the address says; '' for no filter."""
    label: str
    """In words; '' for no filter."""
    chosen: bool
    """Whether it is shown now."""


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """The values of one question or fact."""

    label: str
    """What is asked."""
    choices: tuple[Choice, ...]
    """Its values."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition that holds."""

    key: str
    """What the address says."""
    label: str
    """In words: the question and the answer."""
    undo: str
    """Address of the same page without it."""


@dataclass(frozen=True, slots=True)
class FilterBar:
    """What `charts/_filters.html` reads, as `bar`."""

    url: str
    """The page that the form leads to."""
    periods: tuple[Choice, ...]
    """One period, or all; empty for a form without periods."""
    first: tuple[Choice, ...]
    """From which period."""
    last: tuple[Choice, ...]
    """Up to which period."""
    regions: tuple[Choice, ...]
    """Regions; empty where there are none."""
    facts: tuple[ChoiceGroup, ...]
    """Facts about organisations."""
    questions: tuple[ChoiceGroup, ...]
    """Choice questions."""
    chips: tuple[Chip, ...]
    """The conditions that hold."""
    open: bool
    """Whether a filter besides the one period is in use."""
    clear: str
    """Address of the page without any filter; '' where there is none."""
    more: tuple[tuple[str, str], ...]
    """What else the address says, to be kept."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a page knows of its own address."""

    url: str
    more: tuple[tuple[str, str], ...] = ()
    """What the address says besides filters."""


def filter_bar(overview: Overview, offered: Offers, language: str, around: Around) -> FilterBar:
    """Return the filters of a page."""
    filters, periods = overview.filters, overview.periods
    ranged = not filters.period
    return FilterBar(
        url=around.url,
        periods=_periods(periods, filters.period, language),
        first=_periods(periods, filters.first if ranged else "", language),
        last=_periods(periods, filters.last if ranged else "", language),
        regions=_choices([(one.value, one.label) for one in offered.regions], filters.region, language),
        facts=tuple(choice_group(offer, language) for offer in offered.facts),
        questions=tuple(choice_group(offer, language) for offer in offered.questions),
        chips=_chips(filters, offered, language, around),
        open=bool((ranged and (filters.first or filters.last)) or filters.region or filters.conditions),
        clear=around.url + Filters().query(*around.more) if filters != Filters() else "",
        more=around.more,
    )


def _periods(keys: tuple[str, ...], chosen: str, language: str) -> tuple[Choice, ...]:
    if not keys:
        return ()
    named = ((key, Period.parse(key).label(language)) for key in keys)
    return (Choice("", "", not chosen), *(Choice(key, label, key == chosen) for key, label in named))


def _choices(values: Iterable[tuple[str, Text]], chosen: str, language: str) -> tuple[Choice, ...]:
    found = tuple(Choice(value, text_in(label, language), value == chosen) for value, label in values)
    return (Choice("", "", not chosen), *found) if found else ()


def choice_group(offer: Offer, language: str) -> ChoiceGroup:
    """Return what an offer has to choose from."""
    choices = (
        Choice(f"{offer.key}={value.value}", text_in(value.label, language), False) for value in offer.values
    )
    return ChoiceGroup(told(offer.title, language), tuple(choices))


def told(titles: Iterable[Text], language: str) -> str:
    """Return a title of several parts as one text."""
    return " · ".join(text for text in (text_in(part, language) for part in titles) if text)


def _chips(filters: Filters, offered: Offers, language: str, around: Around) -> tuple[Chip, ...]:
    named = [(one, *offered.named(one)) for one in filters.conditions]
    return tuple(
        Chip(
            f"{one.key}={one.value}",
            f"{told(titles, language)}：{text_in(value, language)}",
            around.url + filters.without(one).query(*around.more),
        )
        for one, titles, value in named
    )
