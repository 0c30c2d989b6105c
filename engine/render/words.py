"""Small pieces that every part of a page shares: marks, problems in place, trails. Made once per language."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from engine.problems import Problem, Severity
from engine.render import contexts as c
from engine.render.making import Maker, holes
from engine.render.pieces import Piece, hole, safe


@dataclass(frozen=True, slots=True)
class Words:
    """The shared pieces of one language."""

    language: str
    required: str
    previous: Piece
    changed: Piece
    added: Piece
    left: Piece
    trail: Piece
    in_place: dict[Severity, Piece]
    in_cell: dict[str, Piece]
    in_list: dict[Severity, Piece]

    def problems(self, problems: Iterable[Problem], *, brief: bool = False) -> str:
        """Return the problems of one element as HTML, `brief` where there is little room; '' for none."""
        if brief:
            return "".join(self.in_cell[kind_of(one)].fill(self._told(one)) for one in problems)
        return "".join(self.in_place[one.severity].fill(self._told(one)) for one in problems)

    def line(self, problem: Problem, target: str, label: str) -> str:
        """Return one line of the summary, leading to the control `target`."""
        values = {**self._told(problem), "target": safe(target), "label": safe(label)}
        return self.in_list[problem.severity].fill(values)

    def _told(self, problem: Problem) -> dict[str, str]:
        language = self.language
        remedy = "" if problem.text else problem.remedy(language)
        return {"message": safe(problem.message(language)), "remedy": safe(remedy)}


def kind_of(problem: Problem) -> str:
    """Return the severity of a problem, or that its cell is merely blank."""
    return "missing" if problem.code == "answer-missing" else problem.severity


def make_words(maker: Maker) -> Words:
    """Run the small templates."""
    blank = c.Single(hole("value"))
    return Words(
        maker.language,
        required=maker.html(c.Single(c.EMPTY)),
        previous=maker.piece(blank, "_previous.html"),
        changed=maker.piece(blank, "_changed.html"),
        added=maker.piece(blank, "_added.html"),
        left=maker.piece(blank, "_left.html"),
        trail=maker.piece(blank, "_trail.html"),
        in_place=_by_severity(maker, "_problem.html"),
        in_cell=_in_cell(maker),
        in_list=_by_severity(maker, "_problem_line.html"),
    )


def _by_severity(maker: Maker, template: str) -> dict[Severity, Piece]:
    told: Any = holes(c.Told)
    kinds: tuple[Severity, ...] = ("error", "warning", "info")
    return {kind: maker.piece(replace(told, severity=kind), template) for kind in kinds}


def _in_cell(maker: Maker) -> dict[str, Piece]:
    told: Any = holes(c.Told)
    kinds = ("error", "warning", "info", "missing")
    return {kind: maker.piece(replace(told, severity=kind), "_cell_problem.html") for kind in kinds}
