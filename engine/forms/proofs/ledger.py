"""What is gathered while a form is told to the solver: values, facts about them, and what each reads.

It knows the layout, and nothing of how a value comes about.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import z3

from engine.forms.layout import Layout
from engine.forms.names import Names
from engine.forms.outside import Surroundings
from engine.forms.periods import PER_YEAR
from engine.forms.proofs.terms import Term, Val
from engine.forms.proofs.universe import Universe
from engine.forms.proofs.variables import PeriodVariables, Variables
from engine.rules import Rule

Key = tuple[str, int, int]
"""Where a value is: the repeat ('' for the form), the number of its row, the slot."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a fact is one: the word of the definition (`relevant`, `minimum`), the path, and what it says:
    its rule, or its value."""

    what: str
    path: str
    rule: Rule | None = field(default=None, compare=False)
    said: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something true of every response, and its cause; without one it is no author's doing."""

    term: Term
    cause: Cause | None = None


@dataclass(slots=True)
class Ledger:
    """The values of one form, and what is true of them."""

    layout: Layout
    universe: Universe
    variables: Variables
    period: PeriodVariables | None
    values: dict[Key, Val] = field(default_factory=dict)
    facts: dict[Key, list[Fact]] = field(default_factory=dict)
    needs: dict[Key, set[Key]] = field(default_factory=dict)
    doubts: list[Term] = field(default_factory=list)
    """Each says that something is there of which nothing is known; examples are looked for without them."""
    _reading: list[set[Key]] = field(default_factory=list)
    _specs: list[tuple[object, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, layout: Layout, universe: Universe) -> "Ledger":
        """Return an empty ledger of a form."""
        kind = layout.form.collection.period
        period = PeriodVariables(PER_YEAR[kind]) if kind != "none" else None
        return cls(layout, universe, Variables(universe), period)

    @property
    def names(self) -> Names:
        """The seats of the form."""
        return self.layout.book.names

    @property
    def around(self) -> Surroundings:
        """What surrounds the form."""
        return self.layout.book.around

    @property
    def specs(self) -> list[tuple[object, ...]]:
        """What each seat of the context stands for."""
        if len(self._specs) != len(self.names.context):
            self._specs = list(self.names.context)
        return self._specs

    @contextmanager
    def noting(self) -> Iterator[set[Key]]:
        """Gather the keys of the values that are read meanwhile."""
        read: set[Key] = set()
        self._reading.append(read)
        yield read
        self._reading.pop()

    def read(self, key: Key) -> None:
        """Note that a value is read."""
        if self._reading:
            self._reading[-1].add(key)

    def state(self, key: Key, term: Term, cause: Cause | None = None) -> None:
        """Note a fact that comes with a value."""
        self.facts.setdefault(key, []).append(Fact(term, cause))

    def doubt(self) -> Term:
        """Return a new flag: that there is something of which nothing is known."""
        self.doubts.append(z3.Bool(f"doubt {len(self.doubts)}"))
        return self.doubts[-1]
