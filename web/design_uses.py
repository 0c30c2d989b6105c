"""What names a part of a design, for those who change or delete it."""

from starlette.requests import Request

from engine.forms.editing import value_at
from engine.forms.editing.outline import Spot, outline, pointer_of, spot_at
from engine.forms.editing.uses import Touched, uses
from engine.forms.nodes import DefinitionError, Place
from engine.library.designs import Design
from engine.rules import RuleError, print_rule, rule_of
from web.design_room import design_room
from web.i18n import language_of
from web.pages.design_words import PROPERTIES, USES
from web.pages.designs import UseLine

_LONG = 120


def lines_of(request: Request, design: Design, place: Place) -> tuple[UseLine, ...]:
    """Return what names a part; nothing where the rules cannot be read."""
    try:
        found = uses(design.text, place, design_room(request).among(design))
        top = outline(design.text)
    except DefinitionError:
        return ()
    return tuple(_line(design.text, top, one, language_of(request)) for one in found)


def _line(text: str, top: Spot, touched: Touched, language: str) -> UseLine:
    spot = spot_at(top, touched.place) or top
    last = str(touched.place[-1])
    kind = PROPERTIES.get(last, last) if touched.kind in ("rule", "text") else USES[touched.kind]
    rule = pointer_of(touched.place) if touched.kind == "rule" else ""
    return UseLine(spot.pointer, spot.called(language), kind, _written(value_at(text, touched.place)), rule)


def _written(found: object) -> str:
    if isinstance(found, dict) and len(found) == 1 and not isinstance(next(iter(found.values())), str):
        try:
            found = print_rule(rule_of(found).logic)
        except RuleError:  # then its words are shown as they stand
            found = str(found)
    words = " / ".join(map(str, found.values())) if isinstance(found, dict) else str(found)
    return words if len(words) <= _LONG else words[: _LONG - 1] + "…"
