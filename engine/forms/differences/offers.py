"""What changed in what can be chosen: a part's own choices, codelists by code, decision tables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from engine.forms.differences.difference import Difference, Touch, Verdict, named
from engine.forms.differences.matching import Match, Side
from engine.forms.differences.parts import Piece
from engine.forms.differences.places import Placed
from engine.forms.differences.ways import ALL, Way, covers
from engine.forms.model.base import Text, text_in
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Choice, CodelistChoices

Offer: TypeAlias = Mapping[str, Text]
"""Labels by value."""

SOME: Final = 5
"""Codes that a sentence names of many."""


def choices(match: Match, before: Piece, after: Piece) -> Iterator[Difference]:
    """Yield what changed in the choices that are written at a part (or taken there from a codelist)."""
    was, now = (getattr(piece.part, "choices", None) for piece in (before, after))
    if was == now or was is None or now is None:
        return
    old, new = _offer(was, match.old), _offer(now, match.new)
    names = _renamed(match, before.path)
    for value in old:
        target = names.get(value, value)
        if target not in new:
            yield _gone(match, before, after, value=value, label=old[value])
        elif target != value:
            yield _told(match, after, "diff-choice-renamed", "compatible", was=value, now=target)
        elif old[value] != new[value]:
            words = {"was": text_in(old[value]), "now": text_in(new[value])}
            yield _told(match, after, "diff-choice-words", "cosmetic", value=value, **words)
    for value in new.keys() - old.keys() - set(names.values()):
        yield _told(match, after, "diff-choice-added", "compatible", value=value, label=text_in(new[value]))
    if isinstance(was, tuple) and isinstance(now, tuple):
        yield from _ways_of_choosing(match, after, was, now)


def _ways_of_choosing(
    match: Match, piece: Piece, was: tuple[Choice, ...], now: tuple[Choice, ...]
) -> Iterator[Difference]:
    """Yield changes of order, and of what a choice does besides being chosen."""
    before = {choice.value: choice for choice in was}
    common = [choice for choice in now if choice.value in before]
    if [one.value for one in was if one.value in {each.value for each in common}] != [
        one.value for one in common
    ]:
        yield _told(match, piece, "diff-choices-order", "cosmetic")
    for choice in common:
        old = before[choice.value]
        for name in type(choice).model_fields.keys() - {"value", "label"}:
            first, last = getattr(old, name), getattr(choice, name)
            if first != last:
                some = {"value": choice.value, "word": name, "was": str(first), "now": str(last)}
                yield _told(match, piece, "diff-choice-property", "compatible", **some)


def _gone(match: Match, before: Piece, after: Piece, *, value: str, label: Text) -> Difference:
    settled = any(_says(way, value) and way.path in _names(match, before.path) for way in match.dropped)
    code = "diff-choice-dropped" if settled else "diff-choice-removed"
    made = _told(
        match,
        after,
        code,
        "compatible" if settled else "needs_mapping",
        value=value,
        label=text_in(label),
        written=f"{before.path}={value}",
    )
    touches = Touch(match.old_cells(before.path), frozenset({value}))
    return Difference(made.code, made.verdict, made.path, made.params, made.span, touches)


def _names(match: Match, path: str) -> frozenset[str]:
    """Return the paths by which a place's choices may be named: its own, and what holds its cells."""
    cells = [match.old.cells[cell] for cell in match.old_cells(path)]
    return frozenset({path}) | {
        way.path for way in match.dropped if any(covers(way.path, cell) for cell in cells)
    }


def _says(way: Way, value: str) -> bool:
    return way.value in (ALL, value)


def _renamed(match: Match, path: str) -> Mapping[str, str]:
    crossing = match.crossing
    found = (crossing.values.get(crossing.paths.get(cell, ""), {}) for cell in sorted(match.old_cells(path)))
    return next((values for values in found if values), {})


def _offer(found: CodelistChoices | tuple[Choice, ...], side: Side) -> Offer:
    if isinstance(found, tuple):
        return {choice.value: choice.label for choice in found}
    known = side.codelists.get(found.codelist)
    return {code: dict(entry.label) for code, entry in known.entries.items()} if known else {}


def lists(match: Match) -> Iterator[Difference]:
    """Yield what changed in codelists and decision tables that both versions use."""
    for name, old in match.old.codelists.items():
        new = match.new.codelists.get(name)
        if new is not None and (old.entries is not new.entries):
            yield from _codelist(match, old, new)
    for name, table in match.old.tables.items():
        if name in match.new.tables and table != match.new.tables[name]:
            yield Difference("diff-table", "compatible", name, {"name": name})


def _codelist(match: Match, old: Codelist, new: Codelist) -> Iterator[Difference]:
    users = [cell for cell in match.old.cells.values() if _uses(cell, old.name)]
    fresh = [code for code in new.entries if code not in old.entries]
    gone = frozenset(code for code in old.entries if code not in new.entries)
    common = [code for code in old.entries if code in new.entries]
    reworded = [code for code in common if old.entries[code].label != new.entries[code].label]
    moved = [code for code in common if old.entries[code].parent != new.entries[code].parent]
    if fresh:
        yield _codes("diff-codes-added", "compatible", new, fresh)
    if moved:
        yield _codes("diff-codes-moved", "compatible", new, moved)
    if reworded:
        yield _codes("diff-codes-words", "cosmetic", new, reworded)
    if gone:
        yield from _codes_gone(match, old, users, gone)


def _codes_gone(
    match: Match, old: Codelist, users: Iterable[Placed], gone: frozenset[str]
) -> Iterator[Difference]:
    """Yield the codes that are gone: those that nothing is said of apart from those that are settled."""
    left: dict[str, set[str]] = {}
    for cell in users:
        for code in gone - _settled(match, cell, gone):
            left.setdefault(code, set()).add(cell.path)
    if settled := sorted(gone - left.keys()):
        yield _codes("diff-codes-dropped", "compatible", old, settled)
    if left:
        made = _codes("diff-codes-removed", "needs_mapping", old, sorted(left))
        touches = Touch(frozenset().union(*left.values()), frozenset(left))
        yield Difference(made.code, made.verdict, made.path, made.params, None, touches)


def _settled(match: Match, cell: Placed, gone: frozenset[str]) -> set[str]:
    found = set(match.crossing.values.get(match.crossing.paths.get(cell.path, ""), {}))
    for way in match.dropped:
        if way.value is not None and covers(way.path, cell):
            found |= gone if way.value == ALL else {way.value}
    return found


def _uses(cell: Placed, name: str) -> bool:
    found = cell.field.choices
    return isinstance(found, CodelistChoices) and found.codelist == name


def _codes(code: str, verdict: Verdict, codelist: Codelist, codes: list[str]) -> Difference:
    some = "、".join(codes[:SOME]) + ("…" if len(codes) > SOME else "")
    params = {"name": codelist.name, "count": len(codes), "some": some}
    return Difference(code, verdict, codelist.name, params)


def _told(match: Match, piece: Piece, code: str, verdict: Verdict, **params: str) -> Difference:
    span = match.new.form.span((*piece.place, "choices"))
    return Difference(code, verdict, piece.path, {**named(piece), **params}, span)
