"""The catalogue's entries about examples: what is expected of a form, and what came instead."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

_WHY: Final = ("{why_zh}", "{why_en}")

ENTRIES: Final[Mapping[str, Entry]] = {
    "duplicate-example": entry(
        "示例名“{name}”重复，第 {line} 行已经有了。",
        "The example name '{name}' stands twice; it is already on line {line}.",
    ),
    "example-period": entry(
        "“{given}”不是本表的报告期（{kind}）。",
        "'{given}' is no reporting period of this form ({kind}).",
        do=("写法：2026-03、2026-Q1、2026-H1、2026。", "Write 2026-03, 2026-Q1, 2026-H1 or 2026."),
    ),
    "example-day": entry(
        "“{given}”不是日期。",
        "'{given}' is no day.",
        do=("写法：2026-03-31 或 2026-03-31T09:30。", "Write 2026-03-31 or 2026-03-31T09:30."),
    ),
    "example-twice": entry("“{name}”写了两次。", "'{name}' is given twice."),
    "example-calculated": entry(
        "“{name}”由系统计算，示例里不能给它值。",
        "'{name}' is calculated and cannot be given.",
        do=("请写在 expect 的 values 里。", "Expect it under 'expect: values'."),
    ),
    "example-stopped": entry("示例没有算完：{zh}", "The example could not be worked out: {en}"),
    "example-value": entry(
        "“{name}”应为 {wanted}，实际是 {found}。", "'{name}' should be {wanted} and is {found}.", do=_WHY
    ),
    "example-absent": entry("没有“{name}”。", "There is no '{name}'.", do=_WHY),
    "example-label": entry(
        "“{name}”的名称应为“{wanted}”，实际是“{found}”。",
        "The label of '{name}' should be '{wanted}' and is '{found}'.",
    ),
    "example-hidden": entry(
        "“{name}”应当出现，实际没有出现。", "'{name}' should show and is hidden.", do=_WHY
    ),
    "example-shown": entry("“{name}”不应出现，实际出现了。", "'{name}' should be hidden and shows.", do=_WHY),
    "example-optional": entry(
        "“{name}”应当必填，实际不必填。", "'{name}' should be required and is not.", do=_WHY
    ),
    "example-required": entry(
        "“{name}”不应必填，实际必填。", "'{name}' should not be required and is.", do=_WHY
    ),
    "example-writable": entry(
        "“{name}”应当只读，实际可以填写。", "'{name}' should be read-only and can be typed into.", do=_WHY
    ),
    "example-holds": entry("“{name}”应当不成立，实际成立。", "'{name}' should be broken and holds.", do=_WHY),
    "example-sound": entry(
        "“{name}”应当有错，实际没有。", "Something should be wrong with '{name}' and nothing is.", do=_WHY
    ),
    "example-broken": entry("“{name}”应当成立，实际不成立。", "'{name}' should hold and is broken.", do=_WHY),
    "example-unjudged": entry(
        "“{name}”没有得到判定：所需的值是空的，或不需要审核。",
        "'{name}' is not judged: a value it needs is empty, or it is not asked.",
        do=_WHY,
    ),
    "example-run": entry(
        "“{name}”应因缺少往期数据而不审核，实际不是这样。",
        "'{name}' should not be run for want of an earlier filing, and that is not so.",
        do=_WHY,
    ),
    "example-refused": entry(
        "应当可以上报，实际有 {count} 处不能通过。",
        "It should be accepted, and {count} thing(s) keep it from that.",
        do=_WHY,
    ),
    "example-accepted": entry(
        "不应能上报，实际没有任何问题。", "It should not be accepted, and nothing is wrong."
    ),
}
