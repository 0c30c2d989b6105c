"""A form of another tool brought here: what it came to, and what could not be carried over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.forms.editing.writing import Data, mapping
from engine.problems import Problem, problem
from engine.rules import Logic, RuleError, print_rule, rule_of

MOST_BYTES: Final = 5_000_000
"""Of a file that is brought."""
MOST_ITEMS: Final = 5_000
"""Questions, groups, notes and choices together."""
MOST_NOTES: Final = 500
"""What is told of one file; the rest is counted."""


class Unreadable(Exception):
    """The file is none of the kind it was taken for."""

    def __init__(self, fault: Problem) -> None:
        super().__init__(str(fault))
        self.problem = fault


class NotCarried(Exception):
    """A rule that cannot be said here, with the part of it that cannot."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why[:100]


@dataclass(frozen=True, slots=True)
class Brought:
    """A definition's text, and notes on what became of the rest, each at its place in the file."""

    text: str
    title: str
    notes: tuple[Problem, ...]


class Notes:
    """What could not be carried over, as it is come upon."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.places: dict[tuple[str, str], str] = {}
        """Where the file says a word of an item: by its name here and the word."""
        self._more = 0

    def tell(self, code: str, place: str, **params: object) -> None:
        """Note one thing at its place in the file: `survey!F12`, `pages[0].elements[2].visibleIf`."""
        if len(self.found) < MOST_NOTES:
            told: dict[str, Any] = {key: str(value)[:200] for key, value in params.items()}
            self.found.append(problem(code, place, **told))
        else:
            self._more += 1

    def stands(self, name: str, word: str, place: str) -> None:
        """Remember where the file has a rule of an item, for what is found out later."""
        self.places[name, word] = place

    def ruled(self, place: str, given: str, make: Callable[[], Logic]) -> str:
        """Return the rule that `make` makes as text; '' with a note where it cannot be said here."""
        try:
            return written(make())
        except NotCarried as lost:
            self.tell("import-rule", place, given=given, why=lost.why)
            return ""

    def all(self) -> tuple[Problem, ...]:
        """Return the notes, with how many more there are."""
        if not self._more:
            return tuple(self.found)
        return (*self.found, problem("import-more", count=self._more))


def written(logic: Logic) -> str:
    """Return a rule as text. Raises NotCarried for one that is no rule of ours."""
    try:
        return print_rule(rule_of(logic).logic)
    except RuleError as error:
        raise NotCarried(error.problems[0].message("en")) from error


def joined(name: str, *parts: Logic) -> Logic:
    """Join parts by `and` or `or`; parts that are such joints themselves are taken apart."""
    made: list[Logic] = []
    for part in parts:
        inner = part.get(name) if isinstance(part, dict) else None
        made.extend(inner if isinstance(inner, list) else [part])
    return {name: made}


def differing(first: Logic, second: Logic) -> Logic:
    """Return the rule that two values differ, as other tools see it: the empty differs from all."""
    unknown: list[Logic] = [{"is_empty": [one]} for one in (first, second) if isinstance(one, dict)]
    differ: Logic = {"!=": [first, second]}
    return joined("or", *unknown, differ) if unknown else differ


def finished(form: Mapping[str, Data], notes: Notes, *, title: str) -> Brought:
    """Return what a form came to; the notes stand as comments above its text as well."""
    told = notes.all()
    lines = [f"# {_one_line(note.path)} {_one_line(note.message('zh'))}" for note in told]
    text = "\n".join([*lines, mapping(form, 0)]) + "\n"
    return Brought(text, title, told)


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def unique(wanted: str, taken: Callable[[str], bool]) -> str:
    """Return a name that is not taken: the wanted one, or it with a number."""
    if not taken(wanted):
        return wanted
    number = 2
    while taken(f"{wanted[:58]}_{number}"):
        number += 1
    return f"{wanted[:58]}_{number}"
