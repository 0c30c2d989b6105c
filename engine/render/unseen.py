"""What a rule hides on a sheet: which elements could be hidden, known once, and which are hidden now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.forms.names import ALWAYS
from engine.render.fieldpieces import FieldPieces
from engine.render.items import Box, Part
from engine.render.repeats import RepeatPiece


@dataclass(frozen=True, slots=True)
class Gate:
    """An element that a rule may hide (`own`), or that holds such elements."""

    path: str
    own: bool
    within: tuple["Gate", ...] = ()


def gates_of(parts: Iterable[Part], seats: Mapping[str, int]) -> tuple[Gate, ...]:
    """Return the elements of `parts` that rules may hide; rows of repeats are not looked into.

    `seats` gives, by path, the seat that decides whether what holds cells is shown.
    """
    return tuple(gate for part in parts if (gate := _gate(part, seats)) is not None)


def _gate(part: Part, seats: Mapping[str, int]) -> Gate | None:
    own = seats.get(part.path, ALWAYS) != ALWAYS
    match part:
        case FieldPieces():
            return None if part.facts.sure else Gate(part.path, True)
        case Box():
            within = gates_of(part.inside, seats)
            return Gate(part.path, own, within) if own or within else None
        case RepeatPiece():
            return Gate(part.path, True) if own else None
    return None


def hidden(gates: Iterable[Gate], relevant: Callable[[str], bool]) -> Iterator[str]:
    """Yield the paths of what is hidden now, the outermost alone."""
    for gate in gates:
        if gate.own and not relevant(gate.path):
            yield gate.path
        else:
            yield from hidden(gate.within, relevant)


def paths_of(gates: Iterable[Gate]) -> Iterator[str]:
    """Yield the paths of everything that rules may hide."""
    for gate in gates:
        if gate.own:
            yield gate.path
        yield from paths_of(gate.within)
