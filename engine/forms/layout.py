"""Lays a form out: walks its items and gives each its cells, elements, nodes and rules. Compiles nothing.

The checker types the `uses` of a layout; the compiler compiles them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from engine.forms.branches import Branching, Numbering, branching
from engine.forms.checkplans import plan_check
from engine.forms.holes import around_number
from engine.forms.keyed import single_key
from engine.forms.model.fields import Check, Field, Row
from engine.forms.model.form import Form, Sheet
from engine.forms.model.items import Grid, Group, Item, Matrix, Note, Repeat
from engine.forms.model.scoring import Scoring
from engine.forms.names import ALWAYS, Seat, Spot, text_choices
from engine.forms.outside import Surroundings
from engine.forms.plan import Cell, CheckPlan, Element, RepeatPlan, SerialPlan
from engine.forms.rulebook import Here, Rulebook
from engine.forms.scope import CellScope, ChoiceScope, FormScope, RowScope
from engine.forms.scored import scored_items
from engine.rules import Rule

MOST_ROWS: Final = 1000
"""Rows of a repeat that says no maximum."""


@dataclass(slots=True)
class Layout:
    """A form laid out: everything the compiler and the checker need to know of it."""

    form: Form
    book: Rulebook
    cells: dict[str, Cell] = field(default_factory=dict)
    elements: list[Element] = field(default_factory=list)
    repeats: dict[str, RepeatPlan] = field(default_factory=dict)
    checks: list[CheckPlan] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    """The names of the checks."""
    collection: dict[str, int] = field(default_factory=dict)
    """Numbers of the rules `opens`, `closes` and `audience`."""
    serial: SerialPlan | None = None
    over: Branching = field(default_factory=lambda: Branching({}, {}, ()))
    numbering: Numbering = field(default_factory=Numbering)


def lay_out(form: Form, *, links: Mapping[str, Form] | None = None, profile: Form | None = None) -> Layout:
    """Lay `form` out; raises RuleError when a hole in a text is no rule."""
    around = Surroundings.of(form, links, profile)
    layout = Layout(form, Rulebook(around), over=branching(form))
    scope = FormScope(around)
    for sheet in form.sheets:
        _sheet(layout, sheet, scope)
    _checks(layout, form.checks, Here("", ALWAYS, scope))
    for text in (form.title, form.description, form.heading):
        layout.book.text(text, "", scope, "")
    audience = form.collection.audience
    asked = audience.rule if audience else None
    layout.book.text(audience.message if audience else None, "", scope, "")
    rules = {"opens": form.collection.opens, "closes": form.collection.closes, "audience": asked}
    for name, rule in rules.items():
        if rule is not None:
            layout.collection[name] = layout.book.use(name, "", rule, scope)
    layout.serial = _serial(layout, scope)
    return layout


def _serial(layout: Layout, scope: FormScope) -> SerialPlan | None:
    """Plan the form's serial number; None where it has none, or its pattern no number."""
    found = around_number(layout.form.serial) if layout.form.serial else None
    if found is None:
        return None
    before, after, digits = found

    def plan(parts: tuple[str | Rule, ...]) -> tuple[str | int, ...]:
        use = layout.book.use
        return tuple(one if isinstance(one, str) else use("serial", "", one, scope) for one in parts)

    return SerialPlan(plan(before), plan(after), digits)


def _sheet(layout: Layout, sheet: Sheet, scope: FormScope) -> None:
    path = layout.numbering.path(sheet)
    outside = Here(sheet.sheet, ALWAYS, scope, clears=layout.form.when_hidden == "clear")
    here = _enter(layout, path, outside, sheet)
    for text in (sheet.title, sheet.hint):
        layout.book.text(text, path, scope, "")
    _items(layout, sheet.items, here)
    _checks(layout, sheet.checks, here)


def _enter(layout: Layout, path: str, here: Here, item: Sheet | Item) -> Here:
    """Note the element and return where its inside stands."""
    over = layout.over.over.get(path, ())
    gate = layout.book.gate(path, item.relevant, here, over)
    layout.elements.append(Element(path, here.sheet, gate, here.repeat))
    return _lasting(replace(here, gate=gate), item)


def _lasting(here: Here, item: Sheet | Item) -> Here:
    """Take what an item says of its values' lives: whether they are carried over, whether kept unseen."""
    if isinstance(item, Note | Scoring):
        return here
    carries = here.carries if item.carry is None else item.carry
    clears = here.clears if item.when_hidden is None else item.when_hidden == "clear"
    return replace(here, carries=carries, clears=clears)


def _items(layout: Layout, items: Iterable[Item], here: Here) -> None:
    for item in items:
        path = _prefix(here) + layout.numbering.path(item)
        match item:
            case Field():
                _field(layout, item, here)
            case Repeat():
                _repeat(layout, item, _enter(layout, path, here, item))
            case Grid():
                _grid(layout, item, _enter(layout, path, here, item))
            case Matrix():
                _matrix(layout, item, _enter(layout, path, here, item))
            case Scoring():
                inside = _enter(layout, path, here, item)
                _texts(layout, path, here, item.label, item.hint)
                _items(layout, scored_items(item), inside)
            case Group():
                inside = _enter(layout, path, here, item)
                _texts(layout, path, here, item.label, item.hint)
                _items(layout, item.items, inside)
            case Note():
                _enter(layout, path, here, item)
                _texts(layout, path, here, item.note)


def _prefix(here: Here) -> str:
    return f"{here.repeat}[]." if here.repeat else ""


def _texts(layout: Layout, path: str, here: Here, *texts: object) -> None:
    place = _place(here)
    for text in texts:
        if isinstance(text, str | dict):
            layout.book.text(text, path, here.scope, place)


def _place(here: Here) -> str:
    if isinstance(here.scope, CellScope):
        return f"{here.scope.grid}.{here.scope.row}"
    return f"{here.repeat}[]" if here.repeat else ""


def _field(layout: Layout, item: Field, here: Here) -> None:
    path = _prefix(here) + item.field
    spot = layout.book.names.spots[path]
    cell = _cell(layout, spot, here)
    for jump in layout.over.of.get(path, ()):
        layout.book.fill_jump(jump, cell.gate, here)
    if text_choices(item):
        box = next(found for found in layout.book.names.spots.values() if found.companion == path)
        _companion(layout, box, cell, here)


def _companion(layout: Layout, box: Spot, chosen: Cell, here: Here) -> None:
    """The text box beside a choice is relevant while one of the choices that open it is chosen."""
    kind = "r" if here.repeat else "v"
    seat = Seat(kind, chosen.slot)
    names = layout.book.names
    names.openings.append(frozenset(text_choices(chosen.field)))
    code = f"opens(T[{len(names.openings) - 1}], {seat.code})"
    gate = layout.book.node(here.repeat, code, (seat,), title=f"{box.path} relevant")
    order = len(layout.cells)
    cell = Cell(box.path, box.field, here.sheet, box.slot, order, gate=gate, repeat=box.repeat)
    _add(layout, replace(cell, companion=chosen.path, carries=chosen.carries, clears=chosen.clears))
    _value(layout, box, gate, here)


def _cell(layout: Layout, spot: Spot, here: Here) -> Cell:
    book, item = layout.book, spot.field
    gate = book.gate(spot.path, item.relevant, here, layout.over.over.get(spot.path, ()))
    inside = _lasting(replace(here, gate=gate), item)
    cell = Cell(
        spot.path,
        item,
        here.sheet,
        spot.slot,
        len(layout.cells),
        gate=gate,
        required=book.condition("required", spot.path, item.required, inside, owner=item),
        read_only=book.condition("read_only", spot.path, item.read_only, inside, owner=item),
        constraint=_constraint(layout, spot, inside),
        filter=_filter(layout, spot, inside),
        default=_default(layout, spot, inside),
        repeat=spot.repeat,
        grid=spot.grid,
        row=spot.row,
        column=spot.column,
        matrix=spot.matrix,
        single=_single(layout, spot),
        carries=inside.carries,
        clears=inside.clears,
    )
    _value(layout, spot, gate, inside)
    _texts(layout, spot.path, inside, item.label, item.hint, item.constraint_message, item.unit)
    return _add(layout, cell)


def _add(layout: Layout, cell: Cell) -> Cell:
    layout.cells[cell.path] = cell
    return cell


def _value(layout: Layout, spot: Spot, gate: int, here: Here) -> None:
    """Make the cell's effective value a node: typed or calculated, and empty while not relevant."""
    book, item = layout.book, spot.field
    code, seats = f"t[{spot.slot}]", tuple[Seat, ...]()
    if item.calculation is not None:
        number = book.use("calculation", spot.path, item.calculation, here.scope, owner=item)
        code, seats = book.call(number), book.seats(number)
    if gate != ALWAYS:
        seat = Seat("r" if here.repeat else "v", gate)
        code, seats = f"{code} if {seat.code} else None", (seat, *seats)
    book.node(here.repeat, code, seats, title=spot.path, slot=spot.slot)


def _constraint(layout: Layout, spot: Spot, here: Here) -> int:
    """Return the slot of the constraint's outcome: True, False, or None when it cannot be judged."""
    book, rule = layout.book, spot.field.constraint
    if rule is None:
        return ALWAYS
    number = book.use("constraint", spot.path, rule, here.scope, owner=spot.field)
    return book.node(here.repeat, book.call(number), book.seats(number), title=f"{spot.path} constraint")


def _single(layout: Layout, spot: Spot) -> int:
    """Return the slot that is False while another row has the same key."""
    found = single_key(layout.book.names, spot)
    if found is None:
        return ALWAYS
    return layout.book.node(spot.repeat, *found, title=f"{spot.path} key")


def _filter(layout: Layout, spot: Spot, here: Here) -> int:
    rule = spot.field.choice_filter
    if rule is None:
        return -1
    return layout.book.use("choice_filter", spot.path, rule, ChoiceScope(here.scope), owner=spot.field)


def _default(layout: Layout, spot: Spot, here: Here) -> int:
    rule = spot.field.default
    return -1 if rule is None else layout.book.use("default", spot.path, rule, here.scope, owner=spot.field)


def _repeat(layout: Layout, item: Repeat, here: Here) -> None:
    book = layout.book
    slot = book.names.repeats[item.repeat]
    maximum = item.maximum or MOST_ROWS
    layout.repeats[item.repeat] = RepeatPlan(
        item.repeat,
        here.sheet,
        slot,
        here.gate,
        item.minimum,
        maximum,
        key=item.key,
        carries=here.carries,
        clears=here.clears,
    )
    seat = Seat("v", here.gate)
    book.node("", f"w[{slot}] if {seat.code} else E", (seat,), title=item.repeat, slot=slot)
    rows = RowScope(book.around, repeat=item.repeat)
    inside = replace(here, gate=ALWAYS, scope=rows, repeat=item.repeat)
    _texts(layout, item.repeat, here, item.label, item.hint)
    book.text(item.title, f"{item.repeat}[]", rows, f"{item.repeat}[]")
    _items(layout, item.items, inside)
    _checks(layout, item.checks, replace(inside, gate=ALWAYS))


def _grid(layout: Layout, grid: Grid, here: Here) -> None:
    _texts(layout, grid.grid, here, grid.label, grid.hint)
    for column in grid.columns:
        _texts(layout, grid.grid, here, column.label, column.hint, column.unit)
    for row in grid.rows:
        _grid_row(layout, grid, row, here)


def _grid_row(layout: Layout, grid: Grid, row: Row, here: Here) -> None:
    path = f"{grid.grid}.{row.row}"
    scope = CellScope(layout.book.around, grid=grid.grid, row=row.row)
    inside = replace(here, scope=scope)
    gate = layout.book.gate(path, row.relevant, inside)
    layout.elements.append(Element(path, here.sheet, gate))
    _texts(layout, path, inside, row.label, row.hint)
    for column in grid.columns:
        spot = layout.book.names.cell(grid.grid, row.row, column.column)
        if spot:
            _cell(layout, spot, inside)
    fitting = [check for check in grid.checks if check.rows is None or row.row in check.rows]
    _checks(layout, fitting, replace(inside, gate=gate))


def _matrix(layout: Layout, matrix: Matrix, here: Here) -> None:
    _texts(layout, matrix.matrix, here, matrix.label, matrix.hint)
    for row in matrix.rows:
        _cell(layout, layout.book.names.spots[f"{matrix.matrix}.{row.row}"], here)


def _checks(layout: Layout, checks: Iterable[Check], here: Here) -> None:
    for check in checks:
        plan = plan_check(layout.book, check, here, place=_place(here), taken=layout.taken)
        layout.taken.add(plan.id)
        layout.checks.append(plan)
        for text in (check.message, check.remedy):
            layout.book.text(text, "", here.scope, _place(here))
