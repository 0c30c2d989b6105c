"""All that one form version shows in one language: pages, fragments, and the small answers between."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import CodelistChoices
from engine.forms.paths import pattern
from engine.forms.state import FormState
from engine.problems import Problem
from engine.render import contexts as c
from engine.render.fragments import fragments
from engine.render.names import slug
from engine.render.page import Pages
from engine.render.values import shown_text
from engine.render.views import Raw, View


@dataclass(frozen=True, slots=True)
class Clash:
    """The same place changed by two: the problem, what was typed here, what stands now."""

    problem: Problem
    yours: Raw
    theirs: object
    revision: int


class Sheets(Pages):
    """The pieces of one program in one language. Made once, then shared by all requests."""

    def fragments(self, state: FormState, changed: Iterable[str], view: View) -> Markup:
        """Return the out-of-band swaps that bring the page of `view.sheet` up to date."""
        return fragments(self, state, changed, view)

    def conflict(self, clash: Clash) -> Markup:
        """Return the fragment that asks which of two values to keep (answered with 409)."""
        path = clash.problem.path
        raw = (clash.yours,) if isinstance(clash.yours, str) else tuple(clash.yours)
        return self._html(
            c.Clash(
                label=self.labels.of(path),
                path=path,
                slug=slug(path),
                message=clash.problem.message(self.language),
                yours=self.shown(path, clash.yours),
                theirs=self.shown(path, clash.theirs) or "—",
                raw=raw,
                revision=clash.revision,
            )
        )

    def pasted(
        self, filled: Iterable[str], refused: Mapping[str, tuple[Raw, Problem]], state: FormState
    ) -> Markup:
        """Return the preview of a pasted block: paths that take their value, and those that do not."""
        lines = tuple(
            c.PasteLine(self.labels.of(path), self.shown(path, state.value(path))) for path in filled
        )
        not_so = tuple(
            c.PasteLine(
                self.labels.of(path),
                raw if isinstance(raw, str) else "、".join(raw),
                fault.message(self.language),
            )
            for path, (raw, fault) in refused.items()
        )
        return self._html(c.Pasted(lines, not_so))

    def results(self, path: str, text: str = "", under: str = "") -> Markup:
        """Return the codes that a search finds for the field at `path`, or those right under a code."""
        codelist, choices = self._codelist(path)
        if codelist is None or choices is None:
            return self._html(c.Results(slug(path), (), None))
        if text.strip():
            entries = codelist.search(text, under=under, limit=20)
            up = None
        else:
            entries = tuple(codelist.entries[code] for code in codelist.children.get(under, ()))
            up = codelist.parent(under) or "" if under in codelist.entries else None
        found = tuple(self._found(codelist, entry.code, choices) for entry in entries)
        return self._html(c.Results(slug(path), found, up))

    def why(self, state: FormState, path: str) -> Markup:
        """Return why the field at `path` is hidden, shown or has its value; raises Refused for no path."""
        lines = tuple(state.why(path, self.language).splitlines())
        return self._html(c.Reason(self.labels.of(path), lines))

    def shown(self, path: str, value: object) -> str:
        """Return a value as people read it at `path`; text that does not fit the type as it is."""
        cell = self.program.cells.get(pattern(path))
        if cell is None or isinstance(value, str):
            return "" if value is None else str(value)
        return shown_text(value, cell.field, self.language, self.program.codelists)

    def _codelist(self, path: str) -> tuple[Codelist | None, CodelistChoices | None]:
        cell = self.program.cells.get(pattern(path))
        choices = cell.field.choices if cell else None
        if not isinstance(choices, CodelistChoices):
            return None, None
        return self.program.codelists.get(choices.codelist), choices

    def _found(self, codelist: Codelist, code: str, choices: CodelistChoices) -> c.Found:
        trail = codelist.trail(code)[:-1]
        leaf = codelist.is_leaf(code)
        return c.Found(
            code=code,
            label=codelist.label(code, self.language),
            trail=" › ".join(codelist.label(entry.code, self.language) for entry in trail),
            leaf=leaf,
            choosable=leaf or not choices.leaf,
        )

    def _html(self, context: object) -> Markup:
        return Markup(self.maker.html(context))  # noqa: S704 (a template's output)
