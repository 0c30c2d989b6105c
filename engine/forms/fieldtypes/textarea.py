"""Several lines of text."""

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.fieldtypes.text import Text


@dataclass(frozen=True, slots=True)
class Textarea(Text):
    """Text with line breaks."""

    name: ClassVar[str] = "textarea"
    limit: int = 10_000
    lines: bool = True
