"""Why a cell is as it is, in words: what shows or hides it, what makes its value, what is wrong with it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from engine.forms.board import Board
from engine.forms.fieldtypes.offers import label
from engine.forms.looking import At, problems_of
from engine.forms.names import Place
from engine.forms.plan import Cell, CheckPlan, Use
from engine.forms.scope import AnyScope
from engine.forms.wording import cell_label, shown
from engine.rules import Logic, explain, references
from engine.rules.logic import variable

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "relevant": ("出现的条件", "Shown when"),
    "branch": ("跳题条件", "Passed over when"),
    "calculation": ("计算方法", "Calculated as"),
    "required": ("必填的条件", "Required when"),
    "read_only": ("只读的条件", "Read-only when"),
    "constraint": ("应满足", "Must hold"),
    "check": ("应满足", "Must hold"),
}
FOR_REVIEWER: Final = ("由审核单位填写。", "Filled in by the reviewer.")
ALWAYS_SHOWN: Final = ("始终出现。", "Always shown.")
_SHOWN: Final = (("目前不出现。", "Not shown now."), ("目前出现。", "Shown now."))


def explained(board: Board, at: At, uses: Sequence[Use], language: str) -> str:
    """Return the reasons, one a line."""
    lines = [*relevance(board, at, uses, language)]
    lines.extend(
        _said(board, use, at, language)
        for use in uses
        if use.path == at.cell.path and use.role in ("calculation", "required", "read_only", "constraint")
    )
    lines.extend(fault.message(language) for fault in problems_of(board, at))
    return "\n".join(lines)


def weighed(board: Board, plan: CheckPlan, uses: Sequence[Use], language: str) -> str:
    """Return what a check weighs, and when it is asked, by the figures of its first row."""
    cells = board.machine.blueprint.cells
    read = (cells[figure.path] for figure in plan.figures if figure.path in cells)
    rows = not plan.repeat or board.all_rows(plan.repeat)
    cell = next((one for one in read if one.repeat == plan.repeat and rows), None)
    if cell is None:
        return ""
    at = At(cell, 0 if plan.repeat else -1)
    asked = (use for use in uses if use.path == plan.id and use.role in ("relevant", "check"))
    return "\n".join(_said(board, use, at, language) for use in asked)


def relevance(board: Board, at: At, uses: Sequence[Use], language: str) -> Iterator[str]:
    """Yield why what stands there is shown or hidden."""
    other = int(language != "zh")
    if at.cell.reviewed and not board.reviewing:
        yield FOR_REVIEWER[other]
        return
    reasons = [use for use in uses if use.number in board.machine.reasons_of(at.cell)]
    if not reasons:
        yield ALWAYS_SHOWN[other]
        return
    yield _SHOWN[board.relevant(at.cell, at.row)][other]
    for use in reasons:
        yield _said(board, use, at, language)


def _said(board: Board, use: Use, at: At, language: str) -> str:
    reader = _Reader(board, use.scope, at, language)
    words = explain(reader.worded(use.rule.logic), reader.told, language, reader.label)
    words = words.removeprefix("因为").removeprefix("Because ")
    head = _WORDS[use.role][int(language != "zh")]
    return f"{head}{'：' if language == 'zh' else ': '}{words}"


class _Reader:
    """Values and labels of the names in one rule."""

    def __init__(self, board: Board, scope: AnyScope, at: At, language: str) -> None:
        self._board, self._scope, self._at, self._language = board, scope, at, language

    def value(self, name: str) -> object:
        """Return what a name stands for, None where it cannot be said in one value."""
        seat = next((place.single for place in self._places(name)), None)
        if seat is None:
            return None
        return self._board.seat(seat.kind, seat.slot, self._at.cell.repeat, self._at.row)

    def label(self, name: str) -> str:
        """Return what people call a name."""
        path = next((place.path for place in self._places(name)), "")
        cell = self._board.machine.blueprint.cells.get(path)
        within = f"{self._at.cell.grid}.{self._at.cell.row}" if self._at.cell.grid else ""
        return cell_label(self._board, cell, self._language, within) if cell else name

    def told(self, name: str) -> object:
        """Return a name's value for a sentence: chosen codes as their labels."""
        value, cell = self.value(name), self._chosen(name)
        if cell is None or value is None:
            return value
        return shown(self._board, value, cell.path, self._language)

    def worded(self, logic: Logic) -> Logic:
        """Return a rule with the labels of choices in place of the codes they are compared with."""
        if isinstance(logic, list):
            return [self.worded(one) for one in logic]
        if not isinstance(logic, dict) or "var" in logic:
            return logic
        operator, given = next(iter(logic.items()))
        cell = next((found for one in _names(given) if (found := self._chosen(one))), None)
        if cell is None:
            return {operator: self.worded(given)}
        codelist, language = self._board.machine.codelist(cell), self._language
        return {operator: _labelled(given, lambda code: label(code, cell.field, language, codelist))}

    def _chosen(self, name: str) -> Cell | None:
        path = next((place.path for place in self._places(name)), "")
        cell = self._board.machine.blueprint.cells.get(path)
        return cell if cell is not None and cell.field.choices is not None else None

    def _places(self, name: str) -> Iterator[Place]:
        for reference in references({"var": [name]}):
            yield from self._scope.reads(reference)


def _names(given: Logic) -> list[str]:
    """Return the names that stand directly among the arguments of an operator."""
    names = (variable(one) for one in given) if isinstance(given, list) else ()
    return [name for name in names if name]


def _labelled(given: Logic, word: Callable[[str], str]) -> Logic:
    if isinstance(given, list):
        return [_labelled(one, word) for one in given]
    return word(given) if isinstance(given, str) else given
