"""Months, quarters, half years and years: their days, their order, their names. No clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, Self

PeriodKind = Literal["month", "quarter", "half_year", "year"]

PER_YEAR: Final[Mapping[PeriodKind, int]] = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}

_KEY = re.compile(r"([0-9]{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?", re.ASCII)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period. `index` counts from 1 inside its year (a year's is always 1).

    Periods of one kind are in order of time; raises ValueError for an index the year has not.
    """

    kind: PeriodKind
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9998 and 1 <= self.index <= PER_YEAR[self.kind]):
            raise ValueError(f"no {self.kind} {self.index} in {self.year}")

    @classmethod
    def parse(cls, key: str) -> Self:
        """Return the period of a key: '2026-03', '2026-Q1', '2026-H1', '2026'; ValueError for others."""
        found = _KEY.fullmatch(key)
        if found is None:
            raise ValueError(f"not a period: {key[:20]!r}")
        kinds: tuple[PeriodKind, ...] = ("month", "quarter", "half_year")
        for kind, index in zip(kinds, found.groups()[1:], strict=True):
            if index:
                return cls(kind, int(found[1]), int(index))
        return cls("year", int(found[1]))

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> Self:
        """Return the period of `kind` in which `day` lies."""
        return cls(kind, day.year, (day.month - 1) // (12 // PER_YEAR[kind]) + 1)

    @property
    def key(self) -> str:
        """The period's stable text, which sorts like time within its kind."""
        tail = {
            "month": f"-{self.index:02d}",
            "quarter": f"-Q{self.index}",
            "half_year": f"-H{self.index}",
            "year": "",
        }
        return f"{self.year:04d}{tail[self.kind]}"

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, (self.index - 1) * (12 // PER_YEAR[self.kind]) + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return self.shift(1).start - timedelta(days=1)

    @property
    def month(self) -> int:
        """The number of the period's last month, 1 to 12."""
        return self.index * (12 // PER_YEAR[self.kind])

    @property
    def quarter(self) -> int:
        """The number of the quarter in which the period ends, 1 to 4."""
        return (self.month + 2) // 3

    def shift(self, n: int) -> "Period":
        """Return the period `n` later (earlier, if negative)."""
        per_year = PER_YEAR[self.kind]
        year, index = divmod(self.year * per_year + self.index - 1 + n, per_year)
        return Period(self.kind, year, index + 1)

    def same_last_year(self) -> "Period":
        """Return the same period of the year before."""
        return Period(self.kind, self.year - 1, self.index)

    def within(self, kind: PeriodKind) -> "tuple[Period, ...]":
        """Return the periods of a finer (or the same) `kind` that make up this one; none of a coarser."""
        parts, rest = divmod(PER_YEAR[kind], PER_YEAR[self.kind])
        if rest or not parts:
            return ()
        first = (self.index - 1) * parts + 1
        return tuple(Period(kind, self.year, index) for index in range(first, first + parts))

    def label(self, language: str = "zh") -> str:
        """Say the period: 2026年3月, March 2026."""
        words = _CHINESE if language == "zh" else _ENGLISH
        name = _MONTHS[self.index - 1] if self.kind == "month" else ""
        return words[self.kind].format(
            year=self.year, index=self.index, name=name, half="上下"[self.index > 1]
        )

    def __str__(self) -> str:
        return self.key


_CHINESE: Final[Mapping[PeriodKind, str]] = {
    "month": "{year}年{index}月",
    "quarter": "{year}年第{index}季度",
    "half_year": "{year}年{half}半年",
    "year": "{year}年",
}
_ENGLISH: Final[Mapping[PeriodKind, str]] = {
    "month": "{name} {year}",
    "quarter": "Q{index} {year}",
    "half_year": "H{index} {year}",
    "year": "{year}",
}
