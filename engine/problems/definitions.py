"""The catalogue's entries about definitions."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

_FILES: Final[Mapping[str, Entry]] = {
    "file-unreadable": entry("文件读不出来：{reason}。", "The file cannot be read: {reason}."),
    "file-too-large": entry("文件超过 {limit} 字节。", "The file has more than {limit} bytes."),
    "file-encoding": entry(
        "文件不是 UTF-8 编码（看起来是 {name}）。",
        "The file is not UTF-8 (it looks like {name}).",
        do=("请另存为 UTF-8。", "Save it as UTF-8."),
    ),
    "file-character": entry(
        "文件含有不允许的字符 {character}。", "The file holds the forbidden character {character}."
    ),
    "definition-empty": entry("文件是空的。", "The file is empty."),
    "file-too-many-nodes": entry("文件的内容超过 {limit} 项。", "The file holds more than {limit} nodes."),
    "file-too-deep": entry("嵌套超过 {limit} 层。", "It is nested more than {limit} levels deep."),
    "file-kind": entry(
        "看不出这是哪一种定义：没有 {expected} 中的任何一个键。",
        "It is no definition: it has none of the keys {expected}.",
    ),
    "duplicate-key": entry(
        "键“{name}”重复，第 {line} 行已经有了。",
        "The key '{name}' stands twice; it is already on line {line}.",
    ),
    "yaml-alias": entry(
        "不支持 YAML 的锚点和别名（{name}）。",
        "YAML anchors and aliases are not accepted ('{name}').",
        do=("请把内容写出来。", "Write the content out."),
    ),
    "yaml-tag": entry("不支持 YAML 标签 {name}。", "YAML tags are not accepted ('{name}')."),
    "yaml-key": entry("键必须是文字。", "A key must be a text, not a list or a mapping."),
    "yaml-documents": entry(
        "一个文件只能有一个文档，这里又开始了一个（---）。",
        "A file holds one document, and a second begins here (---).",
    ),
    "yaml-character": entry(
        "这里不能以这个字符开头（可能是制表符，或 @、`、% 没有加引号）。",
        "No value can start with this character (a tab, or @, ` or % without quotes?).",
        do=("缩进请用空格；文字请加引号。", "Indent with spaces; put the text in quotes."),
    ),
    "yaml-colon": entry(
        "这里不该有冒号加空格。",
        "A colon and a space cannot stand here.",
        do=(
            "含有“: ”的文字请加引号；也请检查缩进。",
            "Quote a text that holds ': ', or check the indentation.",
        ),
    ),
    "yaml-unclosed": entry("引号没有结束。", "The quoted text that begins here has no end."),
    "yaml-unclosed-list": entry(
        "方括号没有结束，或缺少逗号。", "The list that begins here lacks ',' or ']'."
    ),
    "yaml-unclosed-map": entry(
        "花括号没有结束，或缺少逗号。", "The mapping that begins here lacks ',' or '}}'."
    ),
    "yaml-indent": entry("缩进和上面的内容对不齐。", "The indentation does not match what stands above."),
    "yaml-no-colon": entry("键后面缺少冒号。", "A key lacks its colon."),
    "yaml-syntax": entry("YAML 写法有误：{detail}。", "It is not valid YAML: {detail}."),
    "json-string": entry(
        "字符串没有结束，或含有不允许的字符或转义。",
        "The string has no end, or a character or escape it must not have.",
    ),
    "json-syntax": entry(
        "JSON 写法有误：这里应为 {expected}，却是“{found}”。",
        "It is not valid JSON: expected {expected}, found '{found}'.",
    ),
}

_SHAPES: Final[Mapping[str, Entry]] = {
    "unknown-key": entry(
        "没有“{name}”这个键。", "There is no key '{name}'.", do=("可用：{allowed}。", "Allowed: {allowed}.")
    ),
    "unknown-key-near": entry(
        "没有“{name}”这个键。",
        "There is no key '{name}'.",
        do=("是不是“{nearest}”？可用：{allowed}。", "Did you mean '{nearest}'? Allowed: {allowed}."),
    ),
    "missing-key": entry("缺少“{name}”。", "The key '{name}' is missing."),
    "empty-value": entry(
        "这个键没有值。",
        "The key has no value.",
        do=("请写上值，或删去这个键。", "Give it one, or remove the key."),
    ),
    "not-mapping": entry("这里应为“键: 值”，却是“{given}”。", "Expected keys with values, got '{given}'."),
    "not-list": entry("这里应为列表，却是“{given}”。", "Expected a list, got '{given}'."),
    "not-text": entry("这里应为文字，却是“{given}”。", "Expected a text, got '{given}'."),
    "not-words": entry(
        "这里应为文字，或按语言写的文字（zh、en），却是“{given}”。",
        "Expected a text, or texts by language (zh, en), got '{given}'.",
    ),
    "not-language": entry("“{name}”不是两个字母的语言代码。", "'{name}' is no two-letter language code."),
    "not-truth": entry("这里应为 true 或 false，却是“{given}”。", "Expected true or false, got '{given}'."),
    "not-integer": entry(
        "这里应为整数（不加引号），却是“{given}”。", "Expected a whole number without quotes, got '{given}'."
    ),
    "not-number": entry(
        "这里应为数字（不加引号），却是“{given}”。", "Expected a number without quotes, got '{given}'."
    ),
    "not-one-of": entry(
        "“{name}”不在可选之列。",
        "'{name}' cannot stand here.",
        do=("可用：{allowed}。", "Allowed: {allowed}."),
    ),
    "not-one-of-near": entry(
        "“{name}”不在可选之列。",
        "'{name}' cannot stand here.",
        do=("是不是“{nearest}”？可用：{allowed}。", "Did you mean '{nearest}'? Allowed: {allowed}."),
    ),
    "not-expression": entry(
        "这里应为表达式、JSON Logic 或 true/false，却是“{given}”。",
        "Expected an expression, JSON Logic, or true/false, got '{given}'.",
    ),
    "not-choices": entry(
        "这里应为选项列表或 codelist(名称)，却是“{given}”。",
        "Expected a list of choices or codelist(name), got '{given}'.",
        do=(
            "在花括号里，codelist(名称, leaf) 要加引号。",
            "Inside braces, put codelist(name, leaf) in quotes.",
        ),
    ),
    "no-item": entry(
        "看不出这是什么项目。",
        "It is not said which item this is.",
        do=("应有其一：{allowed}。", "It needs one of: {allowed}."),
    ),
    "no-item-near": entry(
        "看不出这是什么项目。",
        "It is not said which item this is.",
        do=(
            "是不是“{nearest}”？应有其一：{allowed}。",
            "Did you mean '{nearest}'? It needs one of: {allowed}.",
        ),
    ),
    "bad-name": entry(
        "“{given}”不能作名称。",
        "'{given}' cannot be a name.",
        do=(
            "名称由小写字母开头，只含小写字母、数字和下划线。",
            "A name begins with a lower-case letter and holds only a-z, 0-9 and _.",
        ),
    ),
    "bad-identity": entry(
        "“{given}”不能作标识。",
        "'{given}' cannot be an identity.",
        do=(
            "标识由小写字母开头，只含小写字母、数字和连字符。",
            "It begins with a lower-case letter and holds only a-z, 0-9 and single hyphens.",
        ),
    ),
    "bad-verb": entry(
        "“{given}”不是权限。",
        "'{given}' is no permission.",
        do=("写法：种类.动作。", "It is written kind.action."),
    ),
    "text-too-short": entry("“{given}”少于 {limit} 个字符。", "'{given}' has fewer than {limit} characters."),
    "text-too-long": entry("“{given}”超过 {limit} 个字符。", "'{given}' has more than {limit} characters."),
    "list-too-short": entry("这里至少要有 {limit} 项。", "At least {limit} must stand here."),
    "number-too-small": entry("{given} 小于 {limit}。", "{given} is less than {limit}."),
    "number-too-large": entry("{given} 大于 {limit}。", "{given} is more than {limit}."),
    "bad-value": entry("“{given}”不合适：{detail}。", "'{given}' does not fit: {detail}."),
}

_LISTS: Final[Mapping[str, Entry]] = {
    "csv-syntax": entry("CSV 写法有误：{detail}。", "It is not valid CSV: {detail}."),
    "csv-column": entry(
        "没有“{name}”这一列。",
        "There is no column '{name}'.",
        do=("可用：{allowed}。", "Allowed: {allowed}."),
    ),
    "csv-columns-missing": entry(
        "缺少列：code 和 label（或 name）。", "The columns code and label (or name) must stand here."
    ),
    "codelist-empty": entry("代码表没有代码。", "The codelist has no codes."),
    "codelist-row": entry(
        "这一行缺少代码或名称，或列数不对。",
        "The row lacks a code or a label, or has another number of columns.",
    ),
    "codelist-duplicate": entry("代码“{given}”重复。", "The code '{given}' stands twice."),
    "codelist-parent": entry(
        "代码“{given}”的上级“{parent}”不存在。", "The parent '{parent}' of '{given}' does not exist."
    ),
    "codelist-deep": entry(
        "代码“{given}”的层级超过 {limit} 层。", "The code '{given}' stands more than {limit} levels deep."
    ),
    "codelist-circle": entry("代码“{given}”的上级绕成了圈。", "The parents of '{given}' go in a circle."),
    "duplicate-definition": entry("“{name}”已在 {file} 中定义。", "'{name}' is already defined in {file}."),
}

_NEAR: Final = ("是不是“{nearest}”？", "Did you mean '{nearest}'?")

_UNKNOWN: Final[Mapping[str, Entry]] = {
    "unknown-head": entry("表格没有“{name}”这个表头。", "The grid has no head '{name}' before this."),
    "unknown-head-near": entry(
        "表格没有“{name}”这个表头。", "The grid has no head '{name}' before this.", do=_NEAR
    ),
    "columns-apart": entry(
        "表头“{name}”下的各列没有挨在一起。",
        "The columns under the head '{name}' do not stand side by side.",
        do=("请调整列的顺序。", "Put them side by side."),
    ),
    "unknown-column": entry("表格没有“{name}”这一列。", "The grid has no column '{name}'."),
    "unknown-column-near": entry("表格没有“{name}”这一列。", "The grid has no column '{name}'.", do=_NEAR),
    "unknown-row": entry("表格没有“{name}”这一行。", "The grid has no row '{name}'."),
    "unknown-row-near": entry("表格没有“{name}”这一行。", "The grid has no row '{name}'.", do=_NEAR),
    "unknown-path": entry("没有“{name}”这个路径。", "There is no '{name}' in this form."),
    "unknown-path-near": entry("没有“{name}”这个路径。", "There is no '{name}' in this form.", do=_NEAR),
    "unknown-field": entry("没有“{name}”这个题目。", "There is no field '{name}'."),
    "unknown-field-near": entry("没有“{name}”这个题目。", "There is no field '{name}'.", do=_NEAR),
    "unknown-codelist": entry("没有“{name}”这个代码表。", "There is no codelist '{name}'."),
    "unknown-codelist-near": entry("没有“{name}”这个代码表。", "There is no codelist '{name}'.", do=_NEAR),
    "unknown-target": entry("没有可以跳到的“{name}”。", "There is no question '{name}' to go to."),
    "unknown-target-near": entry(
        "没有可以跳到的“{name}”。", "There is no question '{name}' to go to.", do=_NEAR
    ),
    "unknown-link": entry("没有“{name}”这个关联。", "The form has no link '{name}'."),
    "unknown-link-near": entry("没有“{name}”这个关联。", "The form has no link '{name}'.", do=_NEAR),
    "unknown-form": entry("没有“{name}”这个表单。", "There is no form '{name}'."),
    "unknown-form-near": entry("没有“{name}”这个表单。", "There is no form '{name}'.", do=_NEAR),
    "unknown-organisation": entry(
        "没有“{name}”这类机构。", "The system has no organisations of type '{name}'."
    ),
    "unknown-organisation-near": entry(
        "没有“{name}”这类机构。", "The system has no organisations of type '{name}'.", do=_NEAR
    ),
    "unknown-level": entry("没有“{name}”这一级。", "No organisation stands at level '{name}'."),
    "unknown-level-near": entry(
        "没有“{name}”这一级。", "No organisation stands at level '{name}'.", do=_NEAR
    ),
    "unknown-table": entry("没有“{name}”这个决策表。", "There is no decision table '{name}'."),
    "unknown-table-near": entry("没有“{name}”这个决策表。", "There is no decision table '{name}'.", do=_NEAR),
    "unknown-table-column": entry("决策表没有“{name}”这一列。", "The table has no column '{name}'."),
    "unknown-table-column-near": entry(
        "决策表没有“{name}”这一列。", "The table has no column '{name}'.", do=_NEAR
    ),
    "unknown-choice": entry("没有“{name}”这个选项。", "There is no choice '{name}'."),
    "unknown-choice-near": entry("没有“{name}”这个选项。", "There is no choice '{name}'.", do=_NEAR),
    "unknown-review": entry("没有“{name}”这个审核流程。", "There is no review chain '{name}'."),
    "unknown-review-near": entry(
        "没有“{name}”这个审核流程。", "There is no review chain '{name}'.", do=_NEAR
    ),
    "unknown-reporter": entry("没有“{name}”这类机构。", "No system has organisations of type '{name}'."),
    "unknown-reporter-near": entry(
        "没有“{name}”这类机构。", "No system has organisations of type '{name}'.", do=_NEAR
    ),
}

_MEANING: Final[Mapping[str, Entry]] = {
    "duplicate-name": entry(
        "名称“{name}”重复，第 {line} 行已经有了。",
        "The name '{name}' stands twice; it is already on line {line}.",
    ),
    "duplicate-check": entry(
        "校验名“{name}”重复，第 {line} 行已经有了。",
        "The check name '{name}' stands twice; it is already on line {line}.",
    ),
    "duplicate-choice": entry("选项值“{name}”重复。", "The choice value '{name}' stands twice."),
    "reserved-name": entry(
        "“{name}”是表达式语言的词，不能作名称。",
        "'{name}' is a word of the expression language and cannot be a name.",
    ),
    "not-in-repeat": entry(
        "重复组“{name}”里只能有题目、分组和说明。",
        "The repeat '{name}' can hold only fields, groups and notes.",
    ),
    "rows-outside-grid": entry("rows 只能用在表格的校验里。", "'rows' belongs to the checks of a grid."),
    "choices-missing": entry("{type} 类型需要选项。", "The type {type} needs choices."),
    "choices-empty": entry("选项列表是空的。", "The list of choices is empty."),
    "choices-useless": entry("{type} 类型没有选项。", "The type {type} has no choices."),
    "cascade-needs-codelist": entry(
        "cascade 类型的选项要来自代码表。",
        "The choices of a cascade come from a codelist.",
        do=("写法：codelist(名称)。", "Write codelist(name)."),
    ),
    "never-shown": entry("这一项永远不会显示。", "This can never show.", severity="warning"),
    "check-never-fails": entry("这条校验永远成立。", "This check can never fail.", severity="warning"),
    "check-never-passes": entry("这条校验永远不成立。", "This check can never hold.", severity="warning"),
    "limits-crossed": entry(
        "下限 {least} 大于上限 {most}。", "The lower limit {least} is above the upper limit {most}."
    ),
    "translation-missing": entry(
        "这段文字没有 {language} 译文。", "The text has no translation into '{language}'.", severity="warning"
    ),
    "translations-missing": entry(
        "有 {count} 段文字只写了一种语言（表单标题有 {languages}）。",
        "{count} text(s) are written in one language alone, while the title has {languages}.",
        severity="warning",
    ),
    "rule-not-truth": entry(
        "这里要的是真假，表达式却得出{zh}。", "A truth value is wanted here, and the expression gives {en}."
    ),
    "rule-not-day": entry(
        "这里要的是日期，表达式却得出{zh}。", "A date is wanted here, and the expression gives {en}."
    ),
    "rule-not-of-type": entry(
        "题目存的是{wanted_zh}，表达式却得出{zh}。",
        "The field keeps {wanted_en}, and the expression gives {en}.",
    ),
    "property-useless": entry(
        "{name} 对 {type} 类型不起作用。",
        "'{name}' means nothing for the type {type}.",
        do=("请删去，或改类型。", "Remove it, or change the type."),
    ),
    "lookup-keys": entry(
        "决策表“{name}”有 {wanted} 个键，这里给了 {count} 个。",
        "The table '{name}' has {wanted} key(s), and {count} are given.",
    ),
    "serial-number": entry(
        "编号格式里要有且只有一个 {{number}}（如 {{number:05}}）。",
        "The pattern of a serial number holds {{number}} (or {{number:05}}) exactly once.",
    ),
    "link-within": entry(
        "“{name}”按 {finer} 报送，不能落在本表的期间（{own}）之内。",
        "The periods of '{name}' ({finer}) do not lie within those of this form ({own}).",
        do=("within 只用于期间更短的表。", "Use 'within' for a form of shorter periods."),
    ),
    "branch-backwards": entry("不能跳回前面的“{name}”。", "A branch cannot go back to '{name}'."),
}

_LASTING: Final[Mapping[str, Entry]] = {
    "unknown-source": entry(
        "不能从“{name}”带入：它既不是 prev，也不是 links 中的名称。",
        "Nothing can be carried over from '{name}': it is neither 'prev' nor one of the links.",
    ),
    "unknown-source-near": entry(
        "不能从“{name}”带入：它既不是 prev，也不是 links 中的名称。",
        "Nothing can be carried over from '{name}': it is neither 'prev' nor one of the links.",
        do=_NEAR,
    ),
    "needs-periods": entry(
        "“{name}”要求表单按期报送，且一年不止一期。",
        "'{name}' needs a form that is filed by period, several times a year.",
        do=("请在 collection 里写明 period。", "Say the period in 'collection'."),
    ),
    "key-not-single": entry(
        "“{name}”存的不是单个值，不能用来认行。",
        "'{name}' does not keep a single value, so rows cannot be known by it.",
    ),
    "repeat-key-missing": entry(
        "重复组“{repeat}”没有 key，别的期里认不出同一行，所以这里不能用 {name}。",
        "The repeat '{repeat}' has no key, so its rows cannot be found in other periods by {name}.",
        do=("请用 key 写明凭哪些题目认行。", "Name the fields that rows are known by: key: […]."),
    ),
    "read-as-number": entry(
        "“{given}”本来就是数字或空白，不能再作 read_as 的词。",
        "'{given}' is a number or nothing already, and cannot be a word of 'read_as'.",
    ),
}

_SCORING: Final[Mapping[str, Entry]] = {
    "scoring-weights": entry(
        "并列各指标的权重合计是 {found}，应为 100。",
        "The weights that stand side by side make {found}, and should make 100.",
    ),
    "scoring-points-missing": entry(
        "指标“{name}”没有评分规则（points），也没有下级指标。",
        "The indicator '{name}' has neither points nor indicators below it.",
    ),
    "scoring-points-above": entry(
        "指标“{name}”有下级指标，得分由下级合计，不能再有评分规则。",
        "The indicator '{name}' sums what is below it, and cannot have points of its own.",
    ),
    "scoring-grade-gap": entry(
        "得分低于 {least} 时没有等级。",
        "A total below {least} has no grade.",
        do=("请给最低的等级写 minimum: 0。", "Give the lowest grade minimum: 0."),
    ),
    "scoring-grade-twice": entry(
        "等级“{name}”和“{other}”的下限相同。", "The grades '{name}' and '{other}' begin at the same total."
    ),
    "scoring-grade-beyond": entry(
        "等级“{name}”的下限高于满分 {limit}，永远达不到。",
        "The grade '{name}' begins above the full marks of {limit}, and is never reached.",
    ),
}

ENTRIES: Final[Mapping[str, Entry]] = {
    **_FILES, **_SHAPES, **_LISTS, **_UNKNOWN, **_MEANING, **_LASTING, **_SCORING,
}  # fmt: skip
