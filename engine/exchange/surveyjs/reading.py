"""A SurveyJS survey as a definition, with a note on each property that has no counterpart."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, cast

from engine.exchange.brought import MOST_BYTES, MOST_ITEMS, Brought, Notes, Unreadable
from engine.exchange.naming import identity
from engine.exchange.settling import settled
from engine.exchange.surveyjs.choices import choices_of, valued
from engine.exchange.surveyjs.naming import ROWS, Named, as_question, elements_of, named, rows_of
from engine.exchange.surveyjs.parts import Given, members
from engine.exchange.surveyjs.questions import Asked, Writer
from engine.exchange.surveyjs.surroundings import Surroundings
from engine.exchange.surveyjs.wordings import Wordings
from engine.exchange.tongues import braced
from engine.forms.editing.writing import Data
from engine.forms.model.base import Text, text_in
from engine.problems import problem

_TOP: Final = frozenset(
    [
        "title",
        "description",
        "pages",
        "elements",
        "questions",
        "calculatedValues",
        "locale",
        "name",
        "showProgressBar",
        "progressBarType",
        "progressBarLocation",
        "showQuestionNumbers",
        "logoPosition",
        "widthMode",
        "width",
        "fitToContainer",
        "questionsOnPageMode",
        "showTOC",
        "headerView",
        "clearInvisibleValues",
        "checkErrorsMode",
        "completeText",
        "pageNextText",
        "pagePrevText",
        "showTitle",
        "questionErrorLocation",
        "questionTitleLocation",
        "showPageTitles",
        "firstPageIsStarted",
        "textUpdateMode",
        "showPrevButton",
    ]
)
"""What is read of a survey, and what only says how it looks."""
_OF_PAGES: Final = frozenset(["name", "title", "description", "visibleIf", "elements", "questions", "type"])
_ROW_COUNTS: Final = {
    "minPanelCount": "minimum",
    "minRowCount": "minimum",
    "maxPanelCount": "maximum",
    "maxRowCount": "maximum",
}
_STEPPED: Final = ("questionPerPage", "inputPerPage")
_DEEPEST: Final = 12
"""Panels in panels."""


def from_surveyjs(content: bytes, *, form: str) -> Brought:
    """Return the definition that a survey comes to; `form` ends its name. Raises Unreadable."""
    return _Survey(_read(content)).brought(form)


def is_survey(given: object) -> bool:
    """Whether a piece of JSON is a survey of SurveyJS."""
    return isinstance(given, Mapping) and any(key in given for key in ("pages", "elements", "questions"))


def _read(content: bytes) -> Given:
    if len(content) > MOST_BYTES:
        raise Unreadable(problem("import-large", size=len(content), limit=MOST_BYTES))
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise Unreadable(problem("import-unreadable", reason=str(error)[:200])) from error
    if not isinstance(found, Mapping) or not is_survey(found):
        raise Unreadable(problem("import-empty"))
    return found


class _Survey:
    """One survey on its way to a definition."""

    def __init__(self, survey: Given) -> None:
        self.survey = survey
        self.notes = Notes()
        self.pages = self._pages()
        _require_depth(self.pages)
        self.values = [one for _, one in members(survey, "calculatedValues")]
        self.named: Named = named(self.pages, self.values)
        if len(self.named.names) > MOST_ITEMS:
            raise Unreadable(problem("import-many", count=len(self.named.names), limit=MOST_ITEMS))
        self.wordings = Wordings(survey, str(survey.get("locale") or ""))
        for other in self.wordings.others:
            self.notes.tell("import-language", "locale", language=other)
        self.writer = Writer(self.wordings, self.notes)

    def brought(self, ending: str) -> Brought:
        """Return the whole form."""
        around = self.around()
        title = self.wordings.text(self.survey.get("title"), around.value) or "SurveyJS"
        told = title if isinstance(title, str) else text_in(cast("Text", title))
        sheets: list[Data] = []
        for number, page in enumerate(self.pages):
            sheets += self._sheet(page, number, title)
        if not sheets:
            raise Unreadable(problem("import-empty"))
        description = self.wordings.text(self.survey.get("description"), around.value)
        form: dict[str, Data] = {
            "form": f"{identity(told, 'survey')}-{ending}",
            "kind": "survey",
            "title": title,
            **({"description": description} if description else {}),
            "version": "1",
            "collection": {"period": "none", "public": True},
            **({"paging": "question"} if self.survey.get("questionsOnPageMode") in _STEPPED else {}),
            "sheets": sheets,
        }
        for word in self.survey:
            if word not in _TOP:
                self.notes.tell("import-word", word, word=word, given=self.survey[word])
        return settled(form, self.notes, title=told)

    def around(self, own: str = "") -> Surroundings:
        """Return what names mean in the rules of a repeat or grid, or of the whole survey."""
        return Surroundings(self.named.paths, self.named.kinds, self.named.repeats, own)

    def _pages(self) -> list[Given]:
        found = [one for _, one in members(self.survey, "pages")]
        return found or [{"name": "page1", "elements": list(elements_of(self.survey))}]

    def _sheet(self, page: Given, number: int, title: Data) -> list[Data]:
        place = f"pages[{number}]"
        one = Asked(page, place, f"page{number + 1}", self.around())
        items: list[Data] = self._calculated() if number == 0 else []
        items += self._items(page, place, "")
        if not items:
            return []
        for word in page:
            if word not in _OF_PAGES:
                self.notes.tell("import-word", f"{place}.{word}", word=word, given=page[word])
        hint = self.writer.text(one, "description")
        made: dict[str, Data] = {"sheet": one.name, "title": self.writer.text(one, "title") or title}
        return [{**made, **({"hint": hint} if hint else {}), **self.writer.ruled(one), "items": items}]

    def _calculated(self) -> list[Data]:
        made: list[Data] = []
        for number, value in enumerate(self.values):
            place = f"calculatedValues[{number}]"
            one = Asked(value, place, self.named.names[place], self.around())
            rule = self.writer.rule(one, "expression", "calculation")
            if rule:
                made.append({"field": one.name, "type": "calculate", "calculation": rule})
        return made

    def _items(self, part: Given, place: str, own: str) -> list[Data]:
        made: list[Data] = []
        for number, element in enumerate(elements_of(part)):
            item = self._item(element, f"{place}.elements[{number}]", own)
            if item:
                made.append(item)
        return made

    def _item(self, element: Given, place: str, own: str) -> "Data | None":
        one = Asked(element, place, self.named.names.get(place, ""), self.around(own))
        kind = str(element.get("type") or "text")
        if kind == "html":
            text = self.wordings.plain(element.get("html"), one.around.value)
            return {"note": text, **self.writer.ruled(one)} if text else None
        makers = {
            "panel": self._panel,
            "paneldynamic": self._rows,
            "matrixdynamic": self._rows,
            "multipletext": self._texts,
            "matrix": self._matrix,
            "matrixdropdown": self._grid,
        }
        maker = makers.get(kind)
        if maker is None:
            return self.writer.field(one)
        self.writer.left(one)
        return maker(one)

    def _panel(self, one: Asked) -> "Data | None":
        items = self._items(one.element, one.place, one.around.own)
        title = self.writer.text(one, "title")
        head: dict[str, Data] = {"group": one.name, **({"label": title} if title else {})}
        hint = self.writer.text(one, "description")
        head |= {"hint": hint} if hint else {}
        return {**head, **self.writer.ruled(one), "items": items} if items else None

    def _rows(self, one: Asked) -> "Data | None":
        """A repeat: its questions are a panel's elements, or a matrix's columns."""
        holder = ROWS[str(one.get("type"))]
        around = self.around(str(one.get("name") or ""))
        items: list[Data] = []
        for number, column in members(one.element, holder):
            place = f"{one.place}.{holder}[{number}]"
            question = as_question(column, one.element) if holder == "columns" else column
            item = self.writer.field(Asked(question, place, self.named.names[place], around))
            items += [item] if item else []
        made: dict[str, Data] = {"repeat": one.name, **self.writer.told(one), **self.writer.ruled(one)}
        for word, becomes in _ROW_COUNTS.items():
            count = one.get(word)
            made |= {becomes: count} if isinstance(count, int) and 0 < count <= 10_000 else {}
        return {**made, "items": items} if items else None

    def _texts(self, one: Asked) -> "Data | None":
        """Several texts under one heading: a group of fields."""
        items: list[Data] = []
        for number, each in members(one.element, "items"):
            place = f"{one.place}.items[{number}]"
            asked = Asked({**each, "type": "text"}, place, self.named.names[place], one.around)
            item = self.writer.field(asked)
            items += [item] if item else []
        made: dict[str, Data] = {"group": one.name, **self.writer.told(one), **self.writer.ruled(one)}
        return {**made, "items": items} if items else None

    def _matrix(self, one: Asked) -> "Data | None":
        value = one.around.value
        listed: Given = {"choices": one.get("columns")}
        choices = choices_of(listed, one.place, wordings=self.wordings, notes=self.notes, value=value)
        made: dict[str, Data] = {"matrix": one.name, **self.writer.told(one)}
        made["type"] = "select_multiple" if one.get("cellType") == "checkbox" else "select_one"
        required = bool(one.get("isAllRowRequired") or one.get("isRequired"))
        made |= {"required": True} if required else {}
        made |= {**self.writer.ruled(one), "rows": self._row_heads(one), "choices": choices}
        return made if choices else None

    def _row_heads(self, one: Asked) -> list[Data]:
        made: list[Data] = []
        for number, row in enumerate(rows_of(one.element)):
            told = self.wordings.text(row.get("text"), one.around.value) if isinstance(row, Mapping) else None
            name = self.named.names[f"{one.place}.rows[{number}]"]
            made.append({"row": name, "label": told or braced(valued(row))})
        return made

    def _grid(self, one: Asked) -> "Data | None":
        columns: list[Data] = []
        around = self.around(str(one.get("name") or ""))
        for number, column in members(one.element, "columns"):
            place = f"{one.place}.columns[{number}]"
            asked = Asked(as_question(column, one.element), place, self.named.names[place], around)
            field = self.writer.field(asked)
            if field:
                del field["field"]
                columns.append({"column": asked.name, **field})
        made: dict[str, Data] = {"grid": one.name, **self.writer.told(one), **self.writer.ruled(one)}
        return {**made, "columns": columns, "rows": self._row_heads(one)} if columns else None


def _require_depth(pages: list[Given]) -> None:
    """Raise Unreadable where panels stand too deep in each other."""
    level, depth = list(pages), 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise Unreadable(problem("import-many", count=depth, limit=_DEEPEST))
        level = [element for part in level for element in elements_of(part)]
