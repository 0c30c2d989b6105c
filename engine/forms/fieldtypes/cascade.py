"""A code of a tree, chosen level by level."""

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.fieldtypes.kind import Raw, refuse
from engine.forms.fieldtypes.select_one import SelectOne
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties


@dataclass(frozen=True, slots=True)
class Cascade(SelectOne):
    """A code of a codelist, of any level or, with `leaf`, of the last."""

    name: ClassVar[str] = "cascade"

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> str | None:
        """Return the code; of one box per level, the last that is filled."""
        if isinstance(raw, str):
            return SelectOne.parse(self, raw, field, codelist=codelist)
        if len(raw) > _LEVELS:
            raise refuse("value-not-text", raw)
        filled = [code for code in raw if code]
        return SelectOne.parse(self, filled[-1], field, codelist=codelist) if filled else None

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return the labels from the root down: 制造业 / 食品制造业."""
        trail = codelist.trail(value) if codelist and isinstance(value, str) else ()
        if not trail:
            return SelectOne.show(self, value, field, language, codelist=codelist)
        return " / ".join(entry.text(language) for entry in trail)


_LEVELS = 12
