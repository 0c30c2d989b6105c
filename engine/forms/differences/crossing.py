"""From the names of one version to those of another: cell by cell, and choice by choice. Pure.

Made for two versions that follow each other from the newer one's `renamed`; longer ways are joined,
and turned round for reading newer answers by an older version.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from engine.forms.differences.places import Cells, Placed, alike
from engine.forms.differences.ways import Way, covers, read_way

Values: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where the answers of one version stand in another.

    `paths` maps path patterns of cells; `values`, by the new path, choices that are called
    otherwise; `lost` are the cells whose answers have no place any more.
    """

    paths: Mapping[str, str]
    values: Mapping[str, Values]
    lost: frozenset[str]

    @property
    def plain(self) -> bool:
        """Whether every answer stands where it stood."""
        return not self.lost and not self.values and all(old == new for old, new in self.paths.items())

    def then(self, later: "Crossing") -> "Crossing":
        """Return the way through this one and a later one."""
        paths = {old: later.paths[mid] for old, mid in self.paths.items() if mid in later.paths}
        values = {
            new: _through(self.values.get(self.paths[old], {}), later.values.get(new, {}))
            for old, new in paths.items()
        }
        lost = self.lost | {old for old in self.paths if old not in paths}
        return Crossing(paths, {new: some for new, some in values.items() if some}, lost)

    def back(self, cells: Iterable[str]) -> "Crossing":
        """Return the way back of one step; `cells` are the paths of the version that it leads to.

        A choice that two were merged into stays what it is called there.
        """
        paths: dict[str, str] = {}
        for old, new in self.paths.items():
            paths.setdefault(new, old)
        values = {paths[new]: _turned(some) for new, some in self.values.items()}
        return Crossing(paths, values, frozenset(cells) - paths.keys())


def unchanged(cells: Cells) -> Crossing:
    """Return the way from a version to itself."""
    return Crossing({path: path for path in cells}, _NONE, frozenset())


def cross(old: Cells, new: Cells, renamed: Mapping[str, str]) -> Crossing:
    """Return the way from version `old` to `new`, which follows it and renames what `renamed` says.

    Names that the old version does not have mean nothing here: they were renamed before it.
    """
    ways = _read(renamed)
    told = targets(old, new, renamed)
    claimed = {target for path, target in told.items() if target != path}
    paths = {
        path: target
        for path, target in told.items()
        if target in new and (target != path or target not in claimed) and _readable(old[path], new[target])
    }
    values = dict(_values(old, paths, ways))
    return Crossing(paths, values, frozenset(old.keys() - paths.keys()))


def targets(old: Cells, new: Cells, renamed: Mapping[str, str]) -> Mapping[str, str]:
    """Return the path that each older cell has in the new version, if that has such a place."""
    names = {was.path: now.path for was, now in _read(renamed) if was.value is None}
    return {path: _target(cell, names, old, new) for path, cell in old.items()}


_NONE: Final[Mapping[str, Values]] = {}


def _read(renamed: Mapping[str, str]) -> list[tuple[Way, Way]]:
    read = ((read_way(was), read_way(now)) for was, now in renamed.items())
    return [(was, now) for was, now in read if was and now]


def _readable(before: Placed, after: Placed) -> bool:
    return alike(before.field, after.field)


def _target(cell: Placed, names: Mapping[str, str], old: Cells, new: Cells) -> str:
    """Return the path that a cell's answers have in the new version, if that has such a place."""
    path = cell.path
    if path in names:
        return names[path]
    if cell.companion:
        return _box(_target(old[cell.companion], names, old, new), path, new)
    if cell.repeat:
        return f"{names.get(cell.repeat, cell.repeat)}{path.removeprefix(cell.repeat)}"
    if cell.matrix:
        return f"{names.get(cell.matrix, cell.matrix)}.{cell.row}"
    return _grid_target(cell, names) if cell.grid else path


def _box(choice: str, path: str, new: Cells) -> str:
    """Return the text box beside a choice; the box's own path where the choice has none."""
    return next((cell.path for cell in new.values() if cell.companion == choice), path)


def _grid_target(cell: Placed, names: Mapping[str, str]) -> str:
    """A row and a column may be renamed at once; the row decides the grid."""
    grid = names.get(cell.grid, cell.grid)
    column = names.get(f"{cell.grid}.*.{cell.column}", "")
    row = names.get(f"{cell.grid}.{cell.row}", "")
    if column and not row and cell.grid not in names:
        grid = column.partition(".")[0]
    return f"{row or f'{grid}.{cell.row}'}.{column.rpartition('.')[2] or cell.column}"


def _values(
    old: Cells, paths: Mapping[str, str], ways: Iterable[tuple[Way, Way]]
) -> Iterator[tuple[str, Values]]:
    """Yield the renamed choices of each cell by its new path."""
    named = [(was, now) for was, now in ways if was.value is not None and now.value is not None]
    for path, target in paths.items() if named else ():
        found = {str(was.value): str(now.value) for was, now in named if covers(was.path, old[path])}
        if found:
            yield target, found


def _through(first: Values, second: Values) -> Values:
    return {**second, **{old: second.get(mid, mid) for old, mid in first.items()}}


def _turned(values: Values) -> Values:
    meant = list(values.values())
    return {new: old for old, new in values.items() if meant.count(new) == 1}
