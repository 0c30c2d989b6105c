"""Responses as they leave the house, from the store.

ROWS-01  Streamed with whose and when they are, the newest first, a page at a time; counted and found.
ROWS-02  Filtered by period, state and a part of the organisation's name, which is text and no pattern.
ROWS-03  Old versions' answers stand under today's names.
"""

import pytest

from engine.analysis.reach import Reach, Source
from engine.exchange.columns import sheets_of
from engine.exchange.rows import Chosen, count, one, periods, rows, value_at
from engine.exchange.tables import Way, lines
from engine.library import Programs
from engine.store import Database
from tests.analysis.surveys import answer
from tests.analysis.town import Town, definitions, settle

SOURCE = Source("mood", Reach.everything())


@pytest.fixture
def town(database: Database) -> Town:
    """Return the town after four answers."""
    with database.write() as work:
        found = settle(work)
        found.answer(work, "lathe", answer("up", staff=12, remark="减税"))
        found.answer(work, "lathe", answer("down", staff=40))
        found.answer(work, "lathe", answer("flat"), "2026-02")
        return found


def test_streamed(town: Town, database: Database) -> None:  # ROWS-01, ROWS-02
    programs = Programs(definitions())
    with database.read() as work:
        found = list(rows(work, programs, SOURCE, Chosen()))
        assert len(found) == count(work, SOURCE, Chosen()) == 3
        assert periods(work, SOURCE) == ("2026-03", "2026-02")
        page = list(rows(work, programs, SOURCE, Chosen(), offset=1, limit=1))
        assert [row.id for row in page] == [found[1].id]
        assert count(work, SOURCE, Chosen(period="2026-02")) == 1
        assert count(work, SOURCE, Chosen(state="approved")) == 0
        part = found[0].organisation[:2]
        assert count(work, SOURCE, Chosen(organisation=part)) == 3
        assert count(work, SOURCE, Chosen(organisation="%")) == 0
        same = one(work, programs, SOURCE, found[0].id)
        assert same is not None and same.values == found[0].values
        assert one(work, programs, SOURCE, "no-such") is None
        sheet = sheets_of(programs.current(work, "mood").form, {})[0]
    told = [next(lines(sheet, row, Way("zh"))) for row in found]
    assert any("好转" in line for line in told)
    assert {value_at(row.values, "staff") for row in found} >= {12, 40}
