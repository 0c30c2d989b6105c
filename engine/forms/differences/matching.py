"""Which part of the newer version each part of the older one became: by name, and by what is renamed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.forms.differences.crossing import Crossing, cross, targets
from engine.forms.differences.parts import LAYOUT, Piece, pieces_of
from engine.forms.differences.places import Cells, cells_of
from engine.forms.differences.ways import Way, covers, read_way
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.forms.model.form import Form
from engine.forms.model.table import Table

_AROUND = LAYOUT | {"form", "collection", "link", "check"}
"""Parts that nothing renames."""


@dataclass(frozen=True)
class Side:
    """One version: its definition, and the lists it was published with (or lies among)."""

    form: Form
    codelists: Mapping[str, Codelist] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)

    @cached_property
    def cells(self) -> Cells:
        """Its cells by path pattern."""
        return cells_of(self.form)

    @cached_property
    def pieces(self) -> Mapping[str, Piece]:
        """Its parts by path."""
        return pieces_of(self.form)


@dataclass(frozen=True)
class Match:
    """Two versions laid beside each other."""

    old: Side
    new: Side

    @cached_property
    def ways(self) -> tuple[tuple[Way, Way], ...]:
        """What the newer version renames."""
        read = ((read_way(was), read_way(now)) for was, now in self.new.form.renamed.items())
        return tuple((was, now) for was, now in read if was and now)

    @cached_property
    def dropped(self) -> tuple[Way, ...]:
        """What the newer version says is gone."""
        return tuple(way for way in map(read_way, self.new.form.dropped) if way)

    @cached_property
    def crossing(self) -> Crossing:
        """How answers of the older version are read by the newer."""
        return cross(self.old.cells, self.new.cells, self.new.form.renamed)

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """Where each older cell would stand by its name, whether there is such a place or not."""
        return targets(self.old.cells, self.new.cells, self.new.form.renamed)

    @cached_property
    def pairs(self) -> tuple[tuple[Piece, Piece], ...]:
        """Parts that are in both versions, as they were and as they are."""
        return tuple(self._pairs())

    @cached_property
    def removed(self) -> tuple[Piece, ...]:
        """Parts that are gone, or are of another kind, without those inside of them."""
        return _outermost(self.old, {old.path for old, new in self.pairs if old.what == new.what})

    @cached_property
    def added(self) -> tuple[Piece, ...]:
        """Parts that are new, or of a new kind, without those inside of them."""
        return _outermost(self.new, {new.path for old, new in self.pairs if old.what == new.what})

    def old_cells(self, path: str) -> frozenset[str]:
        """Return the older version's cells that stand at a place."""
        return frozenset(cell.path for cell in self.old.cells.values() if covers(path, cell))

    def _pairs(self) -> Iterator[tuple[Piece, Piece]]:
        names = {was.path: now.path for was, now in self.ways if was.value is None}
        taken = set(names.values())
        for piece in self.old.pieces.values():
            if piece.what == "cell":
                continue
            path = _new_path(piece, names)
            found = self.new.pieces.get(path)
            if found is not None and (path != piece.path or path not in taken or piece.path in names):
                yield piece, found
        yield from self._singles()

    def _singles(self) -> Iterator[tuple[Piece, Piece]]:
        """Pair what is laid over single cells of grids, on either side."""
        back = {new: old for old, new in self.crossing.paths.items()}
        olds, news = (
            {piece.path: piece for piece in side.pieces.values() if piece.what == "cell"}
            for side in (self.old, self.new)
        )
        for path in dict.fromkeys((*(self.crossing.paths.get(old, "") for old in olds), *news)):
            before, after = olds.get(back.get(path, "")), news.get(path)
            if path and path in back and (before or after):
                yield before or _bare(after, back[path]), after or _bare(before, path)


def _outermost(side: Side, kept: set[str]) -> tuple[Piece, ...]:
    """Return a side's parts that are not kept; what is laid over single cells is no part by itself."""
    others = {piece.path: piece for piece in side.pieces.values() if piece.path not in kept}
    return tuple(one for one in others.values() if one.inside not in others and one.what != "cell")


def _bare(piece: Piece | None, path: str) -> Piece:
    assert piece is not None, "one of the two is there"
    return Piece(path, "cell", Properties(), piece.place[:-2], piece.under, piece.inside)


def _new_path(piece: Piece, names: Mapping[str, str]) -> str:
    """Return the path that a part has in the newer version if it is still there."""
    path = piece.path
    if piece.what in _AROUND or path in names:
        return names.get(path, path)
    if not piece.inside:
        return path
    return names.get(piece.inside, piece.inside) + path.removeprefix(piece.inside)
