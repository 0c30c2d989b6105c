"""A definition's text judged as it stands, for those who are still writing it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from engine.forms.checking import ordered
from engine.forms.folder import Definitions
from engine.forms.linter.run import lint
from engine.forms.loader import form_of
from engine.forms.locating import place_at, thing_at
from engine.forms.model.form import Form
from engine.forms.nodes import DefinitionError, Node, Place
from engine.forms.program import Program, compile_program
from engine.forms.source import read_source
from engine.forms.uncollected import uncollected
from engine.problems import Problem
from engine.rules import RuleError

FILE: Final = "definition.yaml"
"""What a text without a file is called in the places of its problems."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem with the part of the definition that it belongs to."""

    problem: Problem
    place: Place
    """The way from the root to what is wrong."""
    thing: Place
    """The item, check or example that it lies in; () for the form itself."""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What a text comes to: its nodes and its form as far as they could be read, and all that is wrong."""

    text: str
    root: Node | None
    form: Form | None
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether it can be compiled: read, and without errors but for examples that fail."""
        return self.form is not None and not any(_stops(fault.problem) for fault in self.faults)

    def count(self, severity: str) -> int:
        """Return how many problems there are of a severity."""
        return sum(fault.problem.severity == severity for fault in self.faults)


def appraise(text: str, among: Definitions) -> Appraisal:
    """Judge a text among the definitions around it. Never raises for what stands in the text."""
    root: Node | None = None
    form: Form | None = None
    try:
        with uncollected():
            root = read_source(text, FILE)
            form = form_of(root)
        found = lint(form, among)
    except DefinitionError as error:
        found = list(error.problems)
    return Appraisal(text, root, form, located(found, root))


def located(problems: Iterable[Problem], root: Node | None) -> tuple[Fault, ...]:
    """Return problems in order of place, each with the part of the text that it belongs to."""
    return tuple(_fault(each, root) for each in ordered(problems))


def program_of(form: Form, among: Definitions) -> Program:
    """Compile a form that is not published, with the forms and lists around it.

    Raises DefinitionError or RuleError for one that is not sound.
    """
    links = {name: among.forms[link.form] for name, link in form.links.items() if link.form in among.forms}
    profile = among.registration_of(form)
    return compile_program(form, among.codelists, among.tables, links=links, profile=profile)


def compiled(appraisal: Appraisal, among: Definitions) -> Program | None:
    """Return the program of a sound text; None for any other."""
    if appraisal.form is None or not appraisal.sound:
        return None
    try:
        return program_of(appraisal.form, among)
    except (DefinitionError, RuleError):
        return None


def _stops(fault: Problem) -> bool:
    return fault.severity == "error" and not fault.code.startswith("example-")


def _fault(found: Problem, root: Node | None) -> Fault:
    place = place_at(root, found.span) if root is not None and found.span is not None else ()
    return Fault(found, place, thing_at(place))
