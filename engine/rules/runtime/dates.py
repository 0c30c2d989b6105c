"""What generated code calls over dates, times and durations."""

from datetime import date, datetime
from decimal import Decimal

from engine.rules.values import Duration, whole

_DAY = 86_400
_MINUTE = 60


def make_date(value: str | date) -> date | None:
    """Return the date of a text 'year-month-day', or the day of a moment; empty for no such day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def make_days(count: Decimal) -> Duration | None:
    """Return so many days; a part of a day in seconds."""
    days = whole(count)
    return Duration(days=days, seconds=int((count - days) * _DAY))


def make_minutes(count: Decimal) -> Duration:
    """Return so many minutes."""
    return Duration(seconds=whole(count * _MINUTE))


def make_months(count: Decimal) -> Duration | None:
    """Return so many whole months; empty for a part of one."""
    return Duration(months=whole(count)) if count == count.to_integral_value() else None


def make_years(count: Decimal) -> Duration | None:
    """Return so many whole years; empty for a part of one."""
    return Duration(months=whole(count) * 12) if count == count.to_integral_value() else None


def later(moment: date, length: Duration) -> date:
    """Return the date or time that long after `moment`."""
    return length.after(moment)


def earlier(moment: date, length: Duration) -> date:
    """Return the date or time that long before `moment`."""
    return (-length).after(moment)


def year_of(moment: date) -> Decimal:
    """Return the year of a date."""
    return Decimal(moment.year)


def month_of(moment: date) -> Decimal:
    """Return the month of a date, from 1."""
    return Decimal(moment.month)


def day_of(moment: date) -> Decimal:
    """Return the day of a date in its month, from 1."""
    return Decimal(moment.day)


def days_between(first: date, second: date) -> Decimal:
    """Return the days from the first date to the second; times of day do not count."""
    return Decimal(second.toordinal() - first.toordinal())


def age(birth: date, on: date) -> Decimal:
    """Return the full years from `birth` to the day `on`; who is born on 29 February ages on 1 March."""
    years = on.year - birth.year
    return Decimal(years - ((on.month, on.day) < (birth.month, birth.day)))
