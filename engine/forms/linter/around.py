"""What a form names outside itself: links, review chains, the system's parts."""

from collections.abc import Iterator

from engine.forms.holes import around_number
from engine.forms.linter.lint import Lint
from engine.forms.model.form import Form
from engine.forms.periods import PER_YEAR
from engine.problems import Problem
from engine.rules import RuleError


def around(lint: Lint) -> Iterator[Problem]:
    """Check links, review chain and reporter."""
    for name, link in lint.form.links.items():
        if link.form not in lint.around.forms:
            yield lint.unknown("form", link.form, lint.around.forms, ("links", name, "form"))
        elif link.period == "within":
            yield from _within(lint, name, lint.around.forms[link.form])
    if lint.form.serial is not None:
        yield from _serial(lint, lint.form.serial)
    if lint.around.systems:
        yield from _in_systems(lint)


def _serial(lint: Lint, serial: str) -> Iterator[Problem]:
    """Check that a serial number has a number, and that its other holes are rules."""
    try:
        if around_number(serial) is None:
            yield lint.fault("serial-number", ("serial",))
    except RuleError as error:
        for found in error.problems:
            yield Problem(found.code, "", found.params, found.severity, lint.span(("serial",)))


def _within(lint: Lint, name: str, linked: Form) -> Iterator[Problem]:
    """Check that the linked form's periods lie inside this form's."""
    own, finer = lint.form.collection.period, linked.collection.period
    fits = own != "none" and finer != "none" and PER_YEAR[finer] % PER_YEAR[own] == 0
    if not fits:
        yield lint.fault("link-within", ("links", name, "period"), name=linked.form, own=own, finer=finer)


def _in_systems(lint: Lint) -> Iterator[Problem]:
    """Check names of the systems, where a system is at hand at all."""
    form, systems = lint.form, lint.around.systems.values()
    reviews = [name for system in systems for name in system.reviews]
    if form.review is not None and form.review not in reviews:
        yield lint.unknown("review", form.review, reviews, ("review",))
    kinds = [name for system in systems for name in system.organisations]
    several = not isinstance(form.collection.reporter, str)
    for number, reporter in enumerate(form.collection.reporters):
        if reporter not in kinds:
            place = ("collection", "reporter", *((number,) if several else ()))
            yield lint.unknown("reporter", reporter, kinds, place)
