"""An XLSForm as a definition, with a note by sheet, row and column on all that has no counterpart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from engine.exchange.brought import MOST_ITEMS, Brought, NotCarried, Notes, Unreadable
from engine.exchange.naming import NameBook, identity
from engine.exchange.settling import settled
from engine.exchange.tongues import Tongues, braced, tongues
from engine.exchange.xlsform import sheets
from engine.exchange.xlsform.kinds import INSTEAD, KEPT, Asked, asked, kind_of
from engine.exchange.xlsform.lists import ChoiceList, lists_of
from engine.exchange.xlsform.questions import Question, question
from engine.exchange.xlsform.sheets import Book, Line
from engine.exchange.xlsform.wordings import Wordings
from engine.exchange.xlsform.xpath import Surroundings, rule_from
from engine.forms.editing.writing import Data
from engine.problems import problem
from engine.rules import Logic

SPOKEN: Final = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_KNOWN: Final = frozenset(
    ["type", "name", "label", "hint", "guidance_hint", "relevant", "required", "read_only", "default"]
    + ["calculation", "constraint", "constraint_message", "choice_filter", "appearance", "parameters"]
    + ["repeat_count", "disabled"]
)
_SETTINGS: Final = frozenset(
    ["form_title", "form_id", "version", "default_language", "style", "instance_name"]
)
_DISABLED: Final = ("yes", "true")
_BOXES: Final = {"group": "group", "repeat": "repeat", "lgroup": "repeat", "looped group": "repeat"}


@dataclass(slots=True)
class Box:
    """A group or a repeat that is open while its lines are read."""

    kind: str
    line: Line
    name: str
    items: list[Data] = field(default_factory=list)


def from_xlsform(content: bytes, ending: str, *, form: str) -> Brought:
    """Return the definition that an XLSForm comes to; `form` ends its name. Raises Unreadable."""
    return _Form(sheets.read(content, ending)).brought(form)


class _Form:
    """One workbook on its way to a definition."""

    def __init__(self, book: Book) -> None:
        self.notes = Notes()
        self.book = book
        self.names = NameBook()
        self.names.reserve("value")  # what a filter calls the choice
        self.tongues = _tongues_of(book, self.notes)
        self.lists = lists_of(book.choices, self.tongues, self.notes)
        self.kinds: dict[str, str] = {}
        self.repeats: dict[str, str] = {}
        self.given: dict[int, str] = {}
        self.lost: set[str] = set()
        self.others: dict[str, str] = {}
        """The boxes of `or_other`, by what XLSForm calls them."""
        self.lines = tuple(line for line in book.survey if line.get("disabled").lower() not in _DISABLED)
        self._name_all()
        self.wordings = Wordings(self.tongues, self.notes, self.named)

    def brought(self, ending: str) -> Brought:
        """Return the whole form."""
        self._lose_calculations()
        main = self._items()
        if not main:
            raise Unreadable(problem("import-empty"))
        title = self.book.settings.get("form_title") or self.book.settings.get("form_id") or "XLSForm"
        form: dict[str, Data] = {
            "form": f"{identity(self.book.settings.get('form_id') or title, 'survey')}-{ending}",
            "kind": "survey",
            "title": braced(title),
            "version": (self.book.settings.get("version") or "1")[:40],
            "collection": {"period": "none", "public": True},
            **self._heading(),
            "sheets": _sheets(self.book.settings, main, braced(title)),
        }
        _tell_columns(self.book, self.notes)
        return settled(form, self.notes, title=title)

    def named(self, theirs: str) -> "Logic | None":
        """Return the value that `${theirs}` stands for."""
        if self.names.ours(theirs) is None and theirs in self.others:
            return {"var": self.others[theirs]}
        if self.names.ours(theirs) is None:
            return cast("Logic | None", KEPT.get(self._types.get(theirs, "")))
        ours = self.names.ours(theirs)
        return None if ours is None or ours in self.lost else {"var": ours}

    def around(self, own: str = "", choices: ChoiceList | None = None) -> Surroundings:
        """Return what names mean in a rule of `own`."""
        if choices is None:
            return Surroundings(self.named, self.kinds, self.repeats, own)
        return Surroundings(self.named, self.kinds, self.repeats, own, choices.having)

    def rule(self, line: Line, column: str, own: str = "", choices: ChoiceList | None = None) -> str:
        """Return the rule of a cell as text, '' for none; notes one that cannot be said."""
        given = line.get(column)
        if not given:
            return ""
        self.notes.stands(own, column, line.place(column))
        around = self.around(own, choices)
        return self.notes.ruled(line.place(column), given, lambda: rule_from(given, around))

    def _name_all(self) -> None:
        """Give every question, group and repeat its name before any rule reads them."""
        self._types: dict[str, str] = {}
        open_repeats: list[str] = []
        for line in self.lines:
            begun, kind = _boxed(line)
            if begun == "end":
                if kind == "repeat" and open_repeats:
                    open_repeats.pop()
                continue
            theirs, wanted = line.get("name"), asked(line.get("type"))
            self._types.setdefault(theirs, wanted.word)
            if wanted.word in KEPT or (not begun and wanted.word == "note"):
                continue
            ours = self.given[line.number] = self.names.give(theirs, "group" if begun else "q")
            if begun and kind == "repeat":
                open_repeats.append(ours)
            elif not begun:
                self._remember(ours, wanted, open_repeats, line)
        if len(self.given) > MOST_ITEMS:
            raise Unreadable(problem("import-many", count=len(self.given), limit=MOST_ITEMS))

    def _remember(self, ours: str, wanted: Asked, repeats: list[str], line: Line) -> None:
        if not wanted.kind or (wanted.list and wanted.list not in self.lists):
            self.lost.add(ours)
        truths = wanted.kind == "select_one" and wanted.list in self.lists and self.lists[wanted.list].truths
        self.kinds[ours] = "boolean" if truths else kind_of(wanted, line)
        if wanted.other:
            self.names.reserve(f"{ours}_text")
            self.others[f"{line.get('name')}_other"] = f"{ours}_text"
        if repeats:
            self.repeats[ours] = repeats[0]

    def _lose_calculations(self) -> None:
        """Leave out calculations that cannot be said, and those that read them."""
        before = -1
        while before != len(self.lost):
            before = len(self.lost)
            for line in self.lines:
                ours = self.given.get(line.number, "")
                if self.kinds.get(ours) == "calculate" and ours not in self.lost:
                    try:
                        rule_from(line.get("calculation") or line.get("default") or "''", self.around(ours))
                    except NotCarried:
                        self.lost.add(ours)

    def _items(self) -> list[Data]:
        boxes = [Box("", self.lines[0], "")]
        for line in self.lines:
            begun, kind = _boxed(line)
            if begun == "begin":
                boxes.append(Box(kind, line, self.given[line.number]))
            elif begun == "end":
                self._close(boxes, line, kind)
            else:
                boxes[-1].items.extend(self._asked(line))
        while len(boxes) > 1:
            self.notes.tell("import-unclosed", boxes[-1].line.place(), name=boxes[-1].line.get("name"))
            self._end(boxes)
        return boxes[0].items

    def _close(self, boxes: list[Box], line: Line, kind: str) -> None:
        if len(boxes) == 1 or boxes[-1].kind != kind:
            self.notes.tell("import-unclosed", line.place(), name=line.get("type"))
            return
        self._end(boxes)

    def _end(self, boxes: list[Box]) -> None:
        """Close the innermost box; a repeat in a repeat gives its questions to the one around it."""
        box = boxes.pop()
        inside = any(each.kind == "repeat" for each in boxes)
        if not box.items:
            return
        if box.kind == "repeat" and inside:
            self.notes.tell("import-nested", box.line.place(), name=box.line.get("name"), kind="repeat")
            boxes[-1].items.extend(box.items)
            return
        made: dict[str, Data] = {box.kind: box.name}
        made |= self.wordings.told(box.line, "label") | self.wordings.told(box.line, "hint")
        relevant = self.rule(box.line, "relevant", box.name)
        made |= {"relevant": relevant} if relevant else {}
        if box.kind == "repeat":
            made |= _counted(box.line, self.notes)
        boxes[-1].items.append({**made, "items": box.items})

    def _asked(self, line: Line) -> Iterator[Data]:
        """Yield the item of one line; none for what has no counterpart."""
        wanted = asked(line.get("type"))
        if wanted.word == "note":
            text = self.wordings.told(line, "label").get("label")
            relevant = self.rule(line, "relevant")
            if text:
                yield {"note": text, **({"relevant": relevant} if relevant else {})}
            return
        if wanted.word in KEPT:
            self.notes.tell("import-kept", line.place(), given=wanted.word)
            return
        ours = self.given[line.number]
        if wanted.list and wanted.list not in self.lists:
            self.notes.tell("import-list", line.place(), list=wanted.list, name=line.get("name"))
        elif not wanted.kind:
            self.notes.tell("import-type", line.place(), given=line.get("type"), name=line.get("name"))
        elif ours in self.lost:
            self.rule(line, "calculation" if line.get("calculation") else "default", ours)
        else:
            if wanted.word in INSTEAD:
                self.notes.tell("import-changed", line.place(), given=wanted.word, became=wanted.kind)
            yield question(Question(line, ours, wanted, self.kinds[ours], self.lists.get(wanted.list)), self)

    def _heading(self) -> Mapping[str, Data]:
        given = self.book.settings.get("instance_name")
        if not given:
            return {}
        place = self.book.settings.place("instance_name")
        rule = self.notes.ruled(place, given, lambda: rule_from(given, self.around()))
        return {"heading": "{" + rule + "}"} if rule else {}


def _boxed(line: Line) -> tuple[str, str]:
    """Return `begin` or `end` and what is begun or ended; ('', '') for a question."""
    word, _, kind = line.get("type").lower().replace("_", " ").partition(" ")
    kind = _BOXES.get(kind.strip(), "")
    return (word, kind) if word in ("begin", "end") and kind else ("", "")


def _sheet(items: list[Data], title: str, place: int) -> list[Data]:
    return [{"sheet": f"page{place + 1}", "title": title, "items": items}] if items else []


def _rest(group: Mapping[str, Data]) -> Mapping[str, Data]:
    return {key: group[key] for key in ("hint", "relevant", "items") if key in group}


def _tongues_of(book: Book, notes: Notes) -> Tongues:
    """Return what the languages of a book are; those that nobody reads here are noted."""
    lines = (*book.survey, *book.choices)
    spoken = [name for line in lines for (column, name) in line.cells if column in SPOKEN]
    sample = "".join(line.get("label") for line in lines[:50])
    found, others = tongues(spoken, book.settings.get("default_language"), sample)
    for name in others:
        first = next(
            line for line in lines if name in line.languages("label") or name in line.languages("hint")
        )
        column = "label" if name in first.languages("label") else "hint"
        notes.tell("import-language", first.place(column, name), language=name)
    return found


def _counted(line: Line, notes: Notes) -> Mapping[str, Data]:
    count = line.get("repeat_count")
    if count.isdecimal() and 1 <= int(count) <= 10_000:
        return {"minimum": int(count), "maximum": int(count)}
    if count:
        notes.tell("import-word", line.place("repeat_count"), word="repeat_count", given=count)
    return {}


def _sheets(settings: Line, items: list[Data], title: str) -> list[Data]:
    """One sheet; in the style `pages`, one for each group that stands outermost."""
    paged = "pages" in settings.get("style").split()
    found: list[Data] = []
    loose: list[Data] = []
    for item in items:
        if paged and isinstance(item, Mapping) and "group" in item and "label" in item:
            found += _sheet(loose, title, len(found))
            loose = []
            found.append({"sheet": item["group"], "title": item["label"], **_rest(item)})
        else:
            loose.append(item)
    return found + _sheet(loose, title, len(found))


def _tell_columns(book: Book, notes: Notes) -> None:
    """Note the columns that nothing here reads, once each."""
    told: dict[str, tuple[Line, str, int]] = {}
    for lines, known in ((book.survey, _KNOWN), ((book.settings,), _SETTINGS)):
        for line in lines:
            for column, spoken in line.cells:
                if column not in known:
                    first, language, count = told.get(column, (line, spoken, 0))
                    told[column] = first, language, count + 1
    for column, (line, language, _) in told.items():
        notes.tell("import-word", line.place(column, language), word=column, given=line.get(column, language))
