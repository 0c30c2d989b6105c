"""What was answered to a question, counted. Knows nothing of where answers come from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.analysis.numbers import NO_NUMBERS, Distribution
from engine.analysis.questions import Question


@dataclass(slots=True)
class Count:
    """What was answered to one question. Which parts are used depends on its shape."""

    answered: int = 0
    choices: Counter[str] = field(default_factory=Counter)
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    numbers: Distribution = NO_NUMBERS
    texts: Sequence[str] = ()
    """In order of submission."""
    withheld: bool = False
    """Whether nothing is told, because too few answered."""
    hidden: frozenset[str] = frozenset()
    """Choices whose number is kept back."""
    hidden_cells: frozenset[tuple[str, str]] = frozenset()
    hidden_rows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """What was answered to one question."""

    question: Question
    count: Count
