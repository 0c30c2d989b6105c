"""The catalogue's entries about accounts and signing in."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry, entry

ENTRIES: Final[Mapping[str, Entry]] = {
    "signin-failed": entry(
        "用户名或密码不正确。",
        "The user name or the password is not right.",
        do=(
            "请核对后重试；忘记密码请联系您的主管部门。",
            "Check both and try again; ask your authority if forgotten.",
        ),
    ),
    "signin-too-often": entry(
        "尝试次数过多。",
        "Too many attempts.",
        do=("请在 {minutes} 分钟后重试。", "Try again in {minutes} minutes."),
    ),
    "signin-busy": entry(
        "现在登录的人较多。",
        "Many people are signing in just now.",
        do=("请稍等几秒后重试。", "Wait a few seconds and try again."),
    ),
    "password-short": entry(
        "密码只有 {length} 个字符，至少要 {least} 个。",
        "The password has {length} characters; it needs at least {least}.",
        do=("请使用更长的密码。", "Choose a longer one."),
    ),
    "password-long": entry(
        "密码有 {length} 个字符，最多 {most} 个。",
        "The password has {length} characters; it may have at most {most}.",
        do=("请使用更短的密码。", "Choose a shorter one."),
    ),
    "login-shape": entry(
        "用户名「{login}」不能使用：须为 2 至 64 个字符，不含空格和控制字符。",
        "“{login}” cannot be a user name: 2 to 64 characters without spaces or control characters.",
    ),
    "login-taken": entry(
        "用户名「{login}」已被使用。",
        "The user name “{login}” is taken.",
        do=("请换一个。", "Choose another."),
    ),
    "login-unknown": entry("没有用户「{login}」。", "There is no user “{login}”."),
    "organisation-unknown": entry(
        "没有单位「{organisation}」。", "There is no organisation “{organisation}”."
    ),
    "role-unknown": entry(
        "单位类型「{type}」没有角色「{role}」，可用的角色：{known}。",
        "Organisations of type “{type}” have no role “{role}”; there are: {known}.",
    ),
    "grant-unknown": entry(
        "角色「{role}」不能单独授予「{verb}」，可授予：{known}。",
        "The role “{role}” cannot be granted “{verb}”; it can be granted: {known}.",
    ),
    "organisation-type-unknown": entry(
        "系统「{system}」没有单位类型「{type}」，可用的类型：{known}。",
        "The system “{system}” has no organisations of type “{type}”; there are: {known}.",
    ),
}
