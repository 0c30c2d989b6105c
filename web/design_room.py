"""Where designing happens: pictures of items kept per process, and the design that a request speaks of."""

from dataclasses import replace
from functools import partial
from threading import Lock
from typing import Final

from starlette.requests import HTTPConnection, Request

from engine.forms import Definitions, Program
from engine.forms.appraisal import Fault, appraise, program_of
from engine.forms.editing.ruling import Standing, standing
from engine.forms.model.form import Sheet
from engine.forms.nodes import DefinitionError, Place
from engine.library import designs
from engine.library.designs import Design
from engine.library.kept import Kept
from engine.library.lists import Lists
from engine.library.lists import Standing as OwnLists
from engine.library.proving import proved
from engine.library.publishing import owner_of
from engine.people import Person, Thing
from engine.problems import Problem
from engine.render import Sheets, make_environment
from engine.render.specimens import Specimens
from engine.rules import RuleError
from engine.store import Database, Work
from web.filing_room import room as filing_room
from web.i18n import translations
from web.policies import policy
from web.services import services

VERB: Final = "survey.design"

_MOST_STANDING: Final = 8
_making = Lock()


class Unsound(Exception):
    """A design cannot be compiled: it has errors."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(len(problems))
        self.problems = problems


class DesignRoom:
    """The parts of designing, one per process."""

    def __init__(self, definitions: Definitions, database: Database) -> None:
        self.definitions = definitions
        self.database = database
        self.lists = Lists()
        self._programs: Kept[tuple[str, str], Program] = Kept(_MOST_STANDING)
        self._proofs: Kept[tuple[str, str], tuple[Fault, ...]] = Kept(_MOST_STANDING)
        self._sheets: Kept[tuple[str, str, str], Sheets] = Kept(_MOST_STANDING)
        self._standing: Kept[tuple[str, str, Place], Standing | None] = Kept(_MOST_STANDING)
        self._around: Kept[tuple[str, str, str], Definitions] = Kept(_MOST_STANDING)
        self._specimens: Kept[tuple[str, str, str], Specimens] = Kept(_MOST_STANDING)

    def specimens(self, language: str, design: Design) -> Specimens:
        """Return what draws items of a design in a language."""
        own = self._own(design)

        def make() -> Specimens:
            words = make_environment(translations(language).gettext)
            return Specimens(language, words, {**own.codelists, **self.definitions.codelists})

        return self._specimens.get((language, design.system if own.mark else "", own.mark), make)

    def among(self, design: Design) -> Definitions:
        """Return the definitions around a design: its own form listed in its system, and the lists that
        the system's designers brought beside those of the files."""
        return self._around_it(design)[0]

    def _around_it(self, design: Design) -> tuple[Definitions, str]:
        """Return the definitions around a design, and a mark that is the same as long as they are."""
        own = self._own(design)
        if not own.mark:
            return self.definitions.housing(design.form, design.system), ""

        def make() -> Definitions:
            both = {**own.codelists, **self.definitions.codelists}
            return replace(self.definitions, codelists=both, examined={}).housing(design.form, design.system)

        return self._around.get((design.form, design.system, own.mark), make), own.mark

    def _own(self, design: Design) -> OwnLists:
        with self.database.read() as work:
            return self.lists.of(work, design.system)

    def program(self, design: Design) -> Program:
        """Return a design compiled as it stands, kept while it is tried. Raises Unsound."""
        around, mark = self._around_it(design)
        return self._programs.get((design.text, mark), lambda: _compiled(design, around))

    def collecting(self, design: Design) -> Program | None:
        """Return a design's arrangements alone as a program; None where they cannot be read."""
        around = self.among(design)
        form = appraise(design.text, around).form
        if form is None:
            return None
        bare = form.model_copy(
            update={"sheets": (Sheet(sheet="none", title="", items=()),), "checks": (), "examples": ()}
        )
        try:
            return program_of(bare, around)
        except (DefinitionError, RuleError):
            return None

    def proofs(self, design: Design) -> tuple[Fault, ...]:
        """Return what a design can never do, kept while it stands. Raises Unsound and NotProved."""
        around, mark = self._around_it(design)
        self._programs.get((design.text, mark), lambda: _compiled(design, around))
        return self._proofs.get((design.text, mark), lambda: proved(design.text, around))

    def sheets(self, design: Design, program: Program, language: str) -> Sheets:
        """Return the pages of a design as it stands, in a language."""
        make = partial(Sheets, program, language, make_environment(translations(language).gettext))
        return self._sheets.get((design.text, self._own(design).mark, language), make)

    def standing(self, design: Design, place: Place) -> Standing | None:
        """Return what a rule at a place of a design sees, kept while somebody writes it.

        Raises DefinitionError and NoSuchPlace.
        """
        around, mark = self._around_it(design)
        return self._standing.get((design.text, mark, place), lambda: standing(design.text, place, around))


def _compiled(design: Design, around: Definitions) -> Program:
    found = appraise(design.text, around)
    if not found.sound or found.form is None:
        raise Unsound(tuple(one.problem for one in found.faults if one.problem.severity == "error"))
    return program_of(found.form, around)


def design_room(connection: HTTPConnection) -> DesignRoom:
    """Return the installation's room, made when it is first needed."""
    state = connection.app.state
    found: DesignRoom | None = getattr(state, "design_room", None)
    if found is None:
        definitions = filing_room(connection).definitions
        with _making:
            found = getattr(state, "design_room", None) or DesignRoom(
                definitions, services(connection).database
            )
            state.design_room = found
    return found


def _designed(work: Work, request: Request) -> Thing:
    """The design in the path, which belongs to the person's system; for policies. Raises Denied."""
    person: Person = request.state.person
    system = person.organisation.system
    request.state.design = designs.fetch(work, request.path_params["design"], system=system)
    return Thing(system)


designer = policy(VERB, _designed)
"""Only who may design in the system of the path's design."""


def design_of(request: Request) -> Design:
    """Return the design that the route's policy found."""
    found: Design = request.state.design
    return found


def published_from(work: Work, design: Design) -> str:
    """Return the design's form, if its system's designers published it; '' else.

    A design may call itself by any name at any time: that alone gives no right to the form of the name.
    """
    return design.form if design.form and owner_of(work, design.form) == design.system else ""
