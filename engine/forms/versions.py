"""The identity of a definition's content: canonical bytes and their hash."""

import hashlib
import json

from engine.forms.nodes import Mapping, Node, Scalar, Sequence
from engine.forms.source import read_source


def canonical(root: Node) -> bytes:
    """Return the content of a file without layout, comments and order of keys, as UTF-8.

    Only what was written counts: a plain `0123` stays that text, and quoted and plain scalars differ,
    because `'yes'` is a name where `yes` is a truth value.
    """
    return json.dumps(_bare(root), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _bare(node: Node) -> object:
    if isinstance(node, Mapping):
        return {key: _bare(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [_bare(item) for item in node.items]
    return _scalar(node)


def _scalar(node: Scalar) -> object:
    """Mark plain scalars that quotes would change; other texts are alike, quoted or not."""
    return {"": node.text} if node.plain and _reads_differently(node.text) else node.text


def _reads_differently(text: str) -> bool:
    return text[:1].isdigit() or text[:1] in "-+." or text.lower() in _WORDS


_WORDS = ("true", "false", "yes", "no", "null", "~", "")


def version_hash(content: bytes | str, file: str = "form.yaml") -> str:
    """Return the SHA-256, in hex, of a definition's canonical content; raises `DefinitionError`."""
    text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    return hashlib.sha256(canonical(read_source(text, file))).hexdigest()
