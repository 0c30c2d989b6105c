"""Broken checks: what they say, the figures they were judged by, and their explanations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from engine.forms.board import Board
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.looking import placed
from engine.forms.model.fields import Choice
from engine.forms.periods import Period
from engine.forms.plan import CheckPlan, Figure
from engine.forms.sentences import Speaker
from engine.forms.wording import Wording, interpolated
from engine.problems import Problem, Severity

MOST_CHARACTERS: Final = 1000
"""The longest explanation."""

Figures = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a filer wrote about a broken check, and the figures it was written for."""

    text: str
    reason: str | None = None
    figures: Figures = ()
    version: str = ""

    def document(self) -> dict[str, Any]:
        """Return the explanation as JSON data."""
        figures = [[name, value] for name, value in self.figures]
        return {"text": self.text, "reason": self.reason, "figures": figures, "version": self.version}

    @classmethod
    def of(cls, document: "Mapping[str, Any] | Explanation") -> "Explanation":
        """Return the explanation of what `document` made."""
        if isinstance(document, Explanation):
            return document
        figures = tuple((str(name), value) for name, value in document.get("figures") or ())
        reason, version = document.get("reason"), document.get("version")
        return cls(str(document.get("text") or ""), reason and str(reason), figures, str(version or ""))


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken check. `figures` are what it was judged by: (path, or 'prev(path)', and the value).

    `difference` is the distance of its two sides if they are numbers. `stale`: it was explained for
    other figures than these.
    """

    check: str
    paths: tuple[str, ...]
    severity: Severity
    problem: Problem
    figures: Figures
    reasons: tuple[Choice, ...]
    explanation: Explanation | None
    stale: bool
    sheet: str
    difference: object = None

    @property
    def explained(self) -> bool:
        """Whether a written explanation of these very figures stands."""
        return self.explanation is not None and not self.stale


@dataclass(frozen=True, slots=True)
class NotRun:
    """A check that could not be run because the filing of `period` is missing."""

    check: str
    paths: tuple[str, ...]
    sheet: str
    period: Period
    problem: Problem


def broken(board: Board, moment: str) -> Iterator[tuple[CheckPlan, int]]:
    """Return the checks that do not hold at `moment`, with the repeat's row (-1 outside repeats)."""
    for plan in board.machine.checks_by_moment[moment]:
        if plan.sheet in board.locked:
            continue
        if not plan.repeat:
            if board.v[plan.slot] is False:
                yield plan, -1
            continue
        for row, values in enumerate(board.v[board.machine.blueprint.repeats[plan.repeat].slot]):
            if values[plan.slot] is False:
                yield plan, row


def verdicts(board: Board, plan: CheckPlan) -> frozenset[bool | None]:
    """Return the outcomes of a check over its rows; None where it could not be judged or is not asked."""
    rows = board.v[board.machine.blueprint.repeats[plan.repeat].slot] if plan.repeat else [board.v]
    return frozenset(values[plan.slot] for values in rows)


def finding(board: Board, plan: CheckPlan, row: int, explanation: Explanation | None) -> Finding:
    """Return the finding of a broken check."""
    speaker = Speaker(board, plan, row, "zh")
    figures = tuple(
        (placed(one.name, row), _json(board, one, speaker.figure_value(one))) for one in plan.figures
    )
    at = tuple(placed(path, row) for path in plan.at)
    stale = explanation is not None and explanation.figures != figures
    severity = plan.check.severity
    fault = Problem(
        "check-broken",
        at[0] if at else "",
        {"check": placed(plan.id, row)},
        severity,
        text=Wording(cache(lambda language: _message(board, plan, row, language))),
    )
    return Finding(
        placed(plan.id, row),
        at,
        severity,
        fault,
        figures,
        plan.check.reasons,
        explanation,
        stale,
        plan.sheet,
        speaker.difference(),
    )


def not_run(board: Board, missing: Mapping[int, Period], moment: str) -> Iterator[NotRun]:
    """Return the checks that only a missing earlier filing kept from being run."""
    for plan in board.machine.checks_by_moment[moment]:
        lacking = [missing[slot] for slot in plan.past if slot in missing]
        asked = board.v[plan.gate] and plan.sheet not in board.locked
        if not lacking or plan.repeat or board.v[plan.slot] is not None or not asked:
            continue
        if _complete_otherwise(board, plan, missing):
            period = max(lacking)
            path = plan.at[0] if plan.at else ""
            fault = Problem("check-not-run", path, {"period": period.label()}, "info")
            yield NotRun(plan.id, plan.at, plan.sheet, period, fault)


def _complete_otherwise(board: Board, plan: CheckPlan, missing: Mapping[int, Period]) -> bool:
    """Whether the check would come out if the missing filing had held some value like the present one."""
    direct = [one for one in plan.figures if one.seat.kind == "h" and one.seat.slot in missing]
    context = board.machine.blueprint.context
    lists = [slot for slot in plan.past if slot in missing and context[slot][0] == "within"]
    if not direct and not lists:
        return True
    supposed = board.h.copy()
    for slot in lists:
        supposed[slot] = []
    for one in direct:
        cell = board.machine.blueprint.cells.get(one.path)
        supposed[one.seat.slot] = board.value(cell) if cell else None
    return board.machine.rules[plan.rule](board.v, supposed) is not None


def _message(board: Board, plan: CheckPlan, row: int, language: str) -> str:
    place = plan.heading[0] if plan.heading else ""
    own = interpolated(board, plan.check.message, place, row=row, language=language)
    remedy = interpolated(board, plan.check.remedy, place, row=row, language=language)
    said = own or Speaker(board, plan, row, language).sentence()
    if not remedy:
        return said
    stop, space = ("。", "") if language == "zh" else (".", " ")
    return f"{said.rstrip('。.')}{stop}{space}{remedy.rstrip('。.')}{stop}"


def _json(board: Board, figure: Figure, value: object) -> object:
    """Return a figure as JSON data, so that explanations can be kept and compared."""
    cell = board.machine.blueprint.cells.get(figure.path)
    if cell is None or isinstance(value, list):
        return value
    return TYPES[cell.field.kind].to_json(value)
