"""The one type of fault, and the catalogue its sentences come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from engine.problems import (
    answers,
    definitions,
    designs,
    examples,
    files,
    filings,
    imports,
    people,
    proofs,
    rules,
    values,
    versions,
)
from engine.problems.entry import Entry, Severity

LANGUAGES: Final = ("zh", "en")
DEFAULT_LANGUAGE: Final = "zh"

CATALOGUE: Final[Mapping[str, Entry]] = {
    **rules.ENTRIES,
    **definitions.ENTRIES,
    **examples.ENTRIES,
    **proofs.ENTRIES,
    **values.ENTRIES,
    **answers.ENTRIES,
    **filings.ENTRIES,
    **people.ENTRIES,
    **files.ENTRIES,
    **versions.ENTRIES,
    **designs.ENTRIES,
    **imports.ENTRIES,
}


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file; lines and columns count from 1, `end_column` is exclusive."""

    file: str
    line: int
    column: int
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


class Problem(NamedTuple):
    """One fault: what (code and parameters), how grave, and where.

    `path` is the dotted path of a value or of a definition's element; `span` the place in a file.
    `text` overrides the catalogue's sentence by language (a definition's own message). A named tuple,
    because a response may have hundreds of them at each look.
    """

    code: str
    path: str = ""
    params: Mapping[str, object] = _NOTHING
    severity: Severity = "error"
    span: Span | None = None
    text: Mapping[str, str] | None = None

    def message(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Say what is wrong, with the value, in `language`."""
        if self.text:
            return self.text.get(language) or next(iter(self.text.values()))
        return CATALOGUE[self.code].message[language].format_map(self.params)

    def remedy(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Say what to do about it; empty when the message already does."""
        return CATALOGUE[self.code].remedy.get(language, "").format_map(self.params)

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else f"{self.path}: " if self.path else ""
        cure = self.remedy("en")
        return f"{place}{self.severity}: {self.message('en')}{' ' + cure if cure else ''}"


def problem(code: str, path: str = "", span: Span | None = None, **params: object) -> Problem:
    """Make a problem of the catalogue, with the severity that stands there."""
    return Problem(code, path, params, CATALOGUE[code].severity, span)
