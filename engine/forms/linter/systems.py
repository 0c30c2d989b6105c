"""A system: the forms, codelists, organisations and levels it names."""

import re
from collections.abc import Iterable, Iterator

from engine.forms.folder import Definitions
from engine.forms.model.system import Review, System
from engine.forms.nodes import Place
from engine.problems import Problem, nearest, problem

_CODELIST = re.compile(r"codelist\(\s*([^\s,()]+)\s*\)")
_PARENT = "parent"
"""The review step of the organisation that opened the filer's account."""


def lint_system(system: System, around: Definitions) -> list[Problem]:
    """Return what is wrong with a system among definitions, in no order."""
    return [
        *_names(system, "form", around.forms, _forms(system)),
        *_names(system, "organisation", system.organisations, _organisations(system)),
        *_names(system, "level", _levels(system), _steps(system)),
        *_regions(system, around),
    ]


def _names(
    system: System, what: str, known: Iterable[str], named: Iterable[tuple[str, Place]]
) -> Iterator[Problem]:
    names = list(known)
    for name, place in named:
        if name not in names:
            close = nearest(name, names)
            code = f"unknown-{what}{'-near' if close else ''}"
            yield problem(code, span=system.span(place), name=name, nearest=close)


def _forms(system: System) -> Iterator[tuple[str, Place]]:
    for number, name in enumerate(system.forms):
        yield name, ("forms", number)
    for key, kind in system.organisations.items():
        if kind.registration:
            yield kind.registration, ("organisations", key, "registration")


def _organisations(system: System) -> Iterator[tuple[str, Place]]:
    for key, role in system.roles.items():
        yield role.of, ("roles", key, "of")
    for key, kind in system.organisations.items():
        if kind.opened_by:
            yield kind.opened_by, ("organisations", key, "opened_by")
    for key in system.home:
        yield key, ("home", key)


def _levels(system: System) -> list[str]:
    levels = [level for kind in system.organisations.values() for level in kind.levels]
    return [*levels, *system.organisations, _PARENT]


def _steps(system: System) -> Iterator[tuple[str, Place]]:
    for name, review in system.reviews.items():
        yield from _of_review(review, ("reviews", name))


def _of_review(review: Review, place: Place) -> Iterator[tuple[str, Place]]:
    for number, step in enumerate(review.steps):
        yield step, (*place, "steps", number)
    if review.skip:
        yield review.skip.by, (*place, "skip", "by")


def _regions(system: System, around: Definitions) -> Iterator[Problem]:
    if system.regions is None:
        return
    found = _CODELIST.fullmatch(system.regions)
    if found is None:
        yield problem("not-choices", span=system.span(("regions",)), given=system.regions)
    elif found[1] not in around.codelists:
        yield from _names(system, "codelist", around.codelists, [(found[1], ("regions",))])
