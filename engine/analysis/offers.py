"""What answers can be filtered by: regions, facts about organisations, and choice questions. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.analysis.crosstab import CROSSED
from engine.analysis.filters import FACT, Condition, Filters, UnknownFilter
from engine.analysis.looks import Look
from engine.analysis.questions import Option, Question, questions_of
from engine.forms.folder import Definitions
from engine.forms.model.base import Text
from engine.forms.model.codelist import Codelist
from engine.forms.model.form import Form

MOST_VALUES: Final = 300
"""Values offered of one fact or question."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to filter by, with the values that it can have."""

    key: str
    title: tuple[Text, ...]
    values: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything to filter by."""

    regions: tuple[Option, ...]
    facts: tuple[Offer, ...]
    questions: tuple[Offer, ...]

    def check(self, filters: Filters) -> None:
        """Raise UnknownFilter for a condition on what is not offered."""
        known = {offer.key for offer in (*self.facts, *self.questions)}
        for condition in filters.conditions:
            if condition.key not in known:
                raise UnknownFilter(condition.key)

    def named(self, condition: Condition) -> tuple[tuple[Text, ...], Text]:
        """Return what a condition is about and its value, as people call them."""
        offer = next(one for one in (*self.facts, *self.questions) if one.key == condition.key)
        label = next((one.label for one in offer.values if one.value == condition.value), condition.value)
        return offer.title, label


def crossable(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the choice questions that each response answers once at most."""
    return tuple(one for one in questions if one.shape in CROSSED and "[]" not in one.path)


def fact_questions(definitions: Definitions, system: str, form: Form) -> tuple[Question, ...]:
    """Return the choice questions of the registrations of those who file a form."""
    held = definitions.systems[system].organisations
    kinds = [held[name] for name in form.collection.reporters or held if name in held]
    names = dict.fromkeys(kind.registration for kind in kinds if kind.registration)
    asked = [definitions.forms[name] for name in names if name in definitions.forms]
    found = (one for each in asked for one in questions_of(each) if one.shape in ("single", "multiple"))
    return tuple({one.path: one for one in found if "." not in one.path and "[]" not in one.path}.values())


def offers(
    look: Look, regions: Codelist | None, facts: Sequence[Question], *, codelists: Mapping[str, Codelist]
) -> Offers:
    """Return what a look's answers can be filtered by; `facts` are questions of registrations."""
    held = look.facts([fact.path for fact in facts])
    return Offers(
        _regions(look.regions(), regions),
        tuple(_offer(fact, held[fact.path], codelists, before=FACT) for fact in facts if held[fact.path]),
        tuple(_offer(one, {}, codelists) for one in crossable(look.questions) if one.shape != "moment"),
    )


def _regions(held: Mapping[str, int], regions: Codelist | None) -> tuple[Option, ...]:
    if regions is None:
        return ()
    known = [code for code in regions.entries if code in held]
    return tuple(Option(code, dict(regions.entries[code].label)) for code in known[:MOST_VALUES])


def _offer(
    question: Question, held: Mapping[str, int], codelists: Mapping[str, Codelist], *, before: str = ""
) -> Offer:
    """Return the offer of a question: its options, or the codes that came, in the list's order."""
    values = question.options
    codelist = codelists.get(question.codelist)
    if not values and codelist is not None:
        codes = [code for code in codelist.entries if code in held] if held else list(codelist.entries)
        values = tuple(Option(code, dict(codelist.entries[code].label)) for code in codes[:MOST_VALUES])
    elif held:
        values = tuple(option for option in values if option.value in held)
    return Offer(before + question.path, question.titles, values)
