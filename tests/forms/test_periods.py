"""Reporting periods.

PERIOD-01  a key names one period and is read back
PERIOD-02  a period knows its first and last day, also in leap years
PERIOD-03  shifting crosses years; the same period of last year keeps its index
PERIOD-04  a day lies in one period of each kind
PERIOD-05  labels in both languages
PERIOD-06  what is no period is refused
"""

from datetime import date

import pytest

from engine.forms.periods import Period, PeriodKind

KEYS: list[tuple[str, PeriodKind, date, date]] = [
    ("2026-03", "month", date(2026, 3, 1), date(2026, 3, 31)),
    ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
    ("2026-12", "month", date(2026, 12, 1), date(2026, 12, 31)),
    ("2026-Q1", "quarter", date(2026, 1, 1), date(2026, 3, 31)),
    ("2026-H2", "half_year", date(2026, 7, 1), date(2026, 12, 31)),
    ("2026", "year", date(2026, 1, 1), date(2026, 12, 31)),
]


@pytest.mark.parametrize(("key", "kind", "start", "end"), KEYS)
def test_key_and_days(key: str, kind: PeriodKind, start: date, end: date) -> None:  # PERIOD-01, PERIOD-02
    period = Period.parse(key)
    assert (period.kind, period.key, str(period)) == (kind, key, key)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("key", "n", "shifted"),
    [("2026-01", -1, "2025-12"), ("2025-12", 1, "2026-01"), ("2026-03", -15, "2024-12"),
     ("2026-Q1", -1, "2025-Q4"), ("2026-H2", 1, "2027-H1"), ("2026", -2, "2024")],
)  # fmt: skip
def test_shift(key: str, n: int, shifted: str) -> None:  # PERIOD-03
    assert Period.parse(key).shift(n).key == shifted


def test_same_last_year() -> None:  # PERIOD-03
    assert Period.parse("2026-Q3").same_last_year() == Period("quarter", 2025, 3)


@pytest.mark.parametrize(
    ("kind", "key"),
    [("month", "2026-08"), ("quarter", "2026-Q3"), ("half_year", "2026-H2"), ("year", "2026")],
)
def test_of_a_day(kind: PeriodKind, key: str) -> None:  # PERIOD-04
    period = Period.of(kind, date(2026, 8, 31))
    assert period.key == key
    assert period.quarter == (4 if kind in ("half_year", "year") else 3)


def test_last_month() -> None:
    assert [Period.parse(key).month for key in ("2026-02", "2026-Q2", "2026-H1", "2026")] == [2, 6, 6, 12]


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [("2026-03", "2026年3月", "March 2026"), ("2026-Q2", "2026年第2季度", "Q2 2026"),
     ("2026-H1", "2026年上半年", "H1 2026"), ("2026-H2", "2026年下半年", "H2 2026"),
     ("2026", "2026年", "2026")],
)  # fmt: skip
def test_labels(key: str, zh: str, en: str) -> None:  # PERIOD-05
    assert (Period.parse(key).label("zh"), Period.parse(key).label("en")) == (zh, en)


@pytest.mark.parametrize(
    "key",
    ["", "2026-13", "2026-00", "2026-Q5", "2026-H3", "26-01", "2026-1", "２０２６", "2026-01-01", "0000"],
)
def test_no_period(key: str) -> None:  # PERIOD-06
    with pytest.raises(ValueError, match="no"):
        Period.parse(key)


def test_no_such_index() -> None:  # PERIOD-06
    with pytest.raises(ValueError, match="quarter 5"):
        Period("quarter", 2026, 5)
