"""A form's plan as data: cells, elements, nodes, checks and the rules to be compiled. No behaviour.

Seats `ALWAYS` and `NEVER` stand in for rules that are constant.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.forms.model.fields import Check, Field
from engine.forms.names import ALWAYS, Seat
from engine.forms.scope import AnyScope
from engine.rules import Logic, Rule

FORM_PARAMETERS = ("v", "h")
ROW_PARAMETERS = ("v", "h", "r", "p", "i")
CHOICE_PARAMETER = ("k",)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One place for a value: 'x', 'econ.power.ytd', 'm.r1', 'products[].stock'.

    `slot`, `gate` (relevance), `required`, `read_only` and `constraint` are seats in the form's
    list, or in the row's if the cell stands in a repeat. `order` counts cells in reading order.
    """

    path: str
    field: Field
    sheet: str
    slot: int
    order: int
    gate: int = 0
    required: int = 1
    read_only: int = 1
    constraint: int = 0
    filter: int = -1
    default: int = -1
    """Numbers of the rules that filter its choices and make its default; -1 for none."""
    repeat: str = ""
    grid: str = ""
    row: str = ""
    column: str = ""
    matrix: str = ""
    companion: str = ""
    """The path pattern of the choice field whose text box this cell is."""
    single: int = ALWAYS
    """The slot that is False while another row has the same key."""
    carries: bool = True
    """Whether a new response may take its value over from another filing."""
    clears: bool = False
    """Whether its value is given up when a change hides it."""

    @property
    def reviewed(self) -> bool:
        """Whether it is the reviewer's to fill in, never the filer's."""
        return self.field.stage == "review" and not self.calculated

    @property
    def calculated(self) -> bool:
        """Whether a rule makes the value, so that nobody types it."""
        return self.field.calculation is not None


@dataclass(frozen=True, slots=True)
class Element:
    """What is shown or hidden as one: '#sheet.x', '#group.x', '#note.0', 'grid', 'grid.row', 'repeat' …"""

    path: str
    sheet: str
    gate: int
    repeat: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One value the engine computes: `code` over the seats it reads, kept in `slot`."""

    repeat: str
    slot: int
    code: str
    seats: tuple[Seat, ...]
    title: str

    @property
    def key(self) -> tuple[str, int]:
        """Where its value is kept: the repeat ('' for the form) and the slot."""
        return self.repeat, self.slot


@dataclass(frozen=True, slots=True)
class Use:
    """One rule at its place: to be typed by the checker and compiled by the compiler."""

    number: int
    title: str
    role: str
    path: str
    rule: Rule
    scope: AnyScope
    parameters: tuple[str, ...]
    field: Field | None = None
    """The field whose rule it is, if any."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value a check judges by: `name` is its path, or 'prev(path)' for another period's."""

    name: str
    path: str
    function: str
    n: int
    seat: Seat
    written: str
    """The name as the rule writes it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its logic and the rule that computes it."""

    logic: Logic
    rule: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """One way a check may fail: `left operator right`, judged where all of `when` hold."""

    when: tuple[int, ...]
    operator: str
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """One check at one place; `id` names it for ever ('products[].x' for each row of a repeat)."""

    id: str
    check: Check
    sheet: str
    slot: int
    gate: int
    rule: int
    repeat: str
    heading: tuple[str, ...]
    """Path of the grid row it judges, if any, to say which."""
    at: tuple[str, ...]
    figures: tuple[Figure, ...]
    cases: tuple[Comparison, ...]
    past: tuple[int, ...] = ()
    """Seats of the context with other periods' values that it reads, also through calculations."""


FIGURE: Final = "#"
"""In place of a path: a number of its own, grouped by thousands."""


@dataclass(frozen=True, slots=True)
class TextPlan:
    """A text with holes: the pieces in turn, a number standing for the rule that fills the hole."""

    pieces: tuple[str | int, ...]
    formats: Mapping[int, str] = field(default_factory=dict)
    """Path pattern of the cell whose value a rule simply is, or FIGURE for what is worked out from cells."""


@dataclass(frozen=True, slots=True)
class RepeatPlan:
    """One repeat: where its rows stand and how many there may be."""

    name: str
    sheet: str
    slot: int
    gate: int
    minimum: int
    maximum: int
    key: tuple[str, ...] = ()
    carries: bool = True
    clears: bool = False


@dataclass(frozen=True, slots=True)
class SerialPlan:
    """A serial number's pattern: the pieces before and after the number (a rule by its number), and the
    least digits."""

    before: tuple[str | int, ...]
    after: tuple[str | int, ...]
    digits: int
