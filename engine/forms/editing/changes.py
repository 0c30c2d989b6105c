"""What one gesture does to a definition's text: pieces replaced. It can be undone and brought over others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple


class Splice(NamedTuple):
    """The characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str

    @property
    def growth(self) -> int:
        """How many characters longer the text is afterwards."""
        return len(self.text) - (self.end - self.start)


class Collision(Exception):
    """Two changes of the same piece of text: what is there now, and what was to be put there."""

    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(f"{theirs!r} / {ours!r}")
        self.theirs, self.ours = theirs, ours


@dataclass(frozen=True, slots=True)
class Change:
    """Splices of one text, in order and apart from each other; none: nothing changes."""

    splices: tuple[Splice, ...] = ()

    @classmethod
    def of(cls, splices: Iterable[Splice]) -> "Change":
        """Return the change of these splices. Raises ValueError when two of them overlap."""
        ordered = tuple(sorted(one for one in splices if one.text or one.start != one.end))
        for before, after in zip(ordered, ordered[1:], strict=False):
            if before.end > after.start:
                raise ValueError(f"splices overlap: {before} {after}")
        return cls(ordered)

    @classmethod
    def together(cls, *changes: "Change") -> "Change":
        """Return several changes of one text as one. Raises ValueError where two overlap."""
        return cls.of(splice for change in changes for splice in change.splices)

    def __bool__(self) -> bool:
        return bool(self.splices)

    def applied(self, text: str) -> str:
        """Return the text after the change."""
        parts: list[str] = []
        end = 0
        for splice in self.splices:
            parts += (text[end : splice.start], splice.text)
            end = splice.end
        parts.append(text[end:])
        return "".join(parts)

    def inverse(self, text: str) -> "Change":
        """Return the change that brings the text after this one back to `text`."""
        found: list[Splice] = []
        grown = 0
        for start, end, new in self.splices:
            found.append(Splice(start + grown, start + grown + len(new), text[start:end]))
            grown += len(new) - (end - start)
        return Change(tuple(found))

    def rebased(self, over: "Change") -> "Change":
        """Return this change for the text after `over`, which was made on the same text.

        Raises Collision where both replace the same characters by something else; what both did alike
        is done once. Of two insertions at one place `over`'s stands first.
        """
        return Change(tuple(moved for one in self.splices if (moved := _moved(one, over.splices))))


def _moved(splice: Splice, over: Sequence[Splice]) -> Splice | None:
    shift = 0
    for other in over:
        if other == splice and splice.start != splice.end:
            return None
        if other.end <= splice.start:
            shift += other.growth
        elif other.start < splice.end:
            raise Collision(other.text, splice.text)
    return Splice(splice.start + shift, splice.end + shift, splice.text)


def difference(old: str, new: str) -> Change:
    """Return a small change that makes `new` of `old`: line by line, then within the lines that differ."""
    if old == new:
        return Change()
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    found: list[Splice] = []
    for verb, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb != "equal":
            found.append(_trimmed(starts[a], old[starts[a] : starts[b]], "".join(after[c:d])))
    return Change.of(found)


def _trimmed(start: int, old: str, new: str) -> Splice:
    """Return the replacement of `old` by `new` without what both begin and end with."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Splice(start + head, start + len(old) - tail, new[head : len(new) - tail])
