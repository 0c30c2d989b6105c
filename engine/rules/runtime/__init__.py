"""The fixed table of what generated code may call. It sees nothing else: no builtins, no modules."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from engine.rules.patterns import fits
from engine.rules.runtime import answers, dates, figures, guarded, texts
from engine.rules.values import both, is_empty, round_half

_FUNCTIONS: tuple[Callable[..., object], ...] = (
    Decimal, round_half, is_empty, fits,
    figures.total_of, figures.mean_of, figures.least_of, figures.most_of, figures.count_of, figures.floor,
    figures.ceil, figures.magnitude, figures.change, figures.growth, figures.within, figures.between,
    figures.clamp,
    texts.length, texts.contains, texts.starts_with, texts.ends_with, texts.concat, texts.join, texts.lower,
    texts.upper, texts.trim, texts.substr, texts.format_value,
    dates.make_date, dates.make_days, dates.make_minutes, dates.make_months, dates.make_years,
    dates.later, dates.earlier,
    dates.year_of, dates.month_of, dates.day_of, dates.days_between, dates.age,
    answers.spend, answers.paid, answers.pick, answers.each, answers.any_row, answers.every_row,
    answers.no_row, answers.selected, answers.count_selected, answers.all_or_none, answers.exclusive,
    answers.unique,
    guarded.fit, guarded.equal, guarded.differ, guarded.less, guarded.at_most, guarded.more, guarded.at_least,
    guarded.add, guarded.subtract, guarded.multiply, guarded.divide, guarded.modulo, guarded.negate,
    guarded.negative, guarded.truth, guarded.member, guarded.fold, guarded.only, guarded.listed,
    guarded.all_of, guarded.any_of, guarded.number, both,
)  # fmt: skip

FUNCTIONS: Final[Mapping[str, Callable[..., object]]] = MappingProxyType(
    {each.__name__: each for each in _FUNCTIONS}
)
"""Every function by the name it has in generated code."""
