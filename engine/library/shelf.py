"""The lists that versions were frozen with, each once in memory however many versions share it."""

from collections.abc import Mapping
from typing import TypeVar, cast

from engine.forms import Definitions
from engine.forms.listing import Lists
from engine.forms.model.codelist import Codelist
from engine.forms.model.table import Table
from engine.library.freezing import Digests, Frozen, content_of, digest_of, thaw
from engine.store import Work

L = TypeVar("L", Codelist, Table)


class Shelf:
    """Lists by content; those of the definitions folder are taken from there, others from the store."""

    def __init__(self, definitions: Definitions) -> None:
        self._present = Lists(definitions.codelists, definitions.tables)
        self._by_digest: dict[str, Codelist | Table] = {}
        self._hashed: set[str] = set()

    def lists(self, work: Work, frozen: Frozen | None) -> Lists:
        """Return the lists a version reads: its frozen ones; of what it did not freeze the present ones."""
        if frozen is None:
            return self._present
        return Lists(
            self._named(work, frozen.codelists, self._present.codelists),
            self._named(work, frozen.tables, self._present.tables),
        )

    def _named(self, work: Work, frozen: Digests, present: Mapping[str, L]) -> Mapping[str, L]:
        for name in frozen.keys() & present.keys() - self._hashed:
            self._by_digest.setdefault(digest_of(content_of(present[name])), present[name])
            self._hashed.add(name)
        return {**present, **{name: cast(L, self._list(work, digest)) for name, digest in frozen.items()}}

    def _list(self, work: Work, digest: str) -> Codelist | Table:
        found = self._by_digest.get(digest)
        if found is None:
            found = self._by_digest.setdefault(digest, thaw(work, digest))
        return found
