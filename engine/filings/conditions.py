"""A form's opening, closing and audience rules for an organisation and a period, evaluated once a day."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from engine.filings.kept import Kept
from engine.forms import Program
from engine.forms.periods import Period


class Verdict(NamedTuple):
    """What the three rules say; None where there is no rule or it comes out empty."""

    opens: date | datetime | None = None
    closes: date | datetime | None = None
    audience: bool | None = None


class _Told(NamedTuple):
    verdict: Verdict
    org: Mapping[str, Any]
    """Held so that its identity, which is part of the key, is not given to another."""


class Conditions:
    """Runs the collection rules of forms and keeps what they said for the day."""

    def __init__(self, *, most: int = 5000) -> None:
        self._kept: Kept[tuple[str, int, Period | None, date], _Told] = Kept(most)

    def of(
        self, program: Program, *, org: Mapping[str, Any], period: Period | None, now: datetime
    ) -> Verdict:
        """Evaluate the three rules of `program`'s form; `now` is in the installation's zone."""
        rules = program.form.collection
        if not (rules.opens or rules.closes or rules.audience):
            return Verdict()
        key = (program.version, id(org), period, now.date())
        return self._kept.get(key, partial(_evaluated, program, org, period, now)).verdict


def _evaluated(program: Program, org: Mapping[str, Any], period: Period | None, now: datetime) -> _Told:
    return _Told(Verdict(**program.collection(org=org, period=period, now=now)), org)
