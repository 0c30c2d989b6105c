"""The catalogue's entries about proofs: what a form can never do, and what could not be decided."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

_WHY: Final = ("{why_zh}", "{why_en}")

ENTRIES: Final[Mapping[str, Entry]] = {
    "proof-never-shown": entry(
        "“{name}”永远不会出现。", "'{name}' can never show.", do=_WHY, severity="warning"
    ),
    "proof-never-asked": entry(
        "校验“{name}”永远不会进行。", "The check '{name}' is never asked.", do=_WHY, severity="warning"
    ),
    "proof-never-fails": entry(
        "“{name}”的条件永远成立。", "What '{name}' must meet can never fail.", do=_WHY, severity="warning"
    ),
    "proof-never-holds": entry(
        "“{name}”的条件永远不成立。", "What '{name}' must meet can never hold.", do=_WHY, severity="warning"
    ),
    "proof-never-taken": entry(
        "“{name}”的这个跳题永远不会发生。",
        "This branch of '{name}' is never taken.",
        do=_WHY,
        severity="warning",
    ),
    "proof-possible": entry(
        "“{name}”{zh}，例如：{values}。", "'{name}' {en}, as with: {values}.", severity="info"
    ),
    "proof-undecided": entry(
        "无法断定“{name}”{zh}。", "It could not be decided whether '{name}' {en}.", severity="info"
    ),
    "proof-busy": entry(
        "别的表正在证明。",
        "Another form is being proved.",
        do=("请过十几秒再试。", "Please try again in some seconds."),
    ),
    "proof-failed": entry(
        "没有证明出来。",
        "Nothing was proved.",
        do=("请再试一次；还不行就告诉管理员。", "Please try again; tell an administrator if it stays so."),
    ),
}
