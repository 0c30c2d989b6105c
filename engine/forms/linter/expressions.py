"""Expressions: names, types, and what each place wants."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine.forms.fieldtypes.registry import TYPES
from engine.forms.linter.lint import Lint
from engine.forms.linter.texts import holes
from engine.forms.outside import EARLIER
from engine.forms.plan import Use
from engine.forms.scope import RowScope
from engine.problems import Problem, Span
from engine.rules import Kind, Type, type_of
from engine.rules.typed import KIND_WORDS

TRUTHS: Final = frozenset(
    ("relevant", "required", "read_only", "constraint", "check", "choice_filter", "audience", "branch")
)
"""The places that want a truth value."""

_ALIKE: Final[Mapping[Kind, tuple[Kind, ...]]] = {
    "text": ("text", "choice"),
    "choice": ("text", "choice"),
    "date": ("date", "datetime"),
    "datetime": ("date", "datetime"),
    "month": ("month", "date"),
}
"""Kinds that may be put where another is kept."""


def expressions(lint: Lint) -> Iterator[Problem]:
    """Check every rule of the form, where it stands and with what it sees."""
    if lint.layout is None:
        return
    places = holes(lint)
    for use in (use for use in lint.layout.book.uses if use.role != "part"):
        here = use.rule.span or places.get(use.rule.text or "")
        kind, problems = type_of(use.rule, use.scope)
        yield from (_placed(_without_key(fault, use), here) for fault in problems)
        if not problems:
            yield from result(use, kind, here)


def _without_key(fault: Problem, use: Use) -> Problem:
    """Say of a row's field in other periods that it is the repeat's key which is lacking."""
    name, scope = fault.params.get("name"), use.scope
    if fault.code != "rule-place" or name not in EARLIER or not isinstance(scope, RowScope):
        return fault
    if scope.around.names.keys.get(scope.repeat) or not scope.around.per_year:
        return fault
    params = {"name": name, "repeat": scope.repeat}
    return Problem("repeat-key-missing", fault.path, params, fault.severity, fault.span)


def _placed(fault: Problem, span: Span | None) -> Problem:
    return fault if fault.span else fault._replace(span=span)


def result(use: Use, kind: Type, span: Span | None) -> Iterator[Problem]:
    """Say where a rule of a kind does not give what its place wants."""
    found = kind.kind
    if found in ("any", "null"):
        return
    if use.role in TRUTHS and found != "boolean":
        yield Problem("rule-not-truth", "", _words(found), "error", span)
    if use.role in ("opens", "closes") and found not in ("date", "datetime"):
        yield Problem("rule-not-day", "", _words(found), "error", span)
    if use.role in ("calculation", "default") and use.field is not None:
        wanted = TYPES[use.field.kind].rule_type(use.field).kind
        if wanted != "any" and found not in _ALIKE.get(wanted, (wanted,)):
            yield Problem("rule-not-of-type", "", _words(found, wanted), "error", span)


def _words(found: Kind, wanted: Kind = "any") -> dict[str, object]:
    (zh, en), (wanted_zh, wanted_en) = KIND_WORDS[found], KIND_WORDS[wanted]
    return {"zh": zh, "en": en, "wanted_zh": wanted_zh, "wanted_en": wanted_en}
