"""The catalogue's entries about versions: what a new one renames, drops, changes, and may not change."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

_RENAMED: Final[Mapping[str, Entry]] = {
    "renamed-name": entry(
        "“{name}”不是名称。",
        "'{name}' is no name of a place or a choice.",
        do=(
            "写法：题目、表.行、表.*.列、重复组[].题目，选项写作 题目=值。",
            "Write field, grid.row, grid.*.column, repeat[].field; a choice is field=value.",
        ),
    ),
    "renamed-apart": entry(
        "“{old}”与“{new}”不是同一种：一个是项目，一个是选项。",
        "'{old}' and '{new}' are not alike: one is an item, the other a choice.",
        do=("两边都写 =值，或都不写。", "Write =value on both sides, or on neither."),
    ),
    "renamed-shape": entry(
        "“{old}”不能改成“{new}”：两者不是同一类位置，原来的答案放不进去。",
        "'{old}' cannot become '{new}': the two are different kinds of place, and answers would not fit.",
    ),
    "renamed-still-there": entry(
        "“{name}”写在 renamed 里，但表中还有这个名称。",
        "'{name}' is said to be renamed, but the form still has it.",
        do=("请删去其中之一。", "Remove one of the two."),
    ),
    "renamed-twice": entry(
        "“{first}”和“{second}”都改成了“{name}”，两份答案放不进一处。",
        "'{first}' and '{second}' both become '{name}', where only one answer can stand.",
        do=("另一个请写进 dropped。", "List one of them under 'dropped'."),
    ),
    "renamed-chain": entry(
        "“{old}”改成“{mid}”，“{mid}”又改成“{new}”。",
        "'{old}' becomes '{mid}', and '{mid}' becomes '{new}'.",
        do=(
            "每个版本只写它自己的一步；以前的各步，已发布的版本都记得。",
            "Write only this version's step; published versions remember the earlier ones.",
        ),
    ),
    "renamed-circle": entry(
        "改名绕成了圈：{way}。",
        "The renames go in a circle: {way}.",
        do=("请给其中一个起新的名称。", "Give one of them a name that is new."),
    ),
    "dropped-still-there": entry(
        "“{name}”写在 dropped 里，但表中还有它。",
        "'{name}' is said to be dropped, but the form still has it.",
        do=("请删去其中之一。", "Remove one of the two."),
    ),
    "dropped-and-renamed": entry(
        "“{name}”既在 renamed 里又在 dropped 里。",
        "'{name}' is both renamed and dropped.",
        do=("请只留一处。", "Keep one of the two."),
    ),
}

_CAME_AND_WENT: Final[Mapping[str, Entry]] = {
    "diff-added": entry("新增{what}“{name}”。", "New {what_en} '{name_en}'.", severity="info"),
    "diff-added-required": entry(
        "新增必填的{what}“{name}”：已上报的不变，未上报的要补填。",
        "New {what_en} '{name_en}', required: what was submitted stays, open drafts must answer it.",
        severity="info",
    ),
    "diff-removed": entry(
        "{what}“{name}”没有了，已有的答案没有去处。",
        "The {what_en} '{name_en}' is gone, and its stored answers have no place.",
        do=(
            "改了名的写进 renamed；确实不要的写进 dropped: [{written}]。",
            "Under a new name, say so in 'renamed'; if it is gone for good, say dropped: [{written}].",
        ),
    ),
    "diff-removed-rule": entry(
        "{what}“{name}”没有了。", "The {what_en} '{name_en}' is gone.", severity="info"
    ),
    "diff-dropped": entry(
        "{what}“{name}”不再需要：已有的答案留在原版本，不再带入。",
        "The {what_en} '{name_en}' is dropped: stored answers stay with their version.",
        severity="info",
    ),
    "diff-elsewhere": entry(
        "{what}“{name}”的答案归入“{now}”。",
        "The answers of the {what_en} '{name_en}' are read at '{now}'.",
        severity="info",
    ),
    "diff-renamed": entry(
        "{what}“{name}”由“{was}”改名。", "The {what_en} '{name_en}' was called '{was}'.", severity="info"
    ),
    "diff-moved": entry(
        "{what}“{name}”由“{was}”移到“{now}”。",
        "The {what_en} '{name_en}' moved from '{was}' to '{now}'.",
        severity="info",
    ),
    "diff-order": entry(
        "{what}“{name}”里各项的次序变了。",
        "The parts of the {what_en} '{name_en}' stand in another order.",
        severity="info",
    ),
    "diff-kind": entry(
        "“{name}”原来是{was}，现在是{what}：名称不能换成另一种项目。",
        "'{name_en}' was a {was_en} and is a {what_en} now; a name cannot become another kind of item.",
        do=("请起新的名称，旧的写进 dropped。", "Give it a new name, and list the old one under 'dropped'."),
    ),
    "diff-type": entry(
        "{what}“{name}”的类型由 {was} 改为 {now}：名称不能改类型。",
        "The {what_en} '{name_en}' changes its type from {was} to {now}; a name keeps its type.",
        do=("请起新的名称，旧的写进 dropped。", "Give it a new name, and list the old one under 'dropped'."),
    ),
    "diff-type-alike": entry(
        "{what}“{name}”的类型由 {was} 改为 {now}，已有的答案照读。",
        "The {what_en} '{name_en}' is {now} instead of {was}; stored answers are read as they are.",
        severity="info",
    ),
}

_PROPERTIES: Final[Mapping[str, Entry]] = {
    "diff-words": entry(
        "{what}“{name}”的 {word}（{language}）：“{was}”改为“{now}”。",
        "{word} ({language}) of the {what_en} '{name_en}': '{was}' is now '{now}'.",
        severity="info",
    ),
    "diff-property": entry(
        "{what}“{name}”的 {word}：{was} 改为 {now}。",
        "{word} of the {what_en} '{name_en}': {was} is now {now}.",
        severity="info",
    ),
    "diff-narrower": entry(
        "{what}“{name}”的 {word} 收紧：{was} 改为 {now}；已上报的不变，未上报的按新的校验。",
        "{word} of the {what_en} '{name_en}' lets less pass: {was} is now {now}; drafts must fit.",
        severity="info",
    ),
    "diff-wider": entry(
        "{what}“{name}”的 {word} 放宽：{was} 改为 {now}。",
        "{word} of the {what_en} '{name_en}' lets more pass: {was} is now {now}.",
        severity="info",
    ),
    "diff-unit": entry(
        "{what}“{name}”的单位由“{was}”改为“{now}”，已有的数字会被当作新的单位。",
        "The unit of the {what_en} '{name_en}' was '{was}' and is '{now}', which misreads stored figures.",
        do=(
            "请起新的名称；只是单位换了说法的，在 renamed 里写上它自己。",
            "Give it a new name; if only the wording changed, rename it to itself.",
        ),
    ),
    "diff-fixed": entry(
        "{word} 由 {was} 改为 {now}：这会变成另一张表。",
        "{word} changes from {was} to {now}, which makes it another form.",
        do=("请另建一张表。", "Make it a form of its own."),
    ),
}

_CHOICES: Final[Mapping[str, Entry]] = {
    "diff-choice-added": entry(
        "{what}“{name}”新增选项“{label}”（{value}）。",
        "The {what_en} '{name_en}' offers '{label}' ({value}).",
        severity="info",
    ),
    "diff-choice-removed": entry(
        "{what}“{name}”的选项“{label}”（{value}）没有了，已选它的答案没有去处。",
        "The {what_en} '{name_en}' lacks '{label}' ({value}) now, and answers that chose it have no place.",
        do=(
            "改了值的写进 renamed；确实不要的写进 dropped: ['{written}']。",
            "Under a new value, say so in 'renamed'; if it is gone for good, say dropped: ['{written}'].",
        ),
    ),
    "diff-choice-dropped": entry(
        "{what}“{name}”的选项“{label}”（{value}）不再提供：已选它的答案留在原版本。",
        "The {what_en} '{name_en}' drops '{label}' ({value}); answers that chose it stay with their version.",
        severity="info",
    ),
    "diff-choice-renamed": entry(
        "{what}“{name}”的选项值“{was}”改为“{now}”。",
        "The choice '{was}' of the {what_en} '{name_en}' has the value '{now}' now.",
        severity="info",
    ),
    "diff-choice-words": entry(
        "{what}“{name}”的选项 {value}：“{was}”改为“{now}”。",
        "Choice {value} of the {what_en} '{name_en}': '{was}' is now '{now}'.",
        severity="info",
    ),
    "diff-choice-property": entry(
        "{what}“{name}”的选项 {value} 的 {word}：{was} 改为 {now}。",
        "{word} of choice {value} of the {what_en} '{name_en}': {was} is now {now}.",
        severity="info",
    ),
    "diff-choices-order": entry(
        "{what}“{name}”的选项换了次序。",
        "The choices of the {what_en} '{name_en}' stand in another order.",
        severity="info",
    ),
    "diff-codes-added": entry(
        "代码表“{name}”新增 {count} 个代码：{some}。",
        "The codelist '{name}' has {count} new code(s): {some}.",
        severity="info",
    ),
    "diff-codes-removed": entry(
        "代码表“{name}”少了 {count} 个代码：{some}；已选它们的答案没有去处。",
        "The codelist '{name}' lacks {count} code(s) it had: {some}; answers that chose them have no place.",
        do=(
            "改了代码的写进 renamed（题目=旧: 题目=新）；确实不要的写进 dropped: ['题目=*']。",
            "Changed codes go into 'renamed' (field=old: field=new), those gone into dropped: ['field=*'].",
        ),
    ),
    "diff-codes-dropped": entry(
        "代码表“{name}”的 {count} 个代码不再提供或改了代码：{some}。",
        "The codelist '{name}' drops or renames {count} code(s): {some}.",
        severity="info",
    ),
    "diff-codes-moved": entry(
        "代码表“{name}”有 {count} 个代码换了上级：{some}。",
        "{count} code(s) of the codelist '{name}' stand under another one: {some}.",
        severity="info",
    ),
    "diff-codes-words": entry(
        "代码表“{name}”有 {count} 个代码改了名称：{some}。",
        "{count} code(s) of the codelist '{name}' have another label: {some}.",
        severity="info",
    ),
    "diff-table": entry(
        "决策表“{name}”的内容变了。", "The decision table '{name}' has other rows.", severity="info"
    ),
}

_PUBLICATION: Final[Mapping[str, Entry]] = {
    "version-forbidden": entry(
        "不能发布。{told}（涉及 {count} 份已有答案）",
        "It cannot be published. {told_en} ({count} stored response(s))",
    ),
    "version-unmapped": entry(
        "发布前须说明已有答案的去向。{told}（涉及 {count} 份已有答案）",
        "Before publication, say what becomes of stored answers. {told_en} ({count} stored response(s))",
    ),
}

ENTRIES: Final[Mapping[str, Entry]] = {
    **_RENAMED,
    **_CAME_AND_WENT,
    **_PROPERTIES,
    **_CHOICES,
    **_PUBLICATION,
}
