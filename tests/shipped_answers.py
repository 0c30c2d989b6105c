"""What a person would type to fill a form: `shipped_answers("…")` for a shipped one, `answers_to(program)`
for any. A journey through the browser types the steps in order and gets a response that may be submitted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any, Final

from engine.forms import Cell, FormState, Program, Refused
from engine.forms.fieldtypes.sizes import FILE_TYPES
from engine.forms.looking import placed
from engine.forms.periods import Period
from engine.forms.sampling import Guide, Sampler
from engine.forms.sampling.contents import Paper, paper
from engine.forms.sampling.world import World, compiled, periods_from
from engine.render.values import typed_text
from tests.definitions_shipped.shipped import definitions

EXPLANATION: Final = "经核实，数据无误。"
ROUNDS: Final = 10


@dataclass(frozen=True, slots=True)
class AddRow:
    """Add a row to a repeat; it will have this index."""

    sheet: str
    repeat: str
    index: int


@dataclass(frozen=True, slots=True)
class Type:
    """Answer the field at `path`: `text` as an HTML form sends it (a list where several are chosen),
    or `files` to upload."""

    sheet: str
    path: str
    cell: Cell
    text: str | list[str] = ""
    files: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """The steps in the order in which they can be taken, and what must be explained at the end.

    `state` is the response as it then stands: what pages must show, and what may be submitted.
    """

    steps: tuple[AddRow | Type, ...]
    explanations: Mapping[str, str]
    state: FormState
    sheets: tuple[str, ...]
    rows: Mapping[str, int]
    """The rows of each repeat that stand there before anybody types."""

    def on(self, sheet: str) -> tuple[AddRow | Type, ...]:
        """Return the steps of one sheet, in order."""
        return tuple(step for step in self.steps if step.sheet == sheet)


def shipped_answers(form: str, *, period: str = "", seed: int = 1, guide: Guide | None = None) -> Answers:
    """Return answers to a shipped form as an invented organisation would give them, with no history."""
    made = _program(form)
    kind = made.form.collection.period
    first = Period.parse(period) if period else None if kind == "none" else Period(kind, 2026)
    world = World(definitions(), made, periods=periods_from(made.form, first))
    at = next(world.occasions(Random(seed)))
    return answers_to(made, seed=seed, guide=guide, **at.around)


@cache
def _program(form: str) -> Program:
    return compiled(definitions(), form)


def answers_to(program: Program, *, seed: int = 1, guide: Guide | None = None, **around: Any) -> Answers:
    """Return answers to any form; `around` is what `Program.start` takes besides the values.

    Of a response of a store it is `desk.context(…).arguments()`. What stands in a new response
    already is not typed again.
    """
    wanted = Sampler(program, guide).sample(Random(seed), **around)
    state = program.start(program.prefill(**around), **around)
    begun = {name: len(state.typed_value(name)) for name in program.machine.blueprint.repeats}
    typist = _Typist(program, wanted, state)
    for _round in range(ROUNDS):
        if not typist.turn():
            break
    told = {found.check: EXPLANATION for found in state.unexplained}
    for check, text in told.items():
        state.explain(check, text)
    left = [str(fault) for fault in state.complete()]
    assert not left, f"{program.form.form} cannot be completed:\n" + "\n".join(left)
    sheets = tuple(sheet.sheet for sheet in program.sheets)
    return Answers(tuple(typist.steps), told, state, sheets, begun)


@dataclass(slots=True)
class _Typist:
    """Types what `wanted` holds into `state`, whatever can be typed at a time."""

    program: Program
    wanted: FormState
    state: FormState
    steps: list[AddRow | Type] = field(default_factory=list)

    def turn(self) -> bool:
        """Go through the form once, in reading order; return whether anything was typed."""
        before = len(self.steps)
        for cell in self.program.cells.values():
            for path in self._paths(cell):
                self._type(cell, path)
        return len(self.steps) > before

    def _paths(self, cell: Cell) -> Iterator[str]:
        if not cell.repeat:
            yield cell.path
            return
        count = len(self.wanted.value(cell.repeat))
        for index in range(len(self.state.typed_value(cell.repeat)), count):
            if not self.state.relevant(cell.repeat):
                return
            self.state.add_row(cell.repeat)
            self.steps.append(AddRow(cell.sheet, cell.repeat, index))
        yield from (placed(cell.path, index) for index in range(count))

    def _type(self, cell: Cell, path: str) -> None:
        value = self.wanted.typed_value(path)
        if cell.calculated or value is None or value == self.state.typed_value(path):
            return
        if not self.state.relevant(path) or self.state.read_only(path):
            return
        if cell.field.kind in FILE_TYPES:
            self.state.set(path, value)
            made = paper(cell.field, "样例")
            assert made, f"{path}: no file is known that it takes"
            self.steps.append(Type(cell.sheet, path, cell, files=(made,) * len(value)))
            return
        text = list(value) if isinstance(value, list) else typed_text(value, cell.field)
        text = str(value).lower() if isinstance(value, bool) else text
        try:
            self.state.enter(path, text)
        except Refused as refusal:
            raise AssertionError(f"{path}: {text!r} is refused: {refusal}") from refusal
        self.steps.append(Type(cell.sheet, path, cell, text))
