"""What generated code calls over texts. Any text made here is at most as long as the budget allows."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from engine.rules.errors import BudgetExceeded
from engine.rules.limits import TEXT
from engine.rules.values import digits, round_half, text_of

_MOST = Decimal(TEXT)

_DIRECTIVES = ("%Y", "%y", "%m", "%d", "%n", "%e", "%H", "%M", "%S")


def bounded(text: str) -> str:
    """Return `text`. Raises BudgetExceeded when it is longer than a rule may make."""
    if len(text) > TEXT:
        raise BudgetExceeded("text", TEXT)
    return text


def length(value: str | Sequence[object]) -> Decimal:
    """Return the number of characters of a text or of items of a list."""
    return Decimal(len(value))


def contains(whole: str | Sequence[object], part: object) -> bool:
    """Whether a text holds the part, or a list the item."""
    if isinstance(whole, str):
        return isinstance(part, str) and part in whole
    return part in whole


def starts_with(text: str, part: str) -> bool:
    """Whether `text` begins with `part`."""
    return text.startswith(part)


def ends_with(text: str, part: str) -> bool:
    """Whether `text` ends with `part`."""
    return text.endswith(part)


def concat(*parts: object) -> str:
    """Return the parts one after the other; an empty one adds nothing."""
    return _joined("", parts)


def join(separator: str, items: Sequence[object]) -> str:
    """Return the items with `separator` between them, without the empty ones."""
    return _joined(separator, items)


def _joined(separator: str, items: Sequence[object]) -> str:
    """Join what is not empty; stops as soon as it is too long."""
    texts: list[str] = []
    left = TEXT + len(separator)
    for each in items:
        if each is not None:
            texts.append(text_of(each))
            left -= len(texts[-1]) + len(separator)
            if left < 0:
                raise BudgetExceeded("text", TEXT)
    return separator.join(texts)


def lower(text: str) -> str:
    """Return `text` in lower case."""
    return bounded(text.lower())


def upper(text: str) -> str:
    """Return `text` in upper case."""
    return bounded(text.upper())


def trim(text: str) -> str:
    """Return `text` without blanks at both ends."""
    return text.strip()


def substr(text: str, start: Decimal, count: Decimal | None = None) -> str:
    """Return a part of `text`: `start` from 0 or from the end; a negative count leaves so many off."""
    begin = max(_place(start) + len(text), 0) if start < 0 else _place(start)
    rest = text[begin:]
    return rest if count is None else rest[: _place(count)]


def _place(number: Decimal) -> int:
    """Return a count of characters; one beyond any text's length is as good as that length."""
    return int(max(min(number, _MOST), -_MOST))


def format_value(value: object, how: object) -> str | None:
    """Return a number with grouped digits and `how` decimals, or a date by its pattern."""
    if isinstance(value, Decimal) and isinstance(how, Decimal):
        places = min(max(_place(how), 0), 20)
        return digits(round_half(value, places), f",.{places}f")
    if isinstance(value, date) and isinstance(how, str):
        return bounded(_dated(value, how))
    return None


def _dated(moment: date, pattern: str) -> str:
    """strftime is not used: it takes platform directives and refuses years before 1000 on some."""
    hour, minute, second = (getattr(moment, part, 0) for part in ("hour", "minute", "second"))
    shown = (
        f"{moment.year:04}", f"{moment.year % 100:02}", f"{moment.month:02}", f"{moment.day:02}",
        str(moment.month), str(moment.day), f"{hour:02}", f"{minute:02}", f"{second:02}",
    )  # fmt: skip
    for directive, text in zip(_DIRECTIVES, shown, strict=True):
        pattern = pattern.replace(directive, text)
    return pattern
