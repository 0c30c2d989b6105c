"""The header's menu: each routes file lists its own entries; a person sees those it may use."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.people import Person


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a text of the catalogue, a path, and the verb that shows it ('' for everybody)."""

    label: str
    path: str
    verb: str = ""
    exact: bool = False
    """Whether only this very page is the entry's, not those below its path."""
    also: str = ""
    """A second verb that it takes; '' for none."""

    def shows_to(self, person: Person) -> bool:
        """Whether somebody may use it."""
        return {self.verb, self.also} - {""} <= person.verbs


def entries_for(person: Person | None, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that `person` may use; none for a visitor."""
    if person is None:
        return ()
    return tuple(entry for entry in entries if entry.shows_to(person))
