"""What can be wrong, said once: every fault in the product is a `Problem` from one catalogue."""

from engine.problems.entry import Entry, Severity
from engine.problems.nearest import nearest
from engine.problems.problem import (
    CATALOGUE,
    DEFAULT_LANGUAGE,
    LANGUAGES,
    Problem,
    Span,
    problem,
)

__all__ = [
    "CATALOGUE",
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "Entry",
    "Problem",
    "Severity",
    "Span",
    "nearest",
    "problem",
]
