"""One field as a row of an XLSForm's survey, and what names are called there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from engine.exchange.xlsform.rows import Row, Rows
from engine.exchange.xlsform.xpath_writing import Reads
from engine.forms.model.base import Text, text_in
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Choice, CodelistChoices, Field
from engine.forms.model.form import Form
from engine.forms.model.items import Grid, Group, Item, Matrix, Repeat
from engine.rules import Logic, Rule

TYPES: Final[Mapping[str, tuple[str, str]]] = {
    "text": ("text", ""),
    "textarea": ("text", "multiline"),
    "integer": ("integer", ""),
    "decimal": ("decimal", ""),
    "date": ("date", ""),
    "datetime": ("dateTime", ""),
    "month": ("date", "month-year"),
    "year": ("date", "year"),
    "rating": ("range", ""),
    "file": ("file", ""),
    "image": ("image", ""),
    "signature": ("image", "signature"),
    "calculate": ("calculate", ""),
}
"""Types of questions with their appearance; those of choices come of their lists."""
CHOOSING: Final[Mapping[str, str]] = {
    "select_one": "select_one",
    "select_multiple": "select_multiple",
    "rank": "rank",
    "cascade": "select_one",
    "boolean": "select_one",
}
YES_NO: Final = "yes_no_choices"
_MOST_CODES: Final = 5_000
"""Codes of a list that are written out."""


@dataclass(slots=True)
class Kinds:
    """What each path is called in the sheet, and its type; `rows` names the fields of each repeat.

    Names of an XLSForm are unique, here those of one repeat are.
    """

    names: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    def give(self, path: str, kind: str, repeat: str, name: str = "") -> None:
        """Name a path; in a repeat it is read as `repeat.path` from without."""
        wanted = name or path.replace(".", "_")
        if not repeat:
            self.names[path], self.types[path] = wanted, kind
            return
        taken = {*self.names.values()}
        wanted = f"{repeat}_{wanted}" if wanted in taken else wanted
        self.rows.setdefault(repeat, {})[path] = self.names[f"{repeat}.{path}"] = wanted
        self.types.setdefault(path, kind)
        self.types[f"{repeat}.{path}"] = kind


def kinds_of(form: Form) -> Kinds:
    """Return names and types by path: `x`, `repeat.x`, `grid.row.column`, `matrix.row`."""
    found = Kinds()
    for repeated in (False, True):
        for sheet in form.sheets:
            _name(found, sheet.items, "", repeated=repeated)
    return found


def _name(found: Kinds, items: Iterable[Item], repeat: str, *, repeated: bool) -> None:
    """Name what stands outside of repeats first, then what stands in them."""
    for item in items:
        match item:
            case Field() if bool(repeat) == repeated:
                found.give(item.field, item.kind, repeat)
                for path, name in _text_paths(item):
                    found.give(path, "text", repeat, name)
            case Group():
                _name(found, item.items, repeat, repeated=repeated)
            case Repeat():
                found.names[item.repeat], found.types[item.repeat] = item.repeat, "repeat"
                _name(found, item.items, item.repeat, repeated=repeated)
            case Grid() | Matrix() if not repeated:
                for path, kind in _inner_paths(item):
                    found.give(path, kind, "")
            case _:
                continue


def _inner_paths(item: Grid | Matrix) -> Iterator[tuple[str, str]]:
    """Yield the cells of a grid, or the statements of a matrix."""
    if isinstance(item, Matrix):
        for statement in item.rows:
            yield f"{item.matrix}.{statement.row}", item.type
        return
    for row in item.rows:
        for column in item.columns:
            yield f"{item.grid}.{row.row}.{column.column}", item.cell(row, column).kind


def _text_paths(item: Field) -> Iterator[tuple[str, str]]:
    choices = item.choices if isinstance(item.choices, tuple) else ()
    opening = [choice.value for choice in choices if choice.text]
    if opening:
        ending = "other" if opening == ["other"] else "text"
        yield f"{item.field}_text", f"{item.field}_{ending}"


def cells_of(
    item: Field,
    name: str,
    rows: Rows,
    reads: Reads,
    *,
    place: str,
    codelists: Mapping[str, Codelist],
    listed: str = "",
) -> Row | None:
    """Return the row of a field but for when it is shown; None for one that XLSForm cannot ask.

    `listed` names its list of choices, its own name unless said.
    """
    row: Row = {"type": "", "name": name, **rows.texts("label", _with_unit(item), reads, place)}
    row |= rows.texts("hint", item.hint, reads, place)
    if item.kind in CHOOSING:
        asked = _chosen(item, listed or name, rows, reads, place=place, codelists=codelists)
        if asked is None:
            return None
        row["type"] = asked
        row["choice_filter"] = rows.rule(item.choice_filter, _choosing(reads), place)
    else:
        row["type"], row["appearance"] = TYPES[item.kind]
    if item.appearance == "select":
        row["appearance"] = "minimal"
    if item.kind == "rating":
        row["parameters"] = f"start={item.minimum or 1} end={item.maximum or 5} step=1"
    for column in ("required", "read_only"):
        rule: Rule | None = getattr(item, column)
        row[column] = "yes" if rule is not None and rule.logic is True else rows.rule(rule, reads, place)
    outer = Reads(reads.names, reads.kinds)
    row["calculation"] = rows.rule(item.calculation, outer, place)
    if item.kind == "calculate" and not row["calculation"]:
        row["calculation"] = "''"  # it must have one; what reads it finds it empty
    row["default"] = _default(item, rows, outer, place)
    row |= _constraint(item, rows, reads, place)
    for word in ("format", "decimals", "accept", "maxSize", "stage"):
        if getattr(item, word):
            rows.notes.tell("export-word", place, word=word, given=getattr(item, word))
    return {key: value for key, value in row.items() if value or key in ("type", "name")}


def _with_unit(item: Field) -> Text | None:
    """Return the label with the unit behind it: a sheet has no place for units."""
    label, unit = item.label, item.unit
    if label is None or unit is None:
        return label
    spoken = {name for text in (label, unit) if isinstance(text, dict) for name in text}
    if not spoken:
        return f"{label}（{unit}）"
    return {name: f"{text_in(label, name)}（{text_in(unit, name)}）" for name in sorted(spoken)}


def _choosing(reads: Reads) -> Reads:
    return Reads(reads.names, reads.kinds, "", choice=True)


def _chosen(
    item: Field, listed: str, rows: Rows, reads: Reads, *, place: str, codelists: Mapping[str, Codelist]
) -> str | None:
    """Return the type of a question of choices; its list is written once."""
    word = CHOOSING[item.kind]
    if item.kind == "boolean":
        truths = ((True, {"zh": "是", "en": "Yes"}), (False, {"zh": "否", "en": "No"}))
        rows.lists.setdefault(
            YES_NO,
            [{"name": str(key).lower(), **rows.texts("label", told, reads, "")} for key, told in truths],
        )
        return f"{word} {YES_NO}"
    if isinstance(item.choices, CodelistChoices):
        return _coded(word, item.choices, rows, reads, place=place, codelists=codelists)
    choices = item.choices or ()
    other = [one.value for one in choices if one.text] == ["other"]
    rows.lists.setdefault(
        listed,
        [
            {"name": one.value, **rows.texts("label", one.label, reads, place)}
            for one in choices
            if not (other and one.value == "other")
        ],
    )
    _leave(choices, rows, place)
    return f"{word} {listed}{' or_other' if other else ''}"


def _leave(choices: Iterable[Choice], rows: Rows, place: str) -> None:
    for one in choices:
        if one.points is not None:
            rows.notes.tell("export-word", place, word="points", given=f"{one.value}: {one.points}")


def _coded(
    word: str,
    chosen: CodelistChoices,
    rows: Rows,
    reads: Reads,
    *,
    place: str,
    codelists: Mapping[str, Codelist],
) -> str | None:
    found = codelists.get(chosen.codelist)
    if found is None or len(found.entries) > _MOST_CODES:
        rows.notes.tell("export-word", place, word="codelist", given=chosen.codelist)
        return None
    name = chosen.codelist.replace("-", "_")
    if name not in rows.lists:
        rows.lists[name] = [
            {"name": code, **rows.texts("label", entry.label, reads, "")}
            for code, entry in found.entries.items()
            if not chosen.leaf or found.is_leaf(code)
        ]
    return f"{word} {name}"


def _default(item: Field, rows: Rows, reads: Reads, place: str) -> str:
    """Return the default: a constant is written as it is, without quotes."""
    if item.default is None:
        return ""
    logic = item.default.logic
    if isinstance(logic, str):
        return logic
    if isinstance(logic, Decimal):
        return format(logic, "f")
    if isinstance(logic, bool):
        return str(logic).lower()
    if isinstance(logic, list) and all(isinstance(one, str) for one in logic):
        return " ".join(str(one) for one in logic)
    if isinstance(logic, dict) and "date" in logic and isinstance(logic["date"], list):
        return str(logic["date"][0])
    return rows.rule(item.default, reads, place)


def _constraint(item: Field, rows: Rows, reads: Reads, place: str) -> Row:
    """Return the constraint with all limits in it, and its message."""
    own: Logic = {"var": reads.own}
    limits: list[Logic] = []
    sizes: tuple[tuple[str, str, Logic], ...] = (
        ("minimum", ">=", _measured(item, own)),
        ("maximum", "<=", _measured(item, own)),
        ("minLength", ">=", {"length": [own]}),
        ("maxLength", "<=", {"length": [own]}),
    )
    for word, sign, measured in sizes:
        limit = getattr(item, word)
        if limit is not None and item.kind not in ("rating", "file", "image"):
            limits.append({sign: [measured, Decimal(limit)]})
    if item.pattern:
        limits.append({"matches": [own, item.pattern]})
    limits += _alone(item, own)
    if item.constraint is not None:
        limits.append(item.constraint.logic)
    if not limits:
        return {}
    text = item.constraint.text if item.constraint else None
    written = rows.rule(Rule(limits[0] if len(limits) == 1 else {"and": limits}, text), reads, place)
    if not written:
        return {}
    return {"constraint": written, **rows.texts("constraint_message", item.constraint_message, reads, place)}


def _measured(item: Field, own: Logic) -> Logic:
    return {"count_selected": [own]} if item.kind in ("select_multiple", "rank") else own


def _alone(item: Field, own: Logic) -> list[Logic]:
    """An exclusive choice excludes the others."""
    choices = item.choices if isinstance(item.choices, tuple) else ()
    if item.kind != "select_multiple":
        return []
    return [
        {"!": [{"and": [{"selected": [own, one.value]}, {">": [{"count_selected": [own]}, Decimal(1)]}]}]}
        for one in choices
        if one.exclusive
    ]
