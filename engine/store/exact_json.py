"""JSON whose numbers are exact: `Decimal` out, `Decimal` in, digit for digit; never a float."""

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Final, NoReturn, TypeAlias

Json: TypeAlias = "None | bool | str | int | Decimal | Sequence[Json] | Mapping[str, Json]"
"""What may stand in a document. Numbers read back are always `Decimal`."""

_quoted: Final[Callable[[str], str]] = encode_basestring
_CONSTANTS: Final = {None: "null", True: "true", False: "false"}


def dumps(value: object) -> str:
    """Write `value` as compact JSON; 0.10 stays 0.10, keys keep their order, Chinese stays readable.

    Raises ValueError for what JSON has no number for (NaN, infinity) and TypeError for what is not
    JSON (floats, dates, keys that are not text).
    """
    parts: list[str] = []
    try:
        _write(value, parts.append)
    except RecursionError:
        raise ValueError("JSON nested too deeply") from None
    return "".join(parts)


def loads(text: str | bytes | bytearray) -> Json:
    """Read JSON with every number as `Decimal`. Raises ValueError (also for NaN and Infinity)."""
    try:
        found: Json = json.loads(
            text, parse_float=Decimal, parse_int=_WHOLE.__getitem__, parse_constant=_refuse_constant
        )
    except RecursionError:
        raise ValueError("JSON nested too deeply") from None
    return found


class _Whole(dict[str, Decimal]):
    """Exact whole numbers by their digits: small ones, most of all numbers, are made once."""

    def __missing__(self, digits: str) -> Decimal:
        return Decimal(digits)


_WHOLE: Final = _Whole((str(number), Decimal(number)) for number in range(1_000))


def _write(value: object, put: Callable[[str], None]) -> None:
    if isinstance(value, str):
        put(_quoted(value))
    elif value is None or isinstance(value, bool):
        put(_CONSTANTS[value])
    elif isinstance(value, int | Decimal):
        put(_number(value))
    elif isinstance(value, Mapping):
        _write_object(value, put)
    elif isinstance(value, list | tuple):
        _write_array(value, put)
    else:
        raise TypeError(f"{type(value).__name__} is not JSON: {value!r:.80}")


def _number(value: int | Decimal) -> str:
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"JSON has no number for {value}")
    return str(value)


def _write_array(values: Sequence[object], put: Callable[[str], None]) -> None:
    before = "["
    for value in values:
        put(before)
        _write(value, put)
        before = ","
    put("]" if values else "[]")


def _write_object(values: Mapping[object, object], put: Callable[[str], None]) -> None:
    before = "{"
    for key, value in values.items():
        if not isinstance(key, str):
            raise TypeError(f"a JSON key is text, not {key!r:.80}")
        put(f"{before}{_quoted(key)}:")
        _write(value, put)
        before = ","
    put("}" if values else "{}")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"JSON has no number for {name}")
