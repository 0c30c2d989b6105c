"""The catalogue's entries about values."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

_TEXTS: Final[Mapping[str, Entry]] = {
    "value-not-text": entry("这里只能填一个值。", "Only one value belongs here."),
    "value-not-list": entry(
        "这里应为一组选项，却是“{given}”。", "A list of choices belongs here, not '{given}'."
    ),
    "value-too-long": entry(
        "文字有 {length} 个字符，最多 {limit} 个。",
        "The text has {length} characters; at most {limit} are allowed.",
        do=("请缩短。", "Shorten it."),
    ),
    "value-too-short": entry(
        "“{given}”只有 {length} 个字符，至少要 {limit} 个。",
        "'{given}' has {length} characters; at least {limit} are needed.",
    ),
    "value-character": entry(
        "文字含有看不见的控制字符（{character}）。",
        "The text holds an invisible control character ({character}).",
        do=("请删去，或直接键入文字。", "Remove it, or type the text by hand."),
    ),
    "value-line-break": entry("这里只能填一行文字。", "Only one line of text belongs here."),
    "value-pattern": entry(
        "“{given}”不符合要求的格式（{hint}）。", "'{given}' has not the required form ({hint})."
    ),
    "value-email": entry(
        "“{given}”不是电子邮箱。",
        "'{given}' is no e-mail address.",
        do=("例如 name@example.com。", "Example: name@example.com."),
    ),
    "value-uri": entry(
        "“{given}”不是网址。",
        "'{given}' is no web address.",
        do=("应以 http:// 或 https:// 开头。", "It begins with http:// or https://."),
    ),
    "value-postcode": entry(
        "“{given}”不是邮政编码，应为 6 位数字。", "'{given}' is no postcode; it has 6 digits."
    ),
    "value-cn-mobile": entry(
        "“{given}”不是手机号码，应为 11 位数字。", "'{given}' is no mobile number; it has 11 digits."
    ),
    "value-cn-telephone": entry(
        "“{given}”不是电话号码。",
        "'{given}' is no telephone number.",
        do=("写法：区号-号码，如 0571-87654321。", "Write area code-number: 0571-87654321."),
    ),
    "value-uscc": entry(
        "“{given}”不是统一社会信用代码，应为 18 位数字或大写字母（不含 I、O、S、V、Z）。",
        "'{given}' is no unified social credit code; it has 18 digits or capitals without I, O, S, V, Z.",
    ),
    "value-uscc-digit": entry(
        "统一社会信用代码“{given}”的校验位不对。",
        "The check digit of the credit code '{given}' is wrong.",
        do=("请核对是否有笔误。", "Look for a slip of the pen."),
    ),
}

_NUMBERS: Final[Mapping[str, Entry]] = {
    "value-not-number": entry(
        "“{given}”不是数字。",
        "'{given}' is no number.",
        do=("请只填数字，如 1234.5。", "Enter digits only, as in 1234.5."),
    ),
    "value-not-json-number": entry("“{given}”不是 JSON 数字。", "'{given}' is no JSON number."),
    "value-not-whole": entry("“{given}”不是整数。", "'{given}' is no whole number."),
    "value-too-many-digits": entry(
        "“{given}”的整数部分超过 {limit} 位。", "'{given}' has more than {limit} digits before the point."
    ),
    "value-too-many-decimals": entry(
        "{given} 的小数超过 {limit} 位。", "{given} has more than {limit} decimals."
    ),
    "value-too-small": entry(
        "{given} 小于允许的最小值 {limit}。", "{given} is below the smallest allowed value, {limit}."
    ),
    "value-too-large": entry(
        "{given} 大于允许的最大值 {limit}。", "{given} is above the largest allowed value, {limit}."
    ),
    "value-off-scale": entry(
        "{given} 不在 {least} 到 {most} 之间。", "{given} is not between {least} and {most}."
    ),
    "value-not-boolean": entry("“{given}”不是“是”或“否”。", "'{given}' is neither yes nor no."),
    "value-not-year": entry(
        "“{given}”不是年份。", "'{given}' is no year.", do=("写法：2026。", "Write it as 2026.")
    ),
}

_DAYS: Final[Mapping[str, Entry]] = {
    "value-not-date": entry(
        "“{given}”不是日期，或没有这一天。",
        "'{given}' is no date, or there is no such day.",
        do=("写法：2026-01-31。", "Write it as 2026-01-31."),
    ),
    "value-not-month": entry(
        "“{given}”不是月份。", "'{given}' is no month.", do=("写法：2026-03。", "Write it as 2026-03.")
    ),
    "value-not-datetime": entry(
        "“{given}”不是日期和时间。",
        "'{given}' is no date with a time.",
        do=("写法：2026-01-31 12:30。", "Write it as 2026-01-31 12:30."),
    ),
}

_CHOICES: Final[Mapping[str, Entry]] = {
    "value-not-offered": entry(
        "“{given}”不在可选之列。",
        "'{given}' is not among the choices.",
        do=("请从列出的选项中选择。", "Choose from what is offered."),
    ),
    "value-not-alone": entry(
        "“{given}”不能和其他选项同时选。", "'{given}' cannot be chosen together with others."
    ),
    "value-too-few-chosen": entry(
        "选了 {count} 项，至少要选 {limit} 项。", "{count} chosen; at least {limit} are needed."
    ),
    "value-too-many-chosen": entry(
        "选了 {count} 项，最多选 {limit} 项。", "{count} chosen; at most {limit} are allowed."
    ),
}

_FILES: Final[Mapping[str, Entry]] = {
    "value-not-uploaded": entry("文件要上传，不能填写文字。", "A file is uploaded, not typed."),
    "value-not-files": entry("这里应为上传的文件。", "Uploaded files belong here."),
    "value-too-many-files": entry(
        "有 {count} 个文件，最多 {limit} 个。", "There are {count} files; at most {limit} are allowed."
    ),
    "value-too-few-files": entry(
        "有 {count} 个文件，至少要 {limit} 个。", "There are {count} files; at least {limit} are needed."
    ),
    "value-file-too-large": entry(
        "文件“{given}”超过 {limit}。", "The file '{given}' is larger than {limit}."
    ),
    "value-file-type": entry(
        "文件“{given}”的类型不对，允许：{allowed}。",
        "The file '{given}' is not of an allowed type: {allowed}.",
    ),
    "value-calculated": entry(
        "这个值由系统计算，不能填写。", "This value is calculated and cannot be entered."
    ),
}

ENTRIES: Final[Mapping[str, Entry]] = {**_TEXTS, **_NUMBERS, **_DAYS, **_CHOICES, **_FILES}
