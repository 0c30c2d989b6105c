"""Verdicts in words: what can never be, and which words of the definition keep it from being."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from engine.forms.examples.judging import told
from engine.forms.proofs.claims import NEVER
from engine.forms.proofs.deciding import Verdict
from engine.forms.proofs.ledger import Cause
from engine.forms.proofs.witness import Witness
from engine.problems import Problem, problem

MOST: Final = 6
"""The causes that are told."""

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "relevant": ("的出现条件是 {said}", "is shown when {said}"),
    "branch": ("的跳题条件是 {said}", "branches when {said}"),
    "calculation": ("的计算方法是 {said}", "is calculated as {said}"),
    "constraint": ("应满足 {said}", "must meet {said}"),
    "minimum": ("的下限是 {said}", "has the minimum {said}"),
    "maximum": ("的上限是 {said}", "has the maximum {said}"),
    "choices": ("只有所列的选项", "has only its choices"),
    "pattern": ("有规定的格式", "has a pattern"),
    "format": ("有规定的格式", "has a format"),
    "maxLength": ("有长度限制", "has a greatest length"),
    "type": ("有其类型的范围", "keeps to its type"),
}


def tell(verdicts: Iterable[Verdict], *, possible: bool = False) -> Iterator[Problem]:
    """Yield a problem for each thing that can never be and for each that could not be decided.

    With `possible` also, for what can be, the values of an example.
    """
    for verdict in verdicts:
        claim = verdict.claim
        if verdict.possible is False:
            yield _never(verdict)
        elif verdict.possible is None:
            zh, en = _ASKED[claim.what]
            yield problem("proof-undecided", "", claim.span, name=claim.path, zh=zh, en=en)
        elif possible and verdict.example is not None:
            zh, en = _CAN[claim.what]
            values = written(verdict.example)
            yield problem("proof-possible", "", claim.span, name=claim.path, zh=zh, en=en, values=values)


def _never(verdict: Verdict) -> Problem:
    claim = verdict.claim
    why = {f"why_{language}": _because(verdict.causes, language) for language in ("zh", "en")}
    return problem(NEVER[claim.what], "", claim.span, name=claim.path, **why)


def _because(causes: tuple[Cause, ...], language: str) -> str:
    """Return the causes as sentences; without any, the rule contradicts itself."""
    if not causes:
        return "这条规则本身就决定了。" if language == "zh" else "The rule itself decides it."
    said = [_said(cause, language) for cause in causes[:MOST]]
    return f"因为{'；'.join(said)}。" if language == "zh" else f"Because {'; '.join(said)}."


def _said(cause: Cause, language: str) -> str:
    zh, en = _WORDS[cause.what]
    text = (cause.rule.text or "" if cause.rule else "") or cause.said
    line = cause.rule.span.line if cause.rule and cause.rule.span else 0
    if language == "zh":
        return f"“{cause.path}”{zh.format(said=text)}{f'（第 {line} 行）' if line else ''}"
    return f"'{cause.path}' {en.format(said=text)}{f' (line {line})' if line else ''}"


_ASKED: Final[Mapping[str, tuple[str, str]]] = {
    "shown": ("会不会出现", "ever shows"),
    "judged": ("会不会审核", "is ever asked"),
    "fails": ("会不会不成立", "can fail"),
    "holds": ("会不会成立", "can hold"),
    "taken": ("会不会跳题", "is ever taken"),
}

_CAN: Final[Mapping[str, tuple[str, str]]] = {
    "shown": ("会出现", "shows"),
    "judged": ("会审核", "is asked"),
    "fails": ("会不成立", "fails"),
    "holds": ("会成立", "holds"),
    "taken": ("会跳题", "branches"),
}


def written(example: Witness) -> str:
    """Return the values of an example as they would stand in a definition's `given` and beside it."""
    parts: dict[str, Mapping[str, Any]] = {"given": example.values, "org": example.org, "user": example.user}
    parts |= {f"links.{name}": values for name, values in example.links.items()}
    parts |= {f"history.{period}": values for period, values in example.history.items()}
    period = f"period: {example.period}, " if example.period else ""
    said = (f"{name}: {shown}" for name, values in parts.items() if (shown := _shown(values)) != "{}")
    return f"{period}{', '.join(said)}".rstrip(", ") or "given: {}"


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = ((key, _shown(each)) for key, each in value.items() if each is not None)
        return f"{{{', '.join(f'{key}: {each}' for key, each in pairs if each != '{}')}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else told(value)
