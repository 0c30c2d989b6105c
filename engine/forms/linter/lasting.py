"""What outlives one filing: where a form carries over from, keys of rows, words read as numbers."""

from collections.abc import Iterator
from decimal import Decimal

from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.history import PREVIOUS
from engine.forms.linter.lint import Lint
from engine.forms.linter.walk import Visit
from engine.forms.model.fields import Field, Properties
from engine.forms.model.form import Form, Sheet
from engine.forms.model.items import Repeat
from engine.forms.nodes import Place
from engine.forms.periods import PER_YEAR
from engine.problems import Problem


def lasting(lint: Lint) -> Iterator[Problem]:
    """Check the words that reach beyond one filing."""
    yield from _sources(lint)
    yield from _periods(lint)
    for visit, repeat in lint.of(Repeat):
        yield from _key(lint, visit, repeat)
    yield from _words(lint, (), lint.form)
    for visit, part in lint.of(Properties):
        yield from _words(lint, visit.place, part)


def _sources(lint: Lint) -> Iterator[Problem]:
    known = (PREVIOUS, *lint.form.links)
    for number, name in enumerate(lint.form.carry):
        if name not in known:
            yield lint.unknown("source", name, known, ("carry", number))


def _periods(lint: Lint) -> Iterator[Problem]:
    """Say which words need several periods a year, where the form has none."""
    period = lint.form.collection.period
    if period == "none" and PREVIOUS in lint.form.carry:
        yield lint.fault("needs-periods", ("carry",), name=PREVIOUS)
    if period == "none" and lint.form.compare_with is not None:
        yield lint.fault("needs-periods", ("compare_with",), name="compare_with")
    for visit, sheet in lint.of(Sheet):
        if sheet.once is not None and (period == "none" or PER_YEAR[period] == 1):
            yield lint.fault("needs-periods", (*visit.place, "once"), name="once")


def _key(lint: Lint, visit: Visit, repeat: Repeat) -> Iterator[Problem]:
    spots = {spot.field.field: spot for spot in lint.surroundings.names.columns(repeat.repeat)}
    for number, name in enumerate(repeat.key):
        place = (*visit.place, "key", number)
        if name not in spots:
            yield lint.unknown("field", name, spots, place)
        elif spots[name].type.kind in ("list", "file", "any"):
            yield lint.fault("key-not-single", place, name=name)


def _words(lint: Lint, place: Place, part: Form | Properties) -> Iterator[Problem]:
    for word in part.read_as or {}:
        if not word.strip() or _is_number(word):
            yield lint.fault("read-as-number", (*place, "read_as", word), key=True, given=word)


def _is_number(word: str) -> bool:
    try:
        return isinstance(TYPES["decimal"].parse(word, Field(field="word")), Decimal)
    except Refused:
        return False
