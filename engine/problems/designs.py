"""The catalogue's entries about designs: definitions edited in the browser."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

ENTRIES: Final[Mapping[str, Entry]] = {
    "design-too-large": entry(
        "设计稿有 {length} 个字，最多 {limit} 个。",
        "The design has {length} characters; it may have at most {limit}.",
        do=("请把长的选项列表改用代码表。", "Move long lists of choices into a codelist."),
    ),
    "design-too-many": entry(
        "已有 {count} 个设计稿，最多 {limit} 个。",
        "There are {count} designs already; there may be {limit}.",
        do=("请先删除不再需要的。", "Delete some that nobody needs first."),
    ),
    "design-collision": entry(
        "这一处刚被别人改成了“{theirs}”，您写的是“{ours}”。",
        "Somebody else has just changed this to “{theirs}”; you wrote “{ours}”.",
        do=("请选择保留哪一个。", "Choose which one to keep."),
    ),
    "design-moved-on": entry(
        "这一处已经不在了：别人刚刚移动或删除了它。",
        "It is no longer there: somebody else has just moved or deleted it.",
        do=("请看更新后的页面再改。", "Look at the renewed page and try again."),
    ),
    "design-rule-unfinished": entry(
        "还有条件没有选好。",
        "Some conditions are not complete yet.",
        do=("请补全，或删除它们。", "Complete them, or take them away."),
    ),
    "design-not-public": entry(
        "这份表没有发布，或不是公开的。",
        "The form is not published, or not open to the public.",
        do=("请先设为公开并发布。", "Open it to the public and publish it first."),
    ),
    "design-links-many": entry(
        "名单有 {count} 人，一次最多 {limit} 人。",
        "The list has {count} names; one may have {limit} at once.",
        do=("请分几次生成。", "Make them in several goes."),
    ),
    "shares-many": entry(
        "这份问卷的图表已有 {limit} 个正在用的链接。",
        "There are {limit} open links to these charts.",
        do=("请先停止几个。", "Please stop some first."),
    ),
    "shares-filters": entry(
        "筛选条件太长（超过 {limit} 个字符），不能分享。",
        "The filters are too long to be shared (over {limit} characters).",
    ),
    "frame-no-origin": entry(
        "“{given}”不是网站的网址。",
        "'{given}' is no address of a site.",
        do=("请写成 https://www.example.gov.cn 这样。", "Write it like https://www.example.gov.cn."),
    ),
    "frame-origins-many": entry(
        "写了 {count} 个网站，最多 {limit} 个。",
        "There are {count} sites; there may be at most {limit}.",
    ),
    "design-stop-unsure": entry(
        "没有停止：还没有确认。",
        "The form was not stopped: you have not confirmed it.",
        do=("请先勾选确认。", "Tick the box first."),
    ),
    "design-borrow-none": entry(
        "没有添加：请选 1 至 {limit} 道题目。",
        "Nothing was added: choose 1 to {limit} questions.",
    ),
    "design-untitled": entry(
        "还没有标题。",
        "There is no title yet.",
        do=("请先写标题。", "Write one first."),
    ),
    "design-nothing-to-undo": entry(
        "没有可以撤销或重做的修改。",
        "There is nothing to undo or redo.",
    ),
    "design-undo-collision": entry(
        "这一步之后别人又改过同一处（现为“{theirs}”），不能自动撤销。",
        "Somebody changed the same place since (it is “{theirs}” now): this step cannot be taken back.",
        do=("请直接修改。", "Change it by hand."),
    ),
    "design-published": entry(
        "这个设计稿发布过，不能删除。",
        "This design has been published and cannot be deleted.",
        do=("可以停止填报，或另发新版本。", "Close the form, or publish a new version."),
    ),
    "design-name-taken": entry(
        "标识“{form}”已被另一份表使用。",
        "Another form is called '{form}' already.",
        do=("请换一个标识。", "Choose another name."),
    ),
}
