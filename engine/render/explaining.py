"""Broken checks that ask for an explanation, with their figures, and checks that were not run."""

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup

from engine.forms.findings import Finding, NotRun
from engine.forms.model.base import text_in
from engine.render import contexts as c
from engine.render.fieldpieces import OOB
from engine.render.labels import Labels
from engine.render.making import Maker
from engine.render.names import slug
from engine.render.values import shown_text
from engine.render.views import Look
from engine.rules import digits


class Explaining:
    """Says which checks do not hold and what the filer writes about them."""

    def __init__(self, maker: Maker, labels: Labels) -> None:
        self.maker = maker
        self.labels = labels
        self._empty = maker.piece(c.Explanations(c.EMPTY, (), Markup(OOB)))
        self._empty_here = maker.html(c.Explanations(c.EMPTY, (), c.EMPTY))

    def html(self, look: Look, sheet: str, oob: bool = False) -> str:
        """Return the checks of one sheet."""
        going_on = look.view.show_missing or look.view.refused
        broken = look.state.findings_at("submit" if going_on else "change")
        findings = [one for one in broken if one.severity == "warning" and self.sheet_of(one) == sheet]
        not_run = [one.problem for one in look.state.not_run if self.sheet_of(one) == sheet]
        if not findings and not not_run:
            return self._empty.fill({}) if oob else self._empty_here
        body = "\n".join(self._one(look, one) for one in findings)
        lines = tuple(dict.fromkeys(one.message(look.language) for one in not_run))
        return self.maker.html(c.Explanations(Markup(body), lines, OOB if oob else c.EMPTY))

    def sheet_of(self, check: Finding | NotRun) -> str:
        """Return the sheet that asks about a check: the one its first figure stands on."""
        path = check.paths[0] if check.paths else ""
        return self.labels.sheet(path) or check.sheet

    def _one(self, look: Look, finding: Finding) -> str:
        told = finding.explanation
        context = c.Explained(
            slug=slug(finding.check),
            check=finding.check,
            message=Markup.escape(finding.problem.message(look.language)),
            figures=tuple(self._figures(finding.figures)),
            difference=_number(finding.difference),
            reasons=tuple(
                c.Option(one.value, text_in(one.label, look.language), "") for one in finding.reasons
            ),
            reason=(told.reason or "") if told else "",
            text=told.text if told else "",
            stale=finding.stale,
            asked=bool(look.view.refused) and not finding.explained,
            read_only=look.frozen,
        )
        return self.maker.html(context)

    def _figures(self, figures: Iterable[tuple[str, object]]) -> Iterable[tuple[str, str]]:
        for name, value in figures:
            yield self._label(name), self._value(name, value)

    def _label(self, name: str) -> str:
        function, bracket, inner = name.partition("(")
        if not bracket:
            return self.labels.of(name)
        words = self.maker.html(c.Function(function), "_function.html")
        return f"{words} {self.labels.of(inner.rstrip(')').partition(',')[0])}"

    def _value(self, name: str, value: object) -> str:
        path = name.partition("(")[2].rstrip(")").partition(",")[0] or name
        cell = self.maker.program.cells.get(path)
        if cell is None or isinstance(value, list):
            return _number(value)
        return shown_text(value, cell.field, self.maker.language, self.maker.program.codelists) or "—"


def _number(value: object) -> str:
    if isinstance(value, Decimal):
        return digits(value, ",f")
    return "" if value is None else str(value)
