"""Survey branches: which jumps hide which items. A jump only goes forward, so it is one more condition
of the items between it and its target; nothing else in the engine knows branches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from engine.forms.model.fields import Branch, Field
from engine.forms.model.form import Form, Sheet
from engine.forms.model.items import Grid, Group, Item, Matrix, Note, Repeat
from engine.forms.model.scoring import Scoring
from engine.forms.scored import scored_items

END = "end"


@dataclass(frozen=True, slots=True)
class Jump:
    """One branch: `field` (its path pattern) jumps when `branch.when` holds."""

    field: str
    number: int
    branch: Branch = dataclass_field(compare=False)


@dataclass(frozen=True, slots=True)
class Astray:
    """A branch that leads nowhere (`found` is False) or backwards."""

    field: str
    target: str
    branch: Branch
    found: bool


@dataclass(frozen=True, slots=True)
class Branching:
    """The jumps over each element by its path, the jumps of each field, and branches that are none."""

    over: Mapping[str, tuple[Jump, ...]]
    of: Mapping[str, tuple[Jump, ...]]
    astray: tuple[Astray, ...]


@dataclass(slots=True)
class _Stop:
    path: str
    name: str
    start: int
    end: int = 0
    above: "_Stop | None" = None
    field: Field | None = None


class Numbering:
    """Counts the notes of a form in reading order, so that each has an element path."""

    def __init__(self) -> None:
        self._next = 0

    def path(self, item: Item | Sheet) -> str:
        """Return the element path of an item that is met now; notes must be met in order."""
        match item:
            case Sheet():
                return f"#sheet.{item.sheet}"
            case Group():
                return f"#group.{item.group}"
            case Scoring():
                return f"#scoring.{item.scoring}"
            case Note():
                self._next += 1
                return f"#note.{self._next - 1}"
        return item_name(item)


def item_name(item: Item) -> str:
    """Return the name an item has in data, or '' for a note."""
    match item:
        case Field():
            return item.field
        case Grid():
            return item.grid
        case Matrix():
            return item.matrix
        case Repeat():
            return item.repeat
        case Group():
            return item.group
        case Scoring():
            return item.scoring
    return ""


def branching(form: Form) -> Branching:
    """Find every jump of `form` and the elements it hides; branches that go astray are told apart."""
    lines = _Lines()
    lines.form(form)
    over: dict[str, tuple[Jump, ...]] = {}
    of: dict[str, tuple[Jump, ...]] = {}
    astray: list[Astray] = []
    for prefix, stops in lines.found.items():
        for jump, hidden in _jumps(prefix, stops, astray):
            of[jump.field] = (*of.get(jump.field, ()), jump)
            for stop in hidden:
                over[prefix + stop.path] = (*over.get(prefix + stop.path, ()), jump)
    return Branching(over, of, tuple(astray))


class _Lines:
    """The stops of the form and of each repeat, in reading order, by the prefix of their paths."""

    def __init__(self) -> None:
        self.found: dict[str, list[_Stop]] = {"": []}
        self._numbering = Numbering()

    def form(self, form: Form) -> None:
        for sheet in form.sheets:
            with_items = self._enter(sheet, "", None)
            self._items(sheet.items, "", with_items)
            with_items.end = len(self.found[""])

    def _enter(self, item: Item | Sheet, prefix: str, above: _Stop | None) -> _Stop:
        line = self.found.setdefault(prefix, [])
        name = "" if isinstance(item, Sheet) else item_name(item)
        stop = _Stop(self._numbering.path(item), name, len(line), above=above)
        stop.field = item if isinstance(item, Field) else None
        line.append(stop)
        return stop

    def _items(self, items: Iterable[Item], prefix: str, above: _Stop | None) -> None:
        for item in items:
            stop = self._enter(item, prefix, above)
            if isinstance(item, Group):
                self._items(item.items, prefix, stop)
            elif isinstance(item, Scoring):
                self._items(scored_items(item), prefix, stop)
            elif isinstance(item, Repeat):
                self._items(item.items, f"{item.repeat}[].", None)
            stop.end = len(self.found[prefix])


def _jumps(prefix: str, stops: list[_Stop], astray: list[Astray]) -> Iterator[tuple[Jump, list[_Stop]]]:
    places = {stop.name: stop for stop in stops if stop.name}
    for stop in stops:
        for number, branch in enumerate(stop.field.branches if stop.field else ()):
            target = places.get(branch.goto)
            if branch.goto != END and (target is None or target.start <= stop.start):
                astray.append(Astray(prefix + stop.path, branch.goto, branch, target is not None))
                continue
            last = len(stops) if target is None or branch.goto == END else target.start
            yield Jump(prefix + stop.path, number, branch), _between(stops, stop, last)


def _between(stops: list[_Stop], source: _Stop, last: int) -> list[_Stop]:
    """Return the outermost stops that lie wholly after `source` and before position `last`."""
    inside = [stop for stop in stops if stop.start > source.start and stop.end <= last]
    known = {id(stop) for stop in inside}
    return [stop for stop in inside if id(stop.above) not in known]
