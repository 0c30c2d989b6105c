"""Which change one takes back, and how it is brought over what happened since. Pure.

Each person undoes their own changes. What was taken back together with its undoing counts as if it
had never been, so that undoing goes on as far as one likes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.forms.editing import Change


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a design's history: the revision it made, and the one it takes back if it does."""

    revision: int
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Stacks:
    """The revisions that can be taken back and done again, the next one last."""

    undo: tuple[int, ...]
    redo: tuple[int, ...]


def stacks(steps: Iterable[Step]) -> Stacks:
    """Return what somebody may take back of their own steps, and which undoings may be taken back in turn."""
    undo: list[int] = []
    redo: list[int] = []
    for step in steps:
        if step.undoes is None:
            undo.append(step.revision)
            redo.clear()
        elif undo and undo[-1] == step.undoes:
            undo.pop()
            redo.append(step.revision)
        elif redo and redo[-1] == step.undoes:
            redo.pop()
            undo.append(step.revision)
    return Stacks(tuple(undo), tuple(redo))


def standing(steps: Sequence[Step]) -> tuple[int, ...]:
    """Return the revisions that still count: a change and what undid it right after go away together."""
    left: list[Step] = []
    for step in steps:
        if left and step.undoes == left[-1].revision:
            left.pop()
        else:
            left.append(step)
    return tuple(step.revision for step in left)


def brought(change: Change, over: Iterable[Change]) -> Change:
    """Return a change for the text after all of `over`. Raises Collision."""
    for other in over:
        change = change.rebased(other)
    return change
