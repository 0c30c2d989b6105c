"""One element of a survey as an item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engine.exchange.brought import Notes
from engine.exchange.surveyjs.choices import choices_of, has_other
from engine.exchange.surveyjs.expressions import fitted, rule_from
from engine.exchange.surveyjs.kinds import CHOOSING, FORMATS, kind_of
from engine.exchange.surveyjs.parts import Given, listed, members
from engine.exchange.surveyjs.surroundings import Surroundings
from engine.exchange.surveyjs.wordings import Wordings
from engine.exchange.tongues import braced
from engine.forms.editing.writing import Data
from engine.rules import Logic, print_rule

RULES: Final[Mapping[str, str]] = {"visibleIf": "relevant", "requiredIf": "required"}
_READ: Final = frozenset(
    ["type", "name", "title", "description", "isRequired", "requiredIf", "visibleIf", "enableIf", "readOnly"]
    + ["inputType", "min", "max", "maxLength", "defaultValue", "defaultValueExpression", "validators"]
    + ["choices", "showOtherItem", "hasOther", "otherText", "showNoneItem", "hasNone", "noneText"]
    + ["choicesVisibleIf", "minSelectedChoices", "maxSelectedChoices", "rateMin", "rateMax", "rateValues"]
    + ["rateCount", "expression", "acceptedTypes", "maxSize", "allowMultiple", "elements", "templateElements"]
    + ["columns", "rows", "items", "html", "minPanelCount", "maxPanelCount", "minRowCount", "maxRowCount"]
    + ["templateTitle", "cellType", "isAllRowRequired", "requiredErrorText", "multiSelect", "step"]
)
_LOOKS: Final = frozenset(
    [
        "width",
        "minWidth",
        "maxWidth",
        "startWithNewLine",
        "colCount",
        "titleLocation",
        "descriptionLocation",
        "hideNumber",
        "indent",
        "rightIndent",
        "state",
        "placeholder",
        "placeHolder",
        "size",
        "rateType",
        "displayMode",
        "renderAs",
        "searchEnabled",
        "allowClear",
        "storeDataAsText",
        "panelCount",
        "rowCount",
        "alternateRows",
        "columnMinWidth",
        "rowTitleWidth",
        "showNumber",
        "displayStyle",
        "showQuestionNumbers",
        "questionTitleLocation",
        "maximumFractionDigits",
        "currency",
        "useGrouping",
        "autoGrow",
        "cols",
        "valueName",
        "labelTrue",
        "labelFalse",
        "waitForUpload",
        "needConfirmDelete",
        "addRowText",
        "panelAddText",
        "panelRemoveText",
        "keyDuplicationError",
        "showHeader",
        "scaleColorMode",
        "minRateDescription",
        "maxRateDescription",
        "signatureWidth",
        "signatureHeight",
        "penColor",
        "templateErrorLocation",
        "maxErrorText",
    ]
)
"""How something looks: the page does that by itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An element with its place in the file, its name here, and what its rules can read."""

    element: Given
    place: str
    name: str
    around: Surroundings

    def get(self, word: str) -> object:
        """Return a property, None where there is none."""
        return self.element.get(word)


class Writer:
    """Makes items; notes what has no counterpart."""

    def __init__(self, wordings: Wordings, notes: Notes) -> None:
        self.wordings, self.notes = wordings, notes

    def rule(self, one: Asked, word: str, becomes: str, *, around: Surroundings | None = None) -> str:
        """Return the rule of a property as text, '' for none."""
        given = one.get(word)
        if not isinstance(given, str) or not given.strip():
            return ""
        place = f"{one.place}.{word}"
        self.notes.stands(one.name, becomes, place)
        return self.notes.ruled(place, given, lambda: rule_from(given, around or one.around))

    def text(self, one: Asked, word: str) -> "Data | None":
        """Return a text of an element."""
        return self.wordings.text(one.get(word), one.around.value)

    def told(self, one: Asked) -> dict[str, Data]:
        """Return the label and the hint of an element."""
        label = self.text(one, "title") or braced(str(one.get("name") or one.name))
        hint = self.text(one, "description")
        return {"label": label, **({"hint": hint} if hint else {})}

    def ruled(self, one: Asked) -> dict[str, Data]:
        """Return when an element is shown."""
        relevant = self.rule(one, "visibleIf", "relevant")
        return {"relevant": relevant} if relevant else {}

    def left(self, one: Asked, *, known: Sequence[str] = ()) -> None:
        """Note the properties that nothing here reads."""
        for word in one.element:
            if word not in _READ and word not in _LOOKS and word not in known:
                self.notes.tell("import-word", f"{one.place}.{word}", word=word, given=one.element[word])

    def field(self, one: Asked) -> dict[str, Data] | None:
        """Return a question as a field; None for one without counterpart."""
        kind = kind_of(one.element)
        if not kind:
            self.notes.tell("import-type", one.place, given=one.get("type"), name=one.get("name"))
            return None
        self.left(one)
        made: dict[str, Data] = {"field": one.name, **self.told(one), "type": kind}
        made |= self._choices(one, kind) | self._truths(one) | self.ruled(one) | _limits(one, kind)
        if one.get("type") == "expression":
            rule = self.rule(one, "expression", "calculation")
            return made | ({"calculation": rule} if rule else {})
        return made | self._default(one, kind) | self._validated(one, kind)

    def _choices(self, one: Asked, kind: str) -> dict[str, Data]:
        if one.get("type") == "rating" and kind == "select_one":
            return {"choices": _rates(self, one)}
        if one.get("type") not in CHOOSING:
            return {}
        value = one.around.value
        offered = choices_of(one.element, one.place, wordings=self.wordings, notes=self.notes, value=value)
        made: dict[str, Data] = {"choices": offered}
        if len(offered) > 12 and one.get("type") == "dropdown" and not has_other(one.element):
            made["appearance"] = "select"
        item = Surroundings(one.around.paths, one.around.kinds, one.around.repeats, one.around.own, "value")
        filtered = self.rule(one, "choicesVisibleIf", "choice_filter", around=item)
        made |= {"choice_filter": filtered} if filtered else {}
        for word, becomes in (("minSelectedChoices", "minimum"), ("maxSelectedChoices", "maximum")):
            count = one.get(word)
            if isinstance(count, int) and count > 0 and kind == "select_multiple":
                made[becomes] = count
        return made

    def _truths(self, one: Asked) -> dict[str, Data]:
        made: dict[str, Data] = {"required": True} if one.get("isRequired") else {}
        if "required" not in made:
            rule = self.rule(one, "requiredIf", "required")
            made |= {"required": rule} if rule else {}
        if one.get("readOnly"):
            return made | {"read_only": True}
        given = one.get("enableIf")
        if isinstance(given, str) and given.strip():
            place = f"{one.place}.enableIf"
            self.notes.stands(one.name, "read_only", place)
            rule = self.notes.ruled(place, given, lambda: _unless(rule_from(given, one.around)))
            made |= {"read_only": rule} if rule else {}
        return made

    def _default(self, one: Asked, kind: str) -> dict[str, Data]:
        rule = self.rule(one, "defaultValueExpression", "default")
        if rule:
            return {"default": rule}
        given = one.get("defaultValue")
        if given is None or kind in ("file", "signature"):
            return {}
        value = _constant(given, kind)
        if value is None:
            self.notes.tell("import-word", f"{one.place}.defaultValue", word="defaultValue", given=given)
            return {}
        return {"default": print_rule(value)}

    def _validated(self, one: Asked, kind: str) -> dict[str, Data]:
        made: dict[str, Data] = {}
        rules: list[str] = []
        for number, each in members(one.element, "validators"):
            place = f"{one.place}.validators[{number}]"
            if each.get("type") == "expression":
                own = Asked(each, place, one.name, one.around)
                rule = self.rule(own, "expression", "constraint")
                rules += [rule] if rule else []
            elif not _limit(each, kind, made):
                self.notes.tell("import-word", place, word=each.get("type"), given=dict(each))
            message = self.wordings.text(each.get("text"), one.around.value)
            if message and each.get("type") == "expression":
                made["constraint_message"] = message
        if not rules:
            return {key: value for key, value in made.items() if key != "constraint_message"}
        made["constraint"] = rules[0] if len(rules) == 1 else " and ".join(f"({rule})" for rule in rules)
        return made


def _unless(logic: Logic) -> Logic:
    """Return the contrary; what cannot be told yet is not so."""
    return {"!": [{"coalesce": [logic, False]}]}


def _rates(writer: Writer, one: Asked) -> list[Data]:
    rates = listed(one.element, "rateValues")
    if not rates:
        low, high = _number(one.get("rateMin")) or Decimal(1), _number(one.get("rateMax")) or Decimal(5)
        rates = [low + step for step in range(min(int(high - low) + 1, 20))]
    asked: Given = {"choices": rates}
    return choices_of(asked, one.place, wordings=writer.wordings, notes=writer.notes, value=one.around.value)


def _limits(one: Asked, kind: str) -> dict[str, Data]:
    made: dict[str, Data] = {}
    if kind == "rating":
        low, high = _number(one.get("rateMin")), _number(one.get("rateMax"))
        return {"minimum": 1 if low is None else low, "maximum": 5 if high is None else high}
    if kind in ("decimal", "integer"):
        for word, becomes in (("min", "minimum"), ("max", "maximum")):
            number = _number(one.get(word))
            made |= {becomes: number} if number is not None else {}
    longest = one.get("maxLength")
    if kind in ("text", "textarea") and isinstance(longest, int) and longest > 0:
        made["maxLength"] = longest
    if one.get("inputType") in FORMATS:
        made["format"] = FORMATS[str(one.get("inputType"))]
    return made | (_of_file(one) if kind == "file" else {})


def _of_file(one: Asked) -> dict[str, Data]:
    words = str(one.get("acceptedTypes") or "").replace(" ", "").split(",")
    endings: list[Data] = [word for word in words if word.startswith(".")]
    size = one.get("maxSize")
    made: dict[str, Data] = {"accept": endings} if endings else {}
    made |= {"maxSize": size} if isinstance(size, int) and size > 0 else {}
    return made if one.get("allowMultiple") else {**made, "maximum": 1}


def _number(given: object) -> Decimal | None:
    if isinstance(given, int | float | Decimal) and not isinstance(given, bool):
        return Decimal(str(given))
    text = str(given or "")
    return Decimal(text) if text.lstrip("-").replace(".", "", 1).isdecimal() else None


def _constant(given: object, kind: str) -> Logic:
    """Return a constant as a rule; None for what a rule cannot hold."""
    if isinstance(given, list):
        parts = [_constant(one, kind) for one in given]
        return None if None in parts else parts
    if isinstance(given, bool | str):
        value: Logic = {"date": [given[:10]]} if kind == "date" and isinstance(given, str) else given
        return fitted(value, kind) if not isinstance(value, dict) else value
    number = _number(given)
    return fitted(number, kind) if number is not None else None


_LENGTHS: Final = (("minLength", "minLength"), ("maxLength", "maxLength"))
_COUNTS: Final = (("minCount", "minimum"), ("maxCount", "maximum"))
_VALUES: Final = (("minValue", "minimum"), ("maxValue", "maximum"))


def _limit(each: Given, kind: str, made: dict[str, Data]) -> bool:
    """Put a validator's limits into a field; False for a kind of validator that is none here."""
    word = str(each.get("type") or "").removesuffix("validator")
    if word == "email":
        made["format"] = "email"
        return kind == "text"
    if word == "regex" and kind in ("text", "textarea"):
        made["pattern"] = whole_pattern(str(each.get("regex") or ""))
        return True
    pairs = {"numeric": _VALUES, "text": _LENGTHS, "answercount": _COUNTS}.get(word)
    if pairs is None or (word == "numeric" and kind not in ("integer", "decimal")):
        return False
    for theirs, ours in pairs:
        number = _number(each.get(theirs))
        made |= {ours: int(number) if word != "numeric" else number} if number is not None else {}
    return True


def whole_pattern(regex: str) -> str:
    """Return a pattern for the whole text: SurveyJS looks for it anywhere unless it is anchored."""
    begins, ends = regex.startswith("^"), regex.endswith("$") and not regex.endswith("\\$")
    inner = regex[1 if begins else 0 : -1 if ends else None]
    inner = f"(?:{inner})" if "|" in inner and not (begins and ends and inner.startswith("(")) else inner
    return ("" if begins else ".*") + inner + ("" if ends else ".*")
