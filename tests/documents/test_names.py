"""Names of files as people and attackers give them.

NAME-01  A clean name has no path, nothing invisible, nothing that turns text around, and a bounded length.
NAME-02  Cleaning a clean name changes nothing.
NAME-03  The header that offers a name holds ASCII alone, no quote and no line break, and the whole name.
NAME-04  Sizes are said exactly where they are round.
"""

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.documents.names import MOST_CHARACTERS, clean_name, disposition
from engine.forms.fieldtypes.sizes import size_text

NASTY = {
    "../../etc/passwd": "passwd",
    "..\\..\\windows\\win.ini": "win.ini",
    "/etc/passwd": "passwd",
    "C:\\Users\\王\\发票.pdf": "发票.pdf",
    "..": "file",
    ".": "file",
    "": "file",
    "   ": "file",
    "/": "file",
    "....//....//发票.pdf": "发票.pdf",
    ".htaccess": "htaccess",
    "发票.pdf.": "发票.pdf",
    "发票.pdf ": "发票.pdf",
    "发票\x00.pdf": "发票.pdf",
    "发票.exe\x00.pdf": "发票.exe.pdf",
    "发票\r\nSet-Cookie: a=b.pdf": "发票Set-Cookie_ a=b.pdf",
    "a\u202efdp.exe": "afdp.exe",
    "a\u2066b\u2069.pdf": "ab.pdf",
    "a\u200b\u200d\ufeff.pdf": "a.pdf",
    "a\u2028b\u2029.pdf": "ab.pdf",
    "a\ud800.pdf": "a.pdf",
    "a\ufffe\uffff.pdf": "a.pdf",
    "a\ue000.pdf": "a.pdf",
    "a\x1b[31m.pdf": "a[31m.pdf",
    "a\x7f\x85.pdf": "a.pdf",
    "a\u0301.pdf": "\u00e1.pdf",
    "<img src=x onerror=alert(1)>.png": "_img src=x onerror=alert(1)_.png",
    "</script>.pdf": "script_.pdf",
    'a".pdf': "a_.pdf",
    "a;b.pdf": "a;b.pdf",
    "=cmd|' /C calc'!A0.csv": "C calc'!A0.csv",
    "file://etc/passwd": "passwd",
    "http://evil.example/x.pdf": "x.pdf",
    "CON.pdf": "_CON.pdf",
    "nul": "_nul",
    "com1.txt": "_com1.txt",
    "%2e%2e%2fpasswd": "%2e%2e%2fpasswd",
    "a\tb  c.pdf": "ab c.pdf",
    "{{7*7}}.pdf": "{{7_7}}.pdf",
    "发票 (1).PDF": "发票 (1).PDF",
    "~$报表.xlsx": "~$报表.xlsx",
    "a" * 5000 + ".pdf": "a" * (MOST_CHARACTERS - 4) + ".pdf",
    "." + "x" * 300: "x" * MOST_CHARACTERS,
}


def test_there_are_enough() -> None:  # NAME-01
    assert len(NASTY) >= 40


@pytest.mark.parametrize("given_name", NASTY, ids=range(len(NASTY)))
def test_nasty_names(given_name: str) -> None:  # NAME-01
    assert clean_name(given_name) == NASTY[given_name]


@given(st.text(max_size=300))
def test_any_name(name: str) -> None:  # NAME-01, NAME-02
    clean = clean_name(name)

    assert 0 < len(clean) <= MOST_CHARACTERS + 1
    assert not set(clean) & set('/\\<>:"|?*')
    assert not {unicodedata.category(char) for char in clean} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not clean.startswith(".") and clean.strip() == clean
    assert clean_name(clean) == clean


@given(st.text(max_size=300))
def test_the_header_is_plain(name: str) -> None:  # NAME-03
    clean = clean_name(name)
    header = disposition(clean, inline=False)

    assert header.isascii() and header.isprintable()
    assert header.count('"') == 2 and header.startswith('attachment; filename="')
    assert unquote(header.rpartition("''")[2]) == clean


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"), (999, "999 B"), (1000, "1 KB"), (1049, "1 KB"), (1050, "1 KB"), (1100, "1.1 KB"),
        (9_999_999, "9.9 MB"), (10_000_000, "10 MB"), (10_485_760, "10.4 MB"), (2_500_000_000, "2.5 GB"),
    ],
)  # fmt: skip
def test_sizes(size: int, words: str) -> None:  # NAME-04
    assert size_text(size) == words
