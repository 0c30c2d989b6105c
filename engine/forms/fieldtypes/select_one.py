"""One choice."""

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.fieldtypes import offers
from engine.forms.fieldtypes.kind import Plain, Raw
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem
from engine.rules import Type


@dataclass(frozen=True, slots=True)
class SelectOne(Plain):
    """A code of the field's choices or of a codelist."""

    name: ClassVar[str] = "select_one"

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> str | None:
        """Return the code; one that is not offered is refused."""
        return offers.chosen(raw, field, codelist)

    def coerce(self, value: object, field: Properties, *, codelist: Codelist | None = None) -> str | None:
        """Return the code; one that is not offered is refused."""
        return None if value is None else offers.chosen(value, field, codelist)

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Nothing more can be wrong: what is not offered never becomes a value."""
        return []

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return the choice's label."""
        return offers.label(value, field, language, codelist) if isinstance(value, str) else ""

    def rule_type(self, field: Properties) -> Type:
        """A choice, with its codes or its codelist."""
        return choice_type(field)

    def schema(self, field: Properties) -> dict[str, object]:
        """One of the codes."""
        return code_schema(field)


def choice_type(field: Properties) -> Type:
    """Return the type of one code of a field."""
    listed = frozenset(offers.codes(field)) or None
    return Type("choice", choices=listed, codelist=offers.codelist_name(field))


def code_schema(field: Properties) -> dict[str, object]:
    """Return the schema of one code of a field."""
    listed = offers.codes(field)
    return (
        {"type": "string", "enum": listed} if listed else {"type": "string", "minLength": 1, "maxLength": 64}
    )
