"""A form compiled: starts states, prefills new responses, reads documents, keeps itself in a cache."""

import hashlib
import marshal
import pickle
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from engine.forms.board import Board
from engine.forms.carrying import carry_over
from engine.forms.clearing import clear_hidden
from engine.forms.compiling import Blueprint, Compiled, compile_form, slim
from engine.forms.defaults import fill_form
from engine.forms.documents import nested, read
from engine.forms.history import Circumstances, Needs, fill
from engine.forms.machine import Machine
from engine.forms.model.codelist import Codelist
from engine.forms.model.form import Form, Sheet
from engine.forms.periods import Period, PeriodKind
from engine.forms.plan import Cell
from engine.forms.state import FormState
from engine.forms.uncollected import uncollected
from engine.forms.versions import canonical
from engine.forms.wording import interpolated
from engine.problems import LANGUAGES
from engine.rules import DecisionTable, RuleModule

ENGINE: Final = b"tianbao program 10\n"
"""What a kept program starts with; raised whenever its shape or meaning changes."""

Links = Mapping[str, Mapping[Any, Any] | None]
"""What links read: values, or for a link `within` the values of each period."""
_NOTHING: Final[Mapping[str, Any]] = {}


class StaleProgram(ValueError):
    """Bytes that are no program of this engine; compile anew."""


class Program:
    """One version of a form, ready to run. Immutable and shared by all threads."""

    def __init__(
        self, compiled: Compiled, *, codelists: Mapping[str, Codelist], tables: Mapping[str, DecisionTable]
    ) -> None:
        self._compiled = compiled
        self.machine = Machine(compiled, codelists=codelists, tables=tables)

    @property
    def form(self) -> Form:
        """The definition."""
        return self._blueprint.form

    @property
    def version(self) -> str:
        """The version's hash."""
        return self._blueprint.version

    @property
    def cells(self) -> Mapping[str, Cell]:
        """Every cell by its path pattern ('econ.power.ytd', 'products[].stock'), in reading order."""
        return self._blueprint.cells

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets in order."""
        return self.form.sheets

    def sheet_of(self, path: str) -> str:
        """Return the sheet that an element path stands on, '' for none."""
        return self.machine.sheet_of(path)

    def row_key(self, repeat: str) -> tuple[str, ...]:
        """Return the fields by which the rows of a repeat are known again; () for none."""
        return self._blueprint.repeats[repeat].key

    @property
    def needs(self) -> Needs:
        """How much history the rules read."""
        return self._blueprint.needs

    @property
    def within(self) -> Mapping[str, PeriodKind]:
        """The kind of period of each link whose filings within the period are read as lists."""
        return self._blueprint.within

    @property
    def asks_links(self) -> bool:
        """Whether the rules `opens`, `closes` and `audience` read links."""
        return self._blueprint.asks_links

    @property
    def reviewed(self) -> bool:
        """Whether some fields are the reviewer's to fill in."""
        return any(cell.reviewed for cell in self.cells.values())

    @property
    def codelists(self) -> Mapping[str, Codelist]:
        """The codelists it was compiled with."""
        return self.machine.codelists

    @property
    def _blueprint(self) -> Blueprint:
        return self._compiled.blueprint

    def start(
        self,
        values: Mapping[str, Any],
        *,
        org: Mapping[str, Any] = _NOTHING,
        user: Mapping[str, Any] = _NOTHING,
        period: Period | None = None,
        links: Links = _NOTHING,
        history: Mapping[Period, Mapping[str, Any]] | None = None,
        now: datetime | None = None,
        explanations: Mapping[str, Any] = _NOTHING,
        settled: Mapping[str, Any] | None = None,
        reviewing: bool = False,
    ) -> FormState:
        """Return the state of nested typed `values`. `now` is aware, in the installation's zone.

        `history` holds the values of earlier filings that count; `explanations` what
        `FormState.explanations()` gave. `settled` are the effective values of a filing that was
        handed over: its sheets filed once a year show these, whatever was filed since. `reviewing`:
        the reviewer fills in the fields of `stage: review`, and nothing else.
        """
        around = Circumstances(org, user, period, links, history or {}, now, reviewing, settled)
        return FormState(self.machine, values, around, explanations)

    def prefill(
        self,
        *,
        org: Mapping[str, Any] = _NOTHING,
        user: Mapping[str, Any] = _NOTHING,
        period: Period | None = None,
        links: Links = _NOTHING,
        history: Mapping[Period, Mapping[str, Any]] | None = None,
        now: datetime | None = None,
    ) -> dict[str, Any]:
        """Return the typed values a new response starts with: what it carries over, then the defaults."""
        around = Circumstances(org, user, period, links, history or {}, now)
        context, _missing = fill(self._blueprint.context, around)
        board = Board(self.machine, context)
        if self.form.carry:
            carry_over(board, around)
        board.run()
        fill_form(board)
        clear_hidden(board)
        return nested(board, effective=False, tell=lambda cell, value: None if cell.calculated else value)

    def read(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return the typed values of a JSON document; raises Misfits with every problem of it."""
        return read(self.machine, document)

    def collection(
        self,
        *,
        org: Mapping[str, Any] = _NOTHING,
        period: Period | None = None,
        links: Links = _NOTHING,
        now: datetime | None = None,
    ) -> dict[str, Any]:
        """Return what the rules `opens`, `closes` and `audience` come to; absent ones are left out.

        `why` is the audience's message by language, where the rule does not hold.
        """
        around = Circumstances(org, period=period, links=links, now=now)
        context, _missing = fill(self._blueprint.context, around)
        board = Board(self.machine, context)
        board.run()
        found = {name: board.call(number) for name, number in self._blueprint.collection.items()}
        audience = self.form.collection.audience
        if audience is not None and audience.message is not None and found["audience"] is not True:
            why = audience.message
            found["why"] = {one: interpolated(board, why, "", language=one) for one in LANGUAGES}
        return found

    def dump(self) -> bytes:
        """Return the program as bytes for the engine's own cache folder; nobody else may write there."""
        compiled = self._compiled
        codes = (compiled.rules.code, compiled.passes)
        words = (compiled.rules.title, compiled.rules.lines)
        parts = (marshal.dumps(codes), slim(compiled.blueprint), compiled.kept_uses(), words)
        return ENGINE + marshal.dumps(parts)

    @classmethod
    def restore(
        cls,
        kept: bytes,
        *,
        codelists: Mapping[str, Codelist] | None = None,
        tables: Mapping[str, DecisionTable] | None = None,
    ) -> "Program":
        """Return the program of `dump`'s bytes; raises StaleProgram for another engine's.

        Only for bytes of the own cache: they hold code.
        """
        if not kept.startswith(ENGINE):
            raise StaleProgram("kept by another engine")
        codes, blueprint, uses, (title, lines) = marshal.loads(kept[len(ENGINE) :])
        rules, passes = marshal.loads(codes)
        compiled = Compiled(pickle.loads(blueprint), RuleModule(rules, title, lines), passes, uses)
        return cls(compiled, codelists=codelists or {}, tables=tables or {})


def compile_program(
    form: Form,
    codelists: Mapping[str, Codelist] | None = None,
    tables: Mapping[str, DecisionTable] | None = None,
    *,
    links: Mapping[str, Form] | None = None,
    profile: Form | None = None,
    version: str = "",
) -> Program:
    """Compile `form`. `links` are the linked forms by name, `profile` types what is read of `org`.

    `version` is what it is published as; absent, the hash of its own content names it.

    Raises DefinitionError for a circle and RuleError for a rule that cannot be compiled.
    """
    with uncollected():
        compiled = compile_form(form, version or version_of(form), links=links, profile=profile)
    return Program(compiled, codelists=codelists or {}, tables=tables or {})


def version_of(form: Form) -> str:
    """Return the hash of the file a form was read from; of the form itself when it was made in Python."""
    root = form._root  # the loader's memory of the file; nothing else holds the canonical content
    content = canonical(root) if root is not None else repr(form).encode()
    return hashlib.sha256(content).hexdigest()
