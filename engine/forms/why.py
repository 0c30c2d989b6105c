"""Why a cell is as it is, in words: what shows or hides it, what makes its value, what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from engine.forms.board import Board
from engine.forms.looking import At, problems_of
from engine.forms.plan import Use
from engine.forms.scope import AnyScope
from engine.forms.wording import cell_label, shown
from engine.rules import print_rule, references

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "relevant": ("出现的条件", "Shown when"),
    "branch": ("跳题条件", "Passed over when"),
    "calculation": ("计算方法", "Calculated as"),
    "required": ("必填的条件", "Required when"),
    "read_only": ("只读的条件", "Read-only when"),
    "constraint": ("应满足", "Must hold"),
}
_ALWAYS: Final = ("始终出现。", "Always shown.")
_SHOWN: Final = (("目前不出现。", "Not shown now."), ("目前出现。", "Shown now."))


def explained(board: Board, at: At, uses: Sequence[Use], language: str) -> str:
    """Return the reasons, one a line."""
    lines = [*_relevance(board, at, uses, language)]
    lines.extend(
        _said(board, use, at, language)
        for use in uses
        if use.path == at.cell.path and use.role in ("calculation", "required", "read_only", "constraint")
    )
    lines.extend(fault.message(language) for fault in problems_of(board, at))
    return "\n".join(lines)


def _relevance(board: Board, at: At, uses: Sequence[Use], language: str) -> Iterator[str]:
    other = int(language != "zh")
    reasons = [use for use in uses if use.number in board.machine.reasons_of(at.cell)]
    if not reasons:
        yield _ALWAYS[other]
        return
    yield _SHOWN[board.relevant(at.cell, at.row)][other]
    for use in reasons:
        yield _said(board, use, at, language)


def _said(board: Board, use: Use, at: At, language: str) -> str:
    reader = _Reader(board, use.scope, at, language)
    names = dict.fromkeys(one.name for one in references(use.rule.logic) if one.name)
    given = [f"{reader.label(name)} = {reader.shown(name)}" for name in names]
    words = use.rule.text or print_rule(use.rule.logic)
    told = f"（{'，'.join(given)}）" if language == "zh" else f" ({', '.join(given)})"
    head = _WORDS[use.role][int(language != "zh")]
    return f"{head}{'：' if language == 'zh' else ': '}{words}{told if given else ''}"


class _Reader:
    """Values and labels of the names in one rule."""

    def __init__(self, board: Board, scope: AnyScope, at: At, language: str) -> None:
        self._board, self._scope, self._at, self._language = board, scope, at, language

    def value(self, name: str) -> object:
        """Return what a name stands for, None where it cannot be said in one value."""
        for reference in references({"var": [name]}):
            for place in self._scope.reads(reference):
                seat = place.single
                if seat is not None:
                    return self._board.seat(seat.kind, seat.slot, self._at.cell.repeat, self._at.row)
                return None
        return None

    def label(self, name: str) -> str:
        """Return what people call a name."""
        for reference in references({"var": [name]}):
            for place in self._scope.reads(reference):
                cell = self._board.machine.blueprint.cells.get(place.path)
                if cell is not None:
                    within = f"{self._at.cell.grid}.{self._at.cell.row}" if self._at.cell.grid else ""
                    return cell_label(self._board, cell, self._language, within)
        return name

    def shown(self, name: str) -> str:
        """Return a name's value as people read it."""
        value, path = self.value(name), ""
        for reference in references({"var": [name]}):
            path = next((place.path for place in self._scope.reads(reference)), "")
        said = shown(self._board, value, path, self._language)
        return said or ("（空）" if self._language == "zh" else "(empty)")
