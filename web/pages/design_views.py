"""How the builder's pages are made of a design: outline, canvas, properties, the text and its changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote, urlencode

from markupsafe import Markup

from engine.forms.editing import fragment, value_at
from engine.forms.editing.choosing import list_of, options_of, words_of
from engine.forms.editing.outline import Spot, outline, place_of, pointer_of, spot_at
from engine.forms.editing.ruling import called
from engine.forms.editing.slots import Slot, slots
from engine.forms.editing.starting import KINDS as STARTING
from engine.forms.model.base import text_in
from engine.forms.model.codelist import Codelist
from engine.forms.model.form import Form
from engine.forms.names import seat_all
from engine.forms.nodes import DefinitionError, Place
from engine.library.designs import Design, Done
from engine.problems import Problem
from engine.render.specimens import Specimens
from engine.rules import RuleError, print_rule, rule_of
from web.pages.design_words import BADGES, GESTURES, GROUPS, KINDS, MORE, OPTIONS, PROPERTIES, REST, TYPES
from web.pages.designs import (
    Asking,
    DesignLine,
    DesignsPage,
    EditPage,
    Entry,
    Framed,
    Lines,
    Panel,
    Row,
    Section,
    TemplateCard,
    TemplatesPage,
    TextPage,
    Told,
)


def line_of(design: Design) -> DesignLine:
    """Return a design's line in the list."""
    return DesignLine(
        design.id, design.title, design.form, design.kind, design.updated_at, design.published is not None
    )


def edit_page(design: Design, asking: Asking, specimens: Specimens) -> EditPage:
    """Return the builder's page of a design."""
    try:
        top = outline(design.text)
    except DefinitionError as error:
        return _page(design, asking, unreadable=error.problems[0])
    place = _known(top, asking.at)
    spot = spot_at(top, place) or top
    sheet = _sheet_of(top, spot.place)
    into, index = _insertion(top, spot, sheet)
    holder = spot_at(top, place_of(into)) if into else None
    return _page(
        design,
        asking,
        at=spot.pointer,
        sheet=sheet.pointer if sheet else "",
        items=f"{sheet.pointer}/items" if sheet else "",
        rows=tuple(_rows(top, spot, asking.language, f"/designs/{design.id}?at=")),
        canvas=tuple(_canvas(design.text, sheet, spot, specimens=specimens)) if sheet else (),
        panel=_panel(design.text, top, spot, language=asking.language, codelists=specimens.codelists),
        insert_into=into,
        insert_at=index,
        insert_name=holder.called(asking.language) if holder else "",
    )


def _page(design: Design, asking: Asking, **known: object) -> EditPage:
    empty: dict[str, object] = {
        "at": "",
        "sheet": "",
        "items": "",
        "rows": (),
        "canvas": (),
        "panel": None,
        "insert_into": "",
        "insert_at": 0,
        "insert_name": "",
    }
    return EditPage(
        id=design.id,
        title=design.title,
        form=design.form,
        revision=design.revision,
        undo=_words(asking.undo)[-1] if asking.undo else "",
        redo=_words(asking.redo)[-1] if asking.redo else "",
        saved_at=design.updated_at,
        types=tuple(TYPES),
        kinds=STARTING,
        option_words=OPTIONS,
        kind_words=KINDS,
        clash=asking.clash,
        notes=asking.notes,
        doubt=asking.doubt,
        **{**empty, **known},  # type: ignore[arg-type]  # the fields that are not of the design itself
    )


def _known(top: Spot, pointer: str) -> Place:
    try:
        return place_of(pointer)
    except ValueError:
        return top.place


def _sheet_of(top: Spot, place: Place) -> Spot | None:
    sheets = [one for one in top.inside if one.kind == "sheet"]
    return next((one for one in sheets if place[:2] == one.place), sheets[0] if sheets else None)


def _insertion(top: Spot, spot: Spot, sheet: Spot | None) -> tuple[str, int]:
    """Return where a new item goes: into the selected group, behind the selected item, else at the end."""
    if spot.kind in ("group", "repeat"):
        return f"{spot.pointer}/items", sum(one.place[-2] == "items" for one in spot.inside)
    around = spot.place
    while around and not (len(around) > 1 and around[-2] == "items"):
        around = around[:-1]
    if around:
        return pointer_of(around[:-1]), int(around[-1]) + 1
    if sheet is None:
        return "", 0
    return f"{sheet.pointer}/items", sum(one.place[-2] == "items" for one in sheet.inside)


def _rows(top: Spot, chosen: Spot, language: str, base: str) -> Iterator[Row]:
    for depth, one in _deep(top):
        kind, pointer = KINDS.get(one.kind, one.kind), one.pointer
        address, within = base + quote(pointer, safe="/"), one.place == chosen.place
        yield Row(pointer, address, kind, one.called(language), one.name, depth, within)


def _deep(top: Spot, depth: int = 0) -> Iterator[tuple[int, Spot]]:
    yield depth, top
    for one in top.inside:
        yield from _deep(one, depth + 1)


def _canvas(text: str, sheet: Spot, chosen: Spot, *, specimens: Specimens) -> Iterator[Framed]:
    for one in sheet.inside:
        if one.place[-2] == "items":
            yield _framed(text, one, chosen, specimens=specimens)


def _framed(text: str, spot: Spot, chosen: Spot, *, specimens: Specimens) -> Framed:
    plain = value_at(text, spot.place)
    badges = (BADGES_OF[key] for key in BADGES if isinstance(plain, dict) and key in plain)
    within = chosen.place[: len(spot.place)] == spot.place
    kind, label = KINDS.get(spot.kind, spot.kind), spot.called(specimens.language)
    if spot.kind in _HOLDING:
        inside = tuple(_canvas(text, spot, chosen, specimens=specimens))
        framed = Framed(spot.pointer, kind, label, Markup(), tuple(badges), (), within)
        framed = replace(framed, items=f"{spot.pointer}/items", inside=inside)
    else:
        drawn = specimens.drawn(fragment(text, spot.place))
        framed = Framed(spot.pointer, kind, label, drawn.html, tuple(badges), drawn.problems, within)
    return _in_place(framed, spot, plain) if chosen.place == spot.place or _part(spot, within) else framed


def _part(spot: Spot, within: bool) -> bool:
    """Whether a part of an item is selected that is drawn as one: its words are offered then, too."""
    return within and spot.kind not in _HOLDING


def _in_place(framed: Framed, spot: Spot, plain: object) -> Framed:
    """Return the selected item with its words, to be rewritten where they stand."""
    slot = next((one for one in slots(spot.kind, spot.type) if one.name in _IN_PLACE), None)
    if slot is None or not isinstance(plain, dict):
        return framed
    entry = _entry(slot, spot.pointer, plain)
    return replace(framed, slot=slot.name, words=entry.words)


_HOLDING = ("group", "repeat")
"""The items whose own items stand on the canvas by themselves."""
_IN_PLACE = ("label", "note")
"""The properties that are rewritten on the canvas itself."""
BADGES_OF = {key: PROPERTIES.get(key) or MORE[key] for key in BADGES}


def _lists(codelists: Mapping[str, Codelist], language: str) -> Iterator[tuple[str, str, int]]:
    for name, one in sorted(codelists.items()):
        yield name, text_in(dict(one.title), language) or name, len(one.entries)


def _panel(text: str, top: Spot, spot: Spot, *, language: str, codelists: Mapping[str, Codelist]) -> Panel:
    plain = value_at(text, spot.place)
    own = plain if isinstance(plain, dict) else {}
    entries = [_entry(slot, spot.pointer, own) for slot in slots(spot.kind, spot.type)]
    if spot.kind == "form":
        inner = own.get("collection", {})
        held = inner if isinstance(inner, dict) else {}
        entries += [_entry(slot, "/collection", held, within=True) for slot in slots("collection")]
    choices, chooses = own.get("choices"), any(one.slot.kind == "choices" for one in entries)
    taken = list_of(choices) if chooses else None
    shown = chooses and taken is None and spot.type != "cascade"
    return Panel(
        pointer=spot.pointer,
        kind=KINDS.get(spot.kind, spot.kind),
        name=spot.name,
        sections=tuple(_sections([one for one in entries if one.slot.kind not in ("parts", "choices")])),
        options=options_of(choices, own.get("branches"), spot.name) if shown else None,
        listed=taken,
        lists=tuple(_lists(codelists, language)) if chooses and spot.kind in ("field", "column") else (),
        targets=tuple(_targets(top, spot, language)),
        members=tuple(_members(spot)),
        removable=bool(spot.place),
    )


def _entry(slot: Slot, pointer: str, own: dict[str, object], *, within: bool = False) -> Entry:
    found = own.get(slot.name, "")
    words = {key: str(one) for key, one in found.items()} if isinstance(found, dict) else words_of(str(found))
    value = ", ".join(map(str, found)) if isinstance(found, list) else found
    if slot.kind == "rule" and isinstance(found, dict):
        words, value = {}, _printed(found)
    shown = value if isinstance(value, str) else ""
    return Entry(slot, pointer, PROPERTIES.get(slot.name, slot.name), shown, words, within)


def _printed(mapping: dict[str, object]) -> str:
    """Return a rule that stands as JSON Logic as text, as far as it is one."""
    try:
        return print_rule(rule_of(mapping).logic)
    except RuleError:
        return ""


def _sections(entries: list[Entry]) -> Iterator[Section]:
    left = list(entries)
    for title, names in GROUPS:
        mine = tuple(one for one in left if one.slot.name in names and not one.within)
        left = [one for one in left if one not in mine]
        if mine:
            yield Section(title, mine, folded=title != GROUPS[0][0] and not any(one.value for one in mine))
    outer = tuple(one for one in left if not one.within)
    if outer:
        yield Section(REST, outer, folded=True)
    within = tuple(one for one in left if one.within)
    if within:
        yield Section(KINDS["collection"], within, folded=False)


def _targets(top: Spot, spot: Spot, language: str) -> Iterator[tuple[str, str]]:
    """Yield the questions behind a field, where a choice may lead."""
    behind = False
    for one in top.walk():
        if behind and one.kind == "field":
            yield one.name, one.called(language)
        behind = behind or one.place == spot.place


_LISTS = {
    "form": ("sheets", "checks"),
    "sheet": ("checks",),
    "grid": ("columns", "rows", "heads", "checks"),
    "matrix": ("rows",),
    "repeat": ("checks",),
    "scoring": ("indicators", "grades"),
    "indicator": ("indicators",),
}


def _members(spot: Spot) -> Iterator[tuple[str, int]]:
    for name in _LISTS.get(spot.kind, ()):
        yield f"{spot.pointer}/{name}", sum(one.place[-2] == name for one in spot.inside)


def designs_page(
    found: list[Design], total: int, *, words: str, number: int, size: int, problem: Problem | None
) -> DesignsPage:
    """Return one page of the list."""

    def address(page: int) -> str:
        return "/designs?" + urlencode({"words": words, "page": page})

    more = number * size < total
    return DesignsPage(
        tuple(line_of(one) for one in found),
        total,
        words,
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if more else "",
        problem=problem,
    )


def templates_page(known: Iterable[Form], words: str, language: str) -> TemplatesPage:
    """Return the templates in whose words the search stands."""
    cards = sorted((_card(form, language) for form in known), key=lambda card: card.title)
    wanted = words.strip().casefold()

    def holds(card: TemplateCard) -> bool:
        return wanted in "\n".join((card.title, card.description, *card.questions)).casefold()

    return TemplatesPage(tuple(filter(holds, cards)), words)


def _card(form: Form, language: str) -> TemplateCard:
    names = seat_all(form)
    asked = (text_in(called(names, spot), language) for spot in names.spots.values())
    title, description = text_in(form.title, language), text_in(form.description, language)
    kind = OPTIONS.get(form.kind, form.kind)
    return TemplateCard(form.form, title, description, kind, tuple(dict.fromkeys(asked)))


def text_page(
    design: Design,
    last: list[Done],
    problems: tuple[Told, ...],
    *,
    typed: str | None = None,
    refused: Problem | None = None,
) -> TextPage:
    """Return the page of a design's text; `typed` is what was not kept, and `refused` why."""
    changes = tuple(_lines(one) for one in reversed(last))
    text = design.text if typed is None else typed
    return TextPage(design.id, design.title, design.revision, text, problems, changes, refused)


def _lines(one: Done) -> Lines:
    pairs = zip(one.change.splices, one.inverse.splices, strict=True)
    pieces = tuple((old.text, new.text) for new, old in pairs)
    return Lines(_words(one), one.at, pieces)


def _words(one: Done) -> tuple[str, ...]:
    """Return what a gesture is called; of an undoing, that and what it took back."""
    return tuple(GESTURES.get(word, word) for word in one.gesture.split())
