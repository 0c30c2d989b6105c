"""Reach: questions that can never show, checks that can never fail or pass, limits and
patterns that admit nothing."""

from collections.abc import Iterator

from engine.forms.linter.lint import Lint
from engine.forms.model.base import Part
from engine.forms.model.fields import Check, Properties
from engine.problems import Problem
from engine.rules import Rule, RuleError, folded, like


def reach(lint: Lint) -> Iterator[Problem]:
    """Check what can be decided without values."""
    for visit in lint.visits:
        if _always(visit.part, "relevant", False):
            yield lint.fault("never-shown", (*visit.place, "relevant"))
    for visit, check in lint.of(Check):
        outcome = folded(check.rule.logic)
        if outcome is True:
            yield lint.fault("check-never-fails", (*visit.place, "rule"))
        elif outcome is False:
            yield lint.fault("check-never-passes", (*visit.place, "rule"))
    yield from limits(lint)
    yield from patterns(lint)


def limits(lint: Lint) -> Iterator[Problem]:
    """Check that limits leave something between them."""
    for visit, part in lint.of(Properties):
        if part.minimum is not None and part.maximum is not None and part.minimum > part.maximum:
            yield lint.fault(
                "limits-crossed", (*visit.place, "minimum"), least=part.minimum, most=part.maximum
            )
        if part.minLength and part.maxLength and part.minLength > part.maxLength:
            least, most = part.minLength, part.maxLength
            yield lint.fault("limits-crossed", (*visit.place, "minLength"), least=least, most=most)


def patterns(lint: Lint) -> Iterator[Problem]:
    """Check that patterns are ones."""
    for visit, part in lint.of(Properties):
        if part.pattern is None:
            continue
        try:
            like(part.pattern)
        except RuleError as error:
            for fault in error.problems:
                yield fault._replace(span=lint.span((*visit.place, "pattern")))


def _always(part: Part, key: str, value: bool) -> bool:
    rule = getattr(part, key, None)
    return isinstance(rule, Rule) and folded(rule.logic) is value
