"""A definition's file to nodes: size, encoding and characters are judged here, then YAML or JSON."""

import re
from pathlib import Path
from typing import Final

from engine.forms.json_text import read_json
from engine.forms.nodes import DefinitionError, Node
from engine.forms.yaml_text import read_yaml
from engine.problems import Problem, Span, problem

MAX_BYTES: Final = 1_000_000

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BOMS: Final = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def read_file(path: Path, shown: str = "") -> Node:
    """Return the nodes of a file; raises `DefinitionError`. `shown` names it in messages."""
    return read_source(read_text(path, shown), shown or str(path))


def read_source(text: str, file: str) -> Node:
    """Return the nodes of a text; JSON when the name ends in `.json`, else YAML."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise DefinitionError([_too_large(file)])
    found = _FORBIDDEN.search(text)
    if found:
        span = _span_of(text, found.start(), file)
        raise DefinitionError([problem("file-character", span=span, character=f"U+{ord(found[0]):04X}")])
    return read_json(text, file) if file.endswith(".json") else read_yaml(text, file)


def read_text(path: Path, shown: str = "", *, limit: int = MAX_BYTES) -> str:
    """Return a file's text (UTF-8, with or without a byte order mark); raises `DefinitionError`."""
    file = shown or str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except OSError as error:
        fault = problem(
            "file-unreadable", span=Span(file, 1, 1), reason=error.strerror or type(error).__name__
        )
        raise DefinitionError([fault]) from error
    if len(raw) > limit:
        raise DefinitionError([_too_large(file, limit)])
    return _decode(raw, file)


def _decode(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = raw[: error.start]
        span = Span(file, good.count(b"\n") + 1, len(good.rpartition(b"\n")[2].decode("utf-8")) + 1)
        raise DefinitionError([problem("file-encoding", span=span, name=_encoding_of(raw))]) from error


def _encoding_of(raw: bytes) -> str:
    """Guess what a file that is not UTF-8 is written in."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return name
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
    return "GB18030 / GBK"


def _too_large(file: str, limit: int = MAX_BYTES) -> Problem:
    return problem("file-too-large", span=Span(file, 1, 1), limit=limit)


def _span_of(text: str, index: int, file: str) -> Span:
    before = text[:index]
    return Span(file, before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)
