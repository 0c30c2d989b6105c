"""The checker: its families in order. What needs sound names does not run without them."""

from collections.abc import Iterator
from typing import Final

from engine.forms.folder import Definitions
from engine.forms.linter.around import around
from engine.forms.linter.choices import choices
from engine.forms.linter.cycles import cycles
from engine.forms.linter.examples import examples
from engine.forms.linter.expressions import expressions
from engine.forms.linter.jumps import jumps
from engine.forms.linter.lasting import lasting
from engine.forms.linter.lint import Family, Lint
from engine.forms.linter.names import clash, names
from engine.forms.linter.properties import properties
from engine.forms.linter.reach import reach
from engine.forms.linter.renames import renames
from engine.forms.linter.scoring import scoring
from engine.forms.linter.tables import tables
from engine.forms.linter.texts import texts
from engine.forms.model.form import Form
from engine.forms.uncollected import uncollected
from engine.problems import Problem

FAMILIES: Final[tuple[Family, ...]] = (
    names, choices, properties, reach, jumps, texts, around, lasting, scoring,
)  # fmt: skip
"""Families that need nothing but the form."""

ON_SOUND_NAMES: Final[tuple[Family, ...]] = (expressions, tables, cycles, renames)
"""Families that look names up, which mean nothing while they clash."""


def lint(form: Form, definitions: Definitions | None = None) -> list[Problem]:
    """Return what is wrong with `form` among `definitions`, in no order.

    A form of these very definitions is examined once: what is published was checked just before.
    """
    among = definitions or Definitions()
    if among.forms.get(form.form) is not form:
        return _examine(form, among)
    if form.form not in among.examined:
        among.examined[form.form] = tuple(_examine(form, among))
    return list(among.examined[form.form])


def _examine(form: Form, among: Definitions) -> list[Problem]:
    with uncollected():
        found = Lint(form, among)
        problems = list(_rules(found))
    if not any(fault.severity == "error" for fault in problems):
        problems.extend(examples(found))
    return problems


def _rules(found: Lint) -> Iterator[Problem]:
    for family in FAMILIES:
        yield from family(found)
    if not clash(found):
        for family in ON_SOUND_NAMES:
            yield from family(found)
