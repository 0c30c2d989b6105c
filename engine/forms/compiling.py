"""Compiles a layout: rules through the language, passes as Python, and the tables evaluation walks."""

import pickle
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from io import BytesIO
from types import CodeType
from typing import Any

from engine.forms.graph import Key, Order, Stage, key_of, order
from engine.forms.history import PREVIOUS, Needs, Spec, needs_of
from engine.forms.layout import Layout, lay_out
from engine.forms.model.form import Form
from engine.forms.nodes import DefinitionError
from engine.forms.passes import gate_of, write
from engine.forms.periods import PeriodKind
from engine.forms.plan import Cell, CheckPlan, Element, Node, RepeatPlan, SerialPlan, TextPlan, Use
from engine.forms.watching import Watch, watch
from engine.problems import problem
from engine.rules import Rule, RuleModule, Source, compile_rules
from engine.rules.code import code_of


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of a re-evaluation: a form value (`slot`), or a stage of a repeat's rows (`slot` -1)."""

    slot: int
    stage: int
    repeat: str = ""
    onward: bool = False
    """Whether a row's values are read by the rows after it."""


@dataclass(slots=True)
class Blueprint:
    """Everything a program knows of its form, as data that can be kept in a cache."""

    form: Form
    version: str
    cells: dict[str, Cell]
    elements: list[Element]
    repeats: dict[str, RepeatPlan]
    checks: list[CheckPlan]
    texts: dict[tuple[str, str], TextPlan]
    collection: dict[str, int]
    sizes: dict[str, int]
    context: list[Spec]
    labels: list[tuple[str, str]]
    earning: list[str]
    """The paths whose choices' points are counted, by number."""
    openings: list[frozenset[str]]
    typed: dict[int, int]
    """The gates of the form's values that are as typed, by slot."""
    units: list[Unit]
    stages: list[str]
    """The repeat of each stage, '' for the form's own values."""
    readers: dict[Key, tuple[int, ...]]
    """Numbers of the units that read a value."""
    makers: dict[Key, int]
    """Number of the unit that makes a value."""
    watch: Watch
    needs: Needs
    rule_names: list[str]
    reasons: dict[Key, tuple[int, ...]]
    """Numbers of the rules that decide whether a gate is open, for `why`."""
    per_year: int = 0
    serial: SerialPlan | None = None
    asks_links: bool = False
    """Whether the rules of the collection read links."""
    within: dict[str, PeriodKind] = field(default_factory=dict)
    """The kind of period of each link whose filings are read as lists."""


class _Slim(pickle.Pickler):
    """Keeps dataclasses as calls of their classes: restoring their state by name takes five times as long."""

    def reducer_override(self, thing: object) -> Any:
        """Say how a thing is made again; rules without the places in files that they remember."""
        if isinstance(thing, Rule):
            return Rule, (thing.logic, thing.text)
        if isinstance(thing, type) or not is_dataclass(thing):
            return NotImplemented
        return type(thing), tuple(getattr(thing, one.name) for one in fields(thing))


def slim(thing: object) -> bytes:
    """Return `thing` pickled without the places in files that rules and forms remember."""
    buffer = BytesIO()
    _Slim(buffer, 5).dump(thing)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A blueprint with its code: the rules' module, the passes, and the uses that `why` explains."""

    blueprint: Blueprint
    rules: RuleModule
    passes: CodeType
    uses: tuple[Use, ...] | bytes
    """The uses, or their bytes until somebody asks why: unpickling them costs as much as the rest."""

    def kept_uses(self) -> bytes:
        """Return the uses as bytes."""
        return self.uses if isinstance(self.uses, bytes) else slim(self.uses)

    def read_uses(self) -> tuple[Use, ...]:
        """Return the uses."""
        return pickle.loads(self.uses) if isinstance(self.uses, bytes) else self.uses


def compile_form(
    form: Form, version: str, *, links: Mapping[str, Form] | None = None, profile: Form | None = None
) -> Compiled:
    """Compile `form`; raises DefinitionError when its calculations go round in a circle."""
    return compile_layout(lay_out(form, links=links, profile=profile), version)


def compile_layout(layout: Layout, version: str) -> Compiled:
    """Compile a form that is laid out already; raises DefinitionError for a circle."""
    form = layout.form
    rules = compile_rules([_source(use) for use in layout.book.uses], form.form)
    sorted_nodes = order_of(layout)
    if sorted_nodes.circles:
        raise DefinitionError(
            [problem("definition-circle", circle=" → ".join(circle)) for circle in sorted_nodes.circles]
        )
    passes = code_of(write(sorted_nodes.stages), f"<{form.form} passes>")
    blueprint = _blueprint(layout, version, sorted_nodes.stages)
    return Compiled(blueprint, rules, passes, tuple(layout.book.uses))


def order_of(layout: Layout) -> Order:
    """Sort the computed values of a layout, with the totals and labels its rules asked for."""
    return order(nodes_of(layout))


def nodes_of(layout: Layout) -> list[Node]:
    """Return every computed value of a layout."""
    made = layout.book.names.derived.values()
    return [*layout.book.nodes, *(Node(one.repeat, one.slot, one.code, one.seats, one.code) for one in made)]


def _source(use: Use) -> Source:
    return Source(rule_name(use), use.rule.logic, use.scope, use.parameters)


def rule_name(use: Use) -> str:
    """Return the name under which a use's function is found, and which tracebacks show."""
    return f"{use.number} {use.title}"


def _blueprint(layout: Layout, version: str, stages: Sequence[Stage]) -> Blueprint:
    names = layout.book.names
    specs = list(names.context)
    nodes = {node.key: node for node in nodes_of(layout)}
    return Blueprint(
        form=bare(layout.form),
        version=version,
        cells=layout.cells,
        elements=layout.elements,
        repeats=layout.repeats,
        checks=[_with_past(plan, nodes) for plan in layout.checks],
        texts=layout.book.texts,
        collection=layout.collection,
        sizes=names.sizes,
        context=specs,
        labels=list(names.labels),
        earning=list(names.earning),
        openings=names.openings,
        typed=_typed(stages),
        units=_units(stages),
        stages=[stage.repeat for stage in stages],
        readers=_readers(stages),
        makers=_makers(stages),
        watch=watch(layout),
        needs=_needs(layout, specs),
        reasons={key: layout.book.reasons(*key) for key in layout.book.grounds},
        per_year=layout.book.around.per_year,
        within=dict(layout.book.around.within),
        serial=layout.serial,
        asks_links=_asks_links(layout, specs),
        rule_names=[rule_name(use) for use in layout.book.uses],
    )


def _needs(layout: Layout, specs: list[Spec]) -> Needs:
    """Return the history that rules read, and what the form itself is begun from or compared with."""
    form, per_year = layout.form, layout.book.around.per_year
    found = needs_of(specs, per_year)
    offsets = {1} if per_year and (PREVIOUS in form.carry or form.compare_with == "prev") else set()
    offsets |= {per_year} if per_year and form.compare_with == "same_last_year" else set()
    once = bool(per_year) and any(sheet.once for sheet in form.sheets)
    return Needs(found.offsets | offsets, found.year_to_date or once)


def _asks_links(layout: Layout, specs: Sequence[Spec]) -> bool:
    seats = (seat for number in layout.collection.values() for seat in layout.book.seats(number))
    return any(seat.kind == "h" and specs[seat.slot][0] in ("link", "within", "filings") for seat in seats)


def bare(form: Form) -> Form:
    """Return `form` without the file it was read from and without its examples: programs run neither."""
    copy = form.model_copy(update={"examples": ()})
    copy._root = None
    return copy


def _units(stages: Sequence[Stage]) -> list[Unit]:
    units: list[Unit] = []
    for number, stage in enumerate(stages):
        if stage.repeat:
            onward = any(seat.kind == "p" for node in stage.nodes for seat in node.seats)
            units.append(Unit(-1, number, stage.repeat, onward))
        else:
            units.extend(Unit(node.slot, number) for node in stage.nodes)
    return units


def _typed(stages: Sequence[Stage]) -> dict[int, int]:
    """Return the gates of the values of the form that are as typed."""
    nodes = [node for stage in stages if not stage.repeat for node in stage.nodes]
    return {node.slot: gate for node in nodes if (gate := gate_of(node)) is not None}


def _groups(stages: Sequence[Stage]) -> list[tuple[Node, ...]]:
    """Return the nodes of each unit."""
    return [
        nodes
        for stage in stages
        for nodes in ([stage.nodes] if stage.repeat else [(node,) for node in stage.nodes])
    ]


def _makers(stages: Sequence[Stage]) -> dict[Key, int]:
    return {node.key: number for number, nodes in enumerate(_groups(stages)) for node in nodes}


def _readers(stages: Sequence[Stage]) -> dict[Key, tuple[int, ...]]:
    """Return who reads each value; what a stage makes of its own row it reads in the same run."""
    found: dict[Key, list[int]] = defaultdict(list)
    for number, nodes in enumerate(_groups(stages)):
        own = {node.key for node in nodes}
        for key in _read(nodes):
            if key not in own:
                found[key].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def _read(nodes: Sequence[Node]) -> list[Key]:
    keys = (key_of(seat, node.repeat) for node in nodes for seat in node.seats)
    return [key for key in dict.fromkeys(keys) if key is not None]


def _with_past(plan: CheckPlan, nodes: Mapping[Key, Node]) -> CheckPlan:
    """Add the context's seats of other periods that the check reads, also through calculations."""
    past: set[int] = set()
    waiting: list[Key] = [(plan.repeat, plan.slot)]
    seen: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key in seen or key not in nodes:
            continue
        seen.add(key)
        past.update(seat.slot for seat in nodes[key].seats if seat.kind == "h")
        above = (key_of(seat, key[0]) for seat in nodes[key].seats)
        waiting.extend(key for key in above if key is not None)
    return replace(plan, past=tuple(sorted(past)))
