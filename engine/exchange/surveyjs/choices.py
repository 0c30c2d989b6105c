"""Choices of SurveyJS: values, or values with texts; and the ones that a question adds itself."""

from collections.abc import Callable, Mapping
from typing import Final

from engine.exchange.brought import Notes
from engine.exchange.surveyjs.parts import Given, listed
from engine.exchange.surveyjs.wordings import Wordings
from engine.exchange.tongues import braced
from engine.forms.editing.writing import Data
from engine.rules import Logic

_OTHER: Final[Mapping[str, Data]] = {"zh": "其他", "en": "Other"}
_NONE: Final[Mapping[str, Data]] = {"zh": "以上都没有", "en": "None of these"}
_LONGEST: Final = 64


def valued(given: object) -> str:
    """Return a choice's value as text, as the language counts choices."""
    value = given.get("value") if isinstance(given, Mapping) else given
    if isinstance(value, bool):
        return str(value).lower()
    return ("" if value is None else str(value))[:_LONGEST]


def choices_of(
    element: Given, place: str, *, wordings: Wordings, notes: Notes, value: "Callable[[str], Logic]"
) -> list[Data]:
    """Return the choices of a question, those with the same value once."""
    made: dict[str, Data] = {}
    for number, one in enumerate(listed(element, "choices")):
        code = valued(one)
        if not code or code in made:
            continue
        entry: Given = one if isinstance(one, Mapping) else dict[str, object]()
        told = wordings.text(entry.get("text"), value)
        made[code] = {"value": code, "label": told or braced(code)}
        for key, given in entry.items():
            if key not in ("value", "text"):
                notes.tell("import-word", f"{place}.choices[{number}].{key}", word=key, given=given)
    if element.get("showNoneItem") or element.get("hasNone"):
        label = wordings.text(element.get("noneText"), value) or _NONE
        made.setdefault("none", {"value": "none", "label": label, "exclusive": True})
    if has_other(element):
        label = wordings.text(element.get("otherText"), value) or _OTHER
        made.setdefault("other", {"value": "other", "label": label, "text": True})
    return list(made.values())


def has_other(element: Given) -> bool:
    """Whether a question has a choice with a box of its own."""
    return bool(element.get("showOtherItem") or element.get("hasOther"))
