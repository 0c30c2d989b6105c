"""A broken check as a sentence with its figures.

"1-本月 120 不等于 本月 30 + 上月 1-本月 85（=115），差 5"
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from engine.forms.board import Board
from engine.forms.plan import CheckPlan, Comparison, Figure, Side
from engine.forms.wording import cell_label, plain, row_label, shown
from engine.rules import Logic, print_rule
from engine.rules.logic import variable

_BROKEN: Final[Mapping[str, tuple[str, str]]] = {
    "==": ("不等于", "is not equal to"),
    "!=": ("等于", "is equal to"),
    ">=": ("小于", "is less than"),
    ">": ("不大于", "is not greater than"),
    "<=": ("大于", "is greater than"),
    "<": ("不小于", "is not less than"),
    "within": ("与允许范围不符，对照", "is too far from"),
}
_PAST: Final[Mapping[str, Mapping[int, tuple[str, str]]]] = {
    "prev": {
        12: ("上月", "last month's"),
        4: ("上季度", "last quarter's"),
        2: ("上半年", "last half-year's"),
        1: ("上年", "last year's"),
    },
    "same_last_year": {0: ("上年同期", "the same period last year's")},
    "ytd": {0: ("本年累计", "this year's total")},
    "filed_this_year": {0: ("本年已报各期", "this year's filed")},
    "history": {0: ("历史各期", "earlier")},
    "prev_row": {0: ("上一行", "the row above's")},
    "total": {0: ("合计", "total")},
}
_CALLS: Final[Mapping[str, tuple[str, str]]] = {
    "sum": ("合计", "sum of"),
    "count": ("个数", "number of"),
    "min": ("最小值", "least of"),
    "max": ("最大值", "greatest of"),
    "avg": ("平均值", "mean of"),
    "abs": ("绝对值", "absolute value of"),
}
_SIGNS: Final = {"+": " + ", "-": " - ", "*": " × ", "/": " ÷ "}
_BINDING: Final = {"+": 1, "-": 1, "*": 2, "/": 2}


class Speaker:
    """Words for one check at one row, in one language."""

    def __init__(self, board: Board, plan: CheckPlan, row: int, language: str) -> None:
        self._board, self._plan, self._row, self._language = board, plan, row, language
        self._figures = {(one.function, one.written, one.n): one for one in plan.figures}

    def sentence(self) -> str:
        """Say how the check is broken, with the figures on both sides."""
        return self._heading() + (self._compared() or self._told())

    def difference(self) -> Decimal | None:
        """Return by how much the two sides differ, if they are numbers."""
        case = self._broken()
        sides = [self._value(case.left), self._value(case.right)] if case else []
        numbers = [side for side in sides if isinstance(side, Decimal)]
        return abs(numbers[0] - numbers[1]) if len(numbers) == 2 else None

    def _heading(self) -> str:
        place = self._plan.heading[0] if self._plan.heading else ""
        if place.endswith("[]"):
            return f"第{self._row + 1}行：" if self._chinese else f"Row {self._row + 1}: "
        label = row_label(self._board, place, self._language) if place else ""
        return label and f"{label}{'：' if self._chinese else ': '}"

    def _compared(self) -> str:
        case = self._broken()
        if case is None:
            return ""
        verb = _BROKEN[case.operator][not self._chinese]
        said = f"{self._side(case.left)} {verb} {self._side(case.right)}"
        difference = self.difference()
        if difference is None:
            return said
        distance = plain(difference)
        return f"{said}，差 {distance}" if self._chinese else f"{said}; difference {distance}"

    def _told(self) -> str:
        names = [f"{self._label(one)} {self._shown(one)}" for one in self._plan.figures]
        if self._chinese:
            return f"审核关系不成立：{'，'.join(names)}" if names else "审核关系不成立"
        return f"the check does not hold: {', '.join(names)}" if names else "the check does not hold"

    @property
    def _chinese(self) -> bool:
        return self._language == "zh"

    def _broken(self) -> Comparison | None:
        """Return the first comparison that applies and has both sides."""
        for case in self._plan.cases:
            if all(self._run(number) is True for number in case.when) and self._fails(case):
                return case
        return None

    def _fails(self, case: Comparison) -> bool:
        left, right = self._value(case.left), self._value(case.right)
        if left is None or right is None:
            return False
        return _fails(case.operator, left, right)

    def _value(self, side: Side) -> object:
        return self._run(side.rule)

    def _run(self, number: int) -> object:
        return self._board.call(number, self._plan.repeat, self._row)

    def _side(self, side: Side) -> str:
        words = self._words(side.logic, 0)
        value = self._value(side)
        if _simple(side.logic) or not isinstance(value, Decimal):
            return words
        return f"{words}（={plain(value)}）" if self._chinese else f"{words} (= {plain(value)})"

    def _words(self, logic: Logic, binding: int) -> str:
        if not isinstance(logic, dict):
            return _literal(logic)
        operator, given = next(iter(logic.items()))
        arguments: list[Logic] = given if isinstance(given, list) else [given]
        figure = self._figure(operator, arguments)
        if figure is not None:
            return f"{self._label(figure)} {self._shown(figure)}"
        if operator in _SIGNS and len(arguments) > 1:
            said = _SIGNS[operator].join(self._words(one, _BINDING[operator]) for one in arguments)
            return f"({said})" if _BINDING[operator] < binding else said
        if operator in ("coalesce", "round"):
            return self._words(arguments[0], binding)
        return self._called(operator, arguments) if operator in _CALLS else print_rule(logic)

    def _called(self, operator: str, arguments: list[Logic]) -> str:
        said = "、".join(self._inside(one) for one in arguments)
        name = _CALLS[operator][not self._chinese]
        return f"{said}的{name}" if self._chinese else f"{name} {said}"

    def _inside(self, logic: Logic) -> str:
        """Say an argument of a function: a column over rows by its label alone."""
        name = variable(logic)
        if name is None or self._figure("var", [name]) is not None:
            return self._words(logic, 0)
        repeat, _, column = name.removeprefix("form.").partition(".")
        cell = self._board.machine.blueprint.cells.get(f"{repeat}[].{column}")
        return cell_label(self._board, cell, self._language) if cell else print_rule(logic)

    def _figure(self, operator: str, arguments: list[Logic]) -> Figure | None:
        if operator == "var":
            return self._figures.get(("", str(arguments[0]), 0))
        name = arguments[0].get("var") if arguments and isinstance(arguments[0], dict) else ""
        return next((one for key, one in self._figures.items() if key[:2] == (operator, name)), None)

    def _label(self, figure: Figure) -> str:
        cell = self._board.machine.blueprint.cells.get(figure.path)
        within = self._plan.heading[0] if self._plan.heading else ""
        label = cell_label(self._board, cell, self._language, within) if cell else figure.path
        return f"{self._past(figure)} {label}" if figure.function in _PAST else label

    def _past(self, figure: Figure) -> str:
        words = _PAST[figure.function]
        per_year = self._board.machine.blueprint.per_year
        found = words.get(per_year if figure.function == "prev" else 0, ("前期", "an earlier"))
        if figure.function == "prev" and figure.n > 1:
            found = (f"前第{figure.n}期", f"{figure.n} periods earlier")
        return found[not self._chinese]

    def _shown(self, figure: Figure) -> str:
        value = self.figure_value(figure)
        if isinstance(value, Decimal):
            return plain(value)
        said = shown(self._board, value, figure.path, self._language)
        return said or ("（空）" if self._chinese else "(empty)")

    def figure_value(self, figure: Figure) -> object:
        """Return the value of one figure at this check's row."""
        seat = figure.seat
        return self._board.seat(seat.kind, seat.slot, self._plan.repeat, self._row)


def _simple(logic: Logic) -> bool:
    """Whether the words of a side already end in its value."""
    if not isinstance(logic, dict):
        return True
    operator = next(iter(logic))
    return operator == "var" or operator in _PAST


def _literal(logic: Logic) -> str:
    return plain(logic) if isinstance(logic, Decimal) else str(logic)


def _fails(operator: str, left: object, right: object) -> bool:
    """Whether a comparison of two known values surely fails."""
    if operator in ("==", "!="):
        return (left == right) == (operator == "!=")
    if operator == "within" or not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return True
    return not {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]
