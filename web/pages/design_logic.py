"""What the page of a form's whole logic reads: every rule in words, and a picture of what hangs on what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.forms.editing.outline import Spot, pointer_of, spot_at
from engine.forms.editing.ruling import Ground, Standing
from engine.forms.nodes import Place
from engine.problems import Problem
from web.pages.design_words import PROPERTIES

STEP: Final = 26
"""Height of a line of the picture, in its own units."""
WIDE: Final = 640
AXIS: Final = 260
"""Where the parts stand in the picture, from its left edge."""
_ROLES: Final = ("relevant", "required", "calculation", "check")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in the list."""

    at: str
    """Where it stands; its editor is there."""
    part: str
    """The part it belongs to."""
    label: str
    """What people call that."""
    kind: str
    """What it decides, a text of the catalogue."""
    words: str
    """The rule in words."""
    text: str
    """The rule as written."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One part in the picture."""

    at: str
    """Its place."""
    label: str
    """What people call it."""
    y: int
    """How far down it stands."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One part that another's rule reads."""

    path: str
    """The line, as SVG draws it."""
    role: str
    """What the rule decides: the line's colour."""
    title: str
    """What leads to what."""


@dataclass(frozen=True, slots=True)
class LogicPage:
    """Context of `designs/logic.html`."""

    id: str
    """The design."""
    title: str
    """What it is called."""
    revision: int
    """What this page has seen."""
    lines: tuple[RuleLine, ...]
    """Every rule, in reading order."""
    dots: tuple[Dot, ...]
    """The parts that rules read or decide about."""
    arcs: tuple[Arc, ...]
    """What reads what."""
    wide: int
    """The picture's width."""
    high: int
    """The picture's height."""
    axis: int
    """Where the parts stand in it."""
    unreadable: tuple[Problem, ...] = ()
    """Why the rules cannot be read."""


def rule_lines(ground: Ground, top: Spot, language: str) -> tuple[RuleLine, ...]:
    """Return every rule in the order of the text."""
    found = sorted(ground.rules(), key=lambda one: _start(top, one.place))
    return tuple(_line(one, top, language) for one in found)


def _start(top: Spot, place: Place) -> tuple[int, str]:
    spot = spot_at(top, place)
    return (spot.start if spot else 0, str(place[-1]))


def _line(one: Standing, top: Spot, language: str) -> RuleLine:
    spot = spot_at(top, one.place) or top
    name = str(one.place[-1])
    kind = PROPERTIES.get(name, name)
    around = _owner(top, one.place) if not spot.called(language) else spot
    return RuleLine(
        pointer_of(one.place),
        around.pointer,
        around.called(language),
        kind,
        one.words(language),
        one.use.rule.text or "",
    )


def _owner(top: Spot, place: Place) -> Spot:
    """Return the item that a place is in: what a rule of its check or its branch decides about."""
    found = top
    for one in top.walk():
        if place[: len(one.place)] == one.place and one.kind not in ("check", "branch", "head"):
            found = one
    return found


def picture(ground: Ground, top: Spot, language: str) -> tuple[tuple[Dot, ...], tuple[Arc, ...], int]:
    """Return the parts that hang together, the lines between them, and the picture's height."""
    items = [one for one in top.walk() if len(one.place) > 1 and one.place[-2] == "items" and one.name]
    called = {one.place: one.called(language) for one in items}
    pairs = dict.fromkeys(_pairs(ground, top, {one.name: one.place for one in items}))
    seen = {place for source, target, _ in pairs for place in (source, target)}
    shown = [one for one in items if one.place in seen]
    at = {one.place: STEP * (number + 1) for number, one in enumerate(shown)}
    dots = tuple(Dot(one.pointer, called[one.place], at[one.place]) for one in shown)
    return dots, tuple(_arcs(pairs, at, called)), STEP * (len(shown) + 1)


def _pairs(ground: Ground, top: Spot, items: Mapping[str, Place]) -> Iterable[tuple[Place, Place, str]]:
    """Yield what is read, what its rule decides about, and what it decides."""
    for one in ground.rules():
        target = _owner(top, one.place).place
        for path in one.reads():
            source = items.get(path.replace("[]", "").split(".")[0])
            if source is not None and target in items.values() and source != target:
                yield source, target, one.use.role


def _arcs(
    pairs: Iterable[tuple[Place, Place, str]], at: Mapping[Place, int], called: Mapping[Place, str]
) -> Iterable[Arc]:
    for source, target, role in pairs:
        start, end = at[source], at[target]
        away = AXIS - min(40 + abs(end - start) // 2, AXIS - 12)
        line = f"M {AXIS} {start} C {away} {start}, {away} {end}, {AXIS} {end}"
        yield Arc(line, role if role in _ROLES else "other", f"{called[source]} → {called[target]}")
