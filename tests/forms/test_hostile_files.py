"""Definitions and codelists written to surprise or to harm.

HOST-01 What YAML has beyond plain data is refused where it stands: anchors, merge keys, tags, documents.
HOST-02 Depth, width, length and characters have bounds; a file beyond them is refused in bounded time.
HOST-03 What looks like something else is read as it is written: no, 0123, 12:30, 1e3, ~, CRLF.
HOST-04 A number is exact or refused, whatever its length; a day that is none is told.
HOST-05 JSON has the same bounds: twice the same key, NaN, huge numbers, deep nesting, halves of characters.
HOST-06 A codelist's CSV keeps each code as text; quotes, circles, depth and formulas do no harm.
HOST-07 Whatever stands in a file, what comes out are problems with a place, and nothing else.
HOST-08 Very many faults, long names and long texts with holes cost bounded time.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forms import DefinitionError, compile, load_text
from engine.forms.checking import ordered
from engine.forms.codelists import csv_codelist
from engine.forms.linter.run import lint
from engine.forms.source import MAX_BYTES, read_text
from engine.problems import Problem, nearest
from tests.costs import memory, seconds

HEAD = "form: f\ntitle: 报表\nsheets:\n  - sheet: s\n    title: 一\n    items:\n"
TITLED = HEAD.replace("title: 报表", "title: {title}")


def item(number: int, more: str = "") -> str:
    return f"      - {{field: f{number}, label: 项{number}, type: decimal{more}}}\n"


def form(title: str = "报表", more: str = "") -> str:
    return HEAD.replace("title: 报表", f"title: {title}") + item(1, more)


def as_json(more: str) -> str:
    return (
        '{"form": "f", "title": "t", "sheets": [{"sheet": "s", "title": "t", "items": '
        f'[{{"field": "f", "label": "x", "type": "decimal"{more}}}]}}]}}'
    )


def problems_of(text: str, name: str = "x.yaml") -> list[Problem]:
    try:
        return ordered(lint(load_text(text, name)))
    except DefinitionError as error:
        assert error.problems
        return list(error.problems)


REFUSED: dict[str, tuple[str, str, str]] = {
    "laughs": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "yaml-alias", "1:4"),
    "an anchor": (form("&t 报表"), "yaml-alias", "2:8"),
    "a merge key": (form("t\n<<: {a: 1}"), "unknown-key", "3:1"),
    "a call": ("!!python/object/apply:os.system ['ls']\n", "yaml-tag", "1:1"),
    "a module": ("form: !!python/name:os.system f\n", "yaml-tag", "1:7"),
    "a plain tag": (form("!!str t"), "yaml-tag", "2:8"),
    "a key twice": (form() + "title: 又\n", "duplicate-key", "8:1"),
    "a list as key": ("? [a]\n: 1\n", "yaml-key", "1:3"),
    "two documents": ("form: f\n---\nform: g\n", "yaml-documents", "2:1"),
    "another YAML": ("%YAML 9.9\n---\nform: f", "yaml-syntax", "1:1"),
    "brackets": ("[" * 50_000, "file-too-deep", "1:33"),
    "braces": ("{a: " * 50_000, "file-too-deep", "1:129"),
    "dashes": ("- " * 50_000, "file-too-deep", "1:65"),
    "steps": ("".join("  " * n + "a:\n" for n in range(500)), "file-too-deep", "33:65"),
    "many items": (HEAD + "".join(item(n) for n in range(20_000)), "", ""),
    "a tab": ("form: f\n\ttitle: t\n", "yaml-syntax", "2:1"),
    "no end": ("form: '", "yaml-unclosed", "1:7"),
    "nothing": ("# leer\n", "definition-empty", "1:1"),
    "NUL": (form() + "\0", "file-character", "8:1"),
    "NUL as an escape": (form('"\\0"'), "file-character", "2:8"),
    "half a character": (form("甲\ud800"), "file-character", "2:9"),
    "a turned reading": (form("甲\u202e乙"), "file-character", "2:9"),
    "a turned reading as an escape": (form('"甲\\u202E乙"'), "file-character", "2:8"),
    "a line of another kind": (form("甲\u2028乙"), "yaml-no-colon", "4:1"),
    "a number of digits": (form(more=", minimum: " + "9" * 100_000), "not-number", "7:56"),
    "an exponent": (form(more=", minimum: 1e99999999999999999999"), "not-number", "7:56"),
    "an infinity": (form(more=", minimum: .inf"), "not-number", "7:56"),
    "no number": (form(more=", minimum: 12:30"), "not-number", "7:56"),
    "hexadecimal": (form(more=", minimum: 0x10"), "not-number", "7:56"),
    "emptiness": (form(more=", minimum: ~"), "empty-value", "7:56"),
    "very many decimals": (form(more=", decimals: " + "9" * 5_000), "not-integer", "7:57"),
    "no such day": (form(more=", relevant: \"date('2026-02-30') > today()\""), "rule-date", "7:63"),
    "a rule that reaches out": (form("'{f1.__class__}'"), "rule-name-unknown", "2:8"),
}

JSON: dict[str, tuple[str, str, str]] = {
    "a key twice": ('{"form": "a", "form": "b"}', "duplicate-key", "1:15"),
    "NaN": (as_json(', "minimum": NaN'), "json-syntax", "1:138"),
    "infinity": (as_json(', "minimum": -Infinity'), "json-syntax", "1:138"),
    "digits": (as_json(', "minimum": ' + "9" * 100_000), "not-number", "1:138"),
    "an exponent": (as_json(', "minimum": 1e999999'), "not-number", "1:138"),
    "brackets": ("[" * 50_000, "file-too-deep", "1:33"),
    "half a character": (as_json(', "unit": "\\ud800"'), "file-character", "1:135"),
    "a comma": ('{"form": "a",}', "json-syntax", "1:14"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_yaml_is_refused(name: str) -> None:  # HOST-01, HOST-02, HOST-04
    text, code, place = REFUSED[name]
    found, taken = seconds(lambda: problems_of(text), 1.5)
    assert isinstance(found, list)
    assert taken < 1.5
    if code:
        assert (found[0].code, str(found[0].span)) == (code, f"x.yaml:{place}")


@pytest.mark.parametrize("name", JSON)
def test_json_is_refused(name: str) -> None:  # HOST-05
    text, code, place = JSON[name]
    found = problems_of(text, "x.json")
    assert (found[0].code, str(found[0].span)) == (code, f"x.json:{place}")


@pytest.mark.parametrize(
    ("raw", "name"),
    [("报表".encode("gbk") * 30, "GB18030 / GBK"), ("form: 报".encode("utf-16"), "UTF-16"),
     ("form: f".encode("utf-16-be"), ""), (b"form: \xff\xfe\xff", "?")],
)  # fmt: skip
def test_other_encodings(raw: bytes, name: str, tmp_path: Path) -> None:  # HOST-02
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    with pytest.raises(DefinitionError) as raised:
        load_text(read_text(path), "x.yaml")
    assert raised.value.problems[0].params.get("name", "") == name


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:  # HOST-02
    path = tmp_path / "x.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)

    def read() -> object:
        return read_text(path)

    assert isinstance(seconds(read, 0.1)[0], DefinitionError)
    assert memory(read) < 3 * MAX_BYTES


CHOICES = ["no", "NO", "yes", "on", "0123", "12:30", "1e3", ".5", "~x", "2026-02-30", "1_000", "0x10", "null"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_texts_stay_texts(end: str) -> None:  # HOST-03
    listed = ", ".join(f"{{value: {each}, label: 值}}" for each in CHOICES if each != "null")
    text = HEAD + f"      - {{field: f, label: 选, type: select_one, choices: [{listed}]}}\n"
    found = load_text(text.replace("\n", end), "x.yaml")
    choices: Any = found.sheets[0].items[0].choices  # type: ignore[union-attr]  # it is a field
    assert [each.value for each in choices] == [each for each in CHOICES if each != "null"]


@pytest.mark.parametrize(
    ("word", "is_required"), [("no", False), ("false", False), ("true", True), ("yes", True)]
)
def test_truth_in_words(word: str, is_required: bool) -> None:  # HOST-03
    program = compile(load_text(form(more=f", required: {word}"), "x.yaml"))
    assert program.start({}).required("f1") is is_required


CSV_REFUSED = {
    "a circle": ("code,label,parent\n1,甲,2\n2,乙,1\n", "codelist-circle", 2),
    "a deep tree": (
        "code,label,parent\n" + "".join(f"{n},甲,{n - 1 or ''}\n" for n in range(1, 40)),
        "codelist-deep",
        22,
    ),
    "a code twice": ("code,label\n1,甲\n 1 ,乙\n", "codelist-duplicate", 3),
    "a column twice": ("code,code,label\n1,2,甲\n", "duplicate-key", 1),
    "an open quote": ('code,label\n"1,甲\n', "csv-syntax", 2),
    "a huge cell": ('code,label\n1,"' + "甲" * 200_000 + '"\n', "csv-syntax", 2),
    "a half character": ("code,label\n1,\ud800\n", "file-character", 2),
    "NUL": ("code,label\n1,甲\0\n", "file-character", 2),
    "a turned reading": ("code,label\n1,甲\u202e\n", "file-character", 2),
    "semicolons": ("code;label\n1;甲\n", "csv-column", 1),
    "a short row": ("code,label\n1\n", "codelist-row", 2),
    "a parent that is not there": ("code,label,parent\n1,甲,9\n", "codelist-parent", 2),
}


@pytest.mark.parametrize("name", CSV_REFUSED)
def test_csv_is_refused(name: str) -> None:  # HOST-06
    text, code, line = CSV_REFUSED[name]
    with pytest.raises(DefinitionError) as raised:
        csv_codelist(text, "x", "x.csv")
    first = raised.value.problems[0]
    assert (first.code, first.span and first.span.line) == (code, line)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_is_read_right(end: str) -> None:  # HOST-06
    lines = [
        "code,label",
        "0123,甲",
        '"1e3","a ""b"", c"',
        "=1+1,=cmd|'/c calc'!A0",
        "+1,-1",
        "12:30,甲\u2028乙",
        "",
        "@,@x",
    ]
    made = csv_codelist(end.join(lines) + end, "x", "x.csv")
    assert list(made.entries) == ["0123", "1e3", "=1+1", "+1", "12:30", "@"]
    assert made.label("1e3") == 'a "b", c'
    assert made.label("=1+1") == "=cmd|'/c calc'!A0"
    assert made.label("12:30") == "甲\u2028乙"


def test_large_circle() -> None:  # HOST-06
    text = "code,label,parent\n" + "".join(f"{n},甲,{(n + 1) % 10_000}\n" for n in range(10_000))
    outcome, taken = seconds(lambda: csv_codelist(text, "x", "x.csv"), 1.5)
    assert isinstance(outcome, DefinitionError)
    assert taken < 1.5


PIECES = [
    "form: f\n", "title: ", "sheets:\n", "  - sheet: s\n", "    items:\n", "calculation: ",
    "'a + '", "{", "}", "      - {field: a, label: 甲, type: decimal}\n", "[", "]", "&a", "*a",
    "!!x ", "<<", "? ", "- ", ": ", "\n", "\t", "|\n", ">", '"', "'", "~", "no", "0123",
    "1e9999999999", "choices", "codelist(x)", "relevant", "if", "甲", "\u202e", "\x00", "\ud800",
    "%", "@",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["x.yaml", "x.json"]))
def test_random_documents(pieces: list[str], name: str) -> None:  # HOST-07
    for text in ("".join(pieces), HEAD + "".join(pieces)):
        for each in problems_of(text, name):
            assert each.span is not None
            assert each.message("zh")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*'",\n\r0a甲', "code", "label", "parent", "\0", "\ud800"]), max_size=40))
def test_random_csv(pieces: list[str]) -> None:  # HOST-07
    try:
        made = csv_codelist("code,label,parent\n" + "".join(pieces), "x", "x.csv")
    except DefinitionError as error:
        assert all(each.span and each.message("zh") for each in error.problems)
        return
    assert all((made.level(code) or 0) > 0 for code in made.entries)


def test_very_many_unknown_names() -> None:  # HOST-08
    known = [f"indicator_{number}" for number in range(20_000)]
    found, taken = seconds(lambda: nearest("indicater_77", known), 0.15)
    assert str(found).startswith("indicator_")
    assert taken < 0.15
    assert nearest("x" * 100_000, known) is None


def test_a_text_with_very_many_holes() -> None:  # HOST-08
    fields = "      - {field: long, label: 长, type: textarea, maxLength: 5000}\n"
    text = HEAD.replace("title: 报表", "title: '" + "{long}" * 400 + "'") + fields
    program = compile(load_text(text, "x.yaml"))
    state = program.start({"long": "业" * 5_000})
    shown, taken = seconds(lambda: state.text(program.form.title), 0.1)
    assert len(str(shown)) == 64 * 1024
    assert taken < 0.1


@pytest.mark.parametrize(
    "value",
    [10**5_000, Decimal(10) ** 999_999, Decimal("0." + "3" * 1_000_000), Decimal("1E-999999"), Decimal("NaN"),
     Decimal("1." + "0" * 40 + "1"), "9" * 1_000_000, 0.1, [1], {"a": 1}],
    ids=lambda value: str(type(value).__name__),
)  # fmt: skip
def test_odd_values_are_refused(value: object) -> None:  # HOST-04
    state = compile(load_text(form(), "x.yaml")).start({})
    outcome, taken = seconds(lambda: state.set("f1", value), 0.05)
    assert type(outcome).__name__ == "Refused"
    assert taken < 0.05
