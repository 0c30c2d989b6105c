"""The catalogue's entries about answers: where a value may stand, what is missing, which checks broke."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

ENTRIES: Final[Mapping[str, Entry]] = {
    "payload-shape": entry(
        "{place}：“{value}”不符合表单公布的数据格式。",
        "{place}: '{value}' does not fit the form's published schema.",
        do=("请按表单的 JSON Schema 修改。", "Correct it by the form's JSON Schema."),
    ),
    "answer-unknown": entry(
        "没有“{name}”这一项。",
        "There is no item '{name}'.",
        do=("请刷新页面后再填。", "Reload the page and try again."),
    ),
    "answer-no-row": entry(
        "“{name}”没有第 {row} 行，现有 {count} 行。",
        "'{name}' has no row {row}; it has {count}.",
        do=("请刷新页面后再填。", "Reload the page and try again."),
    ),
    "answer-calculated": entry(
        "这一项由系统计算，不能填写。", "This value is calculated and cannot be entered."
    ),
    "answer-not-relevant": entry(
        "这一项目前不需要填写。",
        "This item does not apply at present.",
        do=("请先检查决定它是否出现的那一项。", "First check the answer that decides whether it is asked."),
    ),
    "answer-read-only": entry("这一项只能查看，不能修改。", "This item is read-only."),
    "answer-for-reviewer": entry(
        "这一项由审核单位填写。",
        "This item is filled in by the reviewer.",
    ),
    "answer-for-filer": entry(
        "这一项由填报单位填写，审核时不能修改。",
        "This item is the filer's, and cannot be changed in a review.",
    ),
    "answer-missing": entry(
        "必填项，还没有填写。", "An answer is required here.", do=("请填写。", "Please fill it in.")
    ),
    "answer-constraint": entry(
        "填写的“{given}”不符合要求。",
        "'{given}' does not meet this item's condition.",
        do=("请核对后修改。", "Check it and correct it."),
    ),
    "answer-not-offered": entry(
        "“{given}”现在不在可选范围内。",
        "'{given}' is not among the choices now.",
        do=("请重新选择。", "Choose again."),
    ),
    "answer-rows-most": entry(
        "最多 {limit} 行，现在已有 {count} 行。",
        "There may be at most {limit} rows; there are {count}.",
        do=("请先删除不需要的行。", "Remove a row you do not need first."),
    ),
    "answer-rows-least": entry(
        "至少需要 {limit} 行，现在只有 {count} 行。",
        "At least {limit} rows are needed; there are {count}.",
        do=("请添加。", "Add the missing rows."),
    ),
    "answer-row-twice": entry(
        "“{given}”已在另一行填过。",
        "'{given}' stands in another row already.",
        do=("请并为一行，或改正其中一行。", "Make them one row, or correct one of them."),
    ),
    "answer-shape": entry(
        "“{name}”的数据结构不对：这里应为{expected}。",
        "'{name}' has the wrong shape: {expected} belongs here.",
    ),
    "check-broken": entry("审核关系不成立。", "A check does not hold."),
    "check-unexplained": entry(
        "审核关系不成立，还没有说明。",
        "A check does not hold and is not explained.",
        do=("请核对数据，确认无误的请填写说明。", "Check the figures; if they are right, explain."),
    ),
    "check-stale": entry(
        "说明之后数据又有变动。",
        "Figures have changed since this was explained.",
        do=("请重新说明。", "Explain it again."),
    ),
    "check-unknown": entry("没有“{name}”这条审核关系。", "There is no broken check '{name}'."),
    "check-no-explanation": entry(
        "说明不能为空。", "An explanation cannot be empty.", do=("请写明原因。", "Write the reason.")
    ),
    "check-reason": entry("“{given}”不在可选的原因中。", "'{given}' is not one of the reasons offered."),
    "check-long": entry(
        "说明不能超过 {limit} 个字，现有 {length} 个。",
        "An explanation may have {limit} characters; this has {length}.",
    ),
    "check-not-run": entry(
        "没有{period}已审核报表，未作此项检查。",
        "There is no earlier filing ({period}), so this check was not run.",
        severity="info",
    ),
    "definition-circle": entry(
        "计算成了循环：{circle}。",
        "The calculations go round in a circle: {circle}.",
        do=("请去掉其中一个引用。", "Take one of the references out."),
    ),
}
