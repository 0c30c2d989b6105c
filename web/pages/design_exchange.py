"""What the page of bringing files reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.problems import Problem


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One thing that was not carried over as it stood."""

    place: str
    """Where the file says it: `survey!F12`; '' for the file as a whole."""
    severity: str
    """`warning`: it is missing here; `info`: it is here in another way."""
    message: str
    """What became of it."""


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Context of `designs/import.html`."""

    endings: tuple[str, ...]
    """What files may end in."""
    problem: Problem | None = None
    """Why nothing was made of the file."""
    design: str = ""
    """The design that was made; '' before."""
    title: str = ""
    """What it is called."""
    notes: tuple[NoteLine, ...] = ()
    """What became of the rest."""


def noted(notes: Iterable[Problem], language: str) -> tuple[NoteLine, ...]:
    """Return notes as lines, those about what is missing first."""
    lines = [
        NoteLine(note.path, note.severity, f"{note.message(language)} {note.remedy(language)}".strip())
        for note in notes
    ]
    return tuple(sorted(lines, key=lambda line: line.severity != "warning"))
