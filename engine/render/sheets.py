"""All that one form version shows in one language: pages, fragments, and the small answers between."""

from collections.abc import Iterable

from markupsafe import Markup

from engine.forms.state import FormState
from engine.render import contexts as c
from engine.render.marks import Clearing
from engine.render.page import Pages
from engine.render.swaps import swaps
from engine.render.views import Look, View


class Sheets(Pages):
    """The pieces of one program in one language. Made once, then shared by all requests."""

    def fragments(self, state: FormState, changed: Iterable[str], view: View) -> Markup:
        """Return the out-of-band swaps that bring the page of `view.sheet` up to date."""
        return swaps(self, state, changed, view)

    def hidden(self, state: FormState, view: View) -> tuple[str, ...]:
        """Return the paths of what a rule hides on the sheet of `view`, the outermost alone."""
        return self.around.hidden(Look(state, view, self.language), view.sheet)

    def earlier(self, view: View) -> Markup:
        """Return the values of the period before as fragments, each put at its place."""
        return self.around.earlier(view.previous)

    def unseen(self, reasons: tuple[c.Reason, ...]) -> Markup:
        """Return hidden elements with the reasons why."""
        return self.around.reasons(reasons)


def fragments(sheets: Sheets, state: FormState, changed: Iterable[str], view: View) -> Markup:
    """Return the out-of-band swaps that bring the page of `view.sheet` up to date."""
    return sheets.fragments(state, changed, view)


def conflict(sheets: Sheets, clash: c.Clash | Clearing) -> Markup:
    """Return the fragment that asks which of two values to keep, or what may be cleared (with 409)."""
    return _answer(sheets, clash)


def pasted(sheets: Sheets, preview: c.Pasted) -> Markup:
    """Return the preview of a pasted block."""
    return _answer(sheets, preview)


def results(sheets: Sheets, found: c.Results) -> Markup:
    """Return the list of codes that a search found, or that stand under a code."""
    return _answer(sheets, found)


def why(sheets: Sheets, reason: c.Reason) -> Markup:
    """Return why a field is hidden, shown or has its value."""
    return _answer(sheets, reason)


def _answer(sheets: Sheets, context: object) -> Markup:
    return Markup(sheets.maker.html(context))
