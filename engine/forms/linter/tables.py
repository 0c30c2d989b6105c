"""Look-ups in decision tables: the table, its number of keys and the column must exist."""

from collections.abc import Iterator

from engine.forms.linter.lint import Lint
from engine.forms.model.table import Table
from engine.problems import Problem, Span, nearest, problem
from engine.rules import Logic, Rule, walk


def tables(lint: Lint) -> Iterator[Problem]:
    """Check every `lookup(table, key…, column)` of the form."""
    if lint.layout is None:
        return
    for use in lint.layout.book.uses:
        for at, node in walk(use.rule.logic):
            arguments = node.get("lookup") if isinstance(node, dict) else None
            if isinstance(arguments, list) and len(arguments) > 1 and isinstance(arguments[0], str):
                span = _span(use.rule, (*at, "lookup"))
                yield from _lookup(lint, arguments[0], arguments[1:], span)


def _span(rule: Rule, at: tuple[str | int, ...]) -> Span | None:
    """Return the place of the nearest node around `at` whose place is known."""
    while at and at not in rule.spans:
        at = at[:-1]
    return rule.spans.get(at) or rule.span


def _lookup(lint: Lint, name: str, rest: list[Logic], span: Span | None) -> Iterator[Problem]:
    table = lint.around.tables.get(name)
    if table is None:
        yield _unknown("table", name, list(lint.around.tables), span)
        return
    if len(rest) - 1 != len(table.keys):
        count = len(rest) - 1
        yield problem("lookup-keys", span=span, name=name, wanted=len(table.keys), count=count)
    yield from _column(table, rest[-1], span)


def _column(table: Table, column: Logic, span: Span | None) -> Iterator[Problem]:
    if isinstance(column, str) and column not in table.columns:
        yield _unknown("table-column", column, list(table.columns), span)


def _unknown(what: str, name: str, known: list[str], span: Span | None) -> Problem:
    close = nearest(name, known)
    return problem(f"unknown-{what}{'-near' if close else ''}", span=span, name=name, nearest=close)
