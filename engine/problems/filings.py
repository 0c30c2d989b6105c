"""The catalogue's entries about filings: what a response may not do now, and what to do instead."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

ENTRIES: Final[Mapping[str, Entry]] = {
    "filing-conflict": entry(
        "「{label}」刚刚被改为 {theirs}，您填的是 {yours}。",
        "“{label}” has just been changed to {theirs}; you entered {yours}.",
        do=("请选择保留哪一个。", "Choose which of the two to keep."),
    ),
    "filing-would-clear": entry(
        "更改「{label}」后，这些已填的内容不再适用，将被清除：{lost}。",
        "With “{label}” changed, these entries no longer apply and would be cleared: {lost}.",
        do=("请确认是否更改。", "Confirm the change, or leave it as it was."),
    ),
    "filing-sheet-unsaved": entry(
        "这一页还没有保存：{sheet}。",
        "This page has not been saved yet: {sheet}.",
        do=("请打开该页，核对后按“保存本页”。", "Open the page, check it and save it."),
    ),
    "filing-rows-moved": entry(
        "「{label}」的行刚刚被增删或调整过次序，您的修改没有保存。",
        "Rows of “{label}” have just been removed or moved; your change was not saved.",
        do=("请核对最新的行后再修改。", "Check the rows as they are now, then change again."),
    ),
    "filing-not-editable": entry(
        "本次报送已是「{state}」状态，不能再修改。",
        "This filing is {state} and can no longer be changed.",
        do=("如需修改，请先撤销，或请审核单位退回。", "Withdraw it, or ask the reviewer to return it."),
    ),
    "filing-final": entry(
        "本表已提交，按规定不能再修改，也不能撤销。",
        "This filing has been submitted for good; it can be neither changed nor withdrawn.",
        do=("如确有错误，请联系受理单位。", "If something in it is wrong, ask the office that handles it."),
    ),
    "filing-early": entry(
        "{period} 的填报还没有开始，{opens} 开始。",
        "Filing for {period} has not begun; it opens on {opens}.",
        do=("请到时再来。", "Please come back then."),
    ),
    "filing-stopped": entry(
        "这份表已于 {stopped} 停止填报。",
        "This form has taken no answers since {stopped}.",
        do=(
            "已填内容都已保存；如有疑问，请联系发布这份表的部门。",
            "What you entered is kept; ask whoever published the form.",
        ),
    ),
    "filing-closed": entry(
        "{period} 的填报已于 {closes} 截止。",
        "Filing for {period} closed on {closes}.",
        do=(
            "已填内容都已保存；如需补报，请联系主管部门。",
            "What you entered is kept; ask your authority if you still need to file.",
        ),
    ),
    "filing-not-asked": entry(
        "本表不要求您的单位填报 {period}。",
        "Your organisation is not asked to file this form for {period}.",
        do=("如有疑问，请联系主管部门。", "Ask your authority if this looks wrong."),
    ),
    "filing-period-unknown": entry(
        "没有「{period}」这一期。",
        "There is no period “{period}”.",
        do=("请从首页选择报送期。", "Choose the period from the home page."),
    ),
    "filing-old-revision": entry(
        "页面停留在第 {seen} 版，本次报送没有这一版。",
        "The page names revision {seen}, which this filing does not have.",
        do=("请刷新页面后再修改。", "Reload the page, then change again."),
    ),
    "filing-version-moved": entry(
        "页面打开之后，表单已更新为新版，您的修改没有保存。",
        "The form got a new version after this page was opened; your change was not saved.",
        do=("请刷新页面后再修改。", "Reload the page, then change again."),
    ),
    "filing-stale-submit": entry(
        "页面打开之后，本次报送又有改动(第 {seen} 版 → 第 {now} 版)。",
        "This filing changed after the page was opened (revision {seen} → {now}).",
        do=("请核对最新内容后再上报。", "Check the figures as they are now, then submit again."),
    ),
    "filing-incomplete": entry(
        "还有 {count} 处需要处理，暂不能上报。",
        "{count} things still need attention before this can be submitted.",
        do=("请逐条处理后再上报。", "Deal with each of them, then submit."),
    ),
    "filing-unexplained": entry(
        "「{check}」没有通过，需要填报人说明。",
        "The check “{check}” does not hold and needs an explanation.",
        do=("请核对数字；数字无误的，请写明原因。", "Check the figures; if they are right, say why."),
    ),
    "filing-explained-meanwhile": entry(
        "另一位填报人刚刚写了说明：「{theirs}」。您的说明没有保存。",
        "Somebody else has just given the explanation “{theirs}”. Yours was not saved.",
        do=("请核对后再决定是否改写。", "Read it, then decide whether to replace it."),
    ),
    "filing-survey-owed": entry(
        "本期必答问卷「{survey}」还没有回答。",
        "The required survey “{survey}” has not been answered.",
        do=("请先答完问卷。", "Answer it first."),
    ),
    "filing-key-reused": entry(
        "这次提交与先前的一次用了同一个编号，但内容不同。",
        "This submission carries the key of an earlier one with other content.",
        do=("请刷新页面后再提交。", "Reload the page, then submit again."),
    ),
    "filing-not-withdrawable": entry(
        "本次报送已是「{state}」状态，不能撤销。",
        "This filing is {state} and cannot be withdrawn.",
        do=("如需修改，请联系审核单位退回。", "Ask the reviewer to return it."),
    ),
    "filing-transition": entry(
        "本次报送已是「{state}」状态，不能这样处理。",
        "This filing is {state}; that step is not possible now.",
        do=("请刷新页面查看最新状态。", "Reload the page to see its present state."),
    ),
    "filing-paste-shape": entry(
        "粘贴的内容不是一块表格，或太大({rows} 行 × {columns} 列)。",
        "What was pasted is not a table block, or it is too large ({rows} rows × {columns} columns).",
        do=("请从 Excel 中选中一块单元格后复制。", "Select a block of cells in Excel and copy it."),
    ),
    "filing-paste-outside": entry(
        "超出表格范围，没有对应的单元格：{value}",
        "Outside the grid, no cell for it: {value}",
    ),
    "filing-cell-locked": entry(
        "此处不能填写(自动计算、只读或不适用)，没有写入：{value}",
        "This cell cannot be filled (computed, read-only or not applicable); not written: {value}",
    ),
    "filing-path-unknown": entry(
        "表中没有「{name}」这一项。",
        "The form has no “{name}”.",
        do=("请刷新页面。", "Reload the page."),
    ),
    "filing-rows-limit": entry(
        "「{label}」的行数不能再{verb}。",
        "“{label}” cannot take this change of rows ({verb}).",
    ),
    "filing-link-used": entry(
        "这个链接已经答过了。",
        "This link has already been answered.",
        do=("谢谢，每个链接只能回答一次。", "Thank you; each link can be answered only once."),
    ),
    "filing-link-closed": entry(
        "这份问卷已停止回收。",
        "This survey no longer takes answers.",
        do=("如有疑问，请联系发给您链接的人。", "Ask whoever sent you the link."),
    ),
    "filing-link-early": entry(
        "这份问卷还没有开始回收。",
        "This survey does not take answers yet.",
        do=("请过些时候再打开这个链接。", "Open the link again later."),
    ),
    "filing-link-full": entry(
        "这份问卷已经收满。",
        "This survey has all the answers it can take.",
        do=("谢谢您的参与。", "Thank you all the same."),
    ),
    "filing-link-password": entry(
        "密码不对。",
        "That is not the password.",
        do=("请向发给您链接的人询问密码。", "Ask whoever sent you the link."),
    ),
    "filing-chain-broken": entry(
        "响应 {response} 的第 {sequence} 条历史记录被改动或删除。",
        "History entry {sequence} of response {response} was changed or removed.",
        do=("请从备份核对。", "Compare with a backup."),
    ),
}
