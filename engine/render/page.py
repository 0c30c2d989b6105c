"""One form version in one language: every sheet as pieces, and whole pages joined from them."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from engine.forms.model.form import Sheet
from engine.forms.paths import pattern
from engine.forms.program import Program
from engine.forms.state import FormState, SheetStatus
from engine.problems import Problem
from engine.render import contexts as c
from engine.render.around import Around
from engine.render.building import build
from engine.render.contexts import EMPTY
from engine.render.explaining import Explaining
from engine.render.fieldpieces import OOB
from engine.render.filepieces import is_files
from engine.render.items import Part, index_of
from engine.render.labels import labels_of
from engine.render.making import Maker, holes
from engine.render.marks import Withheld
from engine.render.names import input_id, slug
from engine.render.pieces import Piece, hole, safe
from engine.render.repeats import RepeatPiece
from engine.render.texts import living
from engine.render.views import UNEXPLAINED, Look, View
from engine.render.words import make_words


class Pages:
    """The pieces of one program in one language. Made once, then shared by all requests."""

    def __init__(self, program: Program, language: str, environment: Environment) -> None:
        self.program = program
        self.language = language
        self.maker = Maker(program, language, environment)
        self.words = make_words(self.maker)
        self.parts = build(self.maker, self.words, program.form)
        self.index = {name: index_of(parts) for name, parts in self.parts.items()}
        self.labels = labels_of(program, self.maker)
        self.explaining = Explaining(self.maker, self.labels)
        self.around = Around(self.maker, self.words, self.parts)
        self._frames = {
            (sheet.sheet, writable): _frame(self.maker, sheet, writable)
            for sheet in program.form.sheets
            for writable in (True, False)
        }
        self._items = {sheet.sheet: self._nav_pieces(sheet) for sheet in program.form.sheets}

    # --- what is asked for ------------------------------------------------------------------------

    def filing(self, state: FormState, sheet: str, view: View) -> Markup:
        """Return everything about a filing: the line on top, the sheets, and one sheet."""
        look = Look(state, view, self.language)
        filled = {
            "header": self.header(view),
            "navigation": self._navigation(look),
            "page": self._page(look, sheet),
        }
        return Markup(self._whole.fill(filled))

    def page(self, state: FormState, sheet: str, view: View) -> Markup:
        """Return the form of one sheet; raises KeyError for a sheet the form has not."""
        return Markup(self._page(Look(state, view, self.language), sheet))

    def problem_list(self, state: FormState, sheet: str, view: View) -> Markup:
        """Return the summary of a sheet's problems."""
        return Markup(self.summary(Look(state, view, self.language), sheet))

    def navigation(self, state: FormState, view: View) -> Markup:
        """Return the list of sheets with their state."""
        return Markup(self._navigation(Look(state, view, self.language)))

    def header(self, view: View) -> Markup:
        """Return the line on top: what is filed, by whom, how far it is."""
        line = view.header
        context = c.HeaderLine(
            line.title or self.maker.words(self.program.form.title),
            line.period,
            line.organisation,
            line.state,
            line.waits_for,
            line.deadline,
            Markup(self.saved(view)),
        )
        return Markup(self.maker.html(context))

    # --- parts of a page, also sent alone ---------------------------------------------------------

    def saved(self, view: View, oob: bool = False) -> str:
        """Return the line that says what is saved, with the revision."""
        piece = self._saved[bool(view.saved_at)]
        return piece.fill(
            {"time": safe(view.saved_at), "revision": str(view.revision), "oob": OOB if oob else ""}
        )

    def summary(self, look: Look, sheet: str, oob: bool = False) -> str:
        """Return the problems of a sheet with links; of others only those for which one was refused."""
        refused, own = look.view.refused, (sheet, "")
        here = [one for one in look.told if self.sheet_of(one) in own or one in refused]
        swap = OOB if oob else ""
        if not here:
            return self._nothing.fill({"oob": swap})
        everywhere = any(self.sheet_of(one) not in own for one in here)
        lines = "\n".join(self._line(look, one, sheet) for one in here)
        filled = {"body": lines, "count": str(len(here)), "oob": swap}
        return self._summary[bool(refused), everywhere].fill(filled)

    def _line(self, look: Look, problem: Problem, sheet: str) -> str:
        label = self.labels.of(problem.path)
        there = self.sheet_of(problem)
        page = "" if there in (sheet, "") else f"{look.view.urls.page}{there}"
        asked = problem.code in UNEXPLAINED
        target = f"xt-{slug(str(problem.params['check']))}" if asked else input_id(problem.path)
        return self.words.line(problem, f"{page}#{target}", label)

    def sheet_of(self, problem: Problem) -> str:
        """Return the sheet a problem's path stands on; '' when none does."""
        return self.labels.sheet(problem.path)

    def nav_item(self, look: Look, sheet: str, oob: bool = False) -> str:
        """Return one sheet of the navigation; '' for one that does not apply."""
        status = look.state.sheet_status(sheet)
        swap = OOB if oob else ""
        pieces = self._items[sheet]
        if not status.relevant:
            return pieces["hidden"].fill({"oob": swap})
        form = next(one for one in self.program.form.sheets if one.sheet == sheet)
        values = {
            "oob": swap,
            "errors": str(status.errors),
            "left": self.words.left.fill({"value": str(status.missing)}) if _lacks(look, sheet) else "",
            "title": safe(look.text(form.title, f"#sheet.{sheet}") if living(form.title) else ""),
            "href": safe(f"{look.view.urls.page}{sheet}"),
            "current": ' aria-current="page"' if sheet == look.view.sheet else "",
        }
        unsaid = any(self.sheet_of(one.problem) == sheet for one in look.state.unexplained)
        state = _answered(look) if form.lists else _state(look.view, sheet, status, unsaid)
        return pieces[state].fill(values)

    # --- inside -----------------------------------------------------------------------------------

    def _navigation(self, look: Look) -> str:
        body = "\n".join(self.nav_item(look, sheet.sheet) for sheet in self.program.form.sheets)
        return self._nav.fill({"body": body})

    def _page(self, look: Look, sheet: str) -> str:
        view = look.view
        urls = _addresses(view)
        texts = self._sheet_texts(look, sheet)
        values = {
            **{name: safe(text) for name, text in (urls | texts).items()},
            "revision": str(view.revision),
            "missing": "1" if view.show_missing or view.refused else "",
            **self.around.values(look, sheet),
            **self._inside(look, sheet),
        }
        return self._frames[sheet, not view.read_only].fill(values)

    def _inside(self, look: Look, sheet: str) -> dict[str, str]:
        """Return what stands on a sheet; of one that is withheld, that it is."""
        if sheet in look.view.withheld:
            form = next(one for one in self.program.form.sheets if one.sheet == sheet)
            told = self.maker.html(Withheld(self.maker.words(form.title)))
            nothing = dict.fromkeys(("explanations", "unseen", "toggle", "completed"), "")
            return {"body": told, "problems": self._nothing.fill({"oob": ""}), **nothing}
        return {
            "body": self._body(look, sheet),
            "problems": self.summary(look, sheet),
            "explanations": self.explaining.html(look, sheet),
        }

    def _sheet_texts(self, look: Look, sheet: str) -> dict[str, str]:
        piece = self._frames[sheet, True]
        if not piece.holes & {"title", "hint"}:
            return {}
        form = next(one for one in self.program.form.sheets if one.sheet == sheet)
        path = f"#sheet.{sheet}"
        return {
            "title": look.text(form.title, path),
            "hint": look.text(form.hint, path) if form.hint is not None else "",
        }

    def _body(self, look: Look, sheet: str) -> str:
        body = "\n".join([part.html(look) for part in self.parts[sheet]])
        form = next(one for one in self.program.form.sheets if one.sheet == sheet)
        return body + self.maker.html(c.Surveys(look.view.surveys)) if form.lists else body

    def part(self, sheet: str, path: str) -> Part | None:
        """Return the part of a sheet that an element path names; None when it stands elsewhere."""
        found = self.index[sheet].get(pattern(path))
        if found is not None:
            return found
        repeat = self.index[sheet].get(path.partition("[")[0])
        return repeat.part(path) if isinstance(repeat, RepeatPiece) else None

    def _nav_pieces(self, sheet: Sheet) -> dict[str, Piece]:
        title = hole("title") if living(sheet.title) else Markup(escape(self.maker.words(sheet.title)))
        item = holes(c.NavItem, slug=sheet.sheet, title=title)
        states = ("done", "errors", "open", "untouched")
        found = {state: self.maker.piece(replace(item, state=state)) for state in states}
        return found | {"hidden": self.maker.piece(holes(c.Gone, id=f"nav-{sheet.sheet}", tag="li"))}

    @cached_property
    def _nav(self) -> Piece:
        return self.maker.piece(holes(c.Navigation))

    @cached_property
    def _whole(self) -> Piece:
        return self.maker.piece(holes(c.Whole))

    @cached_property
    def _saved(self) -> dict[bool, Piece]:
        revision = hole("revision")
        blank = holes(c.Saved, revision=revision)
        return {True: self.maker.piece(blank), False: self.maker.piece(replace(blank, time=""))}

    @cached_property
    def _summary(self) -> dict[tuple[bool, bool], Piece]:
        return _summaries(self.maker)

    @cached_property
    def _nothing(self) -> Piece:
        return self.maker.piece(holes(c.Gone, id="problems", tag="section"))


def _answered(look: Look) -> str:
    owed = [one for one in look.view.surveys if one.required and not one.answered]
    return "open" if owed else "done"


def _lacks(look: Look, sheet: str) -> bool:
    """Whether the list of sheets tells that a sheet lacks answers."""
    return bool(look.state.sheet_status(sheet).missing) and sheet not in look.view.withheld


def _state(view: View, sheet: str, status: SheetStatus, unsaid: bool) -> str:
    """Say how far a sheet is; where sheets are saved one by one, only that makes one done."""
    if sheet in view.withheld:
        return "untouched"
    found = _progress(status, unsaid)
    if view.completed is None or found == "errors":
        return found
    if sheet in view.completed:
        return "done"
    return "open" if found == "done" else found


def _progress(status: SheetStatus, unsaid: bool) -> str:
    """Say how far a sheet is; `unsaid`: a broken warning still wants its explanation."""
    if status.errors:
        return "errors"
    if status.missing or not status.answered:
        return "open" if status.answered else "untouched"
    return "open" if unsaid else "done"


def _addresses(view: View) -> dict[str, str]:
    """Return where the sheet's form and scripts send things, by the frame's keys."""
    return {
        "action": view.urls.save,
        "change": view.urls.change,
        "rows": view.urls.rows,
        "paste": view.urls.paste,
        "why": view.urls.why,
        "search": view.urls.search,
        "explain": view.urls.explain,
        "files": view.urls.files,
        "csrf": view.csrf,
    }


def _summaries(maker: Maker) -> dict[tuple[bool, bool], Piece]:
    """Return the list's frames: whether going on was refused, whether it tells of other sheets."""
    blank = holes(c.Summary)
    kinds = ((True, True), (True, False), (False, False))
    return {
        (refused, everywhere): maker.piece(replace(blank, refused=refused, everywhere=everywhere))
        for refused, everywhere in kinds
    }


def _frame(maker: Maker, sheet: Sheet, writable: bool) -> Piece:
    form = maker.program.form
    place = form.sheets.index(sheet)
    last, by_sheet = place == len(form.sheets) - 1, form.completion == "sheet"
    actions = c.Actions(place == 0, last, form.kind == "report", by_sheet)
    made: Callable[..., Any] = holes
    cells = maker.program.cells.values()
    context = made(
        c.Frame,
        title=hole("title") if living(sheet.title) else maker.words(sheet.title),
        hint=hole("hint") if living(sheet.hint) else maker.words(sheet.hint),
        notes=tuple(map(maker.words, sheet.notes)),
        name=sheet.sheet,
        kind=form.kind,
        stepped=form.paging == "question" and writable,
        actions=Markup(maker.html(actions)) if writable else EMPTY,
        writable=writable,
        multipart=any(cell.sheet == sheet.sheet and is_files(cell.field) for cell in cells),
    )
    return maker.piece(context)
