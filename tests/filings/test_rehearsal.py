"""A design tried before it is published.

RHS-01  What is typed shows, hides and computes; what opens on the way is typed in the same go.
RHS-02  The next period has the one before as filed; a trial becomes an example that says what came of it.
RHS-03  A trial is kept for its person and design alone, and read again as it was.
RHS-04  Example data fit the form; rows are added, moved and removed.
"""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from engine.filings import rehearsal
from engine.filings.rehearsal import Stage, Trial
from engine.forms import Program, Refused, load_text
from engine.forms.program import compile_program
from engine.library import designs
from engine.people import Organisation
from engine.people.organisations import create
from engine.people.users import NewUser
from engine.people.users import create as new_user
from engine.store import Database
from tests.people.world import PASSWORD, cheap_passwords
from tests.web.designs.test_trying import REPORT

NOW = datetime(2026, 3, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def program() -> Program:
    return compile_program(load_text(REPORT, "yongdian.yaml"))


@pytest.fixture
def stage(program: Program) -> Stage:
    return Stage(program, {"name": "示例单位"}, NOW)


def test_typing(program: Program, stage: Stage) -> None:  # RHS-01
    state = stage.state(Trial(period="2026-02"))
    assert not state.relevant("liang")
    refused = rehearsal.enter(
        program, state, {"liang": "12.5", "sheng": "true", "nonsense": "1", "zeng": "9"}
    )
    assert refused == {} and state.value("liang") == Decimal("12.5")
    wrong = rehearsal.enter(program, state, {"liang": "很多"})
    assert wrong["liang"][0] == "很多" and wrong["liang"][1].path == "liang"
    turns = {turn.path: turn for turn in rehearsal.path_taken(program, state, "zh")}
    assert turns["liang"].shown and "是否生产" in turns["liang"].why


def test_onward_and_recorded(program: Program, stage: Stage) -> None:  # RHS-02
    first = stage.state(Trial(period="2026-02"))
    rehearsal.enter(program, first, {"sheng": "true", "liang": "100"})
    trial = stage.onward(rehearsal.kept(Trial(period="2026-02"), first))
    assert (trial.period, trial.begun, trial.document) == ("2026-03", False, {})
    state = stage.state(trial)
    rehearsal.enter(program, state, {"sheng": "true", "liang": "250"})
    assert [one.check for one in state.findings] == ["da"]
    made = rehearsal.as_example(stage, rehearsal.kept(trial, state), "tried")
    assert made["given"] == {"liang": Decimal(250), "sheng": True}
    assert made["history"] == {"2026-02": {"sheng": True, "liang": Decimal(100)}}
    assert made["expect"]["values"] == {"zeng": Decimal(150)} and made["expect"]["broken"] == ["da"]
    assert made["expect"]["shown"] == ["liang"] and made["expect"]["accepted"] is False


def test_kept_for_one(sqlite_database: Database) -> None:  # RHS-03
    bureau = Organisation("bureau", "s", "authority", "市局", None, "370100", "/37/3701/")
    trial = Trial({"liang": Decimal("1.50")}, "2026-02", "2", {"2026-01": {"liang": Decimal(1)}}, begun=True)
    with sqlite_database.write() as work:
        create(work, bureau, at=NOW)
        user = new_user(work, NewUser("wu", "wu", PASSWORD), cheap_passwords(), at=NOW).id
        design = designs.create(work, REPORT, system="s", by=user, at=NOW)
        for one in (Trial(), trial):
            rehearsal.save(work, design.id, user, trial=one, at=NOW)
    with sqlite_database.read() as work:
        assert rehearsal.load(work, design.id, user) == trial
        assert rehearsal.load(work, design.id, "somebody") == Trial()


def test_example_and_rows(program: Program, stage: Stage) -> None:  # RHS-04
    trial = stage.example(Trial(period="2026-02"), seed=1)
    assert trial.begun and not stage.state(trial).complete()
    state = stage.state(Trial(period="2026-02"))
    for what in ("add:biao", "add:biao", "down:biao:0", "up:biao:1", "up:biao:0", "remove:biao:1", ""):
        rehearsal.change_rows(state, what)
    assert len(state.typed["biao"]) == 1
    with pytest.raises(Refused):
        rehearsal.change_rows(state, "remove:biao:7")
