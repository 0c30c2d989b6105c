"""The first walk over a survey: every value gets its name here before any rule reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.exchange.naming import NameBook, slug
from engine.exchange.surveyjs.choices import has_other, valued
from engine.exchange.surveyjs.kinds import CHOOSING, kind_of
from engine.exchange.surveyjs.parts import Given, listed, members

ROWS: Final[Mapping[str, str]] = {"paneldynamic": "templateElements", "matrixdynamic": "columns"}
"""The elements that become repeats, and what holds their questions."""


@dataclass(slots=True)
class Named:
    """Names and types of a survey's values, by the path that the survey's rules give them."""

    paths: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    repeats: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """The name of each thing, by its place in the file."""


def elements_of(part: Given) -> list[Given]:
    """Return what stands in a survey, a page or a panel."""
    return [one for _, one in members(part, "elements" if part.get("elements") else "questions")]


def named(pages: list[Given], values: list[Given]) -> Named:
    """Return the names of all values."""
    made, book = Named(), NameBook()
    book.reserve("value")
    for number, one in enumerate(values):
        _give(made, book, f"calculatedValues[{number}]", theirs=str(one.get("name") or ""), kind="calculate")
    for number, page in enumerate(pages):
        place = f"pages[{number}]"
        made.names[place] = slug(str(page.get("name") or ""), "page")
        _name_all(made, book, page, place)
    return made


def _name_all(made: Named, book: NameBook, part: Given, place: str) -> None:
    for number, element in enumerate(elements_of(part)):
        here, theirs = f"{place}.elements[{number}]", str(element.get("name") or "")
        kind = str(element.get("type") or "text")
        if kind == "panel":
            made.names[here] = book.give(theirs, "group")
            _name_all(made, book, element, here)
        elif kind in ROWS:
            made.names[here] = made.repeats[theirs] = book.give(theirs, "rows")
            _name_rows(made, book, element, here)
        elif kind == "multipletext":
            _name_texts(made, book, element, here)
        elif kind in ("matrix", "matrixdropdown"):
            _name_matrix(made, book, element, here)
        elif kind not in ("html", "image"):
            ours = _give(made, book, here, theirs=theirs, kind=kind_of(element))
            if has_other(element):
                book.reserve(f"{ours}_text")
                made.paths[f"{theirs}-Comment"] = f"{ours}_text"


def _give(made: Named, book: NameBook, place: str, *, theirs: str, kind: str) -> str:
    ours = made.names[place] = book.give(theirs)
    made.paths.setdefault(theirs, ours)
    made.kinds[ours] = kind
    return ours


def _name_rows(made: Named, book: NameBook, element: Given, place: str) -> None:
    """The questions of a repeat; rules read them as `{panel.x}`, `{row.x}` or over all rows."""
    holder, repeat = ROWS[str(element["type"])], made.names[place]
    for number, theirs, kind in _columns(element, holder):
        ours = made.names[f"{place}.{holder}[{number}]"] = book.give(theirs)
        made.paths[f"{element.get('name')}.{theirs}"] = f"{repeat}.{ours}"
        made.kinds[ours] = made.kinds[f"{repeat}.{ours}"] = kind


def _columns(element: Given, holder: str) -> Iterator[tuple[int, str, str]]:
    for number, one in members(element, holder):
        yield number, str(one.get("name") or ""), kind_of(as_question(one, element))


def as_question(column: Given, matrix: Given) -> Given:
    """Return a matrix's column as the question that it asks in each row."""
    if "type" in column and "cellType" not in column:
        return column
    kind = str(column.get("cellType") or matrix.get("cellType") or "dropdown")
    kind = "dropdown" if kind == "default" else kind
    choices = column.get("choices") or (matrix.get("choices") if kind in CHOOSING else None)
    return {**column, "type": kind, **({"choices": choices} if choices else {})}


def _name_texts(made: Named, book: NameBook, element: Given, place: str) -> None:
    theirs = str(element.get("name") or "")
    made.names[place] = book.give(theirs, "group")
    for number, one in members(element, "items"):
        ours = made.names[f"{place}.items[{number}]"] = book.give(f"{theirs}_{one.get('name')}")
        made.paths[f"{theirs}.{one.get('name')}"] = ours
        made.kinds[ours] = kind_of({**one, "type": "text"})


def _name_matrix(made: Named, book: NameBook, element: Given, place: str) -> None:
    """Rows and columns are named within their matrix."""
    theirs = str(element.get("name") or "")
    ours = made.names[place] = book.give(theirs, "matrix")
    rows, columns = NameBook(), NameBook()
    grid = element["type"] == "matrixdropdown"
    questions = [(number, as_question(one, element)) for number, one in members(element, "columns") if grid]
    for number, column in questions:
        made.names[f"{place}.columns[{number}]"] = columns.give(str(column.get("name") or ""), "c")
    for number, row in enumerate(rows_of(element)):
        name = made.names[f"{place}.rows[{number}]"] = rows.give(valued(row), "r")
        if not grid:
            made.paths[f"{theirs}.{valued(row)}"] = f"{ours}.{name}"
            made.kinds[f"{ours}.{name}"] = "select_one"
        for place_of, column in questions:
            cell = made.names[f"{place}.columns[{place_of}]"]
            made.paths[f"{theirs}.{valued(row)}.{column.get('name')}"] = f"{ours}.{name}.{cell}"
            made.paths[f"{theirs}.{column.get('name')}"] = f"{ours}.{cell}"
            made.kinds[cell] = made.kinds[f"{ours}.{name}.{cell}"] = kind_of(column)


def rows_of(element: Given) -> list[object]:
    """Return the rows of a matrix; one without any has a single row, as SurveyJS shows it."""
    return listed(element, "rows") or ["r1"]
