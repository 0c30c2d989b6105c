"""A response that is only tried: a design filled in before it is published, with made-up circumstances.

Nothing of it is a filing: it stands in a table of its own, and nobody else sees it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any, Final

from engine.filings.fitting import read_fitting
from engine.forms import FormState, Program, Refused
from engine.forms.fieldtypes.sizes import FILE_TYPES
from engine.forms.names import ALWAYS
from engine.forms.paths import pattern
from engine.forms.periods import Period
from engine.forms.sampling import Sampler
from engine.problems import Problem
from engine.store import Work
from engine.store.exact_json import Json
from engine.store.tables.trials import design_trials

MOST_EARLIER: Final = 24
"""Earlier periods that are kept."""
Raw = str | list[str]


@dataclass(frozen=True, slots=True)
class Trial:
    """What somebody tries: answers as JSON, period, which made-up organisation, earlier answers by period."""

    document: Mapping[str, Any] = field(default_factory=dict)
    period: str = ""
    organisation: str = ""
    earlier: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    begun: bool = False
    """Whether anything was typed: before, the defaults stand there."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A design compiled, with what surrounds the one who tries it."""

    program: Program
    org: Mapping[str, Any]
    now: datetime
    """Aware, in the installation's zone."""

    def around(self, trial: Trial) -> dict[str, Any]:
        """Return the circumstances as `Program.start` takes them."""
        earlier = ((Period.parse(key), value) for key, value in trial.earlier.items())
        return {
            "org": self.org,
            "user": {},
            "period": Period.parse(trial.period) if trial.period else None,
            "links": dict.fromkeys(self.program.form.links),
            "history": {period: read_fitting(self.program, value)[1] for period, value in earlier},
            "now": self.now,
        }

    def state(self, trial: Trial) -> FormState:
        """Return the evaluated state of a trial; what does not fit the design any more is left out."""
        around = self.around(trial)
        if not trial.begun:
            return self.program.start(self.program.prefill(**around), **around)
        return self.program.start(read_fitting(self.program, trial.document)[1], **around)

    def example(self, trial: Trial, seed: int) -> Trial:
        """Return the trial filled in with answers that fit the design."""
        state = Sampler(self.program).sample(Random(seed), **self.around(trial))
        return kept(trial, state)

    def onward(self, trial: Trial) -> Trial:
        """Take the answers as filed in their period, and begin the next one."""
        period = Period.parse(trial.period)
        filed = {**trial.earlier, trial.period: self.state(trial).effective_document()}
        newest = dict(sorted(filed.items())[-MOST_EARLIER:])
        return replace(trial, document={}, period=period.shift(1).key, earlier=newest, begun=False)


def kept(trial: Trial, state: FormState) -> Trial:
    """Return the trial with the answers of a state."""
    return replace(trial, document=state.document(), begun=True)


def enter(program: Program, state: FormState, typed: Mapping[str, Raw]) -> dict[str, tuple[Raw, Problem]]:
    """Type what a page posted; what opens on the way is typed too. Returns what was refused, by path."""
    waiting = {path: raw for path, raw in typed.items() if _takes(program, path)}
    refused: dict[str, tuple[Raw, Problem]] = {}
    left = -1
    while waiting and left != len(waiting):
        left = len(waiting)
        for path in tuple(waiting):
            try:
                if state.relevant(path) and not state.read_only(path):
                    state.enter(path, waiting.pop(path))
            except Refused as refusal:
                refused[path] = (typed[path], refusal.problem._replace(path=path))
    return refused


def _takes(program: Program, path: str) -> bool:
    cell = program.cells.get(pattern(path))
    return cell is not None and cell.field.kind not in FILE_TYPES


def change_rows(state: FormState, what: str) -> None:
    """Do what a button of a list's rows says: 'add:products', 'remove:products:1', 'up:…', 'down:…'.

    Raises Refused for what cannot be done.
    """
    verb, _, rest = what.partition(":")
    repeat, _, number = rest.partition(":")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    match verb:
        case "add":
            state.add_row(repeat)
        case "remove":
            state.remove_row(repeat, at)
        case "up" | "down":
            to = at + (1 if verb == "down" else -1)
            if 0 <= to < len(state.typed.get(repeat) or ()):
                state.move_row(repeat, at, to)


@dataclass(frozen=True, slots=True)
class Turn:
    """One place where the form decides what to show."""

    path: str
    shown: bool
    why: str
    """In words, with the values that decided."""


def path_taken(program: Program, state: FormState, language: str) -> Iterator[Turn]:
    """Yield what is shown or hidden by a rule, in reading order, each with the reason."""
    blueprint = program.machine.blueprint
    seen = set[int]()
    for element in blueprint.elements:
        if element.gate != ALWAYS and not element.repeat and element.gate not in seen:
            seen.add(element.gate)
            yield Turn(element.path, state.relevant(element.path), state.why_shown(element.path, language))
    for path, cell in program.cells.items():
        if cell.gate != ALWAYS and not cell.repeat and not cell.grid and cell.gate not in seen:
            yield Turn(path, state.relevant(path), state.why_shown(path, language))


def as_example(stage: Stage, trial: Trial, name: str) -> dict[str, Any]:
    """Return a trial as an example of the definition: what was given, and what came of it."""
    state = stage.state(trial)
    made: dict[str, Any] = {"example": name}
    if trial.period:
        made["period"] = trial.period
    if trial.earlier:
        made["history"] = {key: _plain(dict(value)) for key, value in trial.earlier.items()}
    own = {path for path, cell in stage.program.cells.items() if not cell.calculated and not cell.repeat}
    made["given"] = _plain({path: value for path in sorted(own) if (value := _held(state, path)) is not None})
    calculated = [path for path, cell in stage.program.machine.form_cells.items() if cell.calculated]
    values = {path: value for path in calculated if (value := _effective(state, path)) is not None}
    turns = list(path_taken(stage.program, state, "zh"))
    expect: dict[str, Any] = {"values": _plain(values)} if values else {}
    for word, shown in (("shown", True), ("hidden", False)):
        paths = [turn.path.removeprefix("#") for turn in turns if turn.shown is shown]
        if paths:
            expect[word] = paths
    broken = sorted({finding.check for finding in state.findings})
    if broken:
        expect["broken"] = broken
    expect["accepted"] = not state.complete()
    return {**made, "expect": expect}


def _held(state: FormState, path: str) -> Any:
    return _at(state.document(), path)


def _effective(state: FormState, path: str) -> Any:
    return _at(state.effective_document(), path)


def _at(document: Mapping[str, Any], path: str) -> Any:
    found: Any = document
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _plain(value: Any) -> Any:
    """Return JSON as a definition may write it: no nulls."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items() if one is not None}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def load(work: Work, design: str, user: str) -> Trial:
    """Return what somebody tried last of a design; an empty trial before."""
    query = design_trials.select().where(design_trials.c.design == design, design_trials.c.user == user)
    row = work.connection.execute(query).one_or_none()
    held = row.trial if row is not None else {}
    return Trial(
        held.get("document") or {},
        str(held.get("period") or ""),
        str(held.get("organisation") or ""),
        held.get("earlier") or {},
        bool(held.get("begun")),
    )


def save(work: Work, design: str, user: str, *, trial: Trial, at: datetime) -> None:
    """Keep what somebody tries of a design."""
    value: Json = {
        "document": dict(trial.document),
        "period": trial.period,
        "organisation": trial.organisation,
        "earlier": {key: dict(one) for key, one in trial.earlier.items()},
        "begun": trial.begun,
    }
    mine = (design_trials.c.design == design, design_trials.c.user == user)
    values = {"trial": value, "updated_at": at}
    if not work.connection.execute(design_trials.update().where(*mine), values).rowcount:
        work.connection.execute(design_trials.insert(), {"design": design, "user": user, **values})
