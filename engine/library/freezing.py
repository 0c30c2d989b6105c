"""Codelists and decision tables as frozen with a version: kept once by content, shared by versions."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple
from zlib import compress, decompress

from sqlalchemy import select

from engine.forms.codelists import levelled
from engine.forms.listing import Lists
from engine.forms.model.codelist import Codelist, Entry
from engine.forms.model.table import Key, Table
from engine.store import Work, exact_json
from engine.store.tables.forms import frozen_lists

Digests = Mapping[str, str]


class Frozen(NamedTuple):
    """What a version was published with: the digests of its lists, the versions it reads others by.

    `links` has, for each link, the version of the linked form whose names its rules use.
    """

    codelists: Digests
    tables: Digests
    links: Mapping[str, str]

    def as_json(self) -> dict[str, Digests]:
        """Return it as the store keeps it."""
        return dict(self._asdict())

    @classmethod
    def from_json(cls, told: Any) -> "Frozen | None":
        """Return what the store kept; None for a version from before lists were frozen."""
        return cls(**told) if told else None


_KNOWN: Final = select(frozen_lists.c.digest)


def identity(content: str, frozen: Frozen) -> str:
    """Return the name of a version: the hash of its definition and of the lists it is frozen with."""
    if not frozen.codelists and not frozen.tables:
        return content
    told = json.dumps([content, dict(frozen.codelists), dict(frozen.tables)], sort_keys=True)
    return sha256(told.encode()).hexdigest()


def digest_of(content: bytes) -> str:
    """Return the name of a list's content."""
    return sha256(content).hexdigest()


def content_of(found: Codelist | Table) -> bytes:
    """Return a list as bytes that are the same for the same list."""
    if isinstance(found, Table):
        return _table_bytes(found)
    codes = [[entry.code, dict(entry.label), entry.parent] for entry in found.entries.values()]
    told = {"codelist": found.name, "title": dict(found.title), "codes": codes}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _table_bytes(found: Table) -> bytes:
    keys = [[key.column, key.match] for key in found.keys]
    told = {"table": found.name, "keys": keys, "columns": list(found.columns), "rows": list(found.rows)}
    return exact_json.dumps(told).encode()


def freeze(work: Work, contents: Mapping[str, bytes]) -> None:
    """Keep lists by digest; those that are kept already stay."""
    known = set(work.connection.execute(_KNOWN.where(frozen_lists.c.digest.in_(contents))).scalars())
    rows = [
        {"digest": digest, "content": compress(content)}
        for digest, content in contents.items()
        if digest not in known
    ]
    if rows:
        work.connection.execute(frozen_lists.insert(), rows)


def thaw(work: Work, digest: str) -> Codelist | Table:
    """Return a kept list. Raises KeyError for none, ValueError for content that is not what it was."""
    query = select(frozen_lists.c.content).where(frozen_lists.c.digest == digest)
    kept = work.connection.execute(query).scalar_one_or_none()
    if kept is None:
        raise KeyError(digest)
    content = decompress(kept)
    if digest_of(content) != digest:
        raise ValueError(f"frozen list {digest} was changed")
    told: Any = exact_json.loads(content)
    return _codelist(told) if "codelist" in told else _table(told)


def _codelist(told: Any) -> Codelist:
    entries = {code: Entry(code, label, parent) for code, label, parent in told["codes"]}
    return Codelist.of(told["codelist"], levelled(entries), told["title"])


def _table(told: Any) -> Table:
    keys = tuple(Key(column, match) for column, match in told["keys"])
    return Table(told["table"], keys, tuple(told["columns"]), tuple(told["rows"]))


def contents(lists: Lists) -> tuple[Digests, Digests, Mapping[str, bytes]]:
    """Return the digests of codelists and of tables by name, and the contents by digest."""
    made = [{name: content_of(found) for name, found in some.items()} for some in lists]
    codelists, tables = ({name: digest_of(content) for name, content in some.items()} for some in made)
    return codelists, tables, {digest_of(content): content for some in made for content in some.values()}
