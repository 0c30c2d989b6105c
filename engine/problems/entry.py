"""One entry of the catalogue: a stable code's sentence and cure, in every interface language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Entry:
    """The texts of one code; `{name}` holes are filled from the problem's parameters.

    `message` says what is wrong, with the value; `remedy` says what to do (may be empty).
    """

    message: Mapping[str, str]
    remedy: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = "error"


def entry(zh: str, en: str, *, do: tuple[str, str] | None = None, severity: Severity = "error") -> Entry:
    """Write one entry: the sentence in both languages and, as `do`, the cure in both."""
    remedy = {"zh": do[0], "en": do[1]} if do else {}
    return Entry({"zh": zh, "en": en}, remedy, severity)
