"""What the page reads that tries a design's checks over the responses that are stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.analysis.margins import Margin, Threshold
from engine.analysis.trial import Case, Count, Outcome, Trial
from engine.forms import Program
from engine.forms.model.base import text_in
from engine.problems import Problem
from engine.rules import print_rule

CASES = 20
"""Responses that are named for each check."""
ONE_SIDED = ("<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class CheckChoice:
    """One check that can be tried."""

    name: str
    """Its name."""
    label: str
    """What it says."""
    rule: str
    """The rule as text."""
    chosen: bool
    """Whether it is tried."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that would catch a share of the responses."""

    rule: str
    """The comparison with the limit in it."""
    share: str
    """The share, in per cent."""
    caught: int
    """How many responses that are."""


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What came of one check."""

    label: str
    """What it says."""
    rule: str
    """The rule as text."""
    total: Count
    """How many held, would have been broken, could not be judged."""
    share: str
    """How many per cent of those judged would have been broken; '' for none."""
    periods: tuple[tuple[str, Count], ...]
    """The same by period, the newest first."""
    limits: tuple[Limit, ...]
    """Limits that would catch a part of them."""
    cases: tuple[Case, ...]
    """Some of the responses that would have been broken."""


@dataclass(frozen=True, slots=True)
class TrialPage:
    """Context of `designs/trial.html`."""

    id: str
    """The design."""
    title: str
    """What it is called."""
    revision: int
    """What this page has seen."""
    checks: tuple[CheckChoice, ...]
    """The checks of the design."""
    periods: int
    """Over how many periods they are tried."""
    trial: Trial | None = None
    """What came of it; None before it was asked for."""
    outcomes: tuple[OutcomeView, ...] = ()
    """The same, check by check."""
    unreadable: tuple[Problem, ...] = ()
    """Why the design cannot be tried."""


def choices(program: Program, chosen: Iterable[str], language: str) -> Iterator[CheckChoice]:
    """Yield the checks of a program."""
    wanted = set(chosen)
    for plan in program.machine.blueprint.checks:
        label = text_in(plan.check.message, language) or plan.id
        yield CheckChoice(plan.id, label, print_rule(plan.check.rule.logic), plan.id in wanted)


def outcome_view(outcome: Outcome, language: str, *, named: bool) -> OutcomeView:
    """Return one outcome; `named`: the responses that would have been broken are told."""
    total = outcome.total
    share = f"{100 * total.broken / total.judged:.1f}" if total.judged else ""
    check = outcome.plan.check
    return OutcomeView(
        text_in(check.message, language) or outcome.plan.id,
        print_rule(check.rule.logic),
        total,
        share,
        tuple(sorted(outcome.periods.items(), reverse=True)),
        tuple(limit for margin in outcome.margins if margin for limit in _limits(margin)),
        tuple(outcome.cases[:CASES]) if named else (),
    )


def _limits(margin: Margin) -> Iterator[Limit]:
    sign = ">=" if margin.below else "<="
    if margin.fixed:
        for found in margin.thresholds():
            yield Limit(f"{margin.left} {sign} {found.value:f}", _share(found), found.caught)
        return
    for found in margin.ratio_thresholds():
        yield Limit(f"{margin.left} {sign} {margin.right} * {found.value:f}", _share(found), found.caught)
    for found in margin.thresholds():
        difference = f"({margin.left}) - ({margin.right})"
        measured = difference if margin.operator in ONE_SIDED else f"abs({difference})"
        yield Limit(f"{measured} {sign} {found.value:f}", _share(found), found.caught)


def _share(found: Threshold) -> str:
    return f"{(100 * found.share).normalize():f}"
