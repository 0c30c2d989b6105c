"""What stands around the items of a sheet: last period's values, hidden elements, a survey's progress."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from markupsafe import Markup

from engine.render import contexts as c
from engine.render.fieldpieces import OOB
from engine.render.items import Part
from engine.render.making import Maker, holes
from engine.render.marks import Completion
from engine.render.names import slug
from engine.render.pieces import safe
from engine.render.unseen import gates_of, hidden, paths_of
from engine.render.views import Look, View
from engine.render.words import Words

NO_CONFLICT = Markup('<div id="conflict"></div>')
"""Where a contradiction is put that a change runs into."""


class Around:
    """The small pieces around the items of each sheet of one program in one language."""

    def __init__(self, maker: Maker, words: Words, parts: Mapping[str, tuple[Part, ...]]) -> None:
        self.maker = maker
        self.words = words
        self.survey = maker.program.form.kind == "survey"
        seats = {path: element.gate for path, element in maker.program.machine.elements.items()}
        # whoever answers a survey is not told of what he is spared
        self._gates = {name: () if self.survey else gates_of(own, seats) for name, own in parts.items()}
        self._paths = {name: frozenset(paths_of(gates)) for name, gates in self._gates.items()}
        self._unseen = maker.piece(holes(c.Unseen, body=""))
        self._listed = maker.piece(holes(c.Unseen))
        self._all_seen = maker.piece(holes(c.Gone, id="unseen", tag="details"))
        self._earlier = maker.piece(holes(c.Earlier))
        self._progress = maker.piece(holes(c.Progress))
        completion = holes(Completion)
        states = ("done", "open", "shown", "none")
        self._completion = {state: maker.piece(replace(completion, state=state)) for state in states}
        self._questions = tuple(
            cell.path
            for cell in maker.program.cells.values()
            if self.survey and not (cell.calculated or cell.companion or cell.repeat)
        )

    def values(self, look: Look, sheet: str) -> dict[str, str]:
        """Return what the frame of a sheet shows around its items, by the frame's keys."""
        view = look.view
        return {
            "who": safe(view.who),
            "earlier_at": safe(view.urls.earlier),
            "unseen_at": safe(view.urls.unseen),
            "earlier": "1" if view.with_previous else "",
            "toggle": self.toggle(view, sheet) if view.period_before else "",
            "unseen": self.unseen(look, sheet),
            "conflict": NO_CONFLICT if view.clash is None else self.maker.html(view.clash),
            "reason": self.maker.html(view.reason) if view.reason is not None else "",
            "progress": self.progress(look),
            "completed": self.completion(look, sheet),
        }

    def toggle(self, view: View, sheet: str) -> str:
        """Return what shows the values of the period before, or hides them."""
        query = "" if view.with_previous else "?earlier=1"
        context = c.Toggle(view.period_before, f"{view.urls.page}{sheet}{query}", view.with_previous)
        return self.maker.html(context)

    def earlier(self, previous: Mapping[str, str]) -> Markup:
        """Return values of the period before, each on its way to its place on the page."""
        shown = {path: self.words.previous.fill({"value": safe(text)}) for path, text in previous.items()}
        fragments = (self._earlier.fill({"slug": slug(path), "body": body}) for path, body in shown.items())
        return Markup("\n".join(fragments))

    def hidden(self, look: Look, sheet: str) -> tuple[str, ...]:
        """Return the paths of what a rule hides on a sheet now, the outermost alone."""
        return tuple(hidden(self._gates[sheet], look.relevant))

    def unseen(self, look: Look, sheet: str, oob: bool = False) -> str:
        """Return how many elements of a sheet a rule hides; the list too where it was asked for."""
        if not self._gates[sheet]:
            return ""
        count, swap = len(self.hidden(look, sheet)), OOB if oob else ""
        if not count:
            return self._all_seen.fill({"oob": swap})
        filled = {"count": str(count), "oob": swap}
        if look.view.unseen is None:
            return self._unseen.fill(filled)
        return self._listed.fill({**filled, "body": self.reasons(look.view.unseen)})

    def reasons(self, reasons: tuple[c.Reason, ...]) -> Markup:
        """Return the hidden elements with their reasons."""
        return Markup(self.maker.html(c.UnseenList(reasons)))

    def progress(self, look: Look, oob: bool = False) -> str:
        """Return how much of a survey is answered; '' for any other form."""
        if not self._questions:
            return ""
        asked = [path for path in self._questions if look.relevant(path)]
        answered = sum(look.value(path) is not None for path in asked)
        filled = {"answered": str(answered), "total": str(len(asked)), "oob": OOB if oob else ""}
        return self._progress.fill(filled)

    def completion(self, look: Look, sheet: str, oob: bool = False) -> str:
        """Return whether a sheet is saved as complete, or shows what was filed before."""
        done, state = look.view.completed, "none"
        if sheet in look.state.locked_sheets:
            state = "shown"
        elif done is not None and not look.frozen:
            state = "done" if sheet in done else "open"
        return self._completion[state].fill({"oob": OOB if oob else ""})

    def swaps(self, look: Look, sheet: str, changed: Iterable[str]) -> list[str]:
        """Return the fragments of what changed around the items."""
        found = [self.unseen(look, sheet, oob=True)] if self._paths[sheet].intersection(changed) else []
        if look.view.completed is not None:
            found.append(self.completion(look, sheet, oob=True))
        return [*found, self.progress(look, oob=True)] if self._questions else found
