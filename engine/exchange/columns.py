"""What a form's responses are as tables: one of responses, and one for each list of rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from engine.forms.editing.ruling import called
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.fieldtypes.sizes import FILE_TYPES
from engine.forms.model.base import Text
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Choice, CodelistChoices, Field, Properties
from engine.forms.model.form import Form
from engine.forms.names import Names, Spot, seat_all

Kind = Literal["text", "number", "boolean", "date", "datetime", "choice", "choices", "files"]

_KINDS: Final[Mapping[str, Kind]] = {
    "integer": "number", "decimal": "number", "rating": "number", "year": "number", "boolean": "boolean",
    "date": "date", "datetime": "datetime", "select_one": "choice", "cascade": "choice",
    "select_multiple": "choices", "rank": "choices", **dict.fromkeys(FILE_TYPES, "files"),
}  # fmt: skip
_RULES: Final[Mapping[str, Kind]] = {"number": "number", "boolean": "boolean", "date": "date"}
"""The kinds of calculated values, by the type that their rule sees."""


@dataclass(frozen=True, slots=True)
class Column:
    """One value of a response or of a row: its path in the data, what people call it, and its choices."""

    name: str
    label: Text
    kind: Kind
    options: tuple[tuple[str, Text], ...] = ()
    decimals: int | None = None
    unit: Text = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: `repeat` names the list whose rows it holds, '' the responses themselves."""

    repeat: str
    columns: tuple[Column, ...]


def sheets_of(form: Form, codelists: Mapping[str, Codelist]) -> tuple[Sheet, ...]:
    """Return the tables of a form, that of the responses first."""
    names = seat_all(form)
    own = tuple(_column(names, spot, codelists) for spot in names.spots.values() if not spot.repeat)
    lists = (Sheet(name, tuple(_of(names, name, codelists))) for name in names.repeats)
    return (Sheet("", own), *lists)


def _of(names: Names, repeat: str, codelists: Mapping[str, Codelist]) -> Iterator[Column]:
    yield from (_column(names, spot, codelists) for spot in names.columns(repeat))


def _column(names: Names, spot: Spot, codelists: Mapping[str, Codelist]) -> Column:
    field = spot.field
    name = spot.path.partition("[].")[2] or spot.path
    options = tuple(_options(field, codelists))
    return Column(name, called(names, spot), _kind(field), options, field.decimals, field.unit or "")


def _kind(field: Field) -> Kind:
    own = _KINDS.get(field.kind)
    return own or _RULES.get(TYPES[field.kind].rule_type(field).kind, "text")


def _options(field: Properties, codelists: Mapping[str, Codelist]) -> Iterator[tuple[str, Text]]:
    if isinstance(field.choices, tuple):
        yield from ((one.value, one.label) for one in field.choices if isinstance(one, Choice))
    elif isinstance(field.choices, CodelistChoices) and field.choices.codelist in codelists:
        entries = codelists[field.choices.codelist].entries
        yield from ((code, dict(entry.label)) for code, entry in entries.items())
