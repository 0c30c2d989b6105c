"""Single items as their filers will see them, for those who design: drawn by the very same pieces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from engine.forms.editing.specimen import SHEET, specimen
from engine.forms.model.codelist import Codelist
from engine.forms.nodes import DefinitionError
from engine.forms.program import compile_program
from engine.problems import Problem
from engine.render.building import build
from engine.render.making import Maker
from engine.render.views import Header, Look, Urls, View
from engine.render.words import make_words
from engine.rules import RuleError

_NOWHERE: Final = View(Urls(*[""] * 8), Header(""), SHEET)


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item's picture ('' where there is none), and what is wrong with its text."""

    html: Markup
    problems: tuple[Problem, ...] = ()


@dataclass(eq=False)
class Specimens:
    """Draws items in one language, each text once. `environment` has the templates of fields."""

    language: str
    environment: Environment
    codelists: Mapping[str, Codelist] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.drawn = lru_cache(maxsize=5000)(self._drawn)

    def _drawn(self, fragment: str) -> Drawn:
        """Return the picture of an item's text."""
        form, problems = specimen(fragment)
        if form is None:
            return Drawn(Markup(""), problems)
        try:
            program = compile_program(form, self.codelists)
            maker = Maker(program, self.language, self.environment)
            parts = build(maker, make_words(maker), form)[SHEET]
            look = Look(program.start({}), _NOWHERE, self.language)
        except RuleError as error:
            return Drawn(Markup(""), (*problems, *error.problems))
        except DefinitionError as error:
            return Drawn(Markup(""), (*problems, *error.problems))
        return Drawn(Markup("\n".join(part.html(look) for part in parts)), problems)
