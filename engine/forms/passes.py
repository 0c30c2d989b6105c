"""Writes a plan down as Python: one function per worked-out value, and one per stage.

Generated code names seats by number only; nothing an author wrote is ever pasted into it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from engine.forms.graph import Stage
from engine.forms.names import ALWAYS
from engine.forms.plan import Node

FORM = "v, t, h, w"
ROW = "v, h, t, r, p, i"


def write(stages: Sequence[Stage]) -> str:
    """Return the module's text: `N` (one function per form value that is not typed), `S` (one per stage)."""
    lines = ["N = {}", "S = {}"]
    for number, stage in enumerate(stages):
        if not stage.repeat:
            made = (node for node in stage.nodes if gate_of(node) is None)
            lines.extend(f"N[{node.slot}] = lambda {FORM}: {node.code}" for node in made)
        lines.extend(_stage(number, stage))
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
    """A pass starts from a copy of the typed values, so only what is hidden must be emptied."""
    for gate, group in groupby(nodes, key=gate_of):
        found = list(group)
        if gate is None:
            yield from (f" {target}[{node.slot}] = {node.code}" for node in found)
        elif gate != ALWAYS:
            yield f" if not v[{gate}]: {' = '.join(f'{target}[{node.slot}]' for node in found)} = None"


def gate_of(node: Node) -> int | None:
    """Return the gate's slot of a value of the form that is as typed, None for other values."""
    if node.code == f"t[{node.slot}]":
        return ALWAYS
    gate = node.seats[0].slot if node.seats else ALWAYS
    return gate if node.code == f"t[{node.slot}] if v[{gate}] else None" else None
