"""The engine knows no form: every name that definitions/ gives stands in definitions/ alone.

GENERIC-01 No string constant of engine/, web/ or cli/ is such a name, nor a dotted path with one in it.
GENERIC-02 No compound name (two words joined) stands anywhere there: comments, templates, scripts, styles.
GENERIC-03 The words let through are words of the language or of the product, and each is still in use.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from tests.contracts.tree import PROGRAM, committed, python_files, text_of, tree_of

NAMED_BY = frozenset(
    {
        "form", "field", "grid", "repeat", "matrix", "row", "column",
        "sheet", "group", "system", "query", "check",
    }
)  # fmt: skip
"""Keys of the definition language whose value is a name that the author invents."""

LANGUAGE_WORDS = frozenset(
    {
        "title", "label", "value", "status", "name", "text", "note", "total", "month", "year",
        "date", "period", "region", "organisation", "user", "users", "role", "roles", "type",
        "code", "unit", "number", "phone", "email", "address", "login", "password", "description",
        "reason", "reasons", "growth", "ytd", "uscc", "size", "notice", "indicators", "property",
    }
)  # fmt: skip
"""Reviewed: words of the language, the store or the pages that some definition also uses as a name."""

COMPOUND = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+")
PATH = re.compile(r"[a-z][\w-]*(?:\[\d*\])?(?:\.[a-z][\w-]*(?:\[\d*\])?)*")


def walk(node: object) -> Iterator[dict[str, object]]:
    """Yield every mapping inside a parsed document."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(child)


@cache
def defined_names() -> frozenset[str]:
    """Return every name that a definition invents, words of the language left out."""
    names: set[str] = set()
    for file in committed():
        if file.parts[0] == "definitions" and file.suffix in (".yaml", ".yml", ".json"):
            whole = yaml.load(text_of(file), Loader=yaml.CSafeLoader)
            if "template" in whole:
                continue  # examples for anybody, in common words: no installation's domain
            for mapping in walk(whole):
                names |= {str(mapping[key]) for key in NAMED_BY & mapping.keys()}
    return frozenset(name for name in names if len(name) > 2) - LANGUAGE_WORDS


def constants(file: Path) -> Iterator[ast.Constant]:
    """Yield the string constants of a Python file."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def segments(text: str) -> frozenset[str]:
    """Return the names in a dotted path; a text that is no path has none."""
    return frozenset(re.split(r"[.\[\]\d]+", text)) if PATH.fullmatch(text) else frozenset()


def test_no_constant_is_a_name_of_a_definition() -> None:  # GENERIC-01
    found = [
        f"{file}:{node.lineno} {node.value!r}"
        for file in python_files(*PROGRAM)
        for node in constants(file)
        if segments(str(node.value)) & defined_names()
    ]
    assert not found, "Names of definitions in generic code:\n  " + "\n  ".join(found)


def test_no_compound_name_stands_in_generic_text() -> None:  # GENERIC-02
    compound = {name for name in defined_names() if COMPOUND.fullmatch(name)}
    found = [
        f"{file}: {', '.join(sorted(told))}"
        for file in committed()
        if file.parts[0] in PROGRAM and (told := compound & set(COMPOUND.findall(text_of(file))))
    ]
    assert not found, "Names of definitions in generic text:\n  " + "\n  ".join(found)


def test_the_definitions_are_read() -> None:  # GENERIC-01
    assert len(defined_names()) > 50
