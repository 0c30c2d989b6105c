"""What a request brings to a page: the view (addresses, rights, refused input), and a look at the state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engine.forms.model.base import Text
from engine.forms.state import FormState
from engine.problems import Problem
from engine.render.contexts import Clash, Reason, Survey
from engine.render.marks import Clearing

Raw = str | Sequence[str]
MISSING: Final = frozenset({"answer-missing", "answer-rows-least"})
"""Problems that only say that something is not answered yet."""
UNEXPLAINED: Final = frozenset({"check-unexplained", "check-stale"})
"""Problems that only say that a broken check lacks its explanation."""


@dataclass(frozen=True, slots=True)
class Urls:
    """Where things go. `page` is the address of a sheet without its name at the end."""

    page: str
    save: str
    change: str
    rows: str
    paste: str
    why: str
    search: str
    explain: str
    earlier: str = ""
    unseen: str = ""
    files: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The line on top, all in words of the page's language; empty parts are not shown."""

    title: str
    period: str = ""
    organisation: str = ""
    state: str = ""
    waits_for: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """One person's view of one filing.

    `raw` holds what was typed and refused, with the problem, by path. `refused` are the problems
    for which going on was just refused; the summary then takes the focus. `previous` gives
    earlier values in words by path, when they were asked for. `saved_at` is HH:MM or ''. Answers that
    are still missing are told of once somebody wanted to go on: `show_missing`, or `refused`.
    `period_before` is the period whose values can be shown, '' for none; `reason` answers why something
    is as it is, `unseen` why things are hidden, where that was asked without scripts; `who` tells one
    person's pages from another's, without saying who it is. `clash` is a contradiction to be settled.
    `compared` gives, by path, what the values that differ from an earlier filing were there ('' where
    there was nothing). `completed` are the sheets saved as complete (None: the form has no such thing),
    `withheld` those that this person may not see yet.
    """

    urls: Urls
    header: Header
    sheet: str
    csrf: str = ""
    revision: int = 1
    read_only: bool = False
    show_missing: bool = False
    saved_at: str = ""
    raw: Mapping[str, tuple[Raw, Problem]] = field(default_factory=dict)
    refused: tuple[Problem, ...] = ()
    previous: Mapping[str, str] = field(default_factory=dict)
    period_before: str = ""
    with_previous: bool = False
    reason: Reason | None = None
    clash: Clash | Clearing | None = None
    unseen: tuple[Reason, ...] | None = None
    who: str = ""
    surveys: tuple[Survey, ...] = ()
    compared: Mapping[str, str] = field(default_factory=dict)
    completed: frozenset[str] | None = None
    withheld: frozenset[str] = frozenset()


class Look:
    """The state as one request sees it, with everything by path that several pieces ask for."""

    __slots__ = (
        "frozen", "language", "locked", "problems", "read_only", "relevant", "required", "special", "state",
        "told", "value", "view",
    )  # fmt: skip

    def __init__(self, state: FormState, view: View, language: str) -> None:
        self.state = state
        self.view = view
        self.language = language
        self.frozen = view.read_only
        self.value: Callable[[str], object] = state.value
        self.relevant: Callable[[str], bool] = state.relevant
        self.locked: Callable[[str], bool] = state.locked
        self.required: Callable[[str], bool] = state.required
        self.read_only: Callable[[str], bool] = state.read_only
        shown = _shown(state, view)
        self.told: tuple[Problem, ...] = _told(shown)
        self.problems = _by_path([one for one in shown if one.code not in UNEXPLAINED])
        self.special = frozenset((*self.problems, *view.raw, *view.previous, *view.compared))
        """Paths that need more than their value filled in."""

    def reading(self, path: str) -> bool:
        """Whether the place at `path` is only read, whoever comes: the page is, or its sheet."""
        return self.frozen or self.locked(path)

    def text(self, text: Text, path: str) -> str:
        """Return a text of the definition with its expressions filled in."""
        return self.state.text(text, path, self.language)


def _shown(state: FormState, view: View) -> list[Problem]:
    """Return the problems to show, each once; where an input was refused, its refusal alone."""
    missing_too = view.show_missing or view.refused
    own = [one for one in state.problems if one.path not in view.raw]
    shown = [one for one in own if missing_too or one.code not in MISSING]
    typed = [fault for _, fault in view.raw.values()]
    return list({(one.path, one.code, _check(one)): one for one in (*typed, *shown, *view.refused)}.values())


def _told(shown: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the lines of the summary: a check that lacks its explanation is told of once."""
    asked = {_check(one) for one in shown if one.code in UNEXPLAINED}
    return tuple(one for one in shown if one.code != "check-broken" or _check(one) not in asked)


def _check(problem: Problem) -> str:
    return str(problem.params.get("check", ""))


def _by_path(problems: Sequence[Problem]) -> Mapping[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.path, []).append(problem)
    return found
