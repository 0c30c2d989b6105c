"""The catalogue's entries about forms of other tools: unreadable files, and what was not carried over."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

ENTRIES: Final[Mapping[str, Entry]] = {
    "import-unreadable": entry(
        "文件读不了：{reason}。",
        "The file cannot be read: {reason}.",
        do=(
            "请确认是 XLSForm、SurveyJS 或本系统的定义。",
            "See that it is an XLSForm, a SurveyJS form or ours.",
        ),
    ),
    "import-kind": entry(
        "不认识扩展名“{ending}”。",
        "Files ending in '{ending}' are not known.",
        do=("可用：{known}。", "These are: {known}."),
    ),
    "import-large": entry(
        "文件有 {size} 字节，最多 {limit}。",
        "The file has {size} bytes; it may have at most {limit}.",
    ),
    "import-many": entry(
        "共 {count} 项，最多 {limit} 项。",
        "There are {count} items; there may be at most {limit}.",
    ),
    "import-empty": entry(
        "文件里没有题目。",
        "There is no question in the file.",
    ),
    "import-missing": entry(
        "没有选择文件。",
        "No file was chosen.",
        do=("请先选择文件。", "Choose one first."),
    ),
    "import-type": entry(
        "题型“{given}”没有对应，题目“{name}”没有带入。",
        "There is no counterpart of the type '{given}'; the question '{name}' was not carried over.",
        severity="warning",
    ),
    "import-changed": entry(
        "“{given}”改成了“{became}”。",
        "'{given}' became '{became}'.",
        severity="info",
    ),
    "import-kept": entry(
        "“{given}”不用问：系统随每份答卷自动记录。",
        "'{given}' need not be asked: it is kept with every response.",
        severity="info",
    ),
    "import-rule": entry(
        "规则“{given}”没有带入：这里没有“{why}”。",
        "The rule '{given}' was not carried over: there is no '{why}' here.",
        severity="warning",
        do=("请在设计页面上补上。", "Write it anew in the builder."),
    ),
    "import-word": entry(
        "“{word}”没有对应，没有带入（{given}）。",
        "There is no counterpart of '{word}'; it was not carried over ({given}).",
        severity="warning",
    ),
    "import-language": entry(
        "只带入中文和英文；“{language}”没有带入。",
        "Only Chinese and English are carried over; '{language}' was not.",
        severity="warning",
    ),
    "import-list": entry(
        "没有选项列表“{list}”，题目“{name}”没有带入。",
        "There is no list of choices '{list}'; the question '{name}' was not carried over.",
        severity="warning",
    ),
    "import-nested": entry(
        "重复组里不能再有{kind}；“{name}”里的题目放进了外面的一层。",
        "A repeat cannot hold a {kind}; the questions of '{name}' stand in the one around it.",
        severity="warning",
    ),
    "import-unclosed": entry(
        "“{name}”没有对应的开始或结束。",
        "'{name}' has no beginning or no end.",
        severity="warning",
    ),
    "export-rule": entry(
        "规则“{given}”没有带出：XLSForm 里没有“{why}”。",
        "The rule '{given}' was not carried over: XLSForm has no '{why}'.",
        severity="warning",
    ),
    "export-word": entry(
        "“{word}”在 XLSForm 里没有对应，没有带出（{given}）。",
        "XLSForm has no counterpart of '{word}'; it was not carried over ({given}).",
        severity="warning",
    ),
    "import-more": entry(
        "还有 {count} 处没有逐一列出。",
        "There are {count} more that are not listed.",
        severity="warning",
    ),
}
