"""What changed in a part that both versions have, property by property, and how grave that is.

The table below is the decision: what is in none of its lines is compatible, so that a new word of
the language needs no line here unless it is more or less than that.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from engine.forms.differences.difference import Difference, Touch, Verdict, named
from engine.forms.differences.matching import Match
from engine.forms.differences.parts import Piece
from engine.forms.model.base import Part, Text, text_in
from engine.forms.model.fields import Row
from engine.forms.model.form import Collection
from engine.forms.model.items import Grid, Matrix
from engine.rules import Rule, print_rule

COSMETIC: Final = frozenset({"appearance", "width"})
"""Properties that only change how things look, besides all texts."""

FORBIDDEN: Final[Mapping[type[Part], frozenset[str]]] = {Collection: frozenset({"period", "reporter"})}
"""Properties that say which responses there are: another period, or a reporter less, is another form."""

SMALLEST: Final = frozenset({"minimum", "minLength"})
LARGEST: Final = frozenset({"maximum", "maxLength", "decimals", "maxSize", "answers_per_link"})
OPEN: Final = frozenset({"pattern", "format", "accept", "constraint", "choice_filter"})
"""Limits that are narrower when they are there."""

_ELSEWHERE: Final = frozenset(
    ["field", "group", "grid", "repeat", "matrix", "row", "column", "sheet", "check", "form", "version"]
    + ["note", "items", "cells", "sheets", "checks", "links", "collection", "choices", "type"]
    + ["renamed", "dropped"]
)
"""Names, parts that are compared by themselves, and what the cells and choices tell."""
_PARTS: Final[Mapping[type[Part], frozenset[str]]] = {
    Grid: frozenset({"rows", "columns"}),
    Row: frozenset({"columns"}),
    Matrix: frozenset({"rows"}),
}
_LONGEST: Final = 60


def changed(match: Match, before: Piece, after: Piece) -> Iterator[Difference]:
    """Yield what changed in one part; a part that is now of another kind tells nothing here."""
    kind = type(after.part)
    if type(before.part) is not kind and before.what != "cell":
        return
    passed = _ELSEWHERE | _PARTS.get(kind, frozenset())
    for name, info in kind.model_fields.items():
        was, now = getattr(before.part, name, None), getattr(after.part, name)
        if name in passed or _same(was, now):
            continue
        if name == "unit":
            yield from _unit(match, before, after)
        elif info.annotation in (Text, Text | None):
            yield from _words(match, after, name, (was, now))
        else:
            code, verdict = _judged(kind, name, was, now)
            yield _told(match, after, name, code=code, verdict=verdict, was=shown(was), now=shown(now))


def _judged(kind: type[Part], name: str, was: Any, now: Any) -> tuple[str, Verdict]:
    if name in FORBIDDEN.get(kind, ()) and not _more(was, now):
        return "diff-fixed", "forbidden"
    if name in COSMETIC:
        return "diff-property", "cosmetic"
    narrower = _narrower(name, was, now)
    if narrower is None:
        return "diff-property", "compatible"
    return ("diff-narrower" if narrower else "diff-wider"), "compatible"


def _more(was: Any, now: Any) -> bool:
    """Whether one name, or several, only got others beside it: who filed before still does."""
    before, after = (set(some if isinstance(some, tuple) else (some,)) for some in (was, now))
    return None not in before and before < after


def _narrower(name: str, was: Any, now: Any) -> bool | None:
    """Whether less passes than before; None for what is no limit, or is another one."""
    if name == "required":
        before, after = _must(was), _must(now)
        return None if before == after else after > before
    if name not in SMALLEST | LARGEST | OPEN:
        return None
    if not was or not now:
        return not was if name in OPEN or was is None or now is None else _less(name, was, now)
    return None if name in OPEN else _less(name, was, now)


def _less(name: str, was: Any, now: Any) -> bool:
    return bool(now > was) if name in SMALLEST else bool(now < was)


def _must(rule: Rule | None) -> int:
    """How often an answer must be given: never, sometimes, always."""
    if rule is None or rule.logic is False:
        return 0
    return 2 if rule.logic is True else 1


def _unit(match: Match, before: Piece, after: Piece) -> Iterator[Difference]:
    """A figure in another unit is another figure, unless the author says that it is not."""
    was, now = getattr(before.part, "unit", None), getattr(after.part, "unit", None)
    touches = Touch(match.old_cells(before.path))
    same = was is None or now is None or text_in(was) == text_in(now)
    said = any(old.path == before.path and old.value is None for old, _new in match.ways)
    if same:
        yield from _words(match, after, "unit", (was, now))
    elif said or not touches.cells:
        yield _told(match, after, "unit", verdict="compatible", was=text_in(was), now=text_in(now))
    else:
        made = _told(
            match,
            after,
            "unit",
            code="diff-unit",
            verdict="needs_mapping",
            was=text_in(was),
            now=text_in(now),
        )
        yield Difference(made.code, made.verdict, made.path, made.params, made.span, touches)


def _words(
    match: Match, piece: Piece, name: str, texts: tuple[Text | None, Text | None]
) -> Iterator[Difference]:
    was, now = map(_by_language, texts)
    for language in dict.fromkeys((*was, *now)):
        if was.get(language) != now.get(language):
            some = {"language": language, "was": _short(was.get(language)), "now": _short(now.get(language))}
            yield _told(match, piece, name, code="diff-words", verdict="cosmetic", **some)


def _told(
    match: Match,
    piece: Piece,
    name: str,
    *,
    verdict: Verdict,
    code: str = "diff-property",
    **params: str,
) -> Difference:
    place = (*piece.place, name)
    params = {**named(piece), "word": name, **params}
    return Difference(code, verdict, piece.path, params, match.new.form.span(place))


def _same(was: Any, now: Any) -> bool:
    if isinstance(was, Rule) and isinstance(now, Rule):
        return was.logic == now.logic
    return bool(was == now)


def _by_language(text: Text | None) -> Mapping[str, str]:
    return text if isinstance(text, dict) else {"zh": text} if text else {}


def shown(value: Any) -> str:
    """Return a property's value in a few characters; '—' for none."""
    show = next((show for kind, show in _SHOWN.items() if isinstance(value, kind)), str)
    return _short(show(value)) if value not in (None, (), {}) else "—"


def _short(text: str | None) -> str:
    if not text:
        return "—"
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


_SHOWN: Final[Mapping[type, Callable[[Any], str]]] = {
    Rule: lambda rule: rule.text or print_rule(rule.logic),
    bool: lambda truth: str(truth).lower(),
    Decimal: lambda number: f"{number:f}",
    tuple: lambda many: ", ".join(map(shown, many)),
    Part: lambda part: ", ".join(
        f"{name}: {shown(getattr(part, name))}" for name in sorted(part.model_fields_set)
    ),
    dict: lambda words: (
        text_in(words) if all(isinstance(each, str) for each in words.values()) else str(words)
    ),
}
