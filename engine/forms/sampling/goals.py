"""Rules taken apart into what can be aimed at: and, or, not, comparisons with two sides, plain tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from engine.forms.comparisons import OPERATORS
from engine.forms.machine import Function, Machine
from engine.forms.plan import Use
from engine.forms.sampling.inputs import Read, Trail, repeat_of
from engine.rules import Logic, Source, compile_rules, walk

LARGEST: Final = 80
"""Parts of a rule beyond which it is aimed at as a whole."""

Joint = Literal["and", "or", "not", "compare", "test"]


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """One part of a rule. `function` gives its value; a comparison's parts are its sides."""

    joint: Joint
    function: Function
    read: Read
    literals: tuple[str | Decimal, ...] = ()
    operator: str = ""
    parts: "tuple[Goal, ...]" = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A part before it is compiled."""

    joint: Joint
    logic: Logic
    operator: str = ""
    parts: "tuple[_Draft, ...]" = ()

    def all(self) -> "Iterator[_Draft]":
        """Yield the part and those below it."""
        yield self
        for part in self.parts:
            yield from part.all()


class Goals:
    """The goals of one form's rules, each made when it is first asked for."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._trail = Trail(machine)
        self._made: dict[int, Goal] = {}
        self._numbers = {(use.role, use.path): use.number for use in machine.uses}

    def of(self, number: int) -> Goal:
        """Return the goal of a rule that is true or false."""
        if number not in self._made:
            self._made[number] = self._make(self.use(number))
        return self._made[number]

    def read(self, number: int) -> Read:
        """Return what a rule of any type reads."""
        use = self.use(number)
        return self._trail.read(use.rule.logic, use.scope)

    def use(self, number: int) -> Use:
        """Return a rule with its place."""
        return self.machine.uses[number]

    def repeat(self, number: int) -> str:
        """Return the repeat in whose rows a rule stands, '' for none."""
        return repeat_of(self.use(number).scope)

    def number(self, role: str, path: str) -> int | None:
        """Return the number of the rule of a role at a cell's path pattern."""
        return self._numbers.get((role, path))

    def _make(self, use: Use) -> Goal:
        draft = _draft(use.rule.logic)
        drafts = list(draft.all())
        if len(drafts) > LARGEST:
            draft, drafts = (whole := _Draft("test", use.rule.logic)), [whole]
        sources = [
            Source(str(number), one.logic, use.scope, use.parameters) for number, one in enumerate(drafts)
        ]
        module = compile_rules(sources, f"{self.machine.blueprint.form.form} {use.title} parts")
        bound = module.bind(self.machine.codelists, self.machine.tables)
        functions = {id(one): bound[str(number)] for number, one in enumerate(drafts)}
        return self._built(draft, use, functions)

    def _built(self, draft: _Draft, use: Use, functions: dict[int, Function]) -> Goal:
        return Goal(
            draft.joint,
            functions[id(draft)],
            self._trail.read(draft.logic, use.scope),
            literals_in(draft.logic),
            draft.operator,
            tuple(self._built(part, use, functions) for part in draft.parts),
        )


def literals_in(logic: Logic) -> tuple[str | Decimal, ...]:
    """Return the texts and numbers that stand in a rule, each once; names are none."""
    found = (node for _path, node in walk(logic) if isinstance(node, str | Decimal))
    return tuple(dict.fromkeys(found))


def _draft(logic: Logic) -> _Draft:
    operator, given = _operation(logic)
    if operator in ("and", "or"):
        joint: Joint = "and" if operator == "and" else "or"
        return _Draft(joint, logic, parts=tuple(_draft(part) for part in given))
    if operator == "!" and len(given) == 1:
        return _Draft("not", logic, parts=(_draft(given[0]),))
    if operator == "if" and len(given) == 3:
        condition, holds, fails = given
        first: Logic = {"and": [condition, holds]}
        second: Logic = {"and": [{"!": [condition]}, fails]}
        return _Draft("or", logic, parts=(_draft(first), _draft(second)))
    if operator in OPERATORS and len(given) >= 2:
        sides = tuple(_Draft("test", side) for side in given)
        return _Draft("compare", logic, operator, sides)
    return _Draft("test", logic)


def _operation(logic: Logic) -> tuple[str, list[Logic]]:
    if not isinstance(logic, dict) or len(logic) != 1:
        return "", []
    ((operator, given),) = logic.items()
    return operator, given if isinstance(given, list) else [given]
