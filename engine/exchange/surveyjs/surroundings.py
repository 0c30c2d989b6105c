"""What names in an expression of SurveyJS mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.exchange.brought import NotCarried
from engine.rules import Logic


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The values that can be read: by the name that the file gives them."""

    paths: Mapping[str, str]
    """Where each value is here: `q1`, `panel.q2`, `matrix.row`, `matrix.row.column`."""
    kinds: Mapping[str, str]
    """The type of each value, by its path here."""
    repeats: Mapping[str, str] = field(default_factory=dict)
    """The name here of each repeat, by its own."""
    own: str = ""
    """The repeat or grid whose rows the rule belongs to, by its name there: `{panel.x}`, `{row.x}`."""
    item: str = ""
    """What `{item}` stands for."""

    def value(self, name: str) -> Logic:
        """Return the value of a name. Raises NotCarried."""
        head, _, rest = name.partition(".")
        if name in ("item", "choice") and self.item:
            return {"var": self.item}
        if head in ("panel", "row") and rest and f"{self.own}.{rest}" in self.paths:
            return {"var": self.paths[f"{self.own}.{rest}"].rpartition(".")[2]}
        if name in self.repeats:
            return {"var": self.repeats[name]}
        if name not in self.paths:
            raise NotCarried(f"{{{name}}}")
        return {"var": self.paths[name]}

    def column(self, rows: Logic, name: str) -> Logic:
        """Return the values of a column over the rows of a repeat. Raises NotCarried."""
        repeat = rows.get("var") if isinstance(rows, dict) else None
        theirs = next((key for key, ours in self.repeats.items() if ours == repeat), None)
        if theirs is None or f"{theirs}.{name}" not in self.paths:
            raise NotCarried(name)
        return {"var": self.paths[f"{theirs}.{name}"]}

    def kind(self, value: Logic) -> str:
        """Return the type of the field that a rule reads; '' for another rule."""
        name = value.get("var") if isinstance(value, dict) else None
        return self.kinds.get(str(name), "")
