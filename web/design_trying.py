"""Trying a design: its sheets filled in with made-up circumstances, before anything is published."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine.filings import rehearsal
from engine.filings.rehearsal import Raw, Stage, Trial
from engine.filings.windows import candidates
from engine.forms import FormState, Program, Refused
from engine.forms.editing import Change, insert, put, value_at
from engine.forms.editing.outline import fresh
from engine.forms.model.base import text_in
from engine.forms.paths import pattern
from engine.forms.periods import Period
from engine.forms.sampling import Sampler
from engine.library import designs
from engine.library.designs import Design, DesignRefused, Gesture
from engine.problems import Problem
from engine.render import Header, Reason, Sheets, Urls, View
from web.answers import block, is_fragment, page
from web.design_room import design_of, design_room
from web.filing_answers import raw_of
from web.filing_room import room
from web.i18n import language_of, translations
from web.pages.design_trying import TrialPage, TurnLine
from web.security import csrf
from web.services import services

TEMPLATE: Final = "designs/try.html"
INVENTED: Final = ("1", "2", "3")
"""The made-up organisations, by number."""


@dataclass(slots=True)
class Rehearsing:
    """One request to a try-out: the design compiled, the trial, and its state."""

    request: Request
    design: Design
    stage: Stage
    trial: Trial
    state: FormState
    sheet: str
    frame: str = ""
    refused: dict[str, tuple[Raw, Problem]] | None = None
    blocking: tuple[Problem, ...] = ()
    ready: bool = False
    recorded: str = ""
    problem: Problem | None = None
    why: str = ""
    """The path of which it was asked why it is as it is."""

    @classmethod
    def of(
        cls, request: Request, *, sheet: str, frame: str, period: str = "", organisation: str = ""
    ) -> "Rehearsing":
        """Return where somebody left off. Raises Unsound for a design with errors."""
        design, held = design_of(request), services(request)
        with held.database.read() as work:
            trial = rehearsal.load(work, design.id, request.state.person.user_id)
        program = design_room(request).program(design)
        trial = _placed(program, trial, request, period=period, organisation=organisation)
        stage = Stage(program, _invented(request, design, program, trial.organisation), _now(request))
        names = [one.sheet for one in program.form.sheets]
        chosen = sheet if sheet in names else names[0]
        return cls(request, design, stage, trial, stage.state(trial), chosen, frame)

    @property
    def program(self) -> Program:
        """The design, compiled."""
        return self.stage.program

    def save(self, trial: Trial) -> None:
        """Keep the trial, and go on with it."""
        held = services(self.request)
        with held.database.write() as work:
            user = self.request.state.person.user_id
            rehearsal.save(work, self.design.id, user, trial=trial, at=held.clock())
        self.trial, self.state = trial, self.stage.state(trial)


def _now(request: Request) -> Any:
    held = services(request)
    return held.clock().astimezone(held.settings.zone)


def _placed(program: Program, trial: Trial, request: Request, *, period: str, organisation: str) -> Trial:
    """Return the trial with a period that the form has, and an organisation if one was chosen."""
    known = [one.key for one in candidates(program.form, _now(request), services(request).settings.zone)]
    filed = [key for key in (period, trial.period) if key]
    ahead = [key for key in filed if key in known or key == trial.period]
    chosen = ahead[0] if ahead and known else (known[0] if known else "")
    who = organisation or trial.organisation
    return replace(trial, period=chosen, organisation=who if who in INVENTED else INVENTED[0])


def _invented(request: Request, design: Design, program: Program, number: str) -> dict[str, Any]:
    """Return the profile of a made-up organisation: drawn from the registration, the same every time."""
    name = translations(language_of(request)).gettext("示例单位 %(number)s") % {"number": number}
    programs = room(request).desk.programs
    for kind in program.form.collection.reporters:
        registration = programs.registration(design.system, kind)
        if registration is not None:
            drawn = Sampler(registration).sample(Random(int(number)), now=_now(request))
            return {"name": name, "type": kind, "region": "", **drawn.values}
    return {"name": name}


def answered(rehearsing: Rehearsing, fields: FormData) -> Response:
    """Type what was posted and do what its button says."""
    _type(rehearsing, fields)
    what = str(fields.get("try.do") or "")
    trial, stage = rehearsing.trial, rehearsing.stage
    match what:
        case "fill":
            rehearsing.save(stage.example(trial, seed=len(str(trial.document))))
        case "clear":
            rehearsing.save(Trial(period=trial.period, organisation=trial.organisation))
        case "onward" if trial.period:
            rehearsing.save(stage.onward(trial))
        case "record":
            _record(rehearsing)
    rehearsing.why = str(fields.get("why") or "")[:300]
    _move(rehearsing, str(fields.get("action") or ""))
    return shown(rehearsing, status=422 if rehearsing.refused or rehearsing.blocking else 200)


def _type(rehearsing: Rehearsing, fields: FormData) -> None:
    names = [name for name in dict.fromkeys(fields) if pattern(name) in rehearsing.program.cells]
    typed = {name: raw_of(fields, name) for name in names}
    if not typed and not fields.get("row"):
        if "try.period" in fields or "try.organisation" in fields:
            rehearsing.save(rehearsing.trial)
        return
    rehearsing.refused = rehearsal.enter(rehearsing.program, rehearsing.state, typed)
    try:
        rehearsal.change_rows(rehearsing.state, str(fields.get("row") or ""))
    except Refused as refusal:
        rehearsing.problem = refusal.problem
    rehearsing.save(rehearsal.kept(rehearsing.trial, rehearsing.state))


def _move(rehearsing: Rehearsing, action: str) -> None:
    """Go to the sheet that a button names, or say what stands in the way of submitting."""
    if action == "submit":
        rehearsing.blocking = rehearsing.state.complete()
        rehearsing.ready = not rehearsing.blocking
        return
    names = [one.sheet for one in rehearsing.program.form.sheets]
    shown = [name for name in names if rehearsing.state.sheet_status(name).relevant] or names
    at = shown.index(rehearsing.sheet) if rehearsing.sheet in shown else 0
    step = {"previous": -1, "next": 1}.get(action, 0)
    rehearsing.sheet = shown[min(max(at + step, 0), len(shown) - 1)]


def _record(rehearsing: Rehearsing) -> None:
    """Put the trial into the design as an example: what was given, and what came of it."""
    held, design = services(rehearsing.request), rehearsing.design
    there = value_at(design.text, ("examples",))
    named = (
        one.get("example") for one in (there if isinstance(there, list) else ()) if isinstance(one, dict)
    )
    name = fresh(frozenset(map(str, named)), "tried")
    made = rehearsal.as_example(rehearsing.stage, rehearsing.trial, name)

    def operation(text: str) -> Change:
        found = value_at(text, ("examples",))
        if not isinstance(found, list):
            return put(text, ("examples",), [made])
        return insert(text, ("examples",), len(found), made)

    gesture = Gesture("example", ("examples",), rehearsing.request.state.person.user_id, held.clock())
    try:
        with held.database.write() as work:
            locked = designs.fetch(work, design.id, system=design.system, lock=True)
            rehearsing.design = designs.apply(work, locked, operation, seen=locked.revision, gesture=gesture)
        rehearsing.recorded = name
    except DesignRefused as refused:
        rehearsing.problem = refused.problem


def shown(rehearsing: Rehearsing, *, status: int = 200) -> Response:
    """Answer with the page of a try-out, or for htmx with what changes on it."""
    view = _page(rehearsing)
    if is_fragment(rehearsing.request):
        return block(rehearsing.request, TEMPLATE, "trial", view, status=status)
    return page(rehearsing.request, TEMPLATE, view, status=status)


def unsound(request: Request, problems: tuple[Problem, ...]) -> Response:
    """Answer with what is wrong with a design that cannot be tried."""
    design = design_of(request)
    known = design.id, design.title, design.revision
    nothing = TrialPage(*known, "", Markup(), (), "", (), "", (), (), "", unreadable=problems)
    return page(request, TEMPLATE, nothing, status=422)


def _page(rehearsing: Rehearsing) -> TrialPage:
    request, trial, language = rehearsing.request, rehearsing.trial, language_of(rehearsing.request)
    sheets: Sheets = design_room(request).sheets(rehearsing.design, rehearsing.program, language)
    when = candidates(rehearsing.program.form, _now(request), services(request).settings.zone)
    periods = {one.key: one.label(language) for one in when}
    if trial.period:
        periods.setdefault(trial.period, Period.parse(trial.period).label(language))
    name = translations(language).gettext("示例单位 %(number)s")
    return TrialPage(
        id=rehearsing.design.id,
        title=rehearsing.design.title,
        revision=rehearsing.design.revision,
        sheet=rehearsing.sheet,
        filing=Markup(sheets.filing(rehearsing.state, rehearsing.sheet, _view(rehearsing, sheets, language))),
        periods=tuple(sorted(periods.items(), reverse=True)),
        period=trial.period,
        organisations=tuple((number, name % {"number": number}) for number in INVENTED),
        organisation=trial.organisation,
        earlier=tuple(sorted(trial.earlier)),
        turns=tuple(_turns(rehearsing, sheets, language)),
        frame=rehearsing.frame,
        ready=rehearsing.ready,
        recorded=rehearsing.recorded,
        problem=rehearsing.problem,
    )


def _turns(rehearsing: Rehearsing, sheets: Sheets, language: str) -> Iterator[TurnLine]:
    titles = {f"#sheet.{one.sheet}": text_in(one.title, language) for one in rehearsing.program.form.sheets}
    for turn in rehearsal.path_taken(rehearsing.program, rehearsing.state, language):
        yield TurnLine(titles.get(turn.path) or sheets.labels.of(turn.path) or turn.path, turn)


def _reason(rehearsing: Rehearsing, sheets: Sheets, language: str) -> Reason | None:
    """Say why something is as it is, where that was asked; nothing for what is not there."""
    if pattern(rehearsing.why) not in rehearsing.program.cells:
        return None
    try:
        said = rehearsing.state.why(rehearsing.why, language)
    except Refused as refused:
        said = refused.problem.message(language)
    return Reason(sheets.labels.of(rehearsing.why), tuple(said.splitlines()))


def _view(rehearsing: Rehearsing, sheets: Sheets, language: str) -> View:
    base = f"/designs/{rehearsing.design.id}/try"
    frame = f"frame={rehearsing.frame}&" if rehearsing.frame else ""
    address = f"{base}?{frame}sheet="
    nowhere = dict.fromkeys(("change", "rows", "paste", "why", "search", "explain"), "")
    urls = Urls(page=address, save=f"{address}{rehearsing.sheet}", **nowhere)
    return View(
        urls=urls,
        header=Header(title=text_in(rehearsing.program.form.title, language)),
        sheet=rehearsing.sheet,
        csrf=csrf.token(rehearsing.request),
        show_missing=bool(rehearsing.blocking),
        raw=rehearsing.refused or {},
        refused=rehearsing.blocking,
        reason=_reason(rehearsing, sheets, language),
    )
