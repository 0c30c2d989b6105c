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

ENTRIES: Final[Mapping[str, Entry]] = {**_RENAMED}
