"""Small groups kept back: no number that few stand behind, and none that the shown ones betray. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import TypeVar

from engine.analysis.counting import Count, Tally
from engine.analysis.crosstab import Crosstab, Side
from engine.analysis.numbers import Column, Distribution, Summary

K = TypeVar("K", bound=Hashable)
Place = tuple[int, int]


def withheld(left: int, whole: int, least: int) -> bool:
    """Whether a group must not be shown: it is small, or those left out of a larger one are few."""
    return 0 < left < least or 0 < whole - left < least


def protected(tally: Tally, least: int) -> Tally:
    """Return a tally without what fewer than `least` people stand behind."""
    count = tally.count
    if not least or not count.answered:
        return tally
    if count.answered < least:
        return replace(tally, count=Count(withheld=True))
    return replace(tally, count=_protected(tally, least))


def _protected(tally: Tally, least: int) -> Count:
    count, shape = tally.count, tally.question.shape
    if shape == "number":
        return replace(count, numbers=Guarded(count.numbers, least))
    if shape == "multiple":
        hidden = {value for value, some in count.choices.items() if withheld(some, count.answered, least)}
    else:
        hidden = betrayed(count.choices, least)
    choices = {value: some for value, some in count.choices.items() if value not in hidden}
    cells, rows = _matrix(count, least, several=tally.question.several)
    return replace(
        count,
        choices=Counter(choices),
        cells=Counter({place: some for place, some in count.cells.items() if place not in cells}),
        rows=Counter({row: some for row, some in count.rows.items() if row not in rows}),
        hidden=frozenset(hidden),
        hidden_cells=frozenset(cells),
        hidden_rows=frozenset(rows),
    )


def _matrix(count: Count, least: int, *, several: bool) -> tuple[set[tuple[str, str]], set[str]]:
    """Return the cells and the rows of a matrix or a ranking to be kept back."""
    cells, rows = set[tuple[str, str]](), set[str]()
    for row, answered in count.rows.items():
        mine = {place: some for place, some in count.cells.items() if place[0] == row}
        if answered < least:
            rows.add(row)
            cells |= mine.keys()
        elif several:
            cells |= {place for place, some in mine.items() if withheld(some, answered, least)}
        else:
            cells |= betrayed(mine, least)
    return cells, rows


def betrayed(counts: Mapping[K, int], least: int) -> set[K]:
    """Return which parts of a known whole are kept back: the small ones, and so many more that
    at least two are, and together not few."""
    hidden = {key for key, some in counts.items() if 0 < some < least}
    others = sorted((key for key, some in counts.items() if some >= least), key=counts.__getitem__)
    while hidden and others and (len(hidden) < 2 or sum(counts[key] for key in hidden) < least):
        hidden.add(others.pop(0))
    return hidden


@dataclass(frozen=True, slots=True)
class Guarded:
    """Numbers whose ends are kept back, and whose columns are as wide as it takes."""

    numbers: Distribution
    least: int

    def __len__(self) -> int:
        return len(self.numbers)

    def counts(self) -> Mapping[Decimal, int]:
        """Return nothing: each number may be one person's."""
        return {}

    def summary(self, *, decimals: int = 0) -> Summary | None:
        """Return what they come to, without the least and the greatest."""
        found = self.numbers.summary(decimals=decimals)
        if found is None:
            return None
        return replace(found, minimum=None, maximum=None, columns=widened(found.columns, self.least))


def widened(columns: Sequence[Column], least: int) -> tuple[Column, ...]:
    """Return columns joined with their neighbours until none holds few."""
    joined: list[Column] = []
    for column in columns:
        if joined and 0 < joined[-1].count < least:
            joined[-1] = Column(joined[-1].low, column.high, joined[-1].count + column.count)
        else:
            joined.append(column)
    while len(joined) > 1 and 0 < joined[-1].count < least:
        last = joined.pop()
        joined[-1] = Column(joined[-1].low, last.high, joined[-1].count + last.count)
    return tuple(joined)


def protected_crosstab(found: Crosstab, least: int) -> Crosstab:
    """Return a crosstab without small cells, and without those that totals would betray."""
    if not least:
        return found
    lines = (*zip(found.counts, found.down.totals, strict=True), (found.across.totals, found.total))
    table = [[some or 0 for some in (*line, total)] for line, total in lines]
    hidden = betrayed_in_table(table, least)
    if not hidden:
        return found
    shown = [
        [None if (row, place) in hidden else some for place, some in enumerate(line)]
        for row, line in enumerate(table)
    ]
    return Crosstab(
        Side(found.down.question, found.down.values, tuple(line[-1] for line in shown[:-1])),
        Side(found.across.question, found.across.values, tuple(shown[-1][:-1])),
        tuple(tuple(line[:-1]) for line in shown[:-1]),
        found.total,
        None,
    )


def betrayed_in_table(table: Sequence[Sequence[int]], least: int) -> set[Place]:
    """Return the places to be kept back of a table whose last row and column are totals.

    More are taken until every line has none or at least two which together are not few, and none
    can be worked out from the lines: a place can exactly if it is a bridge between rows and columns.
    """
    places = list(product(range(len(table)), range(len(table[0]))))
    hidden = {(row, column) for row, column in places if 0 < table[row][column] < least}
    hidden.discard((len(table) - 1, len(table[0]) - 1))
    while wanting := _wanting(table, hidden, least):
        hidden.add(wanting)
    return hidden


def _wanting(table: Sequence[Sequence[int]], hidden: set[Place], least: int) -> Place | None:
    """Return the next place that must be kept back as well; None when all is safe, or nothing is left."""
    for line in _lines(table):
        mine = [place for place in line if place in hidden]
        few = sum(table[row][column] for row, column in mine) < least
        if mine and (len(mine) < 2 or few) and (found := _smallest(table, line, hidden, some=few)):
            return found
    for row, column in bridges(hidden):
        sideways = [(row, other) for other in range(len(table[0]))]
        downwards = [(other, column) for other in range(len(table))]
        for line in (sideways, downwards):
            if found := _smallest(table, line, hidden):
                return found
    return None


def _lines(table: Sequence[Sequence[int]]) -> Iterator[list[Place]]:
    """Yield the places of each row and of each column, totals included."""
    for row in range(len(table)):
        yield [(row, column) for column in range(len(table[0]))]
    for column in range(len(table[0])):
        yield [(row, column) for row in range(len(table))]


def _smallest(
    table: Sequence[Sequence[int]], line: Iterable[Place], hidden: set[Place], *, some: bool = False
) -> Place | None:
    """Return the smallest place of a line that is shown; never the grand total. `some`: not a zero."""
    last = (len(table) - 1, len(table[0]) - 1)
    free = [place for place in line if place not in hidden and place != last]
    shown = [place for place in free if table[place[0]][place[1]]] or ([] if some else free)
    return min(
        shown,
        key=lambda place: (place[0] == last[0] or place[1] == last[1], table[place[0]][place[1]]),
        default=None,
    )


def bridges(hidden: Iterable[Place]) -> list[Place]:
    """Return the places that lie on no cycle of kept-back places: each can be worked out by subtracting.

    Rows and columns are the points of a graph, kept-back places its edges.
    """
    edges = sorted(hidden)
    return [edge for edge in edges if not _connected(edge, [other for other in edges if other != edge])]


def _connected(edge: Place, edges: Sequence[Place]) -> bool:
    """Whether the row and the column of a place are joined without it."""
    rows, columns = {edge[0]}, set[int]()
    before = 0
    while before != len(rows) + len(columns):
        before = len(rows) + len(columns)
        columns |= {column for row, column in edges if row in rows}
        rows |= {row for row, column in edges if column in columns}
    return edge[1] in columns
