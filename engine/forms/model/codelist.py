"""A codelist: flat or a tree, in order, with search. How files are read is not known here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from engine.problems import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of a list; `level` counts from 1 at the roots."""

    code: str
    label: Mapping[str, str]
    parent: str = ""
    level: int = 1

    def text(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Return the label in `language`, else in whichever there is."""
        return self.label.get(language) or next(iter(self.label.values()), self.code)


@dataclass(frozen=True)
class Codelist:
    """A named list of codes in order, with each code's children."""

    name: str
    entries: Mapping[str, Entry]
    children: Mapping[str, tuple[str, ...]]
    """Codes under a code; the roots stand under ''."""
    title: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def haystack(self) -> Mapping[str, str]:
        """Code and labels of each entry, folded, for search: made when somebody searches."""
        return {
            code: "\n".join((code, *entry.label.values())).casefold() for code, entry in self.entries.items()
        }

    @classmethod
    def of(cls, name: str, entries: Mapping[str, Entry], title: Mapping[str, str] | None = None) -> Self:
        """Return the list of entries in their order, with the children of each."""
        children: dict[str, list[str]] = {}
        for entry in entries.values():
            children.setdefault(entry.parent, []).append(entry.code)
        frozen = {code: tuple(below) for code, below in children.items()}
        return cls(name, entries, frozen, title or {})

    def is_leaf(self, code: str) -> bool:
        """Whether no code stands under `code`."""
        return not self.children.get(code)

    def level(self, code: str) -> int | None:
        """Return how deep `code` stands, 1 at the roots; None for an unknown code."""
        entry = self.entries.get(code)
        return entry.level if entry else None

    def parent(self, code: str) -> str | None:
        """Return the code above `code`; None at the roots and for an unknown code."""
        entry = self.entries.get(code)
        return entry.parent or None if entry else None

    def label(self, code: str, language: str = DEFAULT_LANGUAGE) -> str:
        """Return the label of `code`, or the code itself when the list does not know it."""
        entry = self.entries.get(code)
        return entry.text(language) if entry else code

    def under(self, code: str, ancestor: str) -> bool:
        """Whether `code` is `ancestor` or stands somewhere below it."""
        return any(entry.code == ancestor for entry in self._upwards(code))

    def trail(self, code: str) -> tuple[Entry, ...]:
        """Return the entries from the root down to `code`; empty for an unknown code."""
        return tuple(self._upwards(code))[::-1]

    def search(self, text: str, under: str = "", limit: int = 20, *, leaf: bool = False) -> tuple[Entry, ...]:
        """Return the entries that `text` may mean, best first: by code, start of a name, part of a name.

        Several words must all occur in the entry or above it. `under` keeps to one branch.
        """
        words = text.casefold().split()
        if not words:
            return ()
        ranked = sorted(
            (rank, place, code)
            for place, (code, hay) in enumerate(self.haystack.items())
            if (rank := _rank(hay, words[-1])) is not None and self._fits(code, words[:-1], under)
        )
        found = (self.entries[code] for _rank_, _place, code in ranked if not leaf or self.is_leaf(code))
        return tuple(entry for entry, _number in zip(found, range(limit), strict=False))

    def _fits(self, code: str, words: list[str], under: str) -> bool:
        if under and not self.under(code, under):
            return False
        trail = "\n".join(self.haystack[entry.code] for entry in self._upwards(code)) if words else ""
        return all(word in trail for word in words)

    def _upwards(self, code: str) -> Iterator[Entry]:
        entry = self.entries.get(code)
        while entry is not None:
            yield entry
            entry = self.entries.get(entry.parent) if entry.parent else None


def _rank(hay: str, word: str) -> int | None:
    """How well one entry's `code\\nlabel…` answers a word, 0 best; None not at all."""
    place = hay.find(word)
    if place < 0:
        return None
    code, _, labels = hay.partition("\n")
    if place < len(code):
        return 0 if code == word else 1 if place == 0 else 5
    if word in labels.split("\n"):
        return 2
    return 3 if hay[place - 1] == "\n" else 4
