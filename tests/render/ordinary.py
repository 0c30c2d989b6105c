"""The same page as an ordinary application makes it: one Jinja2 template that loops over the sheet.

It reads the state and runs every field's template at each request. Its bytes equal those of the page
joined from pieces, so the two may be compared in a test and in a bench.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from jinja2 import DictLoader, Environment
from jinja2.loaders import ChoiceLoader
from markupsafe import Markup

from engine.forms import FormState
from engine.forms.model.items import Grid
from engine.render import Sheets, View
from engine.render import contexts as c
from engine.render.controls import options_of
from engine.render.fieldpieces import INVALID, REQUIRED
from engine.render.heads import HeadCell, label_ids, levels
from engine.render.names import slug
from engine.render.texts import words
from engine.render.values import shown_text, typed_text
from engine.render.views import Look
from engine.render.widgets import as_radios, input_mode, is_figure, is_group
from engine.render.words import kind_of

_PAGE = """
{%- for grid in grids -%}
{% set body %}{% for row in grid.rows %}{% if state.relevant(row.path) %}
{%- set cells %}{% for cell in row.cells %}{% include "ordinary_cell.html" %}{% endfor %}{% endset -%}
{%- with slug = row.slug, head = row.head, body = cells, oob = "", code = row.code, united = grid.united,
         coded = grid.coded %}{% include "_row.html" %}{% endwith -%}
{% else %}{% with slug = row.slug, tag = "tr", oob = "" %}{% include "_hidden.html" %}{% endwith %}{% endif %}
{%- endfor %}{% endset -%}
{%- with slug = grid.slug, path = grid.path, label = grid.label, hint = grid.hint, levels = grid.levels,
         columns = grid.columns, united = grid.united, coded = grid.coded, notes = grid.notes,
         writable = true, oob = "" %}{% include "_grid.html" %}{% endwith -%}
{%- endfor -%}
"""
_CELL = """
{%- if not cell.there or not state.relevant(cell.path) -%}
{% with slug = cell.slug, tag = "td", oob = "" %}{% include "_hidden.html" %}{% endwith %}
{%- else -%}
{% set problems = look.problems.get(cell.path, ()) -%}
{% set reading = look.frozen or state.read_only(cell.path) -%}
{% set required = not reading and state.required(cell.path) -%}
{% set value = state.value(cell.path) -%}
{% import "fields/" ~ cell.type ~ ".html" as kind -%}
{% set control -%}
{% if reading %}{% with slug = cell.slug, label = cell.context.labels, control = shown(value, cell.field) %}
{%- include "_output.html" %}{% endwith %}
{%- else %}{{ kind.control(cell.context, {"value": typed(value, cell.field),
 "invalid": invalid if problems|selectattr("severity", "equalto", "error")|list else "",
 "required": must if required else ""}) }}{% endif %}
{%- endset -%}
{% set told %}{% for one in problems %}{% with severity = kind_of(one), message = one.message(language),
 remedy = "" if one.text else one.remedy(language) %}
{%- include "_cell_problem.html" %}{% endwith %}{% endfor %}{% endset -%}
{% set mark %}{% if required %}{% include "_required.html" %}{% endif %}{% endset -%}
{% with slug = cell.slug, path = cell.path, label = cell.label, unit = cell.unit,
 computed = cell.computed, figures = cell.figures,
 problems = told, beside = "", oob = "" %}{% include "_cell.html" %}{% endwith %}
{%- endif -%}
"""


@dataclass(frozen=True, slots=True)
class OrdinaryCell:
    """What the loop needs of one cell; made once, like any application would."""

    path: str
    slug: str
    there: bool
    field: Any = None
    type: str = ""
    label: str = ""
    computed: bool = False
    figures: bool = False
    context: c.FieldContext | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class OrdinaryRow:
    """One row of a grid."""

    path: str
    slug: str
    head: c.Head
    code: str
    cells: tuple[OrdinaryCell, ...]


@dataclass(frozen=True, slots=True)
class OrdinaryGrid:
    """One grid."""

    path: str
    slug: str
    label: str
    hint: str
    levels: tuple[tuple[HeadCell, ...], ...]
    columns: int
    united: bool
    coded: bool
    notes: tuple[str, ...]
    rows: tuple[OrdinaryRow, ...]


class OrdinaryPage:
    """A sheet of grids, rendered by one template loop."""

    def __init__(self, sheets: Sheets, sheet: str) -> None:
        self.sheets = sheets
        self.sheet = sheet
        self.language = sheets.language
        form = next(one for one in sheets.program.form.sheets if one.sheet == sheet)
        self.grids = tuple(self._grid(item) for item in form.items if isinstance(item, Grid))
        assert len(self.grids) == len(form.items), "the ordinary page draws grids only"
        own = sheets.maker.environment
        self.environment = own.overlay(loader=_loader(own))
        self.template = self.environment.get_template("ordinary.html")

    def html(self, state: FormState, view: View) -> str:
        """Return the sheet's form, as `Sheets.page` does."""
        look = Look(state, view, self.language)
        body = self.template.render(
            grids=self.grids,
            state=state,
            look=look,
            language=self.language,
            shown=self._shown,
            typed=typed_text,
            kind_of=kind_of,
            invalid=Markup(INVALID),
            must=Markup(REQUIRED),
        )
        urls = {item.name: getattr(view.urls, item.name) for item in fields(view.urls)}
        context: dict[str, Any] = {
            **urls,
            "action": view.urls.save,
            "title": self._words("title"),
            "hint": self._words("hint"),
            "notes": (),
            "name": self.sheet,
            "body": Markup(body),
            "problems": Markup(self.sheets.summary(look, self.sheet)),
            "explanations": Markup(self.sheets.explaining.html(look, self.sheet)),
            "actions": Markup(self._actions()),
            **{key: Markup(html) for key, html in self.sheets.around.values(look, self.sheet).items()},
            "multipart": False,
            "stepped": False,
            "kind": self.sheets.program.form.kind,
            "csrf": view.csrf,
            "revision": view.revision,
            "missing": "",
            "writable": True,
        }
        return self.environment.get_template("_sheet.html").render(context).rstrip("\n")

    def _shown(self, value: object, field: Any) -> str:
        return shown_text(value, field, self.language, self.sheets.program.codelists)

    def _words(self, key: str) -> str:
        form = next(one for one in self.sheets.program.form.sheets if one.sheet == self.sheet)
        return words(getattr(form, key), self.language)

    def _actions(self) -> str:
        names = [one.sheet for one in self.sheets.program.form.sheets]
        place = names.index(self.sheet)
        context = {"first": place == 0, "last": place == len(names) - 1, "report": True, "by_sheet": False}
        return self.environment.get_template("_actions.html").render(context).rstrip("\n")

    def _grid(self, grid: Grid) -> OrdinaryGrid:
        told = self.sheets.maker.words
        rows = tuple(
            OrdinaryRow(
                f"{grid.grid}.{row.row}",
                f"{grid.grid}-{row.row}",
                c.Head(f"{grid.grid}-{row.row}", told(row.label), told(row.hint), told(row.unit)),
                row.code or "",
                tuple(self._cells(grid, row)),
            )
            for row in grid.rows
        )
        return OrdinaryGrid(
            grid.grid,
            grid.grid,
            told(grid.label),
            told(grid.hint),
            levels(grid, told),
            len(grid.columns),
            grid.units == "column",
            grid.coded,
            tuple(map(told, grid.notes)),
            rows,
        )

    def _cells(self, grid: Grid, row: Any) -> Iterator[OrdinaryCell]:
        for column in grid.columns:
            path = f"{grid.grid}.{row.row}.{column.column}"
            if not grid.has_cell(row, column):
                yield OrdinaryCell(path, slug(path), False)
                continue
            place = grid.cell(row, column)
            labels = f"r-{grid.grid}-{row.row} {label_ids(grid, column)}"
            yield OrdinaryCell(
                path,
                slug(path),
                True,
                place,
                place.kind,
                self.sheets.maker.words(grid.called(column)),
                place.calculation is not None,
                is_figure(place),
                self._context(place, path, labels),
                self.sheets.maker.words(column.unit),
            )

    def _context(self, place: Any, path: str, labels: str) -> c.FieldContext:
        assert not is_group(place), "the ordinary page draws lines only"
        return c.FieldContext(
            slug=slug(path),
            path=path,
            labels=labels,
            described=f"p-{slug(path)}",
            digits=input_mode(place),
            maximum_length=place.maxLength,
            radios=as_radios(place),
            options=options_of(place, slug(path), self.language),
        )


def _loader(own: Environment) -> ChoiceLoader:
    assert own.loader is not None
    texts: Mapping[str, str] = {"ordinary.html": _PAGE, "ordinary_cell.html": _CELL}
    return ChoiceLoader([DictLoader(texts), own.loader])


def ordinary_page(state: FormState, sheet: str, *, sheets: Sheets, view: View) -> str:
    """Return the page of a sheet of grids by an ordinary template loop."""
    return OrdinaryPage(sheets, sheet).html(state, view)
