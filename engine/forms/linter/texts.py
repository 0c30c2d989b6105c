"""Texts: every language of the form in each, and holes that are expressions."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from engine.forms.holes import pieces, versions
from engine.forms.linter.lint import Lint
from engine.forms.model.base import Part, Text
from engine.forms.nodes import Place
from engine.problems import Problem, Span
from engine.rules import Rule, RuleError

_HOLE = re.compile(r"\{[^{}]*\}")

KEYS = (
    "title", "description", "heading", "label", "hint", "note", "message", "remedy",
    "constraint_message", "unit",
)  # fmt: skip

_SEVERAL = ("notes", "imprint", "signatures")
_LABELLED = ("choices", "reasons")


def texts(lint: Lint) -> Iterator[Problem]:
    """Check what people read."""
    yield from _languages(lint)
    for place, text in all_texts(lint):
        for _language, wording in versions(text):
            try:
                pieces(wording)
            except RuleError as error:
                for fault in error.problems:
                    yield Problem(fault.code, "", fault.params, fault.severity, lint.span(place))


def holes(lint: Lint) -> dict[str, Span | None]:
    """Return where each expression that stands in a text is first written."""
    found: dict[str, Span | None] = {}
    for place, text in all_texts(lint):
        for _language, wording in versions(text):
            for piece in pieces(wording):
                if isinstance(piece, Rule):
                    found.setdefault(piece.text or "", lint.span(place))
    return found


def all_texts(lint: Lint) -> Iterator[tuple[Place, Text]]:
    """Yield every text of the form with its place."""
    for visit in lint.visits:
        yield from _of(visit.part, visit.place)


def _of(part: Part, place: Place) -> Iterator[tuple[Place, Text]]:
    texts, several, lists = _keys(type(part))
    for key in texts:
        text = getattr(part, key)
        if text is not None:
            yield (*place, key), text
    for key in several:
        for number, text in enumerate(getattr(part, key)):
            yield (*place, key, number), text
    for key in lists:
        listed = getattr(part, key)
        for number, choice in enumerate(listed if isinstance(listed, tuple) else ()):
            yield (*place, key, number, "label"), choice.label


@cache
def _keys(model: type[Part]) -> tuple[tuple[str, ...], ...]:
    """Return the keys of a model that hold a text, several texts, and choices with labels."""
    known = model.model_fields
    return tuple(tuple(filter(known.__contains__, keys)) for keys in (KEYS, _SEVERAL, _LABELLED))


def _languages(lint: Lint) -> Iterator[Problem]:
    """Warn of missing translations: each text that has some, and once for all that have one alone."""
    wanted = set(lint.form.title) if isinstance(lint.form.title, Mapping) else set()
    plain = 0
    for place, text in all_texts(lint):
        if isinstance(text, str):
            plain += _speaks(text)
            continue
        for language in sorted(wanted - text.keys()):
            yield lint.fault("translation-missing", place, language=language)
    if plain and len(wanted) > 1:
        yield lint.fault("translations-missing", ("title",), count=plain, languages=", ".join(sorted(wanted)))


def _speaks(text: str) -> bool:
    """Whether a text has words of a language, not only signs (`%`) and holes (`{name}`)."""
    return any(letter.isalpha() for letter in _HOLE.sub("", text))
