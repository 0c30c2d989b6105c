"""What a version says of the one before it: `renamed` leads to what is here, `dropped` to what is not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.forms.differences.places import Cells, PlaceKind, cells_of, places_of
from engine.forms.differences.ways import ALL, Way, covers, read_way
from engine.forms.linter.lint import Lint
from engine.forms.model.fields import CodelistChoices, Field
from engine.forms.nodes import Place
from engine.problems import Problem

_FITTING: Final[Mapping[str, frozenset[PlaceKind]]] = {
    "": frozenset({"field", "cell", "statement", "grid", "repeat", "matrix"}),
    ".": frozenset({"row", "statement", "field", "cell"}),
    ".*.": frozenset({"column"}),
    "..": frozenset({"cell", "field", "statement"}),
    "[].": frozenset({"member"}),
}
"""What a place may become, by how its old name is written."""


@dataclass(frozen=True, slots=True)
class _Here:
    """The form as names are looked up in it."""

    lint: Lint
    cells: Cells
    places: Mapping[str, PlaceKind]

    def choices(self, path: str) -> set[str]:
        """Return every choice that is offered at a place; empty where nothing is chosen."""
        found: set[str] = set()
        for cell in self.cells.values():
            if covers(path, cell):
                found.update(_offered(cell.field, self.lint))
        return found

    def holds(self, way: Way) -> bool:
        """Whether the form still has what a name means."""
        if way.value is None:
            return way.path in self.places
        return way.value in self.choices(way.path)


def renames(lint: Lint) -> Iterator[Problem]:
    """Check `renamed` and `dropped`."""
    form = lint.form
    if not form.renamed and not form.dropped:
        return
    cells = cells_of(form)
    here = _Here(lint, cells, places_of(cells.values()))
    targets: dict[str, str] = {}
    for old, new in form.renamed.items():
        yield from _renamed(here, old, new)
        first = targets.setdefault(new, old)
        if first != old and "=" not in new:
            yield lint.fault("renamed-twice", ("renamed", old), name=new, first=first, second=old)
    yield from _chains(lint)
    for number, name in enumerate(form.dropped):
        yield from _dropped(here, name, ("dropped", number))


def _renamed(here: _Here, old: str, new: str) -> Iterator[Problem]:
    lint, place = here.lint, ("renamed", old)
    was, now = read_way(old), read_way(new)
    for text, way in ((old, was), (new, now)):
        if way is None:
            yield lint.fault("renamed-name", place, key=text == old, name=text)
    if was is None or now is None or was == now:
        return
    if (was.value is None) != (now.value is None):
        yield lint.fault("renamed-apart", place, old=old, new=new)
        return
    yield from _target(here, was, now, place)
    still = was if was.value is None else Way(now.path, was.value)
    if new not in lint.form.renamed and old not in lint.form.renamed.values() and here.holds(still):
        yield lint.fault("renamed-still-there", place, key=True, name=old)


def _target(here: _Here, was: Way, now: Way, place: Place) -> Iterator[Problem]:
    """Check that the new name is there, and of a kind that can take the answers."""
    if now.path not in here.places:
        yield here.lint.unknown("path", now.path, here.places, place)
    elif now.value is not None:
        known = here.choices(now.path)
        if now.value not in known:
            yield here.lint.unknown("choice", now.value, known, place)
    elif here.places[now.path] not in _FITTING[was.shape]:
        yield here.lint.fault("renamed-shape", place, old=str(was), new=str(now))


def _chains(lint: Lint) -> Iterator[Problem]:
    """Say where a new name is itself renamed: each version tells one step."""
    names, told = lint.form.renamed, set[str]()
    for old in names:
        way = [old]
        while (after := names.get(way[-1])) is not None and after not in way:
            way.append(after)
        if after == old and len(way) > 1 and old not in told:
            told.update(way)
            yield lint.fault("renamed-circle", ("renamed", old), key=True, way=" → ".join((*way, old)))
        elif names[old] in names and names[old] != old and old not in told:
            yield lint.fault("renamed-chain", ("renamed", old), old=old, mid=names[old], new=way[-1])


def _dropped(here: _Here, name: str, place: Place) -> Iterator[Problem]:
    way = read_way(name)
    if way is None:
        yield here.lint.fault("renamed-name", place, name=name)
    elif name in here.lint.form.renamed:
        yield here.lint.fault("dropped-and-renamed", place, name=name)
    elif way.value != ALL and here.holds(way):
        yield here.lint.fault("dropped-still-there", place, name=name)


def _offered(field: Field, lint: Lint) -> Iterator[str]:
    if isinstance(field.choices, CodelistChoices):
        known = lint.around.codelists.get(field.choices.codelist)
        yield from known.entries if known else ()
    else:
        yield from (choice.value for choice in field.choices or ())
