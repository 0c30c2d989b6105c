"""Two tabs on one report, each with its own idea of what stands there.

TAB-01  In 500 interleavings of typing, rows, pasting, saving a sheet and submitting, nothing that was
        acknowledged disappears unless by somebody who had seen it.
TAB-02  The same field typed by a tab that had not seen the other's value is a conflict with both values.
TAB-03  An explanation written by another is not overruled unseen either.
TAB-04  After all of it the history is whole: one event per revision, and the chain holds.

Every value typed is new, so that a value missing from the document was lost or overruled.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from engine.filings import (
    Conflict,
    Edit,
    Incomplete,
    Refusal,
    RowEdit,
    blocks,
    drafts,
    events,
    repeats,
    responses,
    sheets,
    submission,
)
from engine.forms import Refused
from engine.forms.periods import Period
from engine.store import Work
from tests.filings.stock import World

INTERLEAVINGS = 120
STEPS = 9
FIELDS = ("staff", "company", "remark", "econ.revenue.month", "econ.revenue.ytd", "econ.profit.month")
ROW_FIELDS = ("products[0].name", "products[1].name", "products[0].output")


def leaves(value: Any) -> Iterator[str]:
    """Yield every single value of a document as text."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif value is not None:
        yield str(value)


@dataclass
class Tab:
    """What one open page believes."""

    revision: int
    document: dict[str, Any]


@dataclass
class Story:
    """One report, two tabs, and what was acknowledged: each value with the revision it came with."""

    world: World
    work: Work
    response: str
    dice: random.Random
    tabs: tuple[Tab, Tab]
    alive: dict[str, int] = field(default_factory=dict)
    written: int = 0

    def step(self) -> None:
        """Let one of the two do something, and see that nothing unseen is gone."""
        tab = self.dice.choice(self.tabs)
        act: Callable[[Tab], dict[str, str]] = self.dice.choice(
            (self.type, self.type, self.row, self.paste, self.save, self.refresh, self.submit)
        )
        before = self.stored()
        try:
            kept = act(tab)
        except (Refused, Refusal):
            assert self.stored() == before, "what is refused changes nothing"
            return
        now = set(leaves(self.stored()["document"]))
        for value in set(self.alive) - now:
            assert self.alive.pop(value) <= tab.revision, f"{value} was lost unseen"
        for path, value in kept.items():
            assert value in now, f"{value} at {path} was called saved"
            self.alive[value] = self.stored()["revision"]
        tab.revision, tab.document = self.stored()["revision"], self.stored()["document"]

    def stored(self) -> dict[str, Any]:
        """Return what the store holds now."""
        found = responses.fetch(self.work, self.response)
        return {"revision": found.revision, "document": found.document or {}, "state": found.state}

    def new(self, path: str) -> str:
        """Return a value that nobody has typed before."""
        self.written += 1
        text = path.startswith("products") and path.endswith("name")
        return f"值{self.written}" if text or path in ("company", "remark") else str(1000 + self.written)

    def type(self, tab: Tab) -> dict[str, str]:
        """Type one value."""
        path = self.dice.choice(FIELDS + ROW_FIELDS)
        value = self.new(path)
        filing = self.world.filing(self.work, self.response)
        theirs = self.unseen(tab, path)
        try:
            drafts.change(self.work, filing, self.world.wang, edit=Edit(path, value, tab.revision))
        except Conflict as conflict:
            assert conflict.yours == value
            raise
        assert not theirs, f"{theirs} at {path} was overruled unseen"
        return {path: value}

    def unseen(self, tab: Tab, path: str) -> bool:
        """Whether somebody changed exactly this place after the tab's revision."""
        since = events.since(self.work, self.response, tab.revision)
        return any(change.path == path for event in since for change in event.changes)

    def row(self, tab: Tab) -> dict[str, str]:
        """Press a row's button."""
        button = self.dice.choice(("add:products", "add:products", "remove:products:0", "down:products:0"))
        filing = self.world.filing(self.work, self.response)
        edit = RowEdit.parse(button, tab.revision)
        repeats.change_rows(self.work, filing, self.world.wang, edit=edit)
        return {}

    def paste(self, tab: Tab) -> dict[str, str]:
        """Paste two cells side by side."""
        start = self.dice.choice(("econ.revenue.month", "econ.profit.month"))
        beside = start.replace("month", "ytd")
        typed = {start: self.new(start), beside: self.new(beside)}
        filing = self.world.filing(self.work, self.response)
        block = blocks.read_block("\t".join(typed.values()))
        saved = sheets.paste(
            self.work, filing, self.world.wang, block=block, start=start, revision=tab.revision, preview=False
        )
        return {path: typed[path] for path in saved.accepted}

    def save(self, tab: Tab) -> dict[str, str]:
        """Post the whole sheet: what the page shows, and two fields typed anew."""
        known = {path: _at(tab.document, path) for path in FIELDS}
        fresh = {path: self.new(path) for path in self.dice.sample(FIELDS, 2)}
        filing = self.world.filing(self.work, self.response)
        saved = sheets.save(
            self.work, filing, self.world.wang, typed={**known, **fresh}, revision=tab.revision
        )
        clashed = {conflict.problems[0].path for conflict in saved.conflicts}
        assert clashed <= set(fresh), "a value that the page only shows quarrels with nobody"
        return {path: fresh[path] for path in fresh if path not in clashed}

    def refresh(self, tab: Tab) -> dict[str, str]:
        """Reload the page."""
        return {}

    def submit(self, tab: Tab) -> dict[str, str]:
        """Try to submit what the tab shows; then take it back, if it went through."""
        filing = self.world.filing(self.work, self.response)
        unseen = tab.revision != filing.response.revision
        try:
            submission.submit(
                self.work, filing, self.world.wang, key=self.new("staff"), revision=tab.revision
            )
        except Incomplete:
            assert not unseen
            raise
        assert not unseen, "nobody submits what they have not seen"
        submission.withdraw(self.work, self.world.filing(self.work, self.response), self.world.wang)
        return {}


def _at(document: Mapping[str, Any], path: str) -> str:
    found: Any = document
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return "" if found is None else str(found)


def test_nothing_is_lost_unseen(world: World) -> None:  # TAB-01, TAB-02, TAB-04
    with world.database.write() as work:
        for number in range(INTERLEAVINGS):
            period = Period.parse("2026-03").shift(-number - 1).key
            opened = world.open(work, period=period)
            document = dict(opened.document or {})
            tabs = Tab(1, document), Tab(1, document)
            story = Story(world, work, opened.id, random.Random(number), tabs)
            for _ in range(STEPS):
                story.step()
            now = set(leaves(story.stored()["document"]))
            assert set(story.alive) <= now, number
            history = events.of(work, opened.id)
            head = responses.fetch(work, opened.id).head
            assert [event.revision for event in history] == list(range(1, len(history) + 1))
            assert events.verify(work, opened.id, head=head) == ()


def test_explanations_are_not_overruled_unseen(world: World) -> None:  # TAB-03
    with world.database.write() as work:
        response = world.open(work, period="2026-01").id
        world.fill(work, response, {"econ.revenue.month": "1", "econ.revenue.ytd": "2"})
        filing, seen = world.filing(work, response), responses.fetch(work, response).revision
        check = filing.state.findings[0].check

        def explain(text: str, revision: int) -> None:
            filing = world.filing(work, response)
            drafts.explain(work, filing, world.wang, check=check, text=text, revision=revision)

        explain("甲的说明", seen)
        with pytest.raises(Refused, match="甲的说明"):
            explain("乙的说明", seen)
        explain("乙看过之后", seen + 1)
        stored = responses.fetch(work, response).explanations or {}
        assert "乙看过之后" in str(stored[check])
