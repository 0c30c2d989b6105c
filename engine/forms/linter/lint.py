"""What a family of checks is given: the form, its parts, what stands around it, and places."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar

from engine.forms.folder import Definitions
from engine.forms.layout import Layout, lay_out
from engine.forms.linter.walk import Visit, visits
from engine.forms.model.base import Part
from engine.forms.model.form import Form
from engine.forms.nodes import Place
from engine.forms.outside import Surroundings
from engine.problems import Problem, Span, nearest, problem
from engine.rules import RuleError

T = TypeVar("T", bound=Part)


@dataclass(frozen=True)
class Lint:
    """One form under the checker."""

    form: Form
    around: Definitions

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        """Every part of the form."""
        return tuple(visits(self.form))

    @cached_property
    def surroundings(self) -> Surroundings:
        """The form's own names, those of the forms it links to, and those of its reporter's profile."""
        return Surroundings.of(self.form, self.links, self.profile)

    @cached_property
    def links(self) -> dict[str, Form]:
        """The forms it links to that are at hand, by the link's name."""
        known = self.around.forms
        return {name: known[link.form] for name, link in self.form.links.items() if link.form in known}

    @cached_property
    def layout(self) -> Layout | None:
        """The form laid out with all its rules; None when a text's hole is no rule."""
        try:
            return lay_out(self.form, links=self.links, profile=self.profile)
        except RuleError:
            return None

    @cached_property
    def profile(self) -> Form | None:
        """The registration of the reporter's type in the system that lists this form."""
        return self.around.registration_of(self.form)

    def of(self, model: type[T]) -> Iterator[tuple[Visit, T]]:
        """Yield the visits of one kind of part."""
        for visit in self.visits:
            if isinstance(visit.part, model):
                yield visit, visit.part

    def span(self, place: Place, *, key: bool = False) -> Span | None:
        """Return where a part stands."""
        return self.form.span(place, key=key)

    def fault(self, code: str, place: Place, *, key: bool = False, **params: object) -> Problem:
        """Return a problem at a place."""
        found = problem(code)
        return Problem(code, "", params, found.severity, self.span(place, key=key))

    def unknown(self, what: str, name: str, known: Iterable[str], place: Place) -> Problem:
        """Say that `name` is none of the `known`, with the nearest; `what` names the code."""
        close = nearest(name, known)
        tail = "-near" if close else ""
        return self.fault(f"unknown-{what}{tail}", place, name=name, nearest=close)


Family: TypeAlias = Callable[[Lint], Iterator[Problem]]
"""One family of checks: reads, and yields what it finds."""
