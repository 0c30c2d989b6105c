"""Cutting pieces out of a definition's text, and putting pieces in, so that what is around stays as it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.forms.editing.changes import Splice
from engine.forms.editing.order import rank
from engine.forms.editing.tree import Entry, Tree, Twig
from engine.forms.editing.writing import Data, after_dash, after_key, entry, inline, scalar


@dataclass(frozen=True, slots=True)
class Piece:
    """A list's item as text: its lines at the margin, and in one line for lists in brackets."""

    comments: tuple[str, ...]
    lines: tuple[str, ...]
    inline: str

    def at(self, column: int) -> str:
        """Return the piece with its dash at `column`, whole lines with the last line break."""
        first, *others = self.lines
        told = [" " * column + line for line in self.comments]
        told.append(f"{' ' * column}- {first}")
        told += (f"{' ' * (column + 2)}{line}" if line else "" for line in others)
        return "\n".join(told) + "\n"


def piece_of(value: Data) -> Piece:
    """Return plain data as a piece."""
    return Piece((), tuple(after_dash(value, 0).split("\n")), inline(value))


def piece_of_text(tree: Tree) -> Piece:
    """Return an item's own text as a piece: `tree` is that of the text, the comments on top of it."""
    lines = tree.source.rstrip("\n").split("\n")
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return Piece(tuple(lines[:first]), tuple(lines[first:]), bracketed(tree, tree.root))


def bracketed(tree: Tree, twig: Twig) -> str:
    """Return a node in one line, its words and numbers written as they were."""
    if twig.kind == "map":
        pairs = (f"{scalar(one.key, flow=True)}: {bracketed(tree, one.twig)}" for one in twig.entries)
        return "{" + ", ".join(pairs) + "}"
    if twig.kind == "list":
        return "[" + ", ".join(bracketed(tree, one.twig) for one in twig.entries) + "]"
    own = tree.source[twig.start : twig.end]
    if twig.style in ("'", '"') and "\n" not in own:
        return own
    told = scalar(twig.text, flow=True)
    # what stood without quotes may be a number or a truth, which quotes would make a text
    return own if not twig.style and told == f'"{own}"' and own.isalnum() else told


def lines_of(tree: Tree, above: Twig, number: int) -> tuple[int, int]:
    """Return the lines of a block collection's entry, with the comments right above it."""
    found = above.entries[number]
    start = tree.line_start(found.start)
    lowest = above.entries[number - 1].twig.end if number else -1
    if number or above.kind == "list":
        start = _with_comments(tree, start, lowest)
    return start, tree.next_line(found.twig.end)


def _with_comments(tree: Tree, start: int, lowest: int) -> int:
    """Return where the comments right above a line begin, below what ends at `lowest`."""
    while start > 0:
        line = tree.line_start(start - 1)
        if line <= lowest or not tree.source[line:start].lstrip(" ").startswith("#"):
            break
        start = line
    return start


def removed(tree: Tree, above: Twig, number: int) -> Iterator[Splice]:
    """Yield what takes away an entry."""
    found = above.entries[number]
    if len(above.entries) == 1:
        yield _emptied(tree, above)
    elif above.flow:
        if number + 1 < len(above.entries):
            yield Splice(found.start, above.entries[number + 1].start, "")
        else:
            yield Splice(above.entries[number - 1].twig.end, found.twig.end, "")
    elif above.kind == "map" and number == 0:
        yield Splice(found.start, above.entries[1].start, "")
    else:
        yield Splice(*lines_of(tree, above, number), "")


def _emptied(tree: Tree, above: Twig) -> Splice:
    nothing = "[]" if above.kind == "list" else "{}"
    if above.flow:
        return Splice(above.start, above.end, nothing)
    start = above.start
    if tree.source[tree.line_start(start) : start].strip(" ") == "" and start > 0:
        start = _value_start(tree, above)
        nothing = " " + nothing
    return Splice(start, above.entries[0].twig.end, nothing)


def _value_start(tree: Tree, twig: Twig) -> int:
    """Return where the value begins that stands on the lines below its key: right behind the colon."""
    before = tree.source[: twig.start]
    while True:
        before = before.rstrip(" \n")
        line = before[before.rfind("\n") + 1 :]
        if not line.lstrip(" ").startswith("#"):
            break
        before = before[: before.rfind("\n") + 1]
    comment = line.find(" #")
    return len(before) - len(line) + (len(line[:comment].rstrip()) if comment >= 0 else len(line))


def inserted(tree: Tree, found: Twig, index: int, piece: Piece) -> Iterator[Splice]:
    """Yield what puts an item into a list before the one at `index`."""
    entries = found.entries
    index = max(0, min(index, len(entries)))
    if not entries and found.bracketed:
        yield Splice(found.start, found.end, f"[{piece.inline}]")
    elif not entries:
        start = found.start
        column = indentation(tree, found) + 2
        while tree.source[start - 1] == " ":
            start -= 1
        yield Splice(start, found.end, "\n" + piece.at(column).rstrip("\n"))
    elif found.flow:
        if index < len(entries):
            yield Splice(entries[index].start, entries[index].start, piece.inline + ", ")
        else:
            yield Splice(entries[-1].twig.end, entries[-1].twig.end, ", " + piece.inline)
    else:
        text = piece.at(tree.column(found.start))
        if index < len(entries):
            at = lines_of(tree, found, index)[0] if index or _own_line(tree, found) else found.start
            if at == found.start and not _own_line(tree, found):
                text = text.lstrip(" ") + " " * tree.column(found.start)
            yield Splice(at, at, text)
        else:
            yield _below(tree, entries[-1].twig.end, text)


def _own_line(tree: Tree, found: Twig) -> bool:
    return not tree.source[tree.line_start(found.start) : found.start].strip(" ")


def _below(tree: Tree, end: int, text: str) -> Splice:
    """Return whole lines put below the line where something ends."""
    at = tree.next_line(end)
    if at == len(tree.source) and not tree.source.endswith("\n"):
        return Splice(at, at, "\n" + text.rstrip("\n"))
    return Splice(at, at, text)


def indentation(tree: Tree, twig: Twig) -> int:
    """Return the column of the key in whose line a node begins; a dash before the key counts."""
    start = tree.line_start(twig.start)
    line = tree.source[start : twig.start]
    return len(line) - len(line.lstrip(" -"))


def new_key(tree: Tree, above: Twig, key: str, value: Data) -> Splice:
    """Return what adds a key to a mapping, behind those that the language writes before it."""
    before = [one for one in above.entries if rank(one.key) <= rank(key)] or above.entries[:1]
    if above.flow:
        told = f"{scalar(key, flow=True)}: {inline(value)}"
        if not above.entries:
            return Splice(above.start, above.end, "{" + told + "}")
        return Splice(before[-1].twig.end, before[-1].twig.end, ", " + told)
    column = tree.column(above.start)
    return _below(tree, before[-1].twig.end, f"{' ' * column}{entry(key, value, column)}\n")


def replaced(tree: Tree, above: Twig, found: Entry, value: Data) -> Splice:
    """Return what puts a value in the place of another."""
    twig = found.twig
    if above.flow:
        return Splice(twig.start, twig.end, inline(value))
    if above.kind == "list":
        return Splice(twig.start, twig.end, after_dash(value, tree.column(twig.start)))
    text = after_key(value, tree.column(found.start))
    if twig.kind == "scalar" and twig.style not in ("|", ">") and twig.start != twig.end:
        if text[0] == " ":
            return Splice(twig.start, twig.end, text[1:])
        end = tree.line_end(twig.end)
        comment = tree.source[twig.end : end].rstrip()
        return Splice(_colon(tree, found) + 1, end, comment + text)
    return Splice(_colon(tree, found) + 1, twig.end, text)


def _colon(tree: Tree, found: Entry) -> int:
    return tree.source.index(":", found.key_end)
