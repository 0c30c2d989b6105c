"""A document of one version as another reads it. The document itself is never changed."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.forms.differences.crossing import Crossing, Values
from engine.forms.paths import pattern


class Left(NamedTuple):
    """An answer that has no place in the reading version: where it stood, and what it was."""

    path: str
    value: Any


@dataclass(frozen=True, slots=True)
class Viewed:
    """A document under the reading version's names, and what of it could not be carried."""

    document: dict[str, Any]
    left: tuple[Left, ...] = ()


def view(document: Mapping[str, Any], crossing: Crossing) -> Viewed:
    """Return `document` as the version at the end of `crossing` reads it."""
    made: dict[str, Any] = {}
    left: list[Left] = []
    for path, value in leaves(document, crossing.paths.keys() | crossing.lost):
        target = crossing.paths.get(pattern(path))
        if target is None:
            left.append(Left(path, value))
        else:
            _put(made, placed(target, path), _named(value, crossing.values.get(target)))
    _keep_rows(made, document, crossing)
    return Viewed(made, tuple(left))


def leaves(document: Mapping[str, Any], cells: Container[str]) -> Iterator[tuple[str, Any]]:
    """Yield each answer of a document of a form with these cells (path patterns), with its element path."""
    for name, value in document.items():
        if isinstance(value, list) and name not in cells:
            for number, row in enumerate(value):
                yield from _inside(row, f"{name}[{number}]", cells)
        else:
            yield from _inside(value, name, cells)


def _inside(value: Any, path: str, cells: Container[str]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and pattern(path) not in cells:
        for name, inner in value.items():
            yield from _inside(inner, f"{path}.{name}", cells)
    elif value is not None:
        yield path, value


def placed(target: str, path: str) -> str:
    """Return a path pattern as an element path: with the number of the row that `path` stands in."""
    if "[]" not in target:
        return target
    number = path.partition("[")[2].partition("]")[0]
    return target.replace("[]", f"[{number or 0}]")


def _named(value: Any, values: Values | None) -> Any:
    if values is None:
        return value
    if isinstance(value, list | tuple):
        return list(dict.fromkeys(values.get(one, one) for one in value))
    return values.get(value, value) if isinstance(value, str) else value


def _put(holder: dict[str, Any], path: str, value: Any) -> None:
    head, _, rest = path.partition(".")
    while rest:
        name, _, number = head.removesuffix("]").partition("[")
        holder = _row(holder.setdefault(name, []), int(number)) if number else holder.setdefault(name, {})
        head, _, rest = rest.partition(".")
    holder[head] = value


def _row(rows: list[dict[str, Any]], number: int) -> dict[str, Any]:
    rows.extend({} for _ in range(number + 1 - len(rows)))
    return rows[number]


def _keep_rows(made: dict[str, Any], document: Mapping[str, Any], crossing: Crossing) -> None:
    """Keep rows in which nothing was carried: the rows after them keep their numbers, and so do they."""
    for old, new in crossing.paths.items():
        before, many, _ = old.partition("[]")
        rows = document.get(before) if many and "[]" in new else None
        if isinstance(rows, list) and rows:
            _row(made.setdefault(new.partition("[")[0], []), len(rows) - 1)
