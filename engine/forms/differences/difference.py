"""One difference between two versions: what changed, where, and what that means for stored answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from engine.forms.differences.parts import Piece, What
from engine.forms.model.base import text_in
from engine.problems import LANGUAGES, Problem, Span

Verdict: TypeAlias = Literal["cosmetic", "compatible", "needs_mapping", "forbidden"]
VERDICTS: Final[tuple[Verdict, ...]] = ("forbidden", "needs_mapping", "compatible", "cosmetic")
"""From the gravest down."""
REFUSED: Final = frozenset({"forbidden", "needs_mapping"})
"""Verdicts with which a version is not published."""

VERDICT_WORDS: Final[Mapping[Verdict, tuple[str, str]]] = {
    "forbidden": ("不允许", "forbidden"),
    "needs_mapping": ("须说明去向", "needs a mapping"),
    "compatible": ("兼容", "compatible"),
    "cosmetic": ("仅外观", "cosmetic"),
}
WHAT_WORDS: Final[Mapping[What, tuple[str, str]]] = {
    "form": ("表单", "form"),
    "collection": ("填报安排", "collection"),
    "link": ("关联表", "link"),
    "sheet": ("页", "sheet"),
    "group": ("分组", "group"),
    "note": ("说明", "note"),
    "check": ("校验", "check"),
    "field": ("题目", "field"),
    "grid": ("表格", "grid"),
    "row": ("行", "row"),
    "column": ("列", "column"),
    "cell": ("单元格", "cell"),
    "repeat": ("重复组", "repeat"),
    "member": ("题目", "field"),
    "matrix": ("矩阵题", "matrix"),
    "statement": ("矩阵行", "row"),
}


class Touch(NamedTuple):
    """Stored answers that a difference bears upon: at these cells of the older version.

    `values` keeps to answers that chose one of them; None: any answer.
    """

    cells: frozenset[str]
    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed. `path` is its name in the newer version (in the older, if it is gone)."""

    code: str
    verdict: Verdict
    path: str
    params: Mapping[str, object] = field(default_factory=dict)
    span: Span | None = None
    touches: Touch | None = None
    answers: int | None = None
    """How many stored responses have answers that it touches; None where nobody counted."""

    def told(self, language: str = "zh") -> str:
        """Say what changed, in one sentence."""
        return Problem(self.code, params=self.params).message(language)

    def remedy(self, language: str = "zh") -> str:
        """Say what its author can do about it; '' where there is nothing to do."""
        return Problem(self.code, params=self.params).remedy(language)

    def counted(self, answers: int) -> "Difference":
        """Return it with the number of responses it touches: what nobody answered needs no mapping."""
        spared = self.verdict == "needs_mapping" and answers == 0
        return replace(self, answers=answers, verdict="compatible" if spared else self.verdict)

    def refusal(self) -> Problem:
        """Return the problem for which a version with this difference is not published."""
        code = "version-forbidden" if self.verdict == "forbidden" else "version-unmapped"
        params = {
            "told": self.told("zh") + self.remedy("zh"),
            "told_en": f"{self.told('en')} {self.remedy('en')}".strip(),
            "count": "?" if self.answers is None else self.answers,
        }
        return Problem(code, self.path, params, "error", self.span)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON data."""
        span = self.span
        return {
            "code": self.code,
            "class": self.verdict,
            "path": self.path,
            "message": {language: self.told(language) for language in LANGUAGES},
            "answers": self.answers,
            "file": span.file if span else None,
            "line": span.line if span else None,
            "column": span.column if span else None,
        }


def named(piece: Piece) -> dict[str, str]:
    """Return how sentences name a part, in both languages."""
    zh, en = WHAT_WORDS[piece.what]
    path = "" if piece.path.startswith("#") or not piece.path else piece.path
    return {
        "what": zh,
        "what_en": en,
        "name": _called(text_in(piece.label, "zh"), path, "（{}）"),
        "name_en": _called(text_in(piece.label, "en"), path, " ({})"),
    }


def gravest(found: Iterable[Difference]) -> Verdict | None:
    """Return the gravest verdict among differences; None where there is none."""
    given = {difference.verdict for difference in found}
    return next((verdict for verdict in VERDICTS if verdict in given), None)


def _called(label: str, path: str, around: str) -> str:
    text = " ".join(label.split())
    short = text if len(text) <= 40 else f"{text[:39]}…"
    return short + around.format(path) if path and path != short else short
