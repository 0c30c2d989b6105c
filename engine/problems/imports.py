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
    "answers-none": entry("文件里没有答卷。", "There is no response in the file."),
    "answers-many": entry(
        "文件里有 {count} 份答卷，最多 {limit} 份。",
        "There are {count} responses in the file; there may be at most {limit}.",
        do=("请分成几个文件。", "Please split it into several files."),
    ),
    "answers-no-list": entry("这份 JSON 不是答卷的列表。", "This JSON is no list of responses."),
    "answers-no-values": entry(
        "第 {number} 份答卷没有 values。",
        "Response {number} has no values.",
    ),
    "answers-no-sheet": entry("工作簿里没有“{name}”表。", "The workbook has no sheet '{name}'."),
    "answers-no-owner": entry(
        "“{table}”表第 {number} 行的 response 不在答卷里。",
        "Line {number} of '{table}' belongs to no response of the file.",
    ),
    "answers-unknown-column": entry(
        "没有“{name}”这一列。",
        "There is no column '{name}'.",
        do=("列名要和导出的一样。", "Columns are called as in an export."),
    ),
    "answers-column-twice": entry("“{name}”列有两个。", "The column '{name}' stands twice."),
    "answers-no-moment": entry(
        "第 {number} 份答卷的提交时间“{given}”看不懂。",
        "Response {number}: '{given}' is no time.",
    ),
    "answers-no-id": entry("填报编号“{given}”太长或有怪字符。", "The id '{given}' cannot be one."),
    "answers-no-organisation": entry("没有写填报单位。", "No organisation is named."),
    "answers-unknown-organisation": entry(
        "没有叫“{name}”的单位，或不归您管。",
        "There is no organisation '{name}', or it is not yours to see.",
    ),
    "answers-organisations": entry(
        "叫“{name}”的单位不止一个。",
        "There is more than one organisation '{name}'.",
    ),
    "answers-no-period": entry("填报期“{given}”不对。", "'{given}' is no period of this form."),
    "answers-second": entry(
        "“{organisation}”这一期（{period}）已有一份。",
        "'{organisation}' has answered for {period} already.",
    ),
    "codes-none": entry(
        "文件里没有代码。",
        "There is no code in the file.",
        do=("第一行是列名，下面每行一个代码。", "The first line has the heads, each line below a code."),
    ),
    "list-name": entry(
        "标识“{given}”不行。",
        "'{given}' cannot be a name.",
        do=(
            "用小写字母开头，只用小写字母、数字和连字符。",
            "Begin with a small letter; use small letters, digits and hyphens.",
        ),
    ),
    "list-name-taken": entry(
        "标识“{name}”是全系统共用的代码表。",
        "'{name}' is a list that everybody has.",
        do=("请换一个标识。", "Choose another name."),
    ),
    "lists-too-many": entry("代码表已有 {limit} 个。", "There are {limit} lists already."),
    "exports-many": entry(
        "正在生成 {limit} 个导出。",
        "{limit} exports are being made.",
        do=("请等一个完成再开始。", "Please wait until one is done."),
    ),
}
