"""Files to nodes.

SOURCE-01  every node knows its place, lines and columns counted from 1, also after Chinese text
SOURCE-02  plain scalars stay text: 0123, no, 12:30, 1e3, ~
SOURCE-03  whether a scalar was quoted is remembered; the text of a quoted one begins after the quote
SOURCE-04  JSON gives the same nodes, with places
SOURCE-05  limits: bytes, nodes, depth; a file of 50,000 open brackets is a problem, not a crash
SOURCE-06  an encoding that is not UTF-8 is named; a byte order mark is fine
SOURCE-07  a file that cannot be read is a problem
SOURCE-08  places of what is not there are those of what encloses it
"""

from pathlib import Path

import pytest

from engine.forms.nodes import DefinitionError, Mapping, Scalar, plain, span_at
from engine.forms.source import read_file, read_source

YAML = """\
标题: "中文"
code: 0123
listed: no
time: 12:30
items:
  - {field: a, size: 1e3}
  - 'quoted'
empty: ~
"""
JSON = """\
{
  "标题": "中文",
  "items": [{"field": "a", "size": 1.5e3}, true, null, -0]
}
"""


def test_places() -> None:  # SOURCE-01
    root = read_source(YAML, "x.yaml")
    assert str(span_at(root, ("标题",))) == "x.yaml:1:5"
    assert str(span_at(root, ("items", 0, "size"))) == "x.yaml:6:22"
    assert str(span_at(root, ("items", 0, "size"), key=True)) == "x.yaml:6:16"
    assert span_at(root, ("code",)).end_column == 11


def test_plain_scalars_stay_text() -> None:  # SOURCE-02
    assert plain(read_source(YAML, "x.yaml")) == {
        "标题": "中文", "code": "0123", "listed": "no", "time": "12:30",
        "items": [{"field": "a", "size": "1e3"}, "quoted"], "empty": "~",
    }  # fmt: skip


def test_quotes() -> None:  # SOURCE-03
    root = read_source("a: 'x'\nb: x\nc: |\n  x\n", "x.yaml")
    assert isinstance(root, Mapping)
    quoted, bare, block = root.entries.values()
    assert isinstance(quoted, Scalar)
    assert isinstance(bare, Scalar)
    assert isinstance(block, Scalar)
    assert (quoted.plain, bare.plain, block.plain) == (False, True, False)
    assert (quoted.span.column, quoted.begin.column) == (4, 5)
    assert (block.span.line, block.begin.line) == (3, 4)


def test_json() -> None:  # SOURCE-04
    root = read_source(JSON, "x.json")
    items = [{"field": "a", "size": "1.5e3"}, "true", "null", "-0"]
    assert plain(root) == {"标题": "中文", "items": items}
    assert str(span_at(root, ("items", 0, "size"))) == "x.json:3:36"
    assert str(span_at(root, ("items",), key=True)) == "x.json:3:3"
    assert plain(read_source(' {"a": [], "b": {}}\n', "x.json")) == {"a": [], "b": {}}


HOSTILE = [
    ("x.yaml", "[" * 50_000, "file-too-deep"),
    ("x.json", "[" * 50_000, "file-too-deep"),
    ("x.yaml", "{a: " * 33 + "1" + "}" * 33, "file-too-deep"),
    ("x.yaml", "- a\n" * 100_001, "file-too-many-nodes"),
    ("x.json", "[" + "1," * 100_001 + "1]", "file-too-many-nodes"),
    ("x.yaml", "# " + "x" * 1_000_000, "file-too-large"),
    ("x.yaml", "a: &x [1]\nb: *x", "yaml-alias"),
    ("x.yaml", "<<: *x", "yaml-alias"),
    ("x.yaml", "a: !!python/object:os.system x", "yaml-tag"),
    ("x.yaml", "? [a]\n: 1", "yaml-key"),
    ("x.yaml", "a: 1\n---\nb: 1", "yaml-documents"),
    ("x.yaml", "a: b: c", "yaml-colon"),
    ("x.yaml", "a: [1", "yaml-unclosed-list"),
    ("x.yaml", "a: {b", "yaml-unclosed-map"),
    ("x.yaml", "- a\nb: c", "yaml-indent"),
    ("x.yaml", "a: \x01", "file-character"),
    ("x.yaml", "a: \ud800", "file-character"),
    ("x.yaml", 'a: "\\ud800"', "yaml-syntax"),
    ("x.yaml", "# nothing", "definition-empty"),
    ("x.json", "", "definition-empty"),
    ("x.json", "{1: 2}", "json-syntax"),
    ("x.json", '{"a" 1}', "json-syntax"),
    ("x.json", "[1 2]", "json-syntax"),
    ("x.json", "[01]", "json-syntax"),
    ("x.json", "[NaN]", "json-syntax"),
    ("x.json", "[1]]", "json-syntax"),
    ("x.json", "[1", "json-syntax"),
    ("x.json", '["a', "json-string"),
]


@pytest.mark.parametrize(("file", "text", "code"), HOSTILE)
def test_hostile(file: str, text: str, code: str) -> None:  # SOURCE-05
    with pytest.raises(DefinitionError) as raised:
        read_source(text, file)
    assert code in [each.code for each in raised.value.problems]
    assert all(each.span for each in raised.value.problems)


@pytest.mark.parametrize(
    ("raw", "code", "name"),
    [("title: 中文".encode("gb18030"), "file-encoding", "GB18030 / GBK"),
     ("title: x".encode("utf-16"), "file-encoding", "UTF-16"),
     (b"title: \xff\xff\xff", "file-encoding", "?")],
)  # fmt: skip
def test_encodings(tmp_path: Path, raw: bytes, code: str, name: str) -> None:  # SOURCE-06
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)
    with pytest.raises(DefinitionError) as raised:
        read_file(path, "a.yaml")
    (problem,) = raised.value.problems
    assert (problem.code, problem.params["name"]) == (code, name)


def test_byte_order_mark(tmp_path: Path) -> None:  # SOURCE-06
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1")
    assert plain(read_file(path)) == {"a": "1"}


def test_unreadable(tmp_path: Path) -> None:  # SOURCE-07
    with pytest.raises(DefinitionError, match="file-unreadable|cannot be read"):
        read_file(tmp_path / "absent.yaml")


def test_too_large_on_disk(tmp_path: Path) -> None:  # SOURCE-05
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(DefinitionError, match="more than 1000000 bytes"):
        read_file(path)


def test_absent_places() -> None:  # SOURCE-08
    root = read_source(YAML, "x.yaml")
    assert span_at(root, ("items", 9)) == span_at(root, ("items",))
    assert span_at(root, ("code", "deeper")) == span_at(root, ("code",))
    assert span_at(root, ("absent",), key=True) == span_at(root, ())
