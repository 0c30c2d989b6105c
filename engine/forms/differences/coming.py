"""What came and what went between two versions: parts, single cells, and types that changed."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine.forms.differences.difference import WHAT_WORDS, Difference, Touch, Verdict, named
from engine.forms.differences.matching import Match
from engine.forms.differences.parts import LAYOUT, Piece
from engine.forms.differences.places import Placed, alike
from engine.forms.differences.ways import covers
from engine.problems import Span

_RULES: Final = frozenset({"check", "link"})


def went(match: Match, piece: Piece) -> Iterator[Difference]:
    """Yield that a part is gone: with its answers, or only its answers went elsewhere."""
    told = {**named(piece), "written": piece.path}
    if piece.what in LAYOUT | _RULES:
        verdict: Verdict = "cosmetic" if piece.what in LAYOUT else "compatible"
        yield Difference("diff-removed-rule", verdict, piece.path, told, _near(match, piece))
        return
    held = match.old_cells(piece.path)
    carried = sorted(match.crossing.paths[cell] for cell in held if cell in match.crossing.paths)
    if carried:
        params = {**told, "now": carried[0]}
        yield Difference("diff-elsewhere", "compatible", carried[0], params, _near(match, piece))
    lost = frozenset(cell for cell in held if cell not in match.crossing.paths)
    if lost:
        yield _gone(match, piece.path, told, lost=lost, span=_near(match, piece))


def came(match: Match, piece: Piece) -> Iterator[Difference]:
    """Yield that a part is new."""
    span = match.new.form.span(piece.place)
    verdict: Verdict = "cosmetic" if piece.what in LAYOUT else "compatible"
    code = "diff-added-required" if _asks(match, piece) else "diff-added"
    yield Difference(code, verdict, piece.path, named(piece), span)


def _asks(match: Match, piece: Piece) -> bool:
    """Whether a new part must be answered: as it says itself, or any cell of it."""
    if piece.what in ("row", "column"):
        rules = [getattr(piece.part, "required", None)]
    else:
        rules = [cell.field.required for cell in match.new.cells.values() if covers(piece.path, cell)]
    return any(rule is not None and rule.logic is not False for rule in rules)


def cells(match: Match) -> Iterator[Difference]:
    """Yield single cells that came and went while the parts they belong to stayed."""
    gone, fresh = (
        frozenset(cell for piece in pieces for cell in side.cells if covers(piece.path, side.cells[cell]))
        for side, pieces in ((match.old, match.removed), (match.new, match.added))
    )
    for path in sorted(match.crossing.lost - gone):
        cell = match.old.cells[path]
        if cell.companion not in gone and not _mistyped(match, path):
            told = {**_named(cell), "written": path}
            here = match.new.form.span(("sheets",), key=True)
            yield _gone(match, path, told, lost=frozenset({path}), span=here)
    taken = set(match.crossing.paths.values()) | set(match.targets.values())
    for path, cell in match.new.cells.items():
        if path not in taken | fresh and not cell.companion:
            yield Difference("diff-added", "compatible", path, _named(cell))


def kinds(match: Match) -> Iterator[Difference]:
    """Yield changes of type; those of a column's cells are one."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for path, target in match.targets.items():
        cell, now = match.old.cells[path], match.new.cells.get(target)
        if now is not None and cell.field.kind != now.field.kind and not cell.companion:
            shelf = f"{now.grid}.*.{now.column}" if now.grid else now.matrix or target
            found.setdefault((shelf, cell.field.kind, now.field.kind), []).append(path)
    for (shelf, was, now_kind), paths in found.items():
        fits = not any(_mistyped(match, path) for path in paths)
        place = shelf if len(paths) > 1 else match.targets[paths[0]]
        piece = match.new.pieces.get(place) or match.new.pieces.get(shelf)
        told = named(piece) if piece else _named(match.old.cells[paths[0]])
        span = match.new.form.span((*piece.place, "type")) if piece else None
        code, verdict = _typed(fits)
        params = {**told, "was": was, "now": now_kind}
        yield Difference(code, verdict, place, params, span, Touch(frozenset(paths)))


def _typed(fits: bool) -> tuple[str, Verdict]:
    return ("diff-type-alike", "compatible") if fits else ("diff-type", "forbidden")


def _mistyped(match: Match, path: str) -> bool:
    now = match.new.cells.get(match.targets[path])
    return now is not None and not alike(match.old.cells[path].field, now.field)


def _gone(
    match: Match, path: str, told: Mapping[str, str], *, lost: frozenset[str], span: Span | None
) -> Difference:
    """Return that answers have no place any more, and whether the newer version says so itself."""
    dropped = [way.path for way in match.dropped if way.value is None]
    settled = all(any(covers(one, match.old.cells[cell]) for one in dropped) for cell in lost)
    code = "diff-dropped" if settled else "diff-removed"
    return Difference(code, "compatible" if settled else "needs_mapping", path, told, span, Touch(lost))


def _near(match: Match, piece: Piece) -> Span | None:
    """Return the place in the newer file of what held the part."""
    holders = {old.path: new for old, new in match.pairs}
    found = holders.get(piece.inside or piece.under)
    return match.new.form.span(found.place) if found else match.new.form.span(("sheets",), key=True)


def _named(cell: Placed) -> dict[str, str]:
    zh, en = WHAT_WORDS["cell" if cell.grid or cell.matrix else "field"]
    return {"what": zh, "what_en": en, "name": cell.path, "name_en": cell.path}
