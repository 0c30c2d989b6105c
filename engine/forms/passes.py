"""Writes a plan down as Python: one function per value, one per stage, one that looks for doubtful cells.

Generated code names seats by number only; nothing an author wrote is ever pasted into it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from engine.forms.graph import Stage
from engine.forms.guards import DOUBT, SURE, guard
from engine.forms.names import ALWAYS, NEVER
from engine.forms.plan import Cell, Node

FORM = "v, t, h, w"
ROW = "v, h, t, r, p, i"


def write(stages: Sequence[Stage], cells: Iterable[Cell], constants: list[object]) -> str:
    """Return the module's text: `N` (one function per form value), `S` (one per stage), `looks`."""
    lines = ["N = {}", "S = {}", "L = {}"]
    for number, stage in enumerate(stages):
        if not stage.repeat:
            lines.extend(f"N[{node.slot}] = lambda {FORM}: {node.code}" for node in stage.nodes)
        lines.extend(_stage(number, stage))
    ordered = sorted(cells, key=lambda cell: cell.repeat)
    for repeat, group in groupby(ordered, key=lambda cell: cell.repeat):
        lines.extend(_look(repeat, list(group), constants))
    return "\n".join(lines) + "\n"


def _stage(number: int, stage: Stage) -> Iterator[str]:
    """All values of one stage in order; a row's typed values are already in place of what is typed."""
    target = "r" if stage.repeat else "v"
    yield f"def stage{number}({ROW if stage.repeat else FORM}):"
    if stage.repeat:
        yield from (f" r[{node.slot}] = {node.code}" for node in stage.nodes)
    else:
        yield from _form_lines(stage.nodes, target)
    yield " return"
    yield f"S[{number}] = stage{number}"


def _form_lines(nodes: Iterable[Node], target: str) -> Iterator[str]:
    for is_typed, group in groupby(nodes, key=_typed_gate):
        found = list(group)
        if is_typed is None:
            yield from (f" {target}[{node.slot}] = {node.code}" for node in found)
        elif is_typed:
            yield f" if not {is_typed}: {' = '.join(f'{target}[{node.slot}]' for node in found)} = None"


def _typed_gate(node: Node) -> str | None:
    """Return the gate's code of a typed value, '' when it is always relevant, None for other values.

    A pass starts from a copy of the typed values, so only what is hidden must be emptied.
    """
    typed = f"t[{node.slot}]"
    if node.code == typed:
        return ""
    found = node.code.removeprefix(f"{typed} if ").removesuffix(" else None")
    return found if node.code == f"{typed} if {found} else None" else None


def _look(repeat: str, cells: Sequence[Cell], constants: list[object]) -> Iterator[str]:
    """Collect by `b` the slots of the cells that may have a problem."""
    target = "r" if repeat else "v"
    yield f"def look_{repeat}(v, r, b):"
    for cell in cells:
        yield from _look_at(cell, target, constants)
    yield " return b"
    yield f"L[{repeat!r}] = look_{repeat}"


def _look_at(cell: Cell, target: str, constants: list[object]) -> Iterator[str]:
    sure = guard(cell.field, constants)
    missing = _missing(cell, target)
    if cell.constraint != ALWAYS:
        sure = f"{target}[{cell.constraint}] is not False and {sure}"
    if cell.single != ALWAYS:
        sure = f"{target}[{cell.single}] is not False and {sure}"
    if sure == SURE and not missing:
        return
    yield f" x = {target}[{cell.slot}]"
    if missing:
        yield " if x is None:"
        yield f"  if {missing}: b.append({cell.slot})"
    if sure != SURE:
        test = "True" if sure == DOUBT else f"not ({sure})"
        yield f" {'elif' if missing else 'if x is not None and'} {test}: b.append({cell.slot})"


def _missing(cell: Cell, target: str) -> str:
    if cell.required == NEVER or cell.calculated:
        return ""
    slots = dict.fromkeys((cell.gate, cell.required))
    return " and ".join(f"{target}[{slot}]" for slot in slots if slot != ALWAYS) or "True"
