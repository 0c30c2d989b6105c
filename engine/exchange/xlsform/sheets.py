"""A workbook's sheets as rows of texts, each cell with its place. Reading is pyxform's; limits are ours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from engine.exchange.archives import require_room
from engine.exchange.brought import MOST_BYTES, MOST_ITEMS, Unreadable
from engine.problems import problem

FORMATS: Final = (".xlsx", ".xlsm", ".xls", ".csv", ".md")
_UNPACKED: Final = 20_000_000
"""Bytes that a workbook may unpack to."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPELLINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "survey": {
        "command": "type",
        "tag": "name",
        "value": "name",
        "caption": "label",
        "relevance": "relevant",
        "calculate": "calculation",
        "readonly": "read_only",
        "constraining_message": "constraint_message",
        "requiredmsg": "required_message",
        "count": "repeat_count",
        "jr:count": "repeat_count",
    },
    "choices": {"list name": "list_name", "value": "name", "caption": "label"},
    "settings": {
        "title": "form_title",
        "set_form_title": "form_title",
        "id_string": "form_id",
        "set_form_id": "form_id",
    },
}
"""Other spellings of columns. https://xlsform.org/en/ref-table/"""
_OF_CHOICES: Final = frozenset({"list_name", "name", "label", "image", "audio", "video"})


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells by column and language (`label`, `zh`), and where it stands."""

    sheet: str
    number: int
    cells: Mapping[tuple[str, str], str]
    letters: Mapping[tuple[str, str], str]

    def get(self, column: str, language: str = "") -> str:
        """Return the text of a cell, '' for an empty one."""
        return self.cells.get((column, language), "")

    def place(self, column: str = "type", language: str | None = None) -> str:
        """Return a cell's place, `survey!F12`; of a column in any language, the first's."""
        for (name, spoken), letter in self.letters.items():
            if name == column and language in (None, spoken):
                return f"{self.sheet}!{letter}{self.number}"
        return f"{self.sheet}!{self.number}"

    def languages(self, column: str) -> Iterator[str]:
        """Yield the languages in which a column is filled in, '' for the one without."""
        yield from (spoken for name, spoken in self.cells if name == column)


@dataclass(frozen=True, slots=True)
class Book:
    """The three sheets of an XLSForm."""

    survey: tuple[Line, ...]
    choices: tuple[Line, ...]
    settings: Line


def read(content: bytes, ending: str) -> Book:
    """Return the sheets of a file. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(problem("import-large", size=len(content), limit=MOST_BYTES))
    if ending in (".xlsx", ".xlsm"):
        require_room(content, _UNPACKED)
    try:
        # with the libraries behind it pyxform is large: a process loads it with the first file
        found = import_module("pyxform.xls2json_backends").get_xlsform(content, ending)
    except Exception as error:  # three libraries read here, each with errors of its own
        raise Unreadable(problem("import-unreadable", reason=_said(error))) from error
    survey, choices = found.survey or [], found.choices or []
    if not survey:
        raise Unreadable(problem("import-empty"))
    if len(survey) + len(choices) > 2 * MOST_ITEMS:
        raise Unreadable(problem("import-many", count=len(survey) + len(choices), limit=2 * MOST_ITEMS))
    settings = list(_lines("settings", found.settings or [], found.settings_header))
    return Book(
        tuple(_lines("survey", survey, found.survey_header)),
        tuple(_lines("choices", choices, found.choices_header)),
        settings[0] if settings else Line("settings", 2, {}, {}),
    )


def _said(error: Exception) -> str:
    told = isinstance(error, import_module("pyxform.errors").PyXFormError)
    return " ".join(str(error).split())[:200] if told else type(error).__name__


def _lines(sheet: str, rows: list[dict[str, str]], header: object) -> Iterator[Line]:
    named = [key for part in header or [] for key in part] if isinstance(header, list) else []
    heads = list(dict.fromkeys([*named, *(key for row in rows for key in row)]))
    columns = {head: _column(sheet, head) for head in heads}
    letters = {columns[head]: _letter(place) for place, head in enumerate(heads)}
    for number, row in enumerate(rows, start=2):
        cells = {columns[head]: str(value) for head, value in row.items() if value not in (None, "")}
        if cells:
            yield Line(sheet, number, cells, letters)


def _letter(place: int) -> str:
    more, last = divmod(place, 26)
    return (_letter(more - 1) if more else "") + _LETTERS[last]


def _column(sheet: str, head: str) -> tuple[str, str]:
    """Return a column's name and language: `Label :: English (en)` is `label` in `English (en)`.

    Columns of choices that XLSForm does not know are read by filters, so that their names stay as they are.
    """
    written, _, language = head.partition("::") if "::" in head else _single(head)
    name = " ".join(written.lower().split())
    name = _SPELLINGS[sheet].get(name, name)
    own = sheet == "choices" and name not in _OF_CHOICES
    return written.strip() if own else name, language.strip()


def _single(head: str) -> tuple[str, str, str]:
    """`label:English` is an old way to name a language; `media:image` and `jr:count` are no languages."""
    name, colon, language = head.partition(":")
    if colon and name.strip().lower() in ("label", "hint", "constraint_message", "required_message"):
        return name, colon, language
    return head, "", ""
