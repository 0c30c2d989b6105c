"""Open drafts when their form gets a new version.

UPG-01  A draft is carried over when it is next opened: one event, which can be taken back like any other.
UPG-02  What had no place is listed with where it stood and what it was, for as long as it is a draft.
UPG-03  What a limit or a list no longer admits stays as it is and is asked to be changed.
UPG-04  What was submitted, approved or returned stays with its version.
UPG-05  A page opened before saves under its version; one whose draft was carried over meanwhile is told so.
UPG-06  The filer's page shows the list; a sheet that is gone leads to the first.
"""

import pytest

from engine.filings import Response, drafts, events, submission, upgrading
from engine.filings import responses as rows
from engine.filings.refusals import Refusal
from engine.filings.revisions import document_at
from engine.library import Published, publish
from engine.store import Database, Work
from tests.filings.conftest import DEFINITIONS
from tests.filings.stock import COMPLETE, LONG_AGO, World

OLD = (DEFINITIONS / "yuebao.yaml").read_text()
GONE = "      - {field: remark, label: 备注, type: textarea, maxLength: 2000}\n"
CHANGES = {
    'version: "1"': 'version: "2"\nrenamed: {staff: workers}\ndropped: [remark, "trouble=cost"]',
    "field: staff, label: 从业人员": "field: workers, label: 从业人员",
    GONE: "",
    ", {value: cost, label: 成本上升}": "",
    'pattern: "[0-9]{6}"': 'pattern: "[A-Z]{2}"',
    "maximum: 3": "maximum: 1",
    "{field: opened, label: 开业时间, type: date}": (
        "{field: opened, label: 开业时间, type: date, calculation: date('2026-01-01')}"
    ),
}
TYPED: dict[str, str | list[str]] = {
    "staff": "120",
    "remark": "设备检修",
    "trouble": ["orders", "cost"],
    "listed": "true",
    "stock_code": "600519",
    "opened": "2001-05-08",
}


def later(work: Work) -> Published:
    """Publish the report's second version."""
    text = OLD
    for before, after in CHANGES.items():
        assert before in text
        text = text.replace(before, after)
    return publish(work, text.encode(), file="yuebao.yaml", by="t", at=LONG_AGO)


def begun(world: World, work: Work) -> Response:
    """Open March's report and type into it, two rows of products too."""
    response = world.open(work)
    for path, raw in TYPED.items():
        world.type(work, response.id, path, raw)
    filing = world.filing(work, response.id)
    filing.state.add_row("products")
    filing.state.add_row("products")
    filing.state.set("products[0].name", "车床")
    filing.state.set("products[1].name", "铣床")
    document = filing.state.document()
    return rows.advance(work, filing.response, rows.Step("save"), world.wang, document=document)


@pytest.fixture
def moved(world: World, work: Work) -> tuple[Response, Response, Published]:
    """Return a draft before and after it was carried over, and the version it was carried to."""
    before = begun(world, work)
    published = later(work)
    assert upgrading.due(work, before)
    return before, upgrading.upgrade(work, world.desk, before, world.wang), published


Moved = tuple[Response, Response, Published]


def test_a_draft_is_carried_over(world: World, work: Work, moved: Moved) -> None:  # UPG-01
    before, after, published = moved
    assert (after.version, after.revision) == (published.version, before.revision + 1)
    assert after.document is not None and after.document["workers"] == 120 and "staff" not in after.document
    assert rows.fetch(work, after.id) == after and not upgrading.due(work, after)
    assert not events.verify(work, after.id, head=after.head)
    assert document_at(work, after, before.revision) == before.document
    assert world.filing(work, after.id).state.values["workers"] == 120


def test_what_had_no_place(world: World, work: Work, moved: Moved) -> None:  # UPG-02
    before, after, _published = moved
    lost = [(one.path, one.value) for one in upgrading.lost(work, world.desk, after)]
    assert lost == [("opened", "2001-05-08"), ("remark", "设备检修"), ("products[1].name", "铣床")]
    assert {one.version for one in upgrading.lost(work, world.desk, after)} == {before.version}


def test_what_must_be_changed(world: World, work: Work, moved: Moved) -> None:  # UPG-03
    state = world.filing(work, moved[1].id).state
    assert state.typed_value("trouble") == ["orders", "cost"] and state.problems_at("trouble")
    assert state.typed_value("stock_code") == "600519" and state.problems_at("stock_code")


def test_sheets_are_saved_again(world: World, work: Work) -> None:  # UPG-03
    response = world.open(work)
    marked = rows.advance(work, response, rows.Step("complete"), world.wang, completed={"basic": 2})
    later(work)
    assert upgrading.upgrade(work, world.desk, marked, world.wang).completed == {}


@pytest.mark.parametrize("state", ["submitted", "approved", "returned"])
def test_the_rest_stays(world: World, work: Work, state: rows.State) -> None:  # UPG-04
    response = world.open(work)
    world.fill(work, response.id, COMPLETE)
    filing = world.filing(work, response.id)
    for found in filing.state.unexplained:
        drafts.explain(work, filing, world.wang, check=found.check, text="已核实")
    submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision)
    handed = rows.advance(work, filing.response, rows.Step("approve"), world.wang, state=state)
    later(work)
    assert not upgrading.due(work, handed)
    assert "staff" in world.filing(work, response.id).program.cells


def test_pages_opened_before(world: World, work: Work) -> None:  # UPG-05
    before = begun(world, work)
    later(work)
    changed = world.type(work, before.id, "staff", "121")
    assert changed.response.version == before.version
    upgrading.upgrade(work, world.desk, changed.response, world.wang)
    with pytest.raises(Refusal) as refused:
        world.type(work, before.id, "workers", "122", changed.response.revision)
    assert refused.value.problems[0].code == "filing-version-moved"
    assert world.type(work, before.id, "workers", "122").response.document == {
        **(rows.fetch(work, before.id).document or {}),
        "workers": 122,
    }


def test_a_draft_is_carried_once(any_world: World) -> None:  # UPG-01
    database: Database = any_world.database
    with database.write() as work:
        response = any_world.open(work).id
        later(work)
    for _ in range(2):
        with database.write() as work:
            found = rows.fetch(work, response, lock=True)
            if upgrading.due(work, found):
                upgrading.upgrade(work, any_world.desk, found, any_world.wang)
    with database.read() as work:
        assert len(events.named(work, response, upgrading.ACTION)) == 1
