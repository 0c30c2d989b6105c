"""Lists of choices of an XLSForm, and filters over their columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.exchange.brought import Notes
from engine.exchange.tongues import Tongues, braced
from engine.exchange.xlsform.sheets import Line
from engine.forms.editing.writing import Data
from engine.rules import Logic

OTHER: Final = "other"
_OTHER_LABEL: Final[Mapping[str, Data]] = {"zh": "其他", "en": "Other"}
_LONGEST: Final = 64
"""Characters of a choice's value."""
_MOST_FILTERED: Final = 300
"""Choices of a list that a filter over its columns is written out for."""


@dataclass(slots=True)
class ChoiceList:
    """The choices of one list, and their further columns by value."""

    choices: list[Mapping[str, Data]] = field(default_factory=list)
    columns: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Column → its value → the choices that have it."""

    @property
    def truths(self) -> bool:
        """Whether the list is that of yes and no, by their values."""
        return [each["value"] for each in self.choices] == ["true", "false"]

    def written(self, *, other: bool) -> list[Data]:
        """Return the choices; `other`: with one that opens a box."""
        if not other or any(each["value"] == OTHER for each in self.choices):
            return list(self.choices)
        return [*self.choices, {"value": OTHER, "label": _OTHER_LABEL, "text": True}]

    def having(self, column: str, value: Logic) -> "Logic | None":
        """Return the rule that the choice asked about has `value` in `column`; None where none can be."""
        if column == "name":
            return {"==": [{"var": "value"}, value]}
        if column not in self.columns or len(self.choices) > _MOST_FILTERED:
            return None
        cases: list[Logic] = [
            {"and": [{"==": [value, one]}, {"in": [{"var": "value"}, list(those)]}]}
            for one, those in self.columns[column].items()
        ]
        return cases[0] if len(cases) == 1 else {"or": cases}


def lists_of(lines: tuple[Line, ...], tongues: Tongues, notes: Notes) -> dict[str, ChoiceList]:
    """Return the lists by name."""
    found: dict[str, ChoiceList] = {}
    for line in lines:
        name, value = line.get("list_name"), line.get("name")
        if not name or not value:
            continue
        these = found.setdefault(name, ChoiceList())
        if len(value) > _LONGEST:
            notes.tell("import-changed", line.place("name"), given=value, became=value[:_LONGEST])
            value = value[:_LONGEST]
        if any(each["value"] == value for each in these.choices):
            notes.tell("import-word", line.place("name"), word=name, given=value)
            continue
        told = {spoken: line.get("label", spoken) for spoken in line.languages("label")}
        these.choices.append({"value": value, "label": tongues.text(told, braced) or braced(value)})
        for column, cell in _further(line):
            these.columns.setdefault(column, {}).setdefault(cell, []).append(value)
    return found


def _further(line: Line) -> Iterator[tuple[str, str]]:
    for (column, spoken), cell in line.cells.items():
        if column not in ("list_name", "name", "label") and not spoken:
            yield column, cell
