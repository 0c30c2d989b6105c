"""One rule of a design while it is put together: what was posted, judged where it stands, and kept."""

from dataclasses import dataclass, field

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine.forms.editing import NoSuchPlace, value_at
from engine.forms.editing.blocks import Block, added, blocks_of, dropped, logic_of, posted_blocks
from engine.forms.editing.offers import Offering
from engine.forms.editing.outline import outline, place_of, pointer_of, spot_at
from engine.forms.editing.ruling import Standing, written_at
from engine.forms.nodes import DefinitionError, Place
from engine.library.designs import Design
from engine.people import Denied
from engine.problems import Problem, Span, problem
from engine.rules import Rule, RuleError, parse_rule, print_rule
from web.answers import block, is_fragment, page
from web.design_answers import done
from web.design_gestures import slot_at
from web.design_room import VERB, design_of, design_room
from web.i18n import language_of
from web.pages.design_rules import RulePage, block_view, caret_of, function_lines, name_line
from web.pages.design_words import PROPERTIES

TEMPLATE = "designs/rule.html"
_START = Span("", 1, 1)
_MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule that is being written: as text, in blocks if it is one, and what is wrong with it."""

    text: str
    blocks: Block | None
    problems: tuple[Problem, ...] = ()
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one rule is written: the design, the place, and what a rule sees there."""

    design: Design
    place: Place
    standing: Standing | None
    unreadable: tuple[Problem, ...] = field(default=())

    @classmethod
    def of(cls, request: Request, pointer: str) -> "Desk":
        """Return the desk at a property's place. Raises Denied where no rule can stand."""
        design = design_of(request)
        try:
            place = place_of(pointer)
            if not place or slot_at(design.text, place[:-1], str(place[-1])).kind != "rule":
                raise Denied(VERB)
            return cls(design, place, design_room(request).standing(design, place))
        except (ValueError, NoSuchPlace):
            raise Denied(VERB) from None
        except DefinitionError as error:
            return cls(design, place, None, error.problems)

    @property
    def truth(self) -> bool:
        """Whether the rule says yes or no."""
        return self.standing is None or self.standing.truth

    def written(self) -> Draft:
        """Return the rule as the design has it."""
        try:
            rule = written_at(self.design.text, self.place)
        except DefinitionError as error:
            raw = _raw(self.design.text, self.place)
            return Draft(raw, None, error.problems)
        if rule is None:
            return Draft("", blocks_of(None, truth=self.truth))
        return self.typed(rule.text if rule.text is not None else print_rule(rule.logic))

    def typed(self, text: str) -> Draft:
        """Return a rule as typed."""
        if not text.strip():
            return Draft(text, blocks_of(None, truth=self.truth))
        try:
            rule = parse_rule(text, _START)
        except RuleError as error:
            return Draft(text, None, error.problems)
        return Draft(text, blocks_of(rule.logic, truth=self.truth), self._judged(rule))

    def put_together(self, fields: FormData) -> Draft:
        """Return a rule as put together of blocks, after the button that was pressed."""
        posted = {name: [str(one) for one in fields.getlist(name)] for name in fields}
        try:
            top = posted_blocks(posted)
            what, _, at = str(fields.get("do") or "").partition(":")
            if what in ("condition", "group", "part"):
                top = added(top, at, what)
            elif what == "drop":
                top = dropped(top, at)
            logic = logic_of(top)
        except (ValueError, LookupError):
            raise Denied(VERB) from None
        if logic is None:
            return Draft("", top)
        text = print_rule(logic)
        if not top.finished:
            return Draft(text, top, (problem("design-rule-unfinished"),))
        try:
            return Draft(text, top, self._judged(parse_rule(text, _START)))
        except RuleError as error:
            return Draft(text, top, error.problems)

    def _judged(self, rule: Rule) -> tuple[Problem, ...]:
        return self.standing.problems(rule) if self.standing is not None else ()


def _raw(text: str, place: Place) -> str:
    found = value_at(text, place)
    return found if isinstance(found, str) else ""


def shown(request: Request, desk: Desk, draft: Draft, *, status: int = 200) -> Response:
    """Answer with the page of a rule, or for htmx with what changes on it."""
    view = _page(desk, draft, language_of(request))
    if is_fragment(request):
        return block(request, TEMPLATE, "rule", view, status=status)
    return page(request, TEMPLATE, view, status=status)


def said(request: Request, desk: Desk, draft: Draft) -> Response:
    """Answer with what is wrong with a rule that somebody is typing."""
    return block(request, TEMPLATE, "said", _page(desk, draft, language_of(request)))


def answered(request: Request, pointer: str, fields: FormData) -> Response:
    """Answer what was posted: shown anew, judged, or kept."""
    desk = Desk.of(request, pointer)
    by_text = fields.get("view") == "text"
    draft = desk.typed(str(fields.get("text") or "")[:_MOST_TEXT]) if by_text else desk.put_together(fields)
    if fields.get("part") == "said":
        return said(request, desk, draft)
    what = str(fields.get("do") or "")
    if what == "clear":
        return _kept(request, desk, "", fields)
    if what == "keep" or (what == "save" and not draft.problems):
        return _kept(request, desk, draft.text.strip(), fields)
    if what == "save":
        return shown(request, desk, Draft(draft.text, draft.blocks, draft.problems, asks=True), status=422)
    return shown(request, desk, draft)


def _kept(request: Request, desk: Desk, text: str, fields: FormData) -> Response:
    """Put the rule into the design, as the gesture that the properties make."""
    owner = pointer_of(desk.place[:-1])
    posted = [
        ("gesture", "put"),
        ("place", owner),
        ("slot", str(desk.place[-1])),
        ("value", text),
        ("at", owner),
    ]
    return done(request, FormData([*posted, ("seen", str(fields.get("seen") or ""))]))


def _page(desk: Desk, draft: Draft, language: str) -> RulePage:
    owner = desk.place[:-1]
    spot = spot_at(outline(desk.design.text), owner)
    standing, problems = desk.standing, (*desk.unreadable, *draft.problems)
    top = Offering(standing).shown(draft.blocks) if standing is not None and draft.blocks else None
    known = standing.ground.known(standing.scope) if standing is not None else ()
    name = str(desk.place[-1])
    return RulePage(
        id=desk.design.id,
        title=desk.design.title,
        revision=desk.design.revision,
        at=pointer_of(desk.place),
        back=pointer_of(spot.place) if spot else "",
        label=PROPERTIES.get(name, name),
        part=spot.called(language) if spot else "",
        text=draft.text,
        top=block_view(top, language) if top else None,
        problems=problems,
        caret=caret_of(draft.text, draft.problems),
        names=tuple(name_line(one, language) for one in known),
        functions=function_lines(language),
        removable=name not in ("rule", "when"),
        asks=draft.asks,
        truth=desk.truth,
    )
