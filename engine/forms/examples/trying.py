"""Runs the examples of a form: its circumstances read, the values typed over the defaults, and judged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from engine.forms.examples.judging import Judge
from engine.forms.examples.values import Leaf, ValuesReader, plain, put
from engine.forms.fieldtypes.kind import Refused
from engine.forms.model.codelist import Codelist
from engine.forms.model.example import Example
from engine.forms.model.form import Form
from engine.forms.names import Names
from engine.forms.nodes import Mapping as MappingNode
from engine.forms.nodes import Place
from engine.forms.outside import Surroundings
from engine.forms.paths import split
from engine.forms.periods import Period
from engine.forms.program import Program
from engine.forms.state import FormState
from engine.problems import Problem, nearest, problem
from engine.rules import RuleError

REGISTERED = ("name", "region", "type")
"""What the register itself knows of an organisation, besides its profile."""


def try_examples(
    form: Form, program: Program, around: Surroundings, codelists: Mapping[str, Codelist]
) -> Iterator[Problem]:
    """Run every example of `form`, whose rules are sound, and yield what does not come as expected."""
    for number, example in enumerate(form.examples):
        trial = _Trial(form, program, around, codelists, ("examples", number))
        yield from trial.run(example)


@dataclass(slots=True)
class _Trial:
    """One example being run."""

    form: Form
    program: Program
    around: Surroundings
    codelists: Mapping[str, Codelist]
    place: Place
    problems: list[Problem] = field(default_factory=list)

    def run(self, example: Example) -> list[Problem]:
        """Return what is wrong with the example itself; when nothing is, what its run did not give."""
        around = self._circumstances(example)
        given = self._reader(self.around.names, made=False)
        leaves = list(given.leaves(example.given))
        self.problems += given.problems
        judge = Judge(self.form, self.program, (*self.place, "expect"))
        wanted = self._reader(self.around.names)
        expected = list(wanted.leaves(example.expect.values))
        self.problems += wanted.problems + judge.unknown(example.expect)
        if self.problems:
            return self.problems
        try:
            return list(judge.judge(self._state(leaves, around), example.expect, expected))
        except RuleError as error:
            span = self.form.span(self.place)
            return [problem("example-stopped", span=span, zh=_said(error, "zh"), en=_said(error, "en"))]

    def _reader(self, names: Names, *, made: bool = True) -> ValuesReader:
        return ValuesReader(names, self.codelists, made)

    def _state(self, leaves: list[Leaf], around: dict[str, Any]) -> FormState:
        """Type the given values over the defaults; the rows that they need begin with theirs."""
        values = self.program.prefill(**around)
        inner = [leaf for leaf in leaves if "[" in leaf.path]
        for leaf in leaves:
            if leaf not in inner:
                put(values, leaf)
        if inner:
            values = self._with_rows(self.program.start(values, **around), inner)
        return self.program.start(values, **around)

    def _with_rows(self, state: FormState, leaves: list[Leaf]) -> dict[str, Any]:
        for leaf in leaves:
            name, row = split(leaf.path)[:2]
            try:
                while isinstance(row, int) and len(state.typed[str(name)]) <= row:
                    state.add_row(str(name))
            except Refused:
                continue  # a hidden repeat takes no new rows: they are typed without defaults
        values = state.typed
        for leaf in leaves:
            put(values, leaf)
        return values

    # --- what surrounds the response --------------------------------------------------------------

    def _circumstances(self, example: Example) -> dict[str, Any]:
        profile = self.around.profile
        return {
            "org": self._outer(example.org, "org", profile),
            "user": self._outer(example.user, "user", None),
            "period": self._period(example.period, "period"),
            "links": dict(self._links(example)),
            "history": dict(self._history(example)),
            "now": self._moment(example.today),
        }

    def _outer(self, node: MappingNode | None, head: str, profile: Names | None) -> dict[str, Any]:
        """Read what is known of an organisation or a user: typed by its profile, if there is one."""
        if node is None:
            return {}
        typed = {key: below for key, below in node.entries.items() if profile and key in profile.spots}
        values: dict[str, Any] = {}
        if profile and typed:
            reader = self._reader(profile)
            values = reader.nested(MappingNode(typed, node.keys, node.span))
            self.problems += reader.problems
        read = {str(spec[1]).split(".")[0] for spec in self._specs() if spec[0] == head}
        known = [*read, *REGISTERED, *(profile.spots if profile else ())]
        for key, below in node.entries.items():
            if key not in known:
                self._unknown("path", f"{head}.{key}", [f"{head}.{name}" for name in known], (head, key))
            elif key not in typed:
                values[key] = plain(below)
        return values

    def _specs(self) -> list[tuple[object, ...]]:
        return self.program.machine.blueprint.context

    def _links(self, example: Example) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, node in example.links.items():
            names = self.around.links.get(name)
            if names is None:
                self._unknown("link", name, list(self.around.links), ("links", name))
                continue
            reader = self._reader(names)
            yield name, reader.nested(node)
            self.problems += reader.problems

    def _history(self, example: Example) -> Iterator[tuple[Period, dict[str, Any]]]:
        for key, node in example.history.items():
            period = self._period(key, "history", key)
            reader = self._reader(self.around.names)
            values = reader.nested(node)
            self.problems += reader.problems
            if period is not None:
                yield period, values

    def _period(self, written: str | None, *steps: str) -> Period | None:
        if written is None:
            return None
        kind = self.form.collection.period
        try:
            period = Period.parse(written)
        except ValueError:
            period = None
        if period is None or period.kind != kind:
            self._fault("example-period", steps, given=written[:20], kind=kind)
        return period

    def _moment(self, written: str | None) -> datetime | None:
        if written is None:
            return None
        try:
            if len(written) > len("2026-01-31"):
                return datetime.fromisoformat(written).replace(tzinfo=UTC)
            return datetime.combine(date.fromisoformat(written), time(12), UTC)
        except ValueError:
            self._fault("example-day", ("today",), given=written[:20])
            return None

    def _unknown(self, what: str, name: str, known: list[str], steps: tuple[str, ...]) -> None:
        close = nearest(name, known)
        self._fault(f"unknown-{what}{'-near' if close else ''}", steps, key=True, name=name, nearest=close)

    def _fault(self, code: str, steps: tuple[str, ...], *, key: bool = False, **params: object) -> None:
        span = self.form.span((*self.place, *steps), key=key)
        self.problems.append(problem(code, "", span, **params))


def _said(error: RuleError, language: str) -> str:
    return " ".join(fault.message(language) for fault in error.problems)
