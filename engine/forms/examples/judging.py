"""What came of an example against what was expected: each difference is a problem that says why."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from engine.forms.examples.values import Leaf
from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.findings import Finding
from engine.forms.machine import items_of
from engine.forms.model.base import Text
from engine.forms.model.example import Expected
from engine.forms.model.form import Form
from engine.forms.model.items import Group
from engine.forms.nodes import Place
from engine.forms.paths import pattern
from engine.forms.plan import CheckPlan
from engine.forms.program import Program
from engine.forms.state import FormState
from engine.forms.why import ALWAYS_SHOWN
from engine.problems import DEFAULT_LANGUAGE, LANGUAGES, Problem, nearest, problem

MOST_REASONS: Final = 3
"""The problems that are told of a response which should have been accepted."""

Answer = tuple[str, Callable[[str], str]]
"""The code of a problem, and what explains it in a language."""


class Judge:
    """Judges states of one form; `place` is that of the expectations in its file."""

    def __init__(self, form: Form, program: Program, place: Place) -> None:
        self.form, self.program, self.place = form, program, place

    # --- names ------------------------------------------------------------------------------------

    @cached_property
    def _plans(self) -> dict[str, list[CheckPlan]]:
        """The checks by full name, and by the name that is written with them."""
        found: dict[str, list[CheckPlan]] = {}
        for plan in self.program.machine.blueprint.checks:
            for name in dict.fromkeys((plan.id, plan.id.rpartition(".")[2])):
                found.setdefault(name, []).append(plan)
        return found

    @cached_property
    def _labels(self) -> dict[str, Text | None]:
        """The labels by path: of cells, of groups outside repeats, and of sheets (their titles)."""
        cells = {path: cell.field.label for path, cell in self.program.cells.items()}
        groups = {f"#group.{one.group}": one.label for one in items_of(self.form) if isinstance(one, Group)}
        return {**cells, **groups, **{f"#sheet.{sheet.sheet}": sheet.title for sheet in self.form.sheets}}

    def _element(self, path: str) -> str:
        """Return a path as the state knows it: sheets and groups may be written without '#'."""
        known = self.program.machine.elements
        return f"#{path}" if f"#{path}" in known and path not in self.program.cells else path

    def unknown(self, expected: Expected) -> list[Problem]:
        """Return the names that the form does not have."""
        machine = self.program.machine
        cells = set(self.program.cells)
        checks, items = set(self._plans), cells | set(machine.elements)
        known: Mapping[str, set[str]] = {
            "shown": items,
            "hidden": items,
            "required": cells,
            "optional": cells,
            "read_only": cells,
            "labels": set(self._labels),
            "broken": cells | checks | set(machine.blueprint.repeats),
            "holds": cells | checks | set(machine.blueprint.repeats),
            "not_run": checks,
        }
        return [
            self._unknown(path, names, (word, path if word == "labels" else number))
            for word, names in known.items()
            for number, path in enumerate(getattr(expected, word))
            if pattern(self._element(path)) not in names
        ]

    def _unknown(self, path: str, known: Iterable[str], steps: Place) -> Problem:
        close = nearest(path, [name.replace("[]", "[0]").removeprefix("#") for name in known])
        code = f"unknown-path{'-near' if close else ''}"
        span = self.form.span((*self.place, *steps), key=steps[0] == "labels")
        return problem(code, "", span, name=path[:60], nearest=close)

    # --- judging ----------------------------------------------------------------------------------

    def judge(self, state: FormState, expected: Expected, values: Iterable[Leaf]) -> Iterator[Problem]:
        """Yield every expectation that `state` does not meet."""
        for leaf in values:
            yield from self._value(state, leaf)
        for path, text in expected.labels.items():
            for language, wanted in ({DEFAULT_LANGUAGE: text} if isinstance(text, str) else text).items():
                yield from self._label(state, path, language, wanted)
        for word, ask in _ASKED.items():
            for number, name in enumerate(getattr(expected, word)):
                yield from self._asked(state, self._element(name), ask, (word, number))
        for word, judged in self._verdicts().items():
            for number, name in enumerate(getattr(expected, word)):
                yield from self._told(name, judged(state, name), (word, number))
        if expected.accepted is not None:
            yield from self._accepted(state, expected.accepted)

    def _value(self, state: FormState, leaf: Leaf) -> Iterator[Problem]:
        if leaf.spot is None:
            return
        try:
            found = state.value(leaf.path)
            kind = TYPES[leaf.spot.field.kind]
            if found != leaf.value and kind.to_json(found) != kind.to_json(leaf.value):
                given = {"wanted": told(leaf.value), "found": told(found)}
                why = _why(state.why, leaf.path, always=False)
                yield problem("example-value", "", leaf.span, name=leaf.path, **given, **why)
        except Refused as refusal:
            yield problem("example-absent", "", leaf.span, name=leaf.path, **_refusal(refusal))

    def _label(self, state: FormState, path: str, language: str, wanted: str) -> Iterator[Problem]:
        known = self._element(path)
        found = state.text(self._labels[pattern(known)], known, language)
        if found != wanted:
            span = self.form.span((*self.place, "labels", path))
            yield problem("example-label", "", span, name=path, wanted=wanted, found=found)

    def _asked(self, state: FormState, path: str, ask: "_Ask", steps: Place) -> Iterator[Problem]:
        question, wanted, code = ask
        try:
            if question(state, path) is not wanted:
                shows = code in ("example-hidden", "example-shown")
                explain = state.why_shown if shows else state.why
                yield self._fault(code, steps, name=path, **_why(explain, path, always=shows))
        except Refused as refusal:
            yield self._fault("example-absent", steps, name=path, **_refusal(refusal))

    def _verdicts(self) -> dict[str, Callable[[FormState, str], Answer | None]]:
        return {"broken": self._not_broken, "holds": self._not_held, "not_run": self._run}

    def _told(self, name: str, answer: Answer | None, steps: Place) -> Iterator[Problem]:
        if answer is not None:
            code, explain = answer
            why = _why(lambda _path, language: explain(language), name, always=False)
            yield self._fault(code, steps, name=name, **why)

    def _not_broken(self, state: FormState, name: str) -> Answer | None:
        if _findings(state, name) or _value_problems(state, name):
            return None
        if pattern(name) not in self._plans:
            return "example-sound", lambda language: _explained(state, name, language)
        return self._outcome(state, name, "example-holds")

    def _not_held(self, state: FormState, name: str) -> Answer | None:
        faults = [one.problem for one in _findings(state, name)] or _value_problems(state, name)
        if faults:
            return "example-broken", lambda language: _joined(faults, language)
        verdicts = [state.verdict(plan.id) for plan in self._plans.get(pattern(name), ())]
        held = any(True in each for each in verdicts) or pattern(name) not in self._plans
        return None if held else self._outcome(state, name, "example-unjudged")

    def _outcome(self, state: FormState, name: str, code: str) -> Answer:
        """Say how a check that is not broken came out: it holds, or it could not be judged."""
        plans = self._plans[pattern(name)]
        held = next((plan for plan in plans if True in state.verdict(plan.id)), None)
        told_of = held or plans[0]
        return code if held else "example-unjudged", lambda language: state.why_check(told_of.id, language)

    def _run(self, state: FormState, name: str) -> Answer | None:
        plans = {plan.id for plan in self._plans[pattern(name)]}
        if any(one.check in plans for one in state.not_run):
            return None
        return "example-run", lambda language: state.why_check(self._plans[pattern(name)][0].id, language)

    def _accepted(self, state: FormState, wanted: bool) -> Iterator[Problem]:
        faults = state.complete("submit")
        if wanted and faults:
            why = _why(lambda _path, language: _joined(faults[:MOST_REASONS], language, paths=True), "")
            yield self._fault("example-refused", ("accepted",), count=len(faults), **why)
        elif not wanted and not faults:
            yield self._fault("example-accepted", ("accepted",))

    def _fault(self, code: str, steps: Place, **params: object) -> Problem:
        return problem(code, "", self.form.span((*self.place, *steps)), **params)


_Ask = tuple[Callable[[FormState, str], bool], bool, str]

_ASKED: Final[Mapping[str, _Ask]] = {
    "shown": (FormState.relevant, True, "example-hidden"),
    "hidden": (FormState.relevant, False, "example-shown"),
    "required": (FormState.required, True, "example-optional"),
    "optional": (FormState.required, False, "example-required"),
    "read_only": (FormState.read_only, True, "example-writable"),
}
"""By word: what is asked of each path, the answer wanted, and the problem of another answer."""


def _findings(state: FormState, name: str) -> list[Finding]:
    """Return the broken checks of a name: a full one, the last part of one, or a path it is shown at."""
    return [
        one
        for one in state.findings_at("review")
        if name in (one.check, pattern(one.check), one.check.rpartition(".")[2]) or name in one.paths
    ]


def _value_problems(state: FormState, path: str) -> list[Problem]:
    return [one for one in state.problems if one.path == path and one.code != "check-broken"]


def _refusal(refusal: Refused) -> dict[str, str]:
    return {f"why_{language}": refusal.problem.message(language) for language in LANGUAGES}


def _explained(state: FormState, path: str, language: str) -> str:
    try:
        return state.why(path, language)
    except Refused as refusal:
        return refusal.problem.message(language)


def _joined(faults: Iterable[Problem], language: str, *, paths: bool = False) -> str:
    said = (f"{one.path}: {one.message(language)}" if paths else one.message(language) for one in faults)
    return "\n".join(said)


def _why(explain: Callable[[str, str], str], path: str, *, always: bool = True) -> dict[str, str]:
    """Return what explains a path in each language; without `always` not that it always shows."""
    unsaid = ("", *(() if always else ALWAYS_SHOWN))
    return {f"why_{language}": _line(explain(path, language), language, unsaid) for language in LANGUAGES}


def _line(explained: str, language: str, unsaid: tuple[str, ...]) -> str:
    """Return the sentences of several lines on one, each with its full stop."""
    stop, space = ("。", "") if language == "zh" else (".", " ")
    return space.join(f"{one.rstrip('。.')}{stop}" for one in explained.split("\n") if one not in unsaid)


def told(value: Any) -> str:
    """Return a value as it would be written in an example."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list):
        return f"[{', '.join(map(told, value))}]"
    return value.isoformat() if isinstance(value, date) else str(value)
