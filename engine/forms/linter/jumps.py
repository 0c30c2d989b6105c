"""Branches of surveys: forward, to a question that exists, or to the end."""

from collections.abc import Iterator

from engine.forms.branches import branching
from engine.forms.linter.lint import Lint
from engine.forms.model.fields import Field
from engine.forms.names import Names
from engine.problems import Problem


def jumps(lint: Lint) -> Iterator[Problem]:
    """Check where branches lead."""
    places = {
        id(branch): (*visit.place, "branches", number, "goto")
        for visit, field in lint.of(Field)
        for number, branch in enumerate(field.branches)
    }
    for stray in branching(lint.form).astray:
        place = places[id(stray.branch)]
        if stray.found:
            yield lint.fault("branch-backwards", place, name=stray.target)
        else:
            yield lint.unknown("target", stray.target, _targets(lint.surroundings.names, stray.field), place)


def _targets(names: Names, field: str) -> list[str]:
    repeat = field.partition("[]")[0] if "[]" in field else ""
    return [spot.field.field for spot in names.spots.values() if spot.repeat == repeat and not spot.grid]
