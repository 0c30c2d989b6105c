"""Serial numbers: which series a response's number is of, and how a number of it is written.

Whoever issues the numbers counts within a series: the pattern's text without the number.
"""

from dataclasses import dataclass

from engine.forms.board import Board
from engine.forms.plan import SerialPlan
from engine.forms.wording import shown
from engine.problems import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Series:
    """The serial numbers that differ in their number alone; `digits` is the least they are written with."""

    before: str
    after: str
    digits: int

    @property
    def key(self) -> str:
        """What the numbers of this series are counted under."""
        return f"{self.before}#{self.after}"

    def text(self, number: int) -> str:
        """Return the serial number of a number."""
        return f"{self.before}{number:0{self.digits}d}{self.after}"


def series_of(board: Board, plan: SerialPlan) -> Series:
    """Return the series that a response belongs to."""
    return Series(_filled(board, plan.before), _filled(board, plan.after), plan.digits)


def _filled(board: Board, parts: tuple[str | int, ...]) -> str:
    return "".join(
        piece if isinstance(piece, str) else shown(board, board.call(piece), "", DEFAULT_LANGUAGE)
        for piece in parts
    )
