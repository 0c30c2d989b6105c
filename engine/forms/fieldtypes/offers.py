"""What a field offers to choose from: its own list or a codelist's, alike for every type of choice."""

from collections.abc import Iterable

from engine.forms.fieldtypes.kind import refuse, single
from engine.forms.model.base import text_in
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Choice, CodelistChoices, Properties


def own_choices(field: Properties) -> tuple[Choice, ...]:
    """Return the choices that stand in the definition itself; none for a codelist's."""
    return field.choices if isinstance(field.choices, tuple) else ()


def offered(code: str, field: Properties, codelist: Codelist | None) -> bool:
    """Whether a code may be chosen. A codelist that is not at hand offers every code."""
    if isinstance(field.choices, CodelistChoices):
        if codelist is None:
            return True
        return code in codelist.entries and not (field.choices.leaf and not codelist.is_leaf(code))
    return any(choice.value == code for choice in own_choices(field))


def chosen(value: object, field: Properties, codelist: Codelist | None) -> str | None:
    """Return one chosen code; refuses what is no text or not offered."""
    code = single(value)
    if code and not offered(code, field, codelist):
        raise refuse("value-not-offered", code)
    return code or None


def several(values: Iterable[object], field: Properties, codelist: Codelist | None) -> list[str]:
    """Return the chosen codes in the order given, each once; empty ones are passed over."""
    codes = (chosen(value, field, codelist) for value in values)
    return list(dict.fromkeys(code for code in codes if code))


def label(code: str, field: Properties, language: str, codelist: Codelist | None) -> str:
    """Return the label of a code, or the code itself where nothing names it."""
    if codelist is not None:
        return codelist.label(code, language)
    found = next((choice for choice in own_choices(field) if choice.value == code), None)
    return text_in(found.label, language) if found else code


def codes(field: Properties) -> list[str]:
    """Return the codes of the field's own choices, in order."""
    return [choice.value for choice in own_choices(field)]


def codelist_name(field: Properties) -> str | None:
    """Return the name of the codelist that the field chooses from, if it does."""
    return field.choices.codelist if isinstance(field.choices, CodelistChoices) else None
