"""The rules of a definition that is being written: where each stands, what it sees, what it should give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.forms.appraisal import FILE
from engine.forms.editing.operations import put
from engine.forms.expressions import read_expression
from engine.forms.folder import Definitions
from engine.forms.linter.expressions import TRUTHS, result
from engine.forms.linter.lint import Lint
from engine.forms.loader import form_of
from engine.forms.locating import place_at
from engine.forms.model.base import Text, text_in
from engine.forms.model.fields import Choice, CodelistChoices
from engine.forms.model.form import Form
from engine.forms.names import Names, Spot
from engine.forms.nodes import Node, Place, child
from engine.forms.plan import Use
from engine.forms.scope import CHOICE, AnyScope, ChoiceScope, RowsScope
from engine.forms.source import read_source
from engine.forms.uncollected import uncollected
from engine.problems import Problem
from engine.rules import Logic, Rule, Type, references, told, type_of
from engine.rules.logic import operation, variable

PROBE: Final = "1 == 1"
"""Stands for a rule that is not written yet, to learn what one would see there."""
MOST_OPTIONS: Final = 300
"""Choices that are offered to pick from; of a longer list the code is typed."""


@dataclass(frozen=True, slots=True)
class Known:
    """One name that a rule may read: what people call it, what values it has, which may be chosen."""

    name: str
    label: Text
    type: Type
    options: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One rule where it stands: `role` as the checker calls it, and the names it sees."""

    place: Place
    use: Use
    ground: "Ground"

    @property
    def truth(self) -> bool:
        """Whether it must come out as yes or no."""
        return self.use.role in TRUTHS

    @property
    def scope(self) -> AnyScope:
        """The names it sees."""
        return self.use.scope

    def words(self, language: str) -> str:
        """Say the rule for people: labels for names and for the choices they are compared with."""
        scope = self.scope

        def label(name: str) -> str:
            found = self.ground.name(scope, name)
            return (text_in(found.label, language) if found else "") or name

        return told(self._worded(self.use.rule.logic, language), language, label)

    def _worded(self, logic: Logic, language: str) -> Logic:
        found = operation(logic)
        if isinstance(logic, list):
            return [self._worded(one, language) for one in logic]
        if found is None or found[0] == "var":
            return logic
        names = (name for one in found[1] if (name := variable(one)))
        known = (self.ground.name(self.scope, name) for name in names)
        options = next((dict(one.options) for one in known if one and one.options), {})
        parts = [_labelled(self._worded(one, language), options, language) for one in found[1]]
        return {found[0]: parts}

    def reads(self) -> tuple[str, ...]:
        """Return the paths of the values it reads: of cells, or of columns over rows."""
        found = references(self.use.rule.logic)
        return tuple(dict.fromkeys(place.path for one in found for place in self.scope.reads(one)))

    def problems(self, rule: Rule) -> tuple[Problem, ...]:
        """Return what is wrong with a rule here: unknown names, kinds that do not fit."""
        kind, found = type_of(rule, self.scope)
        return found or tuple(result(self.use, kind, rule.span))


@dataclass(frozen=True, slots=True)
class Ground:
    """A definition's rules as far as they can be read."""

    root: Node
    form: Form
    lint: Lint

    def rules(self) -> Iterator[Standing]:
        """Yield every rule with the place in the text where it stands, each place once.

        One that stands for several cells is told as the first of them sees it.
        """
        layout, seen = self.lint.layout, set[Place]()
        for use in layout.book.uses if layout else ():
            place = place_at(self.root, use.rule.span) if use.rule.span else ()
            if place and place not in seen:
                seen.add(place)
                yield Standing(place, use, self)

    def known(self, scope: AnyScope | RowsScope) -> tuple[Known, ...]:
        """Return the names that may be written in a scope, in reading order."""
        found = dict.fromkeys(scope.known())
        return tuple(one for name in found if (one := self.name(scope, name)) is not None)

    def name(self, scope: AnyScope | RowsScope, name: str) -> Known | None:
        """Return what a name is in a scope; None for nothing."""
        found = scope.find(name)
        if found is None:
            return None
        if isinstance(scope, ChoiceScope) and name in CHOICE:
            return Known(name, "", found.type)
        spot, around = self._spot(scope, name)
        if spot is None or around is None:
            return Known(name, "", found.type)
        return Known(name, called(around, spot), found.type, tuple(self._options(spot)))

    def _spot(self, scope: AnyScope | RowsScope, name: str) -> tuple[Spot | None, Names | None]:
        outer = scope.outer if isinstance(scope, ChoiceScope | RowsScope) else scope
        around = outer.around
        place = scope.place(name) if not isinstance(scope, ChoiceScope) else outer.place(name)
        if place is not None and place.path in around.names.spots:
            return around.names.spots[place.path], around.names
        head, _, rest = name.partition(".")
        linked = around.links.get(head) or (around.profile if head == "org" else None)
        if linked is None:
            return None, None
        return linked.spots.get(rest) or linked.spots.get(rest.replace(".", "[].", 1)), linked

    def _options(self, spot: Spot) -> Iterator[tuple[str, Text]]:
        choices = spot.field.choices
        if isinstance(choices, tuple):
            yield from ((one.value, one.label) for one in choices if isinstance(one, Choice))
        named = choices.codelist if isinstance(choices, CodelistChoices) else ""
        listed = self.lint.around.codelists.get(named)
        if listed is not None and len(listed.entries) <= MOST_OPTIONS:
            yield from ((code, dict(entry.label)) for code, entry in listed.entries.items())


def _labelled(logic: Logic, options: Mapping[str, Text], language: str) -> Logic:
    if isinstance(logic, list):
        return [_labelled(one, options, language) for one in logic]
    return text_in(options[logic], language) if isinstance(logic, str) and logic in options else logic


def ground_of(text: str, among: Definitions) -> Ground:
    """Read the rules of a text. Raises DefinitionError for what is no definition."""
    with uncollected():
        root = read_source(text, FILE)
        form = form_of(root)
    return Ground(root, form, Lint(form, among))


def written_at(text: str, place: Place) -> Rule | None:
    """Return the rule that stands at a place; None for nothing. Raises DefinitionError for what is none."""
    node: Node | None = read_source(text, FILE)
    for step in place:
        node = child(node, step) if node is not None else None
    return read_expression(node) if node is not None else None


def standing(text: str, place: Place, among: Definitions) -> Standing | None:
    """Return what a rule at a place sees, whatever is written there now; None where no rule can stand.

    Raises DefinitionError for a text that cannot be read even with a harmless rule in its place, and
    NoSuchPlace.
    """
    probed = put(text, place, PROBE).applied(text)
    return next((one for one in ground_of(probed, among).rules() if one.place == place), None)


def called(names: Names, spot: Spot) -> Text:
    """Return what people call a value: of a cell of a grid its row and its column."""
    own: Text = spot.field.label or spot.field.field
    grid = names.grids.get(spot.grid)
    row = next((one.label for one in grid.rows if one.row == spot.row), "") if grid else ""
    if not row:
        return own
    languages = dict.fromkeys([*_languages(row), *_languages(own)])
    if not languages:
        return f"{text_in(row)}·{text_in(own)}"
    return {one: f"{text_in(row, one)}·{text_in(own, one)}" for one in languages}


def _languages(text: Text) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, dict) else ()
