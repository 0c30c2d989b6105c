"""Nodes into the definition model, by the model's own annotations; every fault is gathered.

It knows no single key: what a place may hold is read from the annotation of the model's field.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache, partial
from types import UnionType
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import Discriminator, ValidationError

from engine.forms.constraints import constraint_problem
from engine.forms.expressions import TRUTHS, read_expression
from engine.forms.model.base import Part
from engine.forms.model.fields import Choice, CodelistChoices, Field
from engine.forms.model.form import Audience
from engine.forms.model.items import ITEM_KEYS, Grid, Group, Matrix, Note, Repeat
from engine.forms.model.scoring import Scoring
from engine.forms.nodes import DefinitionError, Mapping, Node, Scalar, Sequence
from engine.problems import Problem, Span, nearest, problem
from engine.rules import Rule

P = TypeVar("P", bound=Part)
Read: TypeAlias = "Callable[[Reader, Node], object | None]"
"""Reads one node; None says that it did not fit, and that the reader has the problem."""

_ITEMS: Final[dict[str, type[Part]]] = {
    "field": Field, "group": Group, "grid": Grid, "repeat": Repeat, "matrix": Matrix, "note": Note,
    "scoring": Scoring,
}  # fmt: skip
_INTEGER: Final = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_DECIMAL: Final = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?", re.ASCII)
_LANGUAGE: Final = re.compile(r"[a-z]{2}", re.ASCII)
_CODELIST: Final = re.compile(r"codelist\(\s*([^\s,()]+)\s*(?:,\s*(leaf)\s*)?\)")
_EMPTY: Final = ("", "~", "null", "Null", "NULL")


def shown(node: Node) -> str:
    """Say in a few characters what stands at a node."""
    if isinstance(node, Mapping):
        return "{…}"
    if isinstance(node, Sequence):
        return "[…]"
    return node.text if len(node.text) <= 40 else f"{node.text[:39]}…"


def unknown(code: str, name: str, known: Iterable[str], span: Span | None) -> Problem:
    """Say that `name` is not among `known`, with the nearest one if there is any."""
    names = list(known)
    close = nearest(name, names)
    tail = "-near" if close else ""
    return problem(code + tail, span=span, name=name, nearest=close, allowed=", ".join(names))


class Reader:
    """Turns nodes into parts of the model and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, code: str, node: Node, **params: object) -> None:
        fault = Problem(code, "", {"given": shown(node), **params}, "error", node.span)
        self.problems.append(fault)

    def part(self, model: type[P], node: Node) -> P | None:
        """Read a mapping into `model`; None when it cannot be built."""
        if not isinstance(node, Mapping):
            self.wrong("not-mapping", node)
            return None
        table, values, faulty = fields_of(model), dict[str, object](), set[str]()
        for key, value in node.entries.items():
            read = table.get(key)
            if read is None:
                self.problems.append(unknown("unknown-key", key, table, node.keys[key]))
                continue
            values[key] = self.value(read, value)
            if values[key] is None:
                faulty.add(key)
                del values[key]
        return self.built(model, values, faulty, node)

    def value(self, read: Read, node: Node) -> object | None:
        """Read one value, which must not be left empty."""
        if isinstance(node, Scalar) and node.plain and node.text in _EMPTY and read is not _expression:
            self.wrong("empty-value", node)
            return None
        return read(self, node)

    def built(self, model: type[P], values: dict[str, object], faulty: set[str], node: Mapping) -> P | None:
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                if fault["loc"][0] not in faulty:
                    self.problems.append(constraint_problem(fault, node))
        return None


def _expression(reader: Reader, node: Node) -> Rule | None:
    try:
        return read_expression(node)
    except DefinitionError as error:
        reader.problems.extend(error.problems)
        return None


def _string(reader: Reader, node: Node) -> str | None:
    if isinstance(node, Scalar):
        return node.text
    reader.wrong("not-text", node)
    return None


def _boolean(reader: Reader, node: Node) -> bool | None:
    truth = TRUTHS.get(node.text.lower()) if isinstance(node, Scalar) and node.plain else None
    if truth is None:
        reader.wrong("not-truth", node)
    return truth


def _number(pattern: re.Pattern[str], code: str, make: Callable[[str], object]) -> Read:
    def read(reader: Reader, node: Node) -> object | None:
        if isinstance(node, Scalar) and node.plain and pattern.fullmatch(node.text):
            return make(node.text)
        reader.wrong(code, node)
        return None

    return read


def _text(reader: Reader, node: Node) -> object | None:
    """Read what a person sees: a string, or one by language."""
    if isinstance(node, Scalar):
        return node.text
    if not isinstance(node, Mapping):
        reader.wrong("not-words", node)
        return None
    for language, span in node.keys.items():
        if not _LANGUAGE.fullmatch(language):
            reader.problems.append(problem("not-language", span=span, name=language))
    words = {key: reader.value(_string, value) for key, value in node.entries.items()}
    if not words:
        reader.wrong("not-words", node)
    fits = words and all(words.values()) and all(map(_LANGUAGE.fullmatch, words))
    return words if fits else None


def _written(reader: Reader, node: Node) -> Mapping | None:
    """Take keys with values as they are written; whoever knows what they mean reads them."""
    if isinstance(node, Mapping):
        return node
    reader.wrong("not-mapping", node)
    return None


def _one_of(allowed: tuple[str, ...], reader: Reader, node: Node) -> str | None:
    if isinstance(node, Scalar) and node.text in allowed:
        return node.text
    if isinstance(node, Scalar):
        reader.problems.append(unknown("not-one-of", shown(node), allowed, node.span))
    else:
        reader.wrong("not-text", node)
    return None


def _several(read: Read, reader: Reader, node: Node) -> tuple[object, ...] | None:
    if not isinstance(node, Sequence):
        reader.wrong("not-list", node)
        return None
    items = [reader.value(read, item) for item in node.items]
    return None if None in items else tuple(items)


def _one_or_several(one: Read, several: Read, reader: Reader, node: Node) -> object | None:
    """Read a list as a list, anything else as the single thing."""
    return (several if isinstance(node, Sequence) else one)(reader, node)


def _named(read: Read, reader: Reader, node: Node) -> dict[str, object] | None:
    if not isinstance(node, Mapping):
        reader.wrong("not-mapping", node)
        return None
    values = {key: reader.value(read, value) for key, value in node.entries.items()}
    return None if None in values.values() else dict(values)


def _choices(reader: Reader, node: Node) -> object | None:
    """Read `codelist(name)`, `codelist(name, leaf)` or a list of choices."""
    if isinstance(node, Scalar):
        found = _CODELIST.fullmatch(node.text)
        if found is None:
            reader.wrong("not-choices", node)
            return None
        values: dict[str, object] = {"codelist": found[1], "leaf": found[2] is not None}
        whole = Mapping({"codelist": node}, {}, node.span)
        return reader.built(CodelistChoices, values, set(), whole)
    if isinstance(node, Mapping):
        return reader.part(CodelistChoices, node)
    return _several(_part(Choice), reader, node)


def _item(reader: Reader, node: Node) -> Part | None:
    """Read an item; its kind is the key that names it."""
    if not isinstance(node, Mapping):
        reader.wrong("not-mapping", node)
        return None
    kind = next((key for key in ITEM_KEYS if key in node.entries), None)
    if kind is not None:
        return reader.part(_ITEMS[kind], node)
    close = next((near for key in node.entries if (near := nearest(key, ITEM_KEYS))), None)
    code = "no-item-near" if close else "no-item"
    reader.wrong(code, node, allowed=", ".join(ITEM_KEYS), nearest=close)
    return None


def _audience(reader: Reader, node: Node) -> Part | None:
    """Read a rule alone, or a rule with the message for whom it does not hold."""
    if isinstance(node, Mapping) and "rule" in node.entries:
        return reader.part(Audience, node)
    rule = _expression(reader, node)
    return None if rule is None else Audience(rule=rule)


def _part(model: type[Part]) -> Read:
    return lambda reader, node: reader.part(model, node)


_SCALARS: Final[dict[object, Read]] = {
    Rule: _expression,
    Audience: _audience,
    str: _string,
    bool: _boolean,
    int: _number(_INTEGER, "not-integer", int),
    Decimal: _number(_DECIMAL, "not-number", Decimal),
    Mapping: _written,
}


@cache
def fields_of(model: type[Part]) -> dict[str, Read]:
    """Return how each key of a model is read."""
    return {name: _read_of(info.annotation) for name, info in model.model_fields.items()}


def _read_of(annotation: Any) -> Read:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        item = any(isinstance(mark, Discriminator) for mark in arguments[1:])
        return _item if item else _read_of(arguments[0])
    if origin in (Union, UnionType):
        return _read_of_union([member for member in arguments if member is not type(None)])
    if origin is Literal:
        return partial(_one_of, arguments)
    if origin is tuple:
        return partial(_several, _read_of(arguments[0]))
    if origin is dict:
        return partial(_named, _read_of(arguments[1]))
    return _SCALARS.get(annotation) or _part(annotation)


def _read_of_union(members: list[Any]) -> Read:
    if len(members) == 1:
        return _read_of(members[0])
    if CodelistChoices in members:
        return _choices
    lists = [member for member in members if get_origin(_bare(member)) is tuple]
    if not lists:
        return _text
    one = next(member for member in members if member not in lists)
    return partial(_one_or_several, _read_of(one), _read_of(lists[0]))


def _bare(annotation: Any) -> Any:
    """Return an annotation without its marks."""
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def read_item(node: Node) -> tuple[Part | None, tuple[Problem, ...]]:
    """Return the item of a node with what is wrong with it; its faulty properties are left out.

    None where nothing can be made of it.
    """
    reader = Reader()
    return _item(reader, node), tuple(reader.problems)
