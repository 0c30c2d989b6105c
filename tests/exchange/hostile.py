"""Texts that somebody writes to make another program do something: none of them may."""

from typing import Final

HOSTILE: Final = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{1234567*7}}",
    "{% raw %}x",
    "${jndi:ldap://x}",
    "{form.x}",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "|cmd",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    " =1+1",
    "　=cmd|' /C calc'!A0",
    "'quoted",
    "''=1",
    "<r><t>rich</t></r>",
    "_x0041_ and _x000D_",
    'say "so", then; \\ or \\;',
    "line one\nline two",
    "表情😀 e\u0301 \u200b零宽",
    "' OR 1=1 --",
    "0123",
    "1e5",
    "true",
    "2026-02-30",
    "长" * 40_000,
)
"""Twelve of them are formulas to some spreadsheet."""
