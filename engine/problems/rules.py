"""The catalogue's entries about rules."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

_BUDGET: Final[Mapping[str, Entry]] = {
    "rule-budget-steps": entry(
        "表达式的运算超过 {limit} 步。",
        "The expression takes more than {limit} steps.",
        do=("请拆成几个较小的表达式。", "Split it into smaller ones."),
    ),
    "rule-budget-depth": entry(
        "表达式的嵌套超过 {limit} 层。",
        "The expression is nested more than {limit} levels deep.",
        do=("请把里面的部分放到单独的计算项中。", "Move an inner part to a calculation of its own."),
    ),
    "rule-budget-text": entry(
        "表达式或它生成的文字超过 {limit} 个字符。",
        "The expression, or a text it makes, has more than {limit} characters.",
    ),
    "rule-budget-words": entry(
        "表达式超过 {limit} 个词和符号。",
        "The expression has more than {limit} names, numbers, texts and signs.",
        do=("请拆成几个较小的表达式。", "Split it into smaller ones."),
    ),
    "rule-budget-items": entry(
        "列表超过 {limit} 项。", "A list in the expression has more than {limit} items."
    ),
    "rule-thrown": entry("表达式报出错误“{found}”。", "The expression throws the error '{found}'."),
    "rule-pattern": entry(
        "模式“{pattern}”写法有误：{reason}。",
        "The pattern '{pattern}' is not valid: {reason}.",
        do=(
            "模式按 RE2 的写法，不支持回溯引用和前后查找。",
            "Patterns are RE2: no back-references, no look-around.",
        ),
    ),
    "rule-pattern-long": entry("模式超过 {limit} 个字符。", "The pattern has more than {limit} characters."),
}

_SYNTAX: Final[Mapping[str, Entry]] = {
    "rule-empty": entry("表达式是空的。", "The expression is empty."),
    "rule-full-width": entry(
        "第 {column} 列的“{found}”是全角字符，这里要用半角的“{expected}”。",
        "Column {column}: '{found}' is a full-width character; write '{expected}'.",
    ),
    "rule-character": entry(
        "第 {column} 列的“{found}”不能出现在表达式里。",
        "Column {column}: the character '{found}' has no meaning in an expression.",
    ),
    "rule-string-open": entry(
        "第 {column} 列开始的文字缺少结束的引号。",
        "Column {column}: the text that begins here lacks its closing quote.",
    ),
    "rule-wrong-operator": entry(
        "第 {column} 列的“{found}”不是这种语言的运算符。",
        "Column {column}: '{found}' is no operator of this language.",
        do=("请写“{expected}”。", "Write '{expected}'."),
    ),
    "rule-missing-close": entry(
        "第 {column} 列缺少“{expected}”（第 {opened} 列的“{found}”没有闭合）。",
        "Column {column}: missing '{expected}' for the '{found}' of column {opened}.",
    ),
    "rule-extra-close": entry(
        "第 {column} 列多了一个“{found}”。",
        "Column {column}: this '{found}' closes nothing.",
        do=("请删去它，或补上前面的括号。", "Remove it, or add the bracket it closes."),
    ),
    "rule-missing-operand": entry(
        "第 {column} 列缺少运算对象（“{found}”之后应有名称、数字或文字）。",
        "Column {column}: missing a name, number or text after '{found}'.",
    ),
    "rule-missing-operator": entry(
        "第 {column} 列“{found}”之前缺少运算符或逗号。",
        "Column {column}: missing an operator or a comma before '{found}'.",
    ),
    "rule-missing-else": entry(
        "第 {column} 列：“… if …”之后缺少“else …”。",
        "Column {column}: missing 'else' after '… if …'.",
        do=("请写成“甲 if 条件 else 乙”。", "Write 'a if condition else b'."),
    ),
    "rule-extra-comma": entry(
        "第 {column} 列多了一个逗号，或逗号之间缺少内容。",
        "Column {column}: a comma too many, or nothing between two commas.",
    ),
    "rule-starts-with": entry(
        "第 {column} 列：表达式不能以“{found}”开头。",
        "Column {column}: an expression cannot begin with '{found}'.",
    ),
    "rule-syntax": entry(
        "第 {column} 列的“{found}”放错了地方。", "Column {column}: '{found}' cannot stand here."
    ),
    "rule-chain": entry(
        "第 {column} 列：比较不能这样连写（{found}）。",
        "Column {column}: comparisons cannot be chained like this ({found}).",
        do=("请用 and 分开写，例如“1 < a and a < 3”。", "Join them with 'and': '1 < a and a < 3'."),
    ),
    "rule-number": entry(
        "数字“{found}”太长或写法有误。", "The number '{found}' is too long or is not written as one."
    ),
}

_SHAPE: Final[Mapping[str, Entry]] = {
    "rule-shape": entry(
        "这里应是 JSON Logic：只有一个运算符的对象、列表或常量，却是 {found}。",
        "Expected JSON Logic (a mapping with one operator, a list or a constant), found {found}.",
    ),
    "rule-operator-unknown": entry(
        "没有名为“{name}”的函数或运算符。{hint}",
        "There is no function or operator '{name}'.{hint_en}",
    ),
    "rule-arguments": entry(
        "“{name}”要 {expected} 个参数，这里有 {found} 个。",
        "'{name}' takes {expected} arguments, not {found}.",
        do=("用法：{usage}", "Usage: {usage}"),
    ),
    "rule-variable": entry("var 后面应是一个名称，却是 {found}。", "'var' takes a name, not {found}."),
    "rule-name-argument": entry(
        "“{name}”的第一个参数必须是一个名称，不能是“{found}”。",
        "The first argument of '{name}' must be a name, not '{found}'.",
    ),
    "rule-count-argument": entry(
        "“{name}”的期数必须是 1 到 {limit} 的整数，不能是“{found}”。",
        "The number of periods of '{name}' must be a whole number from 1 to {limit}, not '{found}'.",
    ),
    "rule-literal-argument": entry(
        "“{name}”的“{found}”必须直接写成文字（加引号）。",
        "'{name}' needs '{found}' to be written as a quoted text.",
    ),
}

_TYPES: Final[Mapping[str, Entry]] = {
    "rule-name-unknown": entry("没有名为“{name}”的项目。{hint}", "There is nothing named '{name}'.{hint_en}"),
    "rule-item": entry(
        "“.”（列表的一项）只能用在 any、all、none、filter、map 里面。",
        "'.' (an item of a list) stands only inside any, all, none, filter or map.",
    ),
    "rule-kind": entry(
        "“{name}”要{expected_zh}，“{found}”却是{found_zh}。",
        "'{name}' takes {expected_en}, but '{found}' is {found_en}.",
    ),
    "rule-condition": entry(
        "“{name}”里的条件“{found}”应该成立或不成立，却是{found_zh}。",
        "The condition '{found}' of '{name}' must hold or not, but it is {found_en}.",
    ),
    "rule-compare": entry(
        "“{left}”是{left_zh}，“{right}”是{right_zh}，两者不能比较。",
        "'{left}' is {left_en} and '{right}' is {right_en}; they cannot be compared.",
    ),
    "rule-compare-empty": entry(
        "“{name}”与 null 比较，结果总是空。",
        "Comparing '{name}' with null always gives empty.",
        do=("请写“is_empty({name})”。", "Write 'is_empty({name})'."),
    ),
    "rule-choice-unknown": entry(
        "“{name}”没有“{value}”这个选项。{hint}",
        "'{name}' has no choice '{value}'.{hint_en}",
        do=("可选：{known}。", "It has: {known}."),
    ),
    "rule-add-text": entry(
        "“{found}”是文字，不能用“{name}”运算。",
        "'{found}' is a text; '{name}' does not work on texts.",
        do=("连接文字请用 concat(…)。", "Use concat(…) to put texts together."),
    ),
    "rule-add": entry(
        "{left_zh}与{right_zh}（“{found}”）不能用“{name}”运算。",
        "'{name}' does not work on {left_en} and {right_en} ('{found}').",
        do=("两个日期相隔几天用 days_between(…)。", "For the days between two dates use days_between(…)."),
    ),
    "rule-apart": entry(
        "“{left}”是{left_zh}，“{right}”是{right_zh}，不能作为同一个结果。",
        "'{left}' is {left_en} and '{right}' is {right_en}; they cannot both be the outcome.",
    ),
    "rule-place": entry("这里不能用“{name}”。", "'{name}' cannot be used here."),
    "rule-no-points": entry(
        "“{found}”的选项都没有分数。",
        "No choice of '{found}' has points.",
        do=("请给选项写 points。", "Give its choices points."),
    ),
    "rule-codelist": entry(
        "“{name}”要一个代码表的代码，“{found}”不是。",
        "'{name}' takes a code of a codelist, which '{found}' is not.",
    ),
    "rule-date": entry(
        "“{found}”不是日期（应写成 2026-01-31）。", "'{found}' is no date (written like 2026-01-31)."
    ),
    "rule-list-missing": entry("没有代码表“{name}”。", "There is no codelist '{name}'."),
    "rule-table-missing": entry("没有决策表“{name}”。", "There is no decision table '{name}'."),
}

ENTRIES: Final[Mapping[str, Entry]] = {**_BUDGET, **_SYNTAX, **_SHAPE, **_TYPES}
