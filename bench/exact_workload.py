"""Workload A as form rules: the same 300 rules with exact numbers, where empty is unknown.

Each rule is turned from its plain JSON Logic into a rule of a form, and into the Python that a person
would write by hand over the record `d` (with `g = d.get`): a figure is read once, asked whether it is
filled in, and `and` and `or` are three-valued.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bench.rules_workload import WORDS, Workload

Logic = Any


@dataclass(slots=True)
class ByHand:
    """Writes rules as a person would; `constants` are the exact numbers that stand in them."""

    constants: dict[str, Decimal] = field(default_factory=dict)
    names: int = 0

    def rule(self, logic: Logic) -> str:
        """Return Python for one rule."""
        if isinstance(logic, list):
            return f"({', '.join(map(self.rule, logic))},)"
        if not isinstance(logic, dict):
            return self._constant(logic)
        ((name, given),) = logic.items()
        if name == "var":
            return f"g({given!r})"
        return _WRITTEN.get(name, ByHand._compared)(self, name, given if isinstance(given, list) else [given])

    def _constant(self, value: object) -> str:
        if isinstance(value, bool | str):
            return repr(value)
        name = f"D{str(value).replace('.', '_')}"
        self.constants[name] = Decimal(str(value))
        return name

    def _compared(self, name: str, given: list[Logic]) -> str:
        """Arithmetic and comparison: empty when an operand is."""
        tests, values = [], []
        for part in given:
            code = self.rule(part)
            if isinstance(part, dict):
                self.names += 1
                tests.append(f"(x{self.names} := {code}) is None")
                code = f"x{self.names}"
            values.append(code)
        return f"(None if {' or '.join(tests)} else {f' {_SIGNS.get(name, name)} '.join(values)})"

    def _joined(self, name: str, given: list[Logic]) -> str:
        """`and`, `or`: the first that decides does; else unknown when one is."""
        decides, other = ("False", "True") if name == "and" else ("True", "False")
        names = [f"x{self.names + number}" for number in range(1, len(given) + 1)]
        self.names += len(given)
        tests = " or ".join(
            f"({each} := {self.rule(part)}) is {decides}" for each, part in zip(names, given, strict=True)
        )
        unknown = " or ".join(f"{each} is None" for each in names)
        return f"({decides} if {tests} else None if {unknown} else {other})"

    def _denied(self, _name: str, given: list[Logic]) -> str:
        self.names += 1
        own = f"x{self.names}"
        return f"(None if ({own} := {self.rule(given[0])}) is None else not {own})"

    def _chosen(self, _name: str, given: list[Logic]) -> str:
        condition, first, *rest = given
        self.names += 1
        own = f"x{self.names}"
        others = self._chosen("if", rest) if len(rest) > 1 else self.rule(rest[0])
        test = f"({own} := {self.rule(condition)}) is None"
        return f"(None if {test} else {self.rule(first)} if {own} else {others})"

    def _unanswered(self, _name: str, given: list[Logic]) -> str:
        return f"Decimal(len([k for k in {tuple(given)!r} if g(k) is None]))"

    def _total(self, _name: str, _given: list[Logic]) -> str:
        rows = "for r in d['rows'] if (q := r['qty']) is not None and (p := r['price']) is not None"
        return f"sum([q * p {rows}], D0)"


_SIGNS = {"===": "=="}
_WRITTEN: Mapping[str, Callable[[ByHand, str, list[Logic]], str]] = {
    "and": ByHand._joined, "or": ByHand._joined, "!": ByHand._denied, "if": ByHand._chosen,
    "missing": ByHand._unanswered, "reduce": ByHand._total,
}  # fmt: skip


def by_hand(work: Workload) -> Callable[[Any], list[Any]]:
    """Return the rules as one Python function, as a person would write it."""
    writer = ByHand({"D0": Decimal(0)})
    lines = []
    for pair in work.rules:
        writer.names = 0
        lines.append(writer.rule(pair.logic))
    names: dict[str, Any] = {"Decimal": Decimal, **writer.constants}
    text = ",\n".join(lines)
    exec(compile(f"def rules(d):\n g = d.get\n return [{text}]", "<by hand>", "exec"), names)
    made: Callable[[Any], list[Any]] = names["rules"]
    return made


def rule_of_form(logic: Logic) -> Logic:
    """Return one rule in the form's words: a fold is a sum over rows, what is not filled in is counted."""
    if isinstance(logic, list):
        return [rule_of_form(each) for each in logic]
    if not isinstance(logic, dict):
        return logic
    ((name, given),) = logic.items()
    if name == "reduce":
        return {"sum": [{"map": [{"var": "rows"}, {"*": [{"var": "qty"}, {"var": "price"}]}]}]}
    if name == "missing":
        return {"sum": [{"if": [{"is_empty": [{"var": each}]}, 1, 0]} for each in given]}
    return {_SIGNS.get(name, name): given if name == "var" else rule_of_form(given)}


def definition(work: Workload) -> str:
    """Return a form that asks the record's questions and calculates every rule."""
    kinds = {name: kind for kind, names in work.names.items() if kind != "any" for name in names}
    offered = [{"value": word, "label": word} for word in WORDS]
    items: list[dict[str, Any]] = []
    for name in work.names["any"]:
        kind = kinds.get(name, "number")
        choices = {"choices": offered} if kind in ("word", "words") else {}
        items.append({"field": name, "label": name, "type": _TYPES[kind], **choices})
    columns = [{"field": column, "label": column, "type": "decimal"} for column in ("qty", "price")]
    items.append({"repeat": "rows", "label": "rows", "items": columns})
    for number, pair in enumerate(work.rules):
        rule = rule_of_form(pair.logic)
        items.append({"field": f"r{number}", "type": "calculate", "label": "r", "calculation": rule})
    sheet = {"sheet": "all", "title": "all", "items": items}
    return json.dumps({"form": "exact", "kind": "survey", "title": "exact", "sheets": [sheet]})


_TYPES = {
    "number": "decimal",
    "quarter": "decimal",
    "word": "select_one",
    "words": "select_multiple",
    "truth": "boolean",
}


def record(work: Workload) -> dict[str, Any]:
    """Return the record with exact numbers, as a form holds it."""
    return {name: _exact(value) for name, value in work.data.items() if value is not None}


def _exact(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _exact(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_exact(each) for each in value]
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value
