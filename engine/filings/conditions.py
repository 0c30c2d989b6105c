"""A form's opening, closing and audience rules, evaluated for an organisation and a period.

They are rules like any other, so they are run like any other: as three computed values of a form
that has nothing else.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final, NamedTuple

from engine.filings.kept import Kept
from engine.forms import Program
from engine.forms.model.fields import Field
from engine.forms.model.form import Form, Sheet
from engine.forms.periods import Period
from engine.library import Programs

_NAMES: Final = ("opens", "closes", "audience")


class Verdict(NamedTuple):
    """What the three rules say; None where there is no rule or it comes out empty."""

    opens: date | datetime | None = None
    closes: date | datetime | None = None
    audience: bool | None = None


class Conditions:
    """Runs the collection rules of forms; keeps what it compiled, one small program per version."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs
        self._kept: Kept[str, Program | None] = Kept(500)

    def of(
        self, program: Program, *, org: Mapping[str, Any], period: Period | None, now: datetime
    ) -> Verdict:
        """Evaluate the three rules of `program`'s form; `now` is in the installation's zone."""
        rules = self._kept.get(program.version, partial(self._compile, program.form))
        if rules is None:
            return Verdict()
        values = rules.start({}, org=org, period=period, now=now).values
        return Verdict(*(values.get(name) for name in _NAMES))

    def _compile(self, form: Form) -> Program | None:
        given = [(name, getattr(form.collection, name)) for name in _NAMES]
        items = tuple(
            Field(field=name, type="calculate", calculation=rule) for name, rule in given if rule is not None
        )
        if not items:
            return None
        sheet = Sheet(sheet="window", title=form.title, items=items)
        asked = Form(form=form.form, title=form.title, collection=form.collection, sheets=(sheet,))
        return self._programs.compile(asked)
