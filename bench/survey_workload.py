"""Workload B: a survey of 300 questions on 10 pages, said once for us and once for survey-core.

144 questions depend on earlier ones (a third by a computed value, the rest by being asked or not) and
122 are validated (ranges, patterns, expressions). Rules read only questions that are always asked, so
that keeping or clearing hidden answers, where the two differ, cannot show.
"""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

QUESTIONS: Final = 300
PAGES: Final = 10
CHOICES: Final = ("a", "b", "c", "d", "e")
NUMBERS: Final = (0, 3)
"""Kinds by index modulo 6: number, one choice, several choices, number, text, one choice."""

Item = dict[str, Any]


@dataclass(slots=True)
class Survey:
    """One survey in both languages; `items` and `elements` are in the same order."""

    items: list[Item] = field(default_factory=list)
    elements: list[Item] = field(default_factory=list)
    rules: int = 0
    validators: int = 0

    def definition(self) -> str:
        """Return the survey as a definition of ours (JSON is YAML too)."""
        pages = [
            {"sheet": f"p{page}", "title": f"Page {page}", "items": _page(self.items, page)}
            for page in range(PAGES)
        ]
        return json.dumps({"form": "workload", "kind": "survey", "title": "Workload", "sheets": pages})

    def model(self) -> Item:
        """Return the survey as survey-core takes it."""
        pages = [{"name": f"p{page}", "elements": _page(self.elements, page)} for page in range(PAGES)]
        return {"pages": pages}


def survey(seed: int = 7) -> Survey:
    """Return the survey of a seed."""
    made, chance = Survey(), Random(seed)
    for index in range(QUESTIONS):
        item, element = _question(index)
        if index >= 12 and index % 2 == 0:
            _depend(index, item, element, chance=chance)
            made.rules += 1
        if "calculation" not in item and made.validators < 122:
            made.validators += _validate(index, item, element)
        made.items.append(item)
        made.elements.append(element)
    return made


def answers(seed: int, *, wrong: bool = False) -> Item:
    """Return a finished response; `wrong` puts some numbers out of range and some texts out of pattern."""
    chance, given = Random(seed), dict[str, Any]()
    most = 130 if wrong else 100
    for index in range(QUESTIONS):
        kind, name = index % 6, f"q{index}"
        if index >= 12 and index % 10 == 0:
            continue
        if kind in NUMBERS:
            given[name] = chance.randint(0, most)
        elif kind == 4:
            given[name] = f"text{'!' if wrong and chance.random() < 0.2 else ' '}{chance.randint(0, 9)}"
        else:
            given[name] = chance.sample(CHOICES, 2) if kind == 2 else chance.choice(CHOICES)
    return given


def _page(things: list[Item], page: int) -> list[Item]:
    size = QUESTIONS // PAGES
    return things[page * size : (page + 1) * size]


def _question(index: int) -> tuple[Item, Item]:
    title = f"Question number {index} about the enterprise"
    item: Item = {"field": f"q{index}", "label": title}
    element: Item = {"name": f"q{index}", "title": title}
    kind = index % 6
    if kind in NUMBERS:
        return item | {"type": "integer"}, element | {"type": "text", "inputType": "number"}
    if kind == 4:
        return item | {"type": "text"}, element | {"type": "text"}
    ours = "select_multiple" if kind == 2 else "select_one"
    theirs = {1: "radiogroup", 2: "checkbox", 5: "dropdown"}[kind]
    offered = [{"value": choice, "label": choice.upper()} for choice in CHOICES]
    return item | {"type": ours, "choices": offered}, element | {"type": theirs, "choices": list(CHOICES)}


def _depend(index: int, item: Item, element: Item, *, chance: Random) -> None:
    number, other = (f"q{6 * chance.randint(0, index // 6 - 1) + 3}" for _ in range(2))
    if index % 10 == 0:
        for old in ("choices", "inputType", "type"):
            item.pop(old, None), element.pop(old, None)
        item |= {"type": "integer", "calculation": f"{number} + {other} * 2"}
        element |= {"type": "expression", "expression": f"{{{number}}} + {{{other}}} * 2"}
        return
    single, several = f"q{6 * chance.randint(0, index // 6 - 1) + 1}", chance.choice(("q2", "q8"))
    choice, least = chance.choice(CHOICES), chance.randint(1, 30)
    ours, theirs = (
        (f"{number} > {least}", f"{{{number}}} > {least}"),
        (
            f"{single} == '{choice}' or {number} >= {least}",
            f"{{{single}}} = '{choice}' or {{{number}}} >= {least}",
        ),
        (
            f"'{choice}' in {several} or {other} < 90 and not is_empty({number})",
            f"{{{several}}} contains '{choice}' or {{{other}}} < 90 and {{{number}}} notempty",
        ),
    )[index % 3]
    item["relevant"], element["visibleIf"] = ours, theirs


def _validate(index: int, item: Item, element: Item) -> int:
    kind = index % 6
    if kind in NUMBERS:
        item |= {"minimum": 0, "maximum": 100}
        element["validators"] = [{"type": "numeric", "minValue": 0, "maxValue": 100}]
    elif kind == 4:
        item["pattern"] = "[a-zA-Z0-9 ]+"
        element["validators"] = [{"type": "regex", "regex": "^[a-zA-Z0-9 ]+$"}]
    elif index % 12 == 1:
        item |= {"constraint": f"q{index} != 'e'", "constraint_message": "not e"}
        rule = f"{{q{index}}} <> 'e'"
        element["validators"] = [{"type": "expression", "expression": rule, "text": "not e"}]
    else:
        return 0
    return 1
