"""A form's opening, closing and audience rules for an organisation and a period, evaluated once a day."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

from engine.forms import Program
from engine.forms.periods import Period
from engine.library.kept import Kept

Links: TypeAlias = Mapping[str, Mapping[Any, Any]]
NO_LINKS: Final[Links] = {}


class Verdict(NamedTuple):
    """What the three rules say; None where there is no rule or it comes out empty."""

    opens: date | datetime | None = None
    closes: date | datetime | None = None
    audience: bool | None = None
    why: Mapping[str, str] = {}
    """By language, why the form is closed to the organisation; nothing where it does not say."""


class _Told(NamedTuple):
    verdict: Verdict
    org: Mapping[str, Any]
    """Held so that its identity, which is part of the key, is not given to another."""


class Conditions:
    """Runs the collection rules of forms and keeps what they said for the day."""

    def __init__(self, *, most: int = 5000) -> None:
        self._kept: Kept[tuple[str, int, Period | None, date], _Told] = Kept(most)

    def of(
        self,
        program: Program,
        *,
        org: Mapping[str, Any],
        period: Period | None,
        now: datetime,
        links: Links = NO_LINKS,
    ) -> Verdict:
        """Evaluate the three rules of `program`'s form; `now` is in the installation's zone.

        What they read of `links` may change at any time, so such verdicts are not kept.
        """
        rules = program.form.collection
        if not (rules.opens or rules.closes or rules.audience):
            return Verdict()
        if program.asks_links:
            return _verdict(program, org, period, now=now, links=links)
        key = (program.version, id(org), period, now.date())
        return self._kept.get(key, partial(_evaluated, program, org, period, now)).verdict


def _evaluated(program: Program, org: Mapping[str, Any], period: Period | None, now: datetime) -> _Told:
    return _Told(_verdict(program, org, period, now=now), org)


def _verdict(
    program: Program,
    org: Mapping[str, Any],
    period: Period | None,
    *,
    now: datetime,
    links: Links = NO_LINKS,
) -> Verdict:
    return Verdict(**program.collection(org=org, period=period, now=now, links=links))
