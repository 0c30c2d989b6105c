"""Several choices."""

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.fieldtypes import offers
from engine.forms.fieldtypes.kind import Plain, Raw, fault, refuse
from engine.forms.fieldtypes.select_one import choice_type, code_schema
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem
from engine.rules import Type


@dataclass(frozen=True, slots=True)
class SelectMultiple(Plain):
    """Codes in the order in which they are offered. `minimum` and `maximum` count them."""

    name: ClassVar[str] = "select_multiple"

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> list[str] | None:
        """Return the codes; one that is not offered is refused."""
        return self.ordered(offers.several([raw] if isinstance(raw, str) else raw, field, codelist), field)

    def coerce(
        self, value: object, field: Properties, *, codelist: Codelist | None = None
    ) -> list[str] | None:
        """Return the codes of a list; anything else is refused."""
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            raise refuse("value-not-list", value)
        return self.ordered(offers.several(value, field, codelist), field)

    def ordered(self, codes: list[str], field: Properties) -> list[str] | None:
        """Return the codes in the order of the choices; None for none."""
        place = {code: number for number, code in enumerate(offers.codes(field))}
        return sorted(codes, key=lambda code: place.get(code, 0)) or None

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Check how many are chosen, and that an exclusive choice stands alone."""
        if not isinstance(value, list):
            return []
        return [*_number(value, field, path), *_exclusive(value, field, path)]

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return the labels of the choices."""
        codes = value if isinstance(value, list) else []
        between = "、" if language == "zh" else ", "
        return between.join(offers.label(code, field, language, codelist) for code in codes)

    def rule_type(self, field: Properties) -> Type:
        """A list of choices."""
        return Type("list", item=choice_type(field))

    def schema(self, field: Properties) -> dict[str, object]:
        """A list of different codes."""
        return {"type": "array", "items": code_schema(field), "uniqueItems": True}


def _number(value: list[str], field: Properties, path: str) -> list[Problem]:
    count = len(value)
    if field.minimum is not None and count < field.minimum:
        return [fault("value-too-few-chosen", path, limit=field.minimum, count=count)]
    if field.maximum is not None and count > field.maximum:
        return [fault("value-too-many-chosen", path, limit=field.maximum, count=count)]
    return []


def _exclusive(value: list[str], field: Properties, path: str) -> list[Problem]:
    alone = [choice for choice in offers.own_choices(field) if choice.exclusive and choice.value in value]
    if not alone or len(value) == 1:
        return []
    return [fault("value-not-alone", path, offers.label(alone[0].value, field, "zh", None))]
