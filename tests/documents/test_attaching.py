"""Files of a response: value, row and event stand or fall together.

ATT-01  What is attached stands in the value, in a row and in one event; the row names its field.
ATT-02  Two who add to one field both keep their files; whoever replaces another's only file is told.
ATT-03  At most as many as the field takes; the one of a signature is replaced.
ATT-04  Removing takes a file out of the value; its row and content stay until the submission.
ATT-05  A value names only files of its own response and field; others are refused or left out.
ATT-06  Rows of a repeat carry their files along; a row that moved meanwhile is a conflict.
ATT-07  What is submitted, calculated, hidden or no field of files takes none.
ATT-08  Quotas hold to the byte and to the file.
ATT-09  When anything fails, neither row, value nor event is written; nothing ever points at nothing.
ATT-10  Content without a row is gone after a day, and only then.
ATT-11  A process killed between content and row leaves nothing that points at nothing.
"""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from engine.documents import Quotas, attachments
from engine.documents.cleaning import clean_orphans
from engine.documents.quotas import require_room
from engine.filings import (
    Conflict,
    Edit,
    Refusal,
    Response,
    RowEdit,
    attaching,
    drafts,
    events,
    repeats,
    responses,
    sheets,
    submission,
)
from engine.filings.files import foreign, named, without_files
from engine.filings.importing import file_document
from engine.forms import Misfits, Refused
from engine.store import Work
from engine.store.tables.attachments import attachments as table
from tests.documents.stock import HONGDA, PDF, PNG, SHOP, Grants

ROOT = Path(__file__).parents[2]
ONE = ("发票.pdf", PDF)
TWO = ("合同.pdf", PDF)


def rows(work: Work) -> int:
    return work.connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_value_row_and_event(grants: Grants) -> None:  # ATT-01
    with grants.database.write() as work:
        mine = grants.open(work)
        done = grants.attach(work, mine.id, "papers", ONE, TWO)
        assert "papers" in done.paths and done.response.revision == 2
        first, second = attachments.of_response(work, mine.id)
        assert {first.name, second.name} == {"发票.pdf", "合同.pdf"}
        assert (first.path, first.form, first.by) == ("papers", "yushenqing", "wang")
        told = events.of(work, mine.id)[-1]
        assert told.action == "change" and [change.path for change in told.changes] == ["papers"]
        assert events.verify(work, mine.id, head=done.response.head) == ()
        found = attachments.find(work, mine.id, first.id)
        assert found == first and b"".join(grants.blobs.read(first.blob)) == PDF
    with grants.database.write() as work:
        assert grants.held(work, mine.id, "papers") == ["发票.pdf", "合同.pdf"]


@pytest.mark.parametrize(
    "identity", ["", "x", "0" * 36, "\x00", "' OR 1=1", "6F1ED002-ab5e-4a3b-9a3c-0e2f1d2c3b4a"]
)
def test_what_is_no_identity_is_not_found(small_grants: Grants, identity: str) -> None:  # ATT-01
    with small_grants.database.read() as work:
        assert attachments.find(work, "r", identity) is None


def test_two_who_add(grants: Grants) -> None:  # ATT-02
    with grants.database.write() as work:
        mine = grants.open(work)
        grants.attach(work, mine.id, "papers", ONE, revision=1)
        grants.attach(work, mine.id, "papers", TWO, revision=1)
        assert grants.held(work, mine.id, "papers") == ["发票.pdf", "合同.pdf"]
        grants.attach(work, mine.id, "signed", ("a.png", PNG), revision=3)
        with pytest.raises(Conflict) as conflict:
            grants.attach(work, mine.id, "signed", ("b.png", PNG), revision=3)
        assert "法定代表人签名" in conflict.value.problems[0].message()
        with pytest.raises(Refusal):
            grants.attach(work, mine.id, "papers", ONE, revision=99)


def test_how_many(grants: Grants) -> None:  # ATT-03
    with grants.database.write() as work:
        mine = grants.open(work)
        grants.attach(work, mine.id, "papers", ONE, TWO, ONE)
        with pytest.raises(Refused) as refused:
            grants.attach(work, mine.id, "papers", TWO)
        assert refused.value.problem.code == "value-too-many-files"
        grants.attach(work, mine.id, "signed", ("a.png", PNG))
        grants.attach(work, mine.id, "signed", ("b.png", PNG))
        assert grants.held(work, mine.id, "signed") == ["b.png"]


def removed(grants: Grants, work: Work, response: str, path: str, name: str) -> None:
    filing = grants.filing(work, response)
    held = {item["name"]: item["id"] for item in attaching.held_at(filing, path)}
    revision = filing.response.revision
    identity = held.get(name, name)
    attaching.detach(work, filing, grants.wang, path=path, attachment=identity, revision=revision)


def test_removing(grants: Grants) -> None:  # ATT-04
    with grants.database.write() as work:
        mine = grants.open(work)
        grants.attach(work, mine.id, "papers", ONE, TWO)
        removed(grants, work, mine.id, "papers", "发票.pdf")
        with pytest.raises(Refused) as refused:
            removed(grants, work, mine.id, "papers", "发票.pdf")
        assert refused.value.problem.code == "file-gone"
        assert grants.held(work, mine.id, "papers") == ["合同.pdf"] and rows(work) == 2
        drafts.change(work, grants.filing(work, mine.id), grants.wang, edit=Edit("project", "数控改造", 3))
        filing = grants.filing(work, mine.id)
        revision = filing.response.revision
        submission.submit(work, filing, grants.wang, key="k", revision=revision)
        assert [one.name for one in attachments.of_response(work, mine.id)] == ["合同.pdf"]
        with pytest.raises(Refusal):
            grants.attach(work, mine.id, "papers", ONE)
        with pytest.raises(Refusal):
            removed(grants, work, mine.id, "papers", "合同.pdf")


def test_only_its_own(grants: Grants) -> None:  # ATT-05
    with grants.database.write() as work:
        mine, theirs = grants.open(work), grants.open(work, owner=SHOP)
        grants.attach(work, theirs.id, "papers", ONE)
        grants.attach(work, mine.id, "anything", TWO)
        filing = grants.filing(work, mine.id)
        stolen, moved = (grants.filing(work, one).response.document or {} for one in (theirs.id, mine.id))
        forged = {"papers": stolen["papers"], "photos": moved["anything"], "anything": moved["anything"]}
        wrong = foreign(work, filing.program, mine.id, forged)
        assert [found.path for found in wrong] == ["papers", "photos"]
        assert foreign(work, filing.program, mine.id, {"project": "数控"}) == ()
        assert len(named(filing.program, forged, None)) == 2
        assert without_files(filing.program, dict(forged)) == {}
        for raw in ('[{"id": "1"}]', ["a", "b"]):
            with pytest.raises(Refused):
                drafts.change(work, filing, grants.wang, edit=Edit("papers", raw, 2))
        fresh = Response(responses.new_id(), "yushenqing", mine.version, "", organisation="fulai", slot="2")
        with pytest.raises(Misfits):
            file_document(work, grants.desk, grants.wang, fresh=fresh, document=forged, organisation=SHOP)


def test_a_sheet_around_them_leaves_them_alone(small_grants: Grants) -> None:  # ATT-05
    with small_grants.database.write() as work:
        mine = small_grants.open(work)
        small_grants.attach(work, mine.id, "papers", ONE)
        filing = small_grants.filing(work, mine.id)
        typed: dict[str, str | list[str]] = {"papers": "", "project": "数控改造"}
        saved = sheets.save(work, filing, small_grants.wang, typed=typed, revision=2)
        assert saved.accepted == ("project",) and saved.clean
        forged: dict[str, str | list[str]] = {"papers": '[{"id": "1"}]'}
        again = sheets.save(work, filing, small_grants.wang, typed=forged, revision=3)
        assert list(again.refused) == ["papers"]
        assert small_grants.held(work, mine.id, "papers") == ["发票.pdf"]


def test_rows_carry_their_files(grants: Grants) -> None:  # ATT-06
    with grants.database.write() as work:
        mine = grants.open(work)
        for _ in range(2):
            filing = grants.filing(work, mine.id)
            edit = RowEdit("add", "vouchers", 0, filing.response.revision)
            repeats.change_rows(work, filing, grants.wang, edit=edit)
        grants.attach(work, mine.id, "vouchers[1].bill", ONE)
        assert attachments.of_response(work, mine.id)[0].path == "vouchers[].bill"
        filing = grants.filing(work, mine.id)
        repeats.change_rows(work, filing, grants.wang, edit=RowEdit("remove", "vouchers", 0, 4))
        assert grants.held(work, mine.id, "vouchers[0].bill") == ["发票.pdf"]
        filing = grants.filing(work, mine.id)
        assert foreign(work, filing.program, mine.id, filing.response.document or {}) == ()
        with pytest.raises(Conflict):
            grants.attach(work, mine.id, "vouchers[0].bill", TWO, revision=4)
        with pytest.raises(Refused):
            upload = attaching.Upload("vouchers[7].bill", (), 5)
            attaching.attach(work, filing, grants.wang, upload=upload)


@pytest.mark.parametrize("path", ["project", "nothing", "", "papers[", "vouchers", "vouchers[0]"])
def test_no_place_for_files(small_grants: Grants, path: str) -> None:  # ATT-07
    with small_grants.database.write() as work:
        filing = small_grants.filing(work, small_grants.open(work).id)
        with pytest.raises(Refused):
            attaching.file_field(filing, path)


def test_a_hidden_field_takes_none(small_grants: Grants) -> None:  # ATT-07
    with small_grants.database.write() as work:
        mine = small_grants.open(work)
        with pytest.raises(Refused) as refused:
            small_grants.attach(work, mine.id, "later", ONE)
        assert refused.value.problem.code == "answer-not-relevant" and rows(work) == 0


@pytest.mark.parametrize(
    ("room", "fits"),
    [
        (Quotas(response=2 * len(PDF)), True),
        (Quotas(response=2 * len(PDF) - 1), False),
        (Quotas(files=2), True),
        (Quotas(files=1), False),
        (Quotas(form=2 * len(PDF)), True),
        (Quotas(form=2 * len(PDF) - 1), False),
    ],
)
def test_quotas(grants: Grants, room: Quotas, fits: bool) -> None:  # ATT-08
    with grants.database.write() as work:
        mine = grants.open(work)
        grants.attach(work, mine.id, "papers", ONE, room=room)
        if fits:
            grants.attach(work, mine.id, "anything", TWO, room=room)
            return
        with pytest.raises(Refused) as refused:
            grants.attach(work, mine.id, "anything", TWO, room=room)
        assert refused.value.problem.code.startswith("file-quota")
        assert refused.value.problem.message() and rows(work) == 1


def test_a_forms_quota_counts_all_its_responses(grants: Grants) -> None:  # ATT-08
    with grants.database.write() as work:
        grants.attach(work, grants.open(work, owner=SHOP).id, "papers", ONE)
        mine = grants.open(work)
        require_room(work, Quotas(form=len(PDF) + 5), mine.id, more=5, files=1)
        with pytest.raises(Refused):
            require_room(work, Quotas(form=len(PDF) + 5), mine.id, more=6, files=1)


@pytest.mark.parametrize("broken", ["attachments", "events", "responses"])
def test_all_or_nothing(small_grants: Grants, broken: str) -> None:  # ATT-09
    with small_grants.database.write() as work:
        mine = small_grants.open(work)
        verb = "UPDATE" if broken == "responses" else "INSERT"
        work.connection.execute(
            text(f"CREATE TRIGGER broken BEFORE {verb} ON {broken} BEGIN SELECT RAISE(ABORT, 'x'); END")
        )
    with pytest.raises(DatabaseError), small_grants.database.write() as work:
        small_grants.attach(work, mine.id, "papers", ONE)
    with small_grants.database.read() as work:
        assert rows(work) == 0
        assert responses.fetch(work, mine.id).revision == 1
        assert small_grants.held(work, mine.id, "papers") == []


def test_a_thousand_faults(small_grants: Grants) -> None:  # ATT-09
    class Fault(Exception):
        """Injected."""

    with small_grants.database.write() as work:
        mine = small_grants.open(work)
    for step in range(60):
        try:
            with small_grants.database.write() as work:
                small_grants.attach(work, mine.id, "anything", ONE)
                if step % 3:
                    raise Fault
        except Fault:
            continue
    with small_grants.database.read() as work:
        kept = attachments.of_response(work, mine.id)
        filing = small_grants.filing(work, mine.id)
        assert len(kept) == 20
        assert {one.id for one in kept} == named(filing.program, filing.response.document)
        assert all(b"".join(small_grants.blobs.read(one.blob)) == PDF for one in kept)


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from engine.documents import LocalBlobs, attachments
from engine.filings import Actor, Desk
from engine.forms import load_folder
from engine.library import Programs
from engine.store import Database
from tests.documents.conftest import DEFINITIONS
from tests.documents.stock import PDF, Grants
url, folder, response, moment = sys.argv[1:]
desk = Desk.over(Programs(load_folder(DEFINITIONS)), zone=ZoneInfo("Asia/Shanghai"))
grants = Grants(Database(url), desk, Actor("wang", datetime.now(UTC)), LocalBlobs(Path(folder)))
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
if moment == "content": os.fsync = die
if moment == "row": attachments.insert = die
with grants.database.write() as work:
    grants.attach(work, response, "papers", ("a.pdf", PDF))
    die()
"""


@pytest.mark.parametrize("moment", ["content", "row", "commit"])
def test_a_kill_leaves_nothing_dangling(small_grants: Grants, tmp_path: Path, moment: str) -> None:  # ATT-11
    with small_grants.database.write() as work:
        mine = small_grants.open(work)
    place, url = tmp_path / "attachments", small_grants.database.url
    command = [sys.executable, "-c", KILLED, url, str(place), mine.id, moment]
    told = subprocess.run(command, cwd=ROOT, timeout=60)
    assert told.returncode == -signal.SIGKILL and contents(place) == 1
    with small_grants.database.write() as work:
        assert rows(work) == 0 and small_grants.held(work, mine.id, "papers") == []
        assert responses.fetch(work, mine.id).revision == 1
    later = datetime.now(UTC) + timedelta(hours=25)
    clean_orphans(small_grants.database, small_grants.blobs, at=later)
    assert contents(place) == 0


def contents(folder: Path) -> int:
    return sum(found.is_file() for found in folder.rglob("*"))


def test_orphans_go_after_a_day(grants: Grants, tmp_path: Path) -> None:  # ATT-10
    with grants.database.write() as work:
        mine = grants.open(work)
        grants.attach(work, mine.id, "papers", ONE)
        grants.receive(grants.filing(work, mine.id), "papers", "a.pdf", PDF)
    place, now = tmp_path / "attachments", datetime.now(UTC)
    assert contents(place) == 2
    assert clean_orphans(grants.database, grants.blobs, at=now + timedelta(hours=23)) == 0
    assert clean_orphans(grants.database, grants.blobs, at=now + timedelta(hours=25)) == 1
    assert contents(place) == 1
    with grants.database.read() as work:
        (kept,) = attachments.of_response(work, mine.id)
        assert b"".join(grants.blobs.read(kept.blob)) == PDF
        assert HONGDA.id == responses.fetch(work, mine.id).organisation
