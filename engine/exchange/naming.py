"""Names of other tools as names of the language, and the way back."""

import re
from typing import Final

from engine.exchange.brought import unique
from engine.forms.linter.names import RESERVED

_OTHERS: Final = re.compile(r"[^a-z0-9_]+")


class NameBook:
    """Which name here each name there has got: lower case, unique, none of the language's own words."""

    def __init__(self) -> None:
        self._ours: dict[str, str] = {}
        self._taken: set[str] = set()

    def give(self, theirs: str, fallback: str = "q") -> str:
        """Return the name for one more thing called `theirs`; the first of a name is what rules read."""
        made = unique(slug(theirs, fallback), lambda name: name in self._taken or name in RESERVED)
        self._taken.add(made)
        self._ours.setdefault(theirs, made)
        return made

    def reserve(self, ours: str) -> None:
        """Keep a name from being given: the box beside a choice has one of its own."""
        self._taken.add(ours)

    def ours(self, theirs: str) -> str | None:
        """Return the name that `theirs` has here; None for one that was not met."""
        return self._ours.get(theirs)


def slug(theirs: str, fallback: str = "q") -> str:
    """Return a name like `theirs`: what is no letter, digit or underscore of ASCII becomes one underscore."""
    name = _OTHERS.sub("_", theirs.lower()).strip("_")[:64]
    if not name:
        return f"{fallback}1"
    return name if name[0].isalpha() else f"{fallback}_{name}"[:64]


def identity(theirs: str, fallback: str) -> str:
    """Return a form's name like `theirs`: lower case, digits, single hyphens."""
    name = re.sub(r"[^a-z0-9]+", "-", theirs.lower()).strip("-")[:40].strip("-")
    return name if name and name[0].isalpha() else f"{fallback}-{name}".strip("-")
