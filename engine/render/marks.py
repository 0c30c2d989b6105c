"""What the marks of a filing are given: sheets saved one by one, values that a change would clear."""

from dataclasses import dataclass

from markupsafe import Markup

from engine.render.contexts import key


@dataclass(frozen=True, slots=True)
class Clearing:
    """A change that would clear other values: it waits for the filer's word."""

    path: str = key("The path that was changed")
    slug: str = key("Its path as part of ids")
    message: str = key("What would be cleared")
    raw: tuple[str, ...] = key("What was typed, as the form sends it again")
    row: str = key("The rows' button that confirms, where rows were changed; else ''")


@dataclass(frozen=True, slots=True)
class Completion:
    """Whether a sheet is saved as complete, or shows what was filed before."""

    state: str = key("done, open, shown; none where there is nothing to say")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class Withheld:
    """In place of a sheet that its filer has not saved yet, for everybody else."""

    title: str = key("The sheet's title")
