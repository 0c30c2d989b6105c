"""A definition's file to nodes: size, encoding and characters are judged here, then YAML or JSON."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine.forms.json_text import read_json
from engine.forms.nodes import DefinitionError, Mapping, Node, Scalar, Sequence
from engine.forms.yaml_text import read_yaml
from engine.problems import Problem, Span, problem

MAX_BYTES: Final = 1_000_000

_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, those that turn the direction of reading, and halves of characters."""
_BOMS: Final = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def read_file(path: Path, shown: str = "") -> Node:
    """Return the nodes of a file; raises `DefinitionError`. `shown` names it in messages."""
    return read_source(read_text(path, shown), shown or str(path))


def read_source(text: str, file: str) -> Node:
    """Return the nodes of a text; JSON when the name ends in `.json`, else YAML."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise DefinitionError([_too_large(file)])
    check_characters(text, file)
    root = read_json(text, file) if file.endswith(".json") else read_yaml(text, file)
    faults = list(_escaped(root)) if "\\" in text else []
    if faults:
        raise DefinitionError(faults)
    return root


def check_characters(text: str, file: str) -> None:
    """Raise `DefinitionError` for the first character that no definition may hold."""
    found = _FORBIDDEN.search(text)
    if found:
        raise DefinitionError([_forbidden(found[0], _span_of(text, found.start(), file))])


def _forbidden(character: str, span: Span) -> Problem:
    return problem("file-character", span=span, character=f"U+{ord(character):04X}")


def _escaped(root: Node) -> Iterator[Problem]:
    """Yield the forbidden characters that a file writes as escapes, in keys and texts."""
    pending: list[Node] = [root]
    while pending:
        node = pending.pop()
        texts = [(node.text, node.span)] if isinstance(node, Scalar) else []
        if isinstance(node, Mapping):
            texts += node.keys.items()
            pending += node.entries.values()
        if isinstance(node, Sequence):
            pending += node.items
        for text, span in texts:
            found = _FORBIDDEN.search(text)
            if found:
                yield _forbidden(found[0], span)


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
