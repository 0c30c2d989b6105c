"""Runs templates: each context class has its template, and the output becomes a piece with holes."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from engine.forms.model.base import Text
from engine.forms.program import Program
from engine.render import contexts as c
from engine.render import heads
from engine.render.marks import Clearing, Completion, Withheld
from engine.render.pieces import Piece, hole
from engine.render.texts import words

TEMPLATES: Final[Mapping[type, str]] = {
    c.Actions: "_actions.html",
    c.Box: "_group.html",
    c.Clash: "_conflict.html",
    Clearing: "_clearing.html",
    Completion: "_completion.html",
    c.Earlier: "_earlier.html",
    c.Entry: "_entry.html",
    c.Explained: "_explanation.html",
    c.Explanations: "_explanations.html",
    c.Frame: "_sheet.html",
    c.Gone: "_gone.html",
    heads.GridHead: "_grid.html",
    heads.GridRow: "_row.html",
    c.HeaderLine: "_header.html",
    c.Kept: "_file.html",
    c.Hidden: "_hidden.html",
    c.NavItem: "_nav_item.html",
    c.Navigation: "_navigation.html",
    c.Output: "_output.html",
    c.Pasted: "_pasted.html",
    c.Progress: "_progress.html",
    c.Reason: "_why.html",
    c.RepeatFrame: "_repeat.html",
    c.Results: "_results.html",
    c.Saved: "_saved.html",
    c.Single: "_required.html",
    c.Summary: "_problem_list.html",
    c.Surveys: "_surveys.html",
    c.TextBox: "_box.html",
    c.Toggle: "_toggle.html",
    c.Told: "_problem.html",
    c.Unseen: "_unseen.html",
    c.UnseenList: "_unseen_list.html",
    c.Whole: "_filing.html",
    Withheld: "_withheld.html",
    c.Wrapped: "_field.html",
}


REPEATED: Final = frozenset({c.Explained, c.Explanations, c.Function})
"""What a page shows alike from change to change, although it is no piece: its HTML is remembered."""


def keys_of(context: object) -> dict[str, Any]:
    """Return the keys that a template is given."""
    return {item.name: getattr(context, item.name) for item in fields(context)}  # type: ignore[arg-type]  # any of the classes above


@dataclass(frozen=True, eq=False)
class Maker:
    """The templates of one program in one language."""

    program: Program
    language: str
    environment: Environment

    def html(self, context: object, template: str = "") -> str:
        """Run a template once with a context whose values are known."""
        return (
            _repeated(self, context, template) if type(context) in REPEATED else self.run(context, template)
        )

    def run(self, context: object, template: str) -> str:
        """Run a template, `template` or the context's own."""
        name = template or TEMPLATES[type(context)]
        return self.environment.get_template(name).render(keys_of(context)).rstrip("\n")

    def piece(self, context: object, template: str = "") -> Piece:
        """Run a template once and keep its output with holes."""
        return Piece.cut(self.html(context, template))

    def macro(self, template: str, name: str, *values: object) -> Markup:
        """Run one macro of a field type's file."""
        return Markup(_module(self.environment, template)[name](*values))

    def words(self, text: Text | None) -> str:
        """Return a text of the definition in this language."""
        return words(text, self.language)


@lru_cache(maxsize=2000)
def _repeated(maker: Maker, context: object, template: str) -> str:
    return maker.run(context, template)


@lru_cache(maxsize=256)
def _module(environment: Environment, template: str) -> Mapping[str, Any]:
    return environment.get_template(template).module.__dict__


def holes(context: type, **known: object) -> Any:
    """Return a context with each key that is not known as a hole of its own name."""
    names = (item.name for item in fields(context))
    return context(**{name: known.get(name, hole(name)) for name in names})
