"""What reads a part of a definition: rules, texts, jumps, checks' places, examples. They go along with it.

A part that is renamed takes along all that names it; of one that is deleted, all that named it can go too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from engine.forms.editing.changes import Change, Splice, difference
from engine.forms.editing.operations import NoSuchPlace, clear, put, remembered, value_at
from engine.forms.editing.outline import Spot, outline, spot_at
from engine.forms.editing.ruling import Ground, Standing, ground_of
from engine.forms.editing.tree import Twig
from engine.forms.editing.writing import Data
from engine.forms.folder import Definitions
from engine.forms.holes import pieces, versions
from engine.forms.linter.texts import all_texts
from engine.forms.model.base import Text
from engine.forms.nodes import Place
from engine.forms.plan import Use
from engine.forms.scope import ChoiceScope
from engine.problems import Span
from engine.rules import Logic, Rule, parse_rule, print_rule, references
from engine.rules.logic import operation, variable

UseKind = Literal["rule", "text", "jump", "place", "example"]

_BRACKETS: Final = re.compile(r"\[[0-9]*\]")
_ROWS: Final = {"rows": "row", "columns": "column"}
"""Lists of bare names of a grid's parts, in its checks and heads."""
_EXAMPLES: Final = ("given", "values", "labels", "history")
_LISTED: Final = ("shown", "hidden", "required", "optional", "read_only", "broken", "holds", "not_run")


@dataclass(frozen=True, slots=True)
class Touched:
    """One place that names a part: what stands there, and the part of the definition it belongs to."""

    kind: UseKind
    place: Place


@dataclass(frozen=True, slots=True)
class Called:
    """What a part is called in paths: `('econ', '*', 'ytd')` a grid's column, `('q1',)` a question."""

    steps: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its own name."""
        return self.steps[-1]

    def at(self, path: str) -> int:
        """Return which step of a path is its name; -1 for a path that is not in it."""
        steps = _steps(path)
        if len(self.steps) == 3 and self.steps[1] == "*":
            if len(steps) == 2 and (steps[0], steps[1]) == (self.steps[0], self.steps[2]):
                return 1
            return 2 if len(steps) > 2 and (steps[0], steps[2]) == (self.steps[0], self.steps[2]) else -1
        inside = tuple(steps[: len(self.steps)]) == self.steps
        text_box = steps[:-1] == [*self.steps[:-1]] and steps[-1] == f"{self.name}_text"
        return len(self.steps) - 1 if inside or text_box else -1

    def rewritten(self, written: str, path: str, new: str) -> str:
        """Return a name as written, with the new one where it stands for this part: `econ[0].x`."""
        number = self.at(path)
        steps = written.split(".")
        at = number - (len(_steps(path)) - len(steps))
        if number < 0 or not 0 <= at < len(steps):
            return written
        own, bracket, rest = steps[at].partition("[")
        if own in (self.name, f"{self.name}_text"):
            steps[at] = new + own.removeprefix(self.name) + bracket + rest
        return ".".join(steps)

    def names(self, written: str, path: str) -> bool:
        """Whether what is written names this part."""
        return self.rewritten(written, path, "") != written


def _steps(path: str) -> list[str]:
    return _BRACKETS.sub("", path).split(".")


def called(top: Spot, place: Place) -> tuple[Called, ...]:
    """Return what a part, or for a group or a sheet each part in it, is called in paths."""
    spot = spot_at(top, place)
    if spot is None or spot.place != place or not place:
        return ()
    around = [one for one in top.walk() if one.place != place and place[: len(one.place)] == one.place]
    owner = next((one for one in reversed(around) if one.kind in ("grid", "repeat", "matrix")), None)
    if spot.kind in ("group", "sheet"):
        return tuple(name for one in spot.inside for name in called(top, one.place))
    if not spot.name or spot.kind in ("note", "check", "head", "branch"):
        return ()
    if owner is None:
        return (Called((spot.name,)),)
    between = ("*",) if spot.kind == "column" else ()
    return (Called((owner.name, *between, spot.name)),)


def _own(top: Spot, place: Place) -> Called | None:
    """Return what a part is called itself; a group is told in examples as `group.name`."""
    spot = spot_at(top, place)
    if spot is not None and spot.place == place and spot.kind in ("group", "sheet") and spot.name:
        return Called((spot.kind, spot.name))
    return next(iter(called(top, place)), None)


def uses(text: str, place: Place, among: Definitions) -> tuple[Touched, ...]:
    """Return what names a part, outside of the part itself, in order. Raises DefinitionError."""
    names = called(outline(text), place)
    ground = ground_of(text, among)
    found = {one.place: one for one in _touched(text, ground, names)}
    return tuple(one for at, one in sorted(found.items(), key=_order) if at[: len(place)] != place)


def _order(pair: tuple[Place, Touched]) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (0, step) for step in pair[0]]


def _touched(text: str, ground: Ground, names: tuple[Called, ...]) -> Iterator[Touched]:
    if not names:
        return
    for one in ground.rules():
        if any(name.at(path) >= 0 for _written, path in _reads(one.use) for name in names):
            yield Touched("rule", one.place)
    holes = _holes(ground)
    for place, wording in all_texts(ground.lint):
        paths = [path for rule in _rules_in(wording) for _, path in holes.get(rule.text or "", ())]
        if any(name.at(path) >= 0 for path in paths for name in names):
            yield Touched("text", place)
    for kind, place, written, path in _named(text, ground):
        if any(name.names(written, path) for name in names):
            yield Touched(kind, place)


def _rules_in(wording: Text) -> Iterator[Rule]:
    for _language, words in versions(wording):
        yield from (piece for piece in pieces(words) if isinstance(piece, Rule))


def _reads(use: Use) -> list[tuple[str, str]]:
    """Return each name of a rule as written, with the path it stands for."""
    return [
        (found.name, place.path)
        for found in references(use.rule.logic)
        for place in use.scope.reads(found)
        if found.name
    ]


def _holes(ground: Ground) -> Mapping[str, list[tuple[str, str]]]:
    """Return what the expressions within texts read, by what is written there."""
    layout = ground.lint.layout
    texts = [use for use in layout.book.uses if use.role == "text"] if layout else []
    return {use.rule.text or "": _reads(use) for use in texts}


Named = tuple[UseKind, Place, str, str]
"""A kind of place, where it is, what is written there, and the path that it stands for."""


def _named(text: str, ground: Ground) -> Iterator[Named]:
    """Yield what names a part without a rule: jumps, the places of checks, grid rows, keys, examples."""
    top = outline(text)
    scopes = {one.place[:-1]: one for one in ground.rules() if one.place[-1] == "rule"}
    for place, twig in _twigs(remembered(text).root):
        last = place[-1] if place else ""
        if last == "goto" and twig.kind == "scalar":
            yield "jump", place, twig.text, twig.text
        elif twig.kind == "scalar" and len(place) > 1 and isinstance(last, int):
            yield from _listed(twig.text, place, top, scopes)
        elif twig.kind == "map" and last in _EXAMPLES and place[:1] == ("examples",):
            within = [(one.key, one.twig) for one in twig.entries] if last == "history" else [("", twig)]
            for key, inner in within:
                yield from _keyed(inner, (*place, key) if key else place, "")
        elif twig.kind == "map" and last == "cells" and (grid := _grid_of(top, place)):
            for entry in twig.entries:
                yield "place", (*place, entry.key), entry.key, f"{grid}.*.{entry.key}"


def _keyed(twig: Twig, place: Place, prefix: str) -> Iterator[Named]:
    """Yield the keys of an example's values, however they are nested."""
    for number, entry in enumerate(twig.entries):
        if twig.kind == "list":
            yield from _keyed(entry.twig, (*place, number), prefix)
        else:
            path = f"{prefix}.{entry.key}" if prefix else entry.key
            yield "example", (*place, entry.key), entry.key, path
            yield from _keyed(entry.twig, (*place, entry.key), path)


def _listed(written: str, place: Place, top: Spot, scopes: Mapping[Place, Standing]) -> Iterator[Named]:
    key, around = str(place[-2]), spot_at(top, place[:-2])
    if key == "at":
        rule = scopes.get(place[:-2])
        found = None if rule is None or isinstance(rule.scope, ChoiceScope) else rule.scope.place(written)
        yield "place", place, written, found.path if found is not None else written
    elif key in _ROWS and (grid := _grid_of(top, place)):
        yield "place", place, written, f"{grid}.{written}" if key == "rows" else f"{grid}.*.{written}"
    elif key in ("key_fields", "carry", "dropped"):
        yield "place", place, written, written
    elif key == "key" and around is not None and around.kind == "repeat":
        yield "place", place, written, f"{around.name}.{written}"
    elif key in _LISTED and place[:1] == ("examples",):
        yield "example", place, written, written


def _grid_of(top: Spot, place: Place) -> str:
    around = [one for one in top.walk() if place[: len(one.place)] == one.place and one.kind == "grid"]
    return around[-1].name if around else ""


def _twigs(twig: Twig, place: Place = ()) -> Iterator[tuple[Place, Twig]]:
    yield place, twig
    for number, entry in enumerate(twig.entries):
        step = number if twig.kind == "list" else entry.key
        yield from _twigs(entry.twig, (*place, step))


def renamed(text: str, place: Place, new: str, among: Definitions) -> Change:
    """Give a part another name, everywhere; `place` is where its name stands: `(…, 2, 'field')`.

    Raises DefinitionError for a text whose rules cannot be read, and NoSuchPlace.
    """
    name, own = _own(outline(text), place[:-1]), put(text, place, new)
    if name is None or name.name == new:
        return own
    ground = ground_of(text, among)
    carry = _Renaming(text, ground, name, new)
    changes = [own, *map(carry.followed, _touched(text, ground, (name,)))]
    return Change.together(*{change.splices: change for change in changes if change}.values())


class _Renaming:
    """Carries a new name into what names a part."""

    def __init__(self, text: str, ground: Ground, name: Called, new: str) -> None:
        self._text, self._name, self._new = text, name, new
        self._rules = {one.place: one.use for one in ground.rules()}
        self._holes = _holes(ground)
        self._named = {place: (written, path) for _, place, written, path in _named(text, ground)}

    def followed(self, touched: Touched) -> Change:
        """Return the change of one place that names the part."""
        place = touched.place
        if touched.kind == "rule":
            use = self._rules[place]
            return put(self._text, place, _rewritten(use.rule, _reads(use), self._name, self._new))
        if touched.kind == "text":
            return put(self._text, place, self._reworded(place))
        fresh = self._name.rewritten(*self._named[place], self._new)
        if isinstance(place[-1], int) or place[-1] == "goto":
            return put(self._text, place, fresh)
        return _key(self._text, place, fresh)

    def _reworded(self, place: Place) -> Data:
        found = value_at(self._text, place)
        if isinstance(found, dict):
            return {key: self._words(str(one)) for key, one in found.items()}
        return self._words(str(found))

    def _words(self, wording: str) -> str:
        for piece in pieces(wording):
            if isinstance(piece, Rule) and piece.text is not None:
                reads = list(self._holes.get(piece.text, ()))
                rule = _rewritten(piece, reads, self._name, self._new)
                wording = wording.replace("{" + piece.text + "}", "{" + rule + "}")
        return wording


def _key(text: str, place: Place, fresh: str) -> Change:
    """Give a key another name, in quotes where it has them."""
    above = remembered(text).twig(place[:-1])
    entry = above.at(place[-1]) if above else None
    if entry is None:
        raise NoSuchPlace(place)
    start = entry.start + (text[entry.start] in "\"'")
    return Change.of([Splice(start, start + len(entry.key), fresh)])


def _rewritten(rule: Rule, reads: list[tuple[str, str]], name: Called, new: str) -> str:
    """Return a rule's text with the new name; what it does not touch keeps its spelling."""
    fresh = {written: name.rewritten(written, path, new) for written, path in reads}
    if rule.text is None:
        return print_rule(_with_names(rule.logic, fresh))
    own = parse_rule(rule.text, Span("", 1, 1))
    starts = [0]
    for line in rule.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    splices = set[Splice]()
    for at, span in own.spans.items():
        written = variable(_at(own.logic, at))
        if written and fresh.get(written, written) != written:
            start = starts[span.line - 1] + span.column - 1
            splices.add(Splice(start, start + len(written), fresh[written]))
    return Change.of(splices).applied(rule.text)


def _at(logic: Logic, path: Iterable[str | int]) -> Logic:
    for step in path:
        if isinstance(logic, dict) and isinstance(step, str):
            logic = logic.get(step)
        elif isinstance(logic, list) and isinstance(step, int) and step < len(logic):
            logic = logic[step]
        else:
            return None
    return logic


def _with_names(logic: Logic, fresh: Mapping[str, str]) -> Logic:
    name, found = variable(logic), operation(logic)
    if name is not None:
        return {"var": fresh.get(name, name)}
    if isinstance(logic, list):
        return [_with_names(one, fresh) for one in logic]
    return {found[0]: [_with_names(one, fresh) for one in found[1]]} if found else logic


def cleared(text: str, place: Place, among: Definitions) -> Change:
    """Delete a part together with the rules, jumps and places that name it; texts are left as they are.

    Raises DefinitionError for a text whose rules cannot be read, and NoSuchPlace.
    """
    gone = [_whole(one) for one in uses(text, place, among) if one.kind != "text"]
    after = text
    for one in sorted({place, *gone}, key=lambda at: _order((at, Touched("rule", at))), reverse=True):
        if value_at(after, one) is not None:
            after = clear(after, one).applied(after)
    return difference(text, after)


def _whole(touched: Touched) -> Place:
    """Return what must go: of a check its whole entry, of a jump the branch, else the property."""
    last = touched.place[-1]
    return touched.place[:-1] if last in ("rule", "goto", "when") else touched.place
