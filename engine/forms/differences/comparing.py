"""Everything that changed between two versions of a form, each change with what it means."""

from collections.abc import Iterator

from engine.forms.differences.coming import came, cells, kinds, went
from engine.forms.differences.difference import VERDICTS, Difference, Touch, named
from engine.forms.differences.matching import Match, Side
from engine.forms.differences.offers import choices, lists
from engine.forms.differences.parts import Piece
from engine.forms.differences.properties import changed


def compare(old: Side, new: Side) -> tuple[Difference, ...]:
    """Return what changed from `old` to `new`, the gravest first."""
    return tuple(sorted(_all(Match(old, new)), key=lambda each: VERDICTS.index(each.verdict)))


def _all(match: Match) -> Iterator[Difference]:
    for before, after in match.pairs:
        yield from _pair(match, before, after)
    yield from _order(match)
    turned = {path for old, new in match.pairs if old.what != new.what for path in (old.path, new.path)}
    for piece in match.removed:
        yield from went(match, piece) if piece.path not in turned else ()
    for piece in match.added:
        yield from came(match, piece) if piece.path not in turned else ()
    yield from cells(match)
    yield from kinds(match)
    yield from lists(match)


def _pair(match: Match, before: Piece, after: Piece) -> Iterator[Difference]:
    span = match.new.form.span(after.place)
    told = named(after)
    if before.what != after.what:
        was, was_en = named(before)["what"], named(before)["what_en"]
        params = {**told, "was": was, "was_en": was_en}
        touches = Touch(match.old_cells(before.path))
        yield Difference("diff-kind", "forbidden", after.path, params, span, touches)
        return
    if before.path != after.path and not _follows(before, after):
        yield Difference("diff-renamed", "compatible", after.path, {**told, "was": before.path}, span)
    if before.under != after.under and not after.inside:
        where = {"was": _shelf(match.old, before), "now": _shelf(match.new, after)}
        yield Difference("diff-moved", "cosmetic", after.path, {**told, **where}, span)
    yield from changed(match, before, after)
    yield from choices(match, before, after)


def _follows(before: Piece, after: Piece) -> bool:
    """Whether a part is called otherwise only because what it is part of is."""
    ends = before.path.removeprefix(before.inside), after.path.removeprefix(after.inside)
    return bool(before.inside) and ends[0] == ends[1]


def _shelf(side: Side, piece: Piece) -> str:
    found = side.pieces.get(piece.under)
    return named(found)["name"] if found else "—"


def _order(match: Match) -> Iterator[Difference]:
    """Yield one difference for each part whose inner parts stand in another order than before."""
    ranks = ({path: rank for rank, path in enumerate(side.pieces)} for side in (match.old, match.new))
    before, after = ranks
    held: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for old, new in match.pairs:
        stayed = old.under == new.under and bool(old.inside) == bool(new.inside)
        if stayed and old.path in before and new.path in after:
            shelf = (new.inside or new.under, new.what if new.inside else "")
            held.setdefault(shelf, []).append((before[old.path], after[new.path]))
    for (path, _what), pairs in held.items():
        order = [rank for _rank, rank in sorted(pairs)]
        if order != sorted(order):
            piece = match.new.pieces[path]
            span = match.new.form.span(piece.place)
            yield Difference("diff-order", "cosmetic", piece.path, named(piece), span)
