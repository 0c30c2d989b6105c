"""Two people on one response: which changes merge and which contradict each other. Pure.

The unit of quarrel is the element path, or the repeat a path stands in: rows that were removed or
moved make every index of their list stale.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.filings.events import Event
from engine.store.exact_json import Json

_SHIFTS: Final = frozenset({"remove", "move"})


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others did after the revision that a page had seen.

    `before` gives each touched path's value at that revision; `shifted` the lists whose rows were
    removed or moved; `lists` the lists that were touched in any way.
    """

    before: Mapping[str, Json]
    shifted: frozenset[str]
    lists: frozenset[str]

    def touched(self, path: str) -> bool:
        """Whether `path` itself was changed."""
        return path in self.before

    def moved(self, path: str) -> bool:
        """Whether `path` stands in a repeat whose indexes are stale."""
        return list_of(path) in self.shifted


NOTHING: Final = Meanwhile({}, frozenset(), frozenset())


def meanwhile(events: Iterable[Event]) -> Meanwhile:
    """Gather the events since a revision, oldest first."""
    before: dict[str, Json] = {}
    shifted: set[str] = set()
    lists: set[str] = set()
    for event in events:
        for change in event.changes:
            before.setdefault(change.path, change.before)
            if "[" in change.path or event.action in _SHIFTS:
                lists.add(list_of(change.path))
        if event.action in _SHIFTS:
            shifted.update(list_of(change.path) for change in event.changes)
    return Meanwhile(before, frozenset(shifted), frozenset(lists))


def list_of(path: str) -> str:
    """Return the list whose rows decide what `path` names: 'products' of 'products[1].name'."""
    return path.partition("[")[0]
