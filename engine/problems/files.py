"""The catalogue's entries about uploaded files."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

ENTRIES: Final[Mapping[str, Entry]] = {
    "file-empty": entry(
        "文件“{name}”是空的。",
        "The file “{name}” is empty.",
        do=("请检查文件后重新上传。", "Check the file and upload it again."),
    ),
    "file-large": entry(
        "文件“{name}”太大，每个文件最多 {limit}。",
        "The file “{name}” is too large; a file may have {limit}.",
        do=("请压缩或拆分后再上传。", "Compress or split it, then upload it again."),
    ),
    "file-content": entry(
        "文件“{name}”的内容不是 {ending} 格式。",
        "The content of “{name}” is not what {ending} says.",
        do=("请用原来的软件另存为该格式，不要只改文件名。", "Save it in that format; do not just rename it."),
    ),
    "file-unknown": entry(
        "不能上传“{name}”这种类型的文件。",
        "A file like “{name}” cannot be uploaded.",
        do=("请换成 PDF、图片或办公文档。", "Use a PDF, a picture or an office document."),
    ),
    "file-none": entry(
        "没有收到文件。",
        "No file has arrived.",
        do=("请选择文件后再上传。", "Choose a file, then upload it."),
    ),
    "file-not-here": entry("这一项不是上传附件的地方。", "Files do not belong here."),
    "file-replaced": entry(
        "“{label}”刚刚被别人换过。",
        "“{label}” has just been replaced by someone else.",
        do=("请核对后再上传。", "Look at it first, then upload again."),
    ),
    "file-gone": entry(
        "这个文件已经不在了。", "This file is no longer there.", do=("请刷新页面。", "Reload the page.")
    ),
    "file-foreign": entry("附件“{given}”不属于这里。", "The file “{given}” does not belong here."),
    "file-quota-response": entry(
        "本次填报的附件已满（最多 {limit}、{count} 个文件）。",
        "The files of this filing are at their limit ({limit}, {count} files).",
        do=("请先删除不需要的附件，或压缩后再上传。", "Remove or compress files, then upload again."),
    ),
    "file-quota-form": entry(
        "本表的附件空间已满（{limit}），暂时不能上传。",
        "The room for files of this form is used up ({limit}).",
        do=("请联系管理员。", "Tell the administrator."),
    ),
}
