"""The rules, nodes and texts of one form as they are met; what a rule reads becomes seats here."""

from dataclasses import dataclass, field
from typing import Final

from engine.forms.branches import Jump
from engine.forms.holes import pieces, versions
from engine.forms.model.base import Text
from engine.forms.model.fields import Field
from engine.forms.names import ALWAYS, NEVER, Names, Place, Seat
from engine.forms.outside import Surroundings
from engine.forms.plan import (
    CHOICE_PARAMETER,
    FIGURE,
    FORM_PARAMETERS,
    ROW_PARAMETERS,
    Figure,
    Node,
    TextPlan,
    Use,
)
from engine.forms.scope import AnyScope, ChoiceScope, FormScope, RowScope, in_language
from engine.rules import Rule, references


@dataclass(frozen=True, slots=True)
class Here:
    """Where the walk stands: sheet, repeat, the relevance of what is around, the names seen."""

    sheet: str
    gate: int
    scope: FormScope
    repeat: str = ""
    carries: bool = True
    clears: bool = False


@dataclass(slots=True)
class Rulebook:
    """Collects the uses of rules, the nodes they become, and the texts with holes."""

    around: Surroundings
    uses: list[Use] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    texts: dict[tuple[str, str], TextPlan] = field(default_factory=dict)
    shown: dict[tuple[str, str], set[Seat]] = field(default_factory=dict)
    """What the texts of an element read, by its repeat and path."""
    jumps: dict[tuple[str, int], int] = field(default_factory=dict)
    grounds: dict[tuple[str, int], tuple[int, int, tuple[Jump, ...]]] = field(default_factory=dict)
    """What makes a gate: the gate around it, the number of its rule (-1 for none), the jumps over it."""
    branches: dict[Jump, int] = field(default_factory=dict)
    """The number of each jump's rule."""
    _gates: dict[tuple[object, ...], int] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """The seats of the form."""
        return self.around.names

    def use(self, role: str, path: str, rule: Rule, scope: AnyScope, *, owner: Field | None = None) -> int:
        """Register a rule and return its number; `path` says where it stands."""
        base = scope.outer if isinstance(scope, ChoiceScope) else scope
        parameters: tuple[str, ...] = ROW_PARAMETERS if isinstance(base, RowScope) else FORM_PARAMETERS
        if role == "choice_filter":
            parameters += CHOICE_PARAMETER
        title = f"{path} {role}" if path else role
        self.uses.append(Use(len(self.uses), title, role, path, rule, scope, parameters, owner))
        return len(self.uses) - 1

    def call(self, number: int) -> str:
        """Return the Python expression that runs a rule."""
        return f"f{number}({', '.join(self.uses[number].parameters)})"

    def places(self, number: int) -> list[tuple[str, str, int, Place]]:
        """Return what a rule reads: function, name and n as written, and the place."""
        use = self.uses[number]
        return [
            (found.function, found.name, found.n, place)
            for found in references(use.rule.logic)
            for place in use.scope.reads(found)
        ]

    def seats(self, number: int) -> tuple[Seat, ...]:
        """Return every seat a rule depends on."""
        return tuple(dict.fromkeys(seat for *_, place in self.places(number) for seat in place.seats))

    def figures(self, number: int) -> tuple[Figure, ...]:
        """Return the single values a rule judges by, in the order it names them."""
        found: dict[str, Figure] = {}
        for function, name, n, place in self.places(number):
            if place.single and place.path in self.names.spots and place.type.kind not in ("row", "file"):
                shown = _figure_name(place)
                found.setdefault(shown, Figure(shown, place.path, function, n, place.single, name))
        return tuple(found.values())

    def node(self, repeat: str, code: str, seats: tuple[Seat, ...], *, title: str, slot: int = -1) -> int:
        """Add a computed value and return its slot."""
        slot = self.names.take(repeat) if slot < 0 else slot
        self.nodes.append(Node(repeat, slot, code, seats, title))
        return slot

    def condition(
        self, role: str, path: str, rule: Rule | None, here: Here, *, owner: Field | None = None
    ) -> int:
        """Return the slot that is True when `rule` holds; empty and false are both not."""
        if rule is None or isinstance(rule.logic, bool):
            return ALWAYS if rule is not None and rule.logic else NEVER
        number = self.use(role, path, rule, here.scope, owner=owner)
        code = f"{self.call(number)} is True"
        return self.node(here.repeat, code, self.seats(number), title=self.uses[number].title)

    def gate(self, path: str, rule: Rule | None, here: Here, over: tuple[Jump, ...] = ()) -> int:
        """Return the slot that says whether what stands at `path` is relevant."""
        if (rule is None or rule.logic is True) and not over:
            return here.gate
        key = (here.repeat, here.gate, id(rule), here.scope, over)
        if key not in self._gates:
            self._gates[key] = self._new_gate(path, rule, here, over)
        return self._gates[key]

    def _new_gate(self, path: str, rule: Rule | None, here: Here, over: tuple[Jump, ...]) -> int:
        kind = "r" if here.repeat else "v"
        seats: list[Seat] = []
        parts: list[str] = []
        if here.gate != ALWAYS:
            seats.append(Seat(kind, here.gate))
            parts.append(seats[-1].code)
        for jump in over:
            seats.append(Seat(kind, self.jump(jump)))
            parts.append(f"not {seats[-1].code}")
        number = -1
        if rule is not None and rule.logic is not True:
            number = self.use("relevant", path, rule, here.scope)
            seats.extend(self.seats(number))
            parts.append(f"{self.call(number)} is True")
        slot = self.node(here.repeat, " and ".join(parts), tuple(seats), title=f"{path} relevant")
        self.grounds[here.repeat, slot] = (here.gate, number, over)
        return slot

    def reasons(self, repeat: str, gate: int) -> tuple[int, ...]:
        """Return the numbers of the rules that decide about a gate, its surroundings' first."""
        if (repeat, gate) not in self.grounds:
            return ()
        around, own, over = self.grounds[repeat, gate]
        jumps = [self.branches[jump] for jump in over if jump in self.branches]
        return (*self.reasons(repeat, around), *([own] if own >= 0 else []), *jumps)

    def jump(self, jump: Jump) -> int:
        """Return the slot of a jump; it is taken before what fills it is known (see `fill_jump`)."""
        key = (jump.field, jump.number)
        if key not in self.jumps:
            self.jumps[key] = self.names.take(jump.field.partition("[]")[0] if "[]" in jump.field else "")
        return self.jumps[key]

    def fill_jump(self, jump: Jump, gate: int, here: Here) -> None:
        """Say when a jump is taken: its rule holds and its question is relevant."""
        number = self.branches[jump] = self.use("branch", jump.field, jump.branch.when, here.scope)
        gate_seat = Seat("r" if here.repeat else "v", gate)
        code = f"{gate_seat.code} and {self.call(number)} is True"
        seats = (gate_seat, *self.seats(number))
        self.node(here.repeat, code, seats, title=f"{jump.field} branch", slot=self.jump(jump))

    def text(self, text: Text | None, path: str, scope: FormScope, place: str) -> None:
        """Prepare the texts with holes shown at `path`; `place` is the scope's key."""
        for language, wording in versions(text):
            plan: list[str | int] = []
            formats: dict[int, str] = {}
            for piece in pieces(wording):
                if isinstance(piece, str):
                    plan.append(piece)
                    continue
                number = self.use("text", path or place, piece, in_language(scope, language))
                found = self.places(number)
                if len(found) == 1 and isinstance(piece.logic, dict) and _AS_IS.intersection(piece.logic):
                    formats[number] = found[0][3].path
                elif any(place.path in self.names.spots for *_, place in found):
                    formats[number] = FIGURE
                self.shown.setdefault((path, place), set()).update(self.seats(number))
                plan.append(number)
            self.texts.setdefault((place, wording), TextPlan(tuple(plan), formats))


_AS_IS: Final = frozenset({"var", "prev", "same_last_year"})
"""Holes that show a cell's own value, of this period or another, are written as the cell is."""


def _figure_name(place: Place) -> str:
    if not place.function or place.function in ("today", "now", "row_index"):
        return place.path
    return f"{place.function}({place.path}{f', {place.n}' if place.n > 1 else ''})"
