"""Which codelists and decision tables a form may read: they are frozen with its published version."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from engine.forms.folder import Definitions
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import CodelistChoices
from engine.forms.model.form import Form
from engine.forms.model.table import Table
from engine.forms.names import seat_all
from engine.forms.nodes import Mapping as MappingNode
from engine.forms.nodes import Node, Sequence

_READ: Final = re.compile(r"\b([a-z][a-z0-9_]*)\.([a-z][a-z0-9_.]*)")


class Lists(NamedTuple):
    """Codelists and decision tables by name."""

    codelists: Mapping[str, Codelist]
    tables: Mapping[str, Table]


NO_LISTS: Final = Lists({}, {})


def lists_of(form: Form, around: Definitions) -> Lists:
    """Return those lists among `around` that `form` may read: a few too many rather than one too few.

    Counted are the lists its items choose from, those it names in quotes, and those that the items
    of its reporter's profile or of its links choose from, where it reads them.
    """
    others = {name: around.forms[link.form] for name, link in form.links.items() if link.form in around.forms}
    profile = around.registration_of(form)
    if profile is not None:
        others["org"] = profile
    texts = tuple(_texts(form._root)) if form._root is not None else ()
    named = {*_chosen(form), *_read(texts, others), *_quoted(texts)}
    return Lists(
        {name: found for name, found in around.codelists.items() if name in named},
        {name: found for name, found in around.tables.items() if name in named},
    )


def _chosen(form: Form) -> Iterator[str]:
    for spot in seat_all(form).spots.values():
        if isinstance(spot.field.choices, CodelistChoices):
            yield spot.field.choices.codelist


def _read(texts: tuple[str, ...], others: Mapping[str, Form]) -> Iterator[str]:
    """Yield the codelists of the outside items that a form reads."""
    asked = {found.groups() for text in texts for found in _READ.finditer(text) if found[1] in others}
    spots = {
        name: seat_all(form).spots for name, form in others.items() if any(each[0] == name for each in asked)
    }
    for head, rest in asked:
        first, _, last = rest.partition(".")
        for path in (rest, f"{first}[].{last}"):
            spot = spots[head].get(path)
            if spot is not None and isinstance(spot.field.choices, CodelistChoices):
                yield spot.field.choices.codelist


def _quoted(texts: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands in quotes in a rule, and what is a whole text by itself (as in JSON Logic)."""
    for text in texts:
        yield text
        yield from re.findall(r"['\"]([a-z][a-z0-9-]*)['\"]", text)


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, MappingNode):
        for inner in node.entries.values():
            yield from _texts(inner)
    elif isinstance(node, Sequence):
        for inner in node.items:
            yield from _texts(inner)
    else:
        yield node.text
