"""Circles: values that are calculated from themselves, with the way round."""

from collections.abc import Iterator

from engine.forms.compiling import order_of
from engine.forms.linter.lint import Lint
from engine.forms.plan import Use
from engine.problems import Problem, Span


def cycles(lint: Lint) -> Iterator[Problem]:
    """Report each circle once, at the rule of its first value."""
    if lint.layout is None:
        return
    uses = lint.layout.book.uses
    for circle in order_of(lint.layout).circles:
        params = {"circle": " → ".join(circle)}
        yield Problem("definition-circle", "", params, "error", _place(circle, uses))


def _place(circle: tuple[str, ...], uses: list[Use]) -> Span | None:
    paths = {title.split(" ")[0] for title in circle}
    ordered = [use for use in uses if use.title in circle] or [use for use in uses if use.path in paths]
    rules = [use for use in ordered if use.role == "calculation"] or ordered
    return next((use.rule.span for use in rules if use.rule.span), None)
