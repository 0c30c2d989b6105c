"""Templates and their contexts.

CTX-01  Every template uses exactly the keys its context declares; every key has its help text.
CTX-02  A field type's macros read only what the contexts of a field declare.
CTX-03  Every field type has its file; every template belongs to a context.
CTX-04  Templates hold no script, no style and no event attribute, so that the strict policy holds.
CTX-05  Texts of templates are Chinese and go through `_()`.
"""

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from jinja2 import Environment, meta, nodes

from engine.forms.model.fields import FieldType
from engine.render import contexts as c
from engine.render import make_environment
from engine.render.making import TEMPLATES

FOLDER = Path(c.__file__).with_name("templates")
MORE = {
    c.Box: ("_group.html", "_note.html", "_matrix.html"),
    c.Told: ("_problem.html", "_cell_problem.html", "_problem_line.html"),
    c.Single: (
        "_required.html",
        "_previous.html",
        "_trail.html",
        "_left.html",
        "_changed.html",
        "_added.html",
    ),
    c.Wrapped: ("_field.html", "_cell.html", "_statement.html"),
    c.Function: ("_function.html",),
}
BY_CONTEXT = {context: (name,) for context, name in TEMPLATES.items()} | MORE
CASES = list(BY_CONTEXT.items())
BUILT_IN = {"_", "gettext"}


@pytest.fixture(scope="module")
def environment() -> Environment:
    """The environment of the package."""
    return make_environment()


def tree(environment: Environment, name: str) -> nodes.Template:
    """Return the parsed template."""
    assert environment.loader is not None
    return environment.parse(environment.loader.get_source(environment, name)[0])


@pytest.mark.parametrize(("context", "templates"), CASES, ids=lambda one: getattr(one, "__name__", ""))
def test_keys_used_are_keys_declared(
    environment: Environment, context: type, templates: tuple[str, ...]
) -> None:  # CTX-01
    used = set[str]()
    for name in templates:
        used |= meta.find_undeclared_variables(tree(environment, name)) - BUILT_IN

    assert used == {one.name for one in fields(context)}


@pytest.mark.parametrize(
    "context", [*BY_CONTEXT, c.FieldContext, c.Now, c.Option, c.Head, c.Found, c.PasteLine]
)
def test_every_key_has_its_help(context: type) -> None:  # CTX-01
    assert all(one.metadata["help"] for one in fields(context))


def test_fields_read_only_what_is_declared(environment: Environment) -> None:  # CTX-02
    read: dict[str, set[str]] = {"field": set(), "now": set(), "choice": set()}
    for path in (FOLDER / "fields").glob("*.html"):
        for node in tree(environment, f"fields/{path.name}").find_all(nodes.Getattr):
            if isinstance(node.node, nodes.Name) and node.node.name in read:
                read[node.node.name].add(node.attr)

    # the choices are put in one by one, as the state says which are chosen
    assert read["field"] | {"options"} == {one.name for one in fields(c.FieldContext)}
    assert read["now"] == {one.name for one in fields(c.Now)}
    assert read["choice"] == {one.name for one in fields(c.Option)}


def test_every_type_has_its_file() -> None:  # CTX-03
    names = {path.stem for path in (FOLDER / "fields").glob("*.html")} - {"_parts"}

    assert names == set(get_args(FieldType))


def test_every_template_belongs_to_a_context() -> None:  # CTX-03
    known = {name for names in BY_CONTEXT.values() for name in names}

    assert {path.name for path in FOLDER.glob("*.html")} == known


def test_templates_hold_nothing_that_the_policy_forbids() -> None:  # CTX-04
    for path in FOLDER.rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"<(script|style)\b|\son\w+=|\sstyle=|javascript:", text), path.name


def test_words_go_through_translation(environment: Environment) -> None:  # CTX-05
    for path in FOLDER.rglob("*.html"):
        name = path.relative_to(FOLDER).as_posix()
        for data in tree(environment, name).find_all(nodes.TemplateData):
            assert not re.search(r"[\u4e00-\u9fff]", data.data), f"{name}: {data.data}"
