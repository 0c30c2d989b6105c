"""Which type of field each type of question is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.exchange.xlsform.sheets import Line
from engine.forms.editing.writing import Data

CHOOSING: Final[Mapping[str, str]] = {
    "select_one": "select_one",
    "select one": "select_one",
    "select one from": "select_one",
    "select1": "select_one",
    "select_multiple": "select_multiple",
    "select multiple": "select_multiple",
    "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple",
    "rank": "rank",
}
PLAIN: Final[Mapping[str, str]] = {
    "text": "text",
    "string": "text",
    "integer": "integer",
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "datetime": "datetime",
    "photo": "image",
    "image": "image",
    "file": "file",
    "barcode": "text",
    "acknowledge": "boolean",
    "trigger": "boolean",
    "calculate": "calculate",
    "hidden": "calculate",
    "range": "decimal",
}
INSTEAD: Final[Mapping[str, tuple[str, Mapping[str, Data]]]] = {
    "time": ("text", {"pattern": "([01]?[0-9]|2[0-3]):[0-5][0-9]"}),
    "audio": ("file", {"accept": [".mp3", ".m4a", ".wav"]}),
    "video": ("file", {"accept": [".mp4", ".mov", ".avi"]}),
}
"""Types that become another one, with what makes up for it."""
BY_APPEARANCE: Final[Mapping[tuple[str, str], str]] = {
    ("text", "multiline"): "textarea",
    ("date", "month-year"): "month",
    ("date", "year"): "year",
    ("image", "signature"): "signature",
}
OPENED: Final = ("minimal", "autocomplete", "search", "quick", "compact")
"""Appearances of a choice that is drawn as a list to open."""
KEPT: Final[Mapping[str, object]] = {
    "start": {"now": []},
    "end": {"now": []},
    "today": {"today": []},
    "username": {"var": "user.name"},
    "deviceid": None,
    "phonenumber": None,
    "email": None,
    "simserial": None,
    "subscriberid": None,
    "audit": None,
    "background-audio": None,
    "start-geopoint": None,
}
"""What devices note by themselves; filings keep when, who and from where without asking."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's type taken apart: `select_one yes_no or_other`."""

    word: str
    kind: str
    """The type here; '' for one without counterpart."""
    list: str = ""
    other: bool = False


def asked(written: str) -> Asked:
    """Return what a cell of the column `type` asks for."""
    text = " ".join(written.split())
    other = False
    for ending in (" or_other", " or specify other"):
        if text.lower().endswith(ending):
            text, other = text[: -len(ending)], True
    for word, kind in sorted(CHOOSING.items(), key=lambda each: -len(each[0])):
        if text.lower().startswith(f"{word} "):
            return Asked(word, kind, text[len(word) :].strip(), other)
    lower = text.lower()
    return Asked(lower, PLAIN.get(lower) or (INSTEAD[lower][0] if lower in INSTEAD else ""))


def kind_of(wanted: Asked, line: Line) -> str:
    """Return the type of a question, which its appearance or its parameters may change."""
    if wanted.word == "range":
        return "rating" if _scale(line) else "integer" if _whole(line) else "decimal"
    for word in line.get("appearance").split():
        changed = BY_APPEARANCE.get((wanted.kind, word))
        if changed:
            return changed
    return wanted.kind


def span_of(line: Line) -> Mapping[str, str]:
    """Return the parameters of a range: `start=1 end=5 step=1`."""
    words = line.get("parameters").replace(",", " ").replace(";", " ").split()
    return {key: value for word in words for key, eq, value in [word.partition("=")] if eq}


def _whole(line: Line) -> bool:
    given = span_of(line)
    return all(given.get(key, "1").lstrip("-").isdecimal() for key in ("start", "end", "step"))


def _scale(line: Line) -> bool:
    """Whether a range is a scale of few steps."""
    given = span_of(line)
    few = given.get("start", "1") in ("0", "1") and given.get("end", "10") in map(str, range(2, 11))
    return few and given.get("step", "1") == "1"
