"""Many values at once, rows, windows, links between periods and versions, public links.

SHT-01  A sheet saved whole keeps what fits and lists what does not; one event tells of all.
SHT-02  An answer may open the question that comes with it, whatever their order.
SHT-03  What a page did not touch never overrules another's change.
SHT-04  A pasted block covers the cells one sees: hidden rows are passed over, computed ones refused.
SHT-05  A rehearsal writes nothing.
ROW-01  Rows are added, moved and removed, each an event that can be taken back.
ROW-02  A row that others removed or moved is not edited by mistake; an added one disturbs nobody.
WIN-01  A deadline is the end of its day in the installation's zone, to the second.
LNK-01  Earlier filings are read under the names of the version that reads them.
PUB-01  A link admits what its definition says, also when opened fifty times at once.
PUB-02  A closed link takes nothing; an unknown token is not there.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from engine.filings import (
    Conflict,
    Missing,
    Refusal,
    RowEdit,
    Saved,
    events,
    overview,
    public,
    repeats,
    responses,
    revisions,
    sheets,
    windows,
)
from engine.filings.blocks import read_block
from engine.filings.fitting import known_part
from engine.forms import Refused
from engine.forms.periods import Period
from engine.library import NoSuchForm, current_version, publish
from engine.people import Organisation
from engine.store import Json, Work
from engine.store.tables.responses import responses as table
from tests.filings.conftest import DEFINITIONS
from tests.filings.stock import HONGDA, LONG_AGO, SHOP, World


def save(
    world: World, work: Work, response: str, typed: dict[str, str | list[str]], revision: int = 0
) -> Saved:
    filing = world.filing(work, response)
    return sheets.save(work, filing, world.wang, typed=typed, revision=revision or filing.response.revision)


def rows(world: World, work: Work, response: str, button: str, revision: int = 0) -> frozenset[str]:
    filing = world.filing(work, response)
    edit = RowEdit.parse(button, revision or filing.response.revision)
    return repeats.change_rows(work, filing, world.wang, edit=edit).paths


def names(work: Work, response: str) -> list[object]:
    held = (responses.fetch(work, response).document or {}).get("products")
    return [row.get("name") for row in held] if isinstance(held, list) else []


def test_a_sheet_is_saved_whole(world: World, work: Work) -> None:  # SHT-01
    response = world.open(work).id
    saved = save(world, work, response, {"staff": "120", "opened": "2026-02-30", "company": "宏达", "x": "1"})
    assert set(saved.refused) == {"opened", "x"}
    assert saved.refused["opened"][0] == "2026-02-30"
    assert not saved.clean
    (told,) = events.since(work, response, 1)
    assert {change.path for change in told.changes} == {"staff", "company"}
    assert save(world, work, response, {"staff": "120"}).response.revision == 2


def test_an_answer_opens_its_question(world: World, work: Work) -> None:  # SHT-02
    response = world.open(work).id
    assert save(world, work, response, {"stock_code": "600000", "listed": "true"}).clean
    hidden = save(world, work, response, {"listed": "false", "stock_code": "600001"})
    assert set(hidden.refused) <= {"stock_code"}
    kept = save(world, work, response, {"econ.revenue.growth": "", "stock_code": ""})
    assert kept.clean


def test_an_untouched_value_overrules_nobody(world: World, work: Work) -> None:  # SHT-03
    response = world.open(work).id
    world.type(work, response, "staff", "120")
    saved = save(world, work, response, {"staff": "", "remark": "无"}, revision=1)
    assert saved.clean and "staff" in saved.paths
    quarrel = save(world, work, response, {"staff": "125", "remark": "有"}, revision=1)
    assert [one.yours for one in quarrel.conflicts] == ["125"] or len(quarrel.conflicts) == 2


def paste(world: World, work: Work, response: str, start: str, text: str, *, preview: bool = False) -> Saved:
    filing = world.filing(work, response)
    block = read_block(text)
    return sheets.paste(
        work, filing, world.wang, block=block, start=start, revision=filing.response.revision, preview=preview
    )


def test_a_block_covers_what_one_sees(world: World, work: Work) -> None:  # SHT-04
    shop = world.open(work, owner=SHOP).id
    saved = paste(world, work, shop, "econ.revenue.month", "400\t1200\t1000\t99\t7\n5\t9\n1\n")
    assert set(saved.accepted) == {
        "econ.revenue.month",
        "econ.revenue.ytd",
        "econ.revenue.ly",
        "econ.profit.month",
        "econ.profit.ytd",
    }
    assert len(saved.refused) == 3
    again = paste(world, work, shop, "econ.revenue.ly", "1000\t20\n")
    assert again.clean and again.accepted == ()
    with pytest.raises(Refused):
        paste(world, work, shop, "staff", "1")
    with pytest.raises(Refused):
        paste(world, work, shop, "econ.power.month", "1")


def test_a_block_over_rows(world: World, work: Work) -> None:  # SHT-04
    response = world.open(work).id
    for _ in range(2):
        rows(world, work, response, "add:products")
    saved = paste(world, work, response, "products[0].name", "水泵\t5\n阀门\t无\n电机\t1\n")
    assert names(work, response) == ["水泵", "阀门"]
    assert len(saved.refused) == 3


def test_a_rehearsal_writes_nothing(world: World, work: Work) -> None:  # SHT-05
    response = world.open(work)
    saved = paste(world, work, response.id, "econ.revenue.month", "400\n", preview=True)
    assert saved.accepted == ("econ.revenue.month",)
    assert responses.fetch(work, response.id) == response


def test_rows_come_move_and_go(world: World, work: Work) -> None:  # ROW-01
    response = world.open(work).id
    for name in ("水泵", "阀门"):
        count = len(names(work, response))
        rows(world, work, response, "add:products")
        world.type(work, response, f"products[{count}].name", name)
    rows(world, work, response, "up:products:1")
    assert names(work, response) == ["阀门", "水泵"]
    assert rows(world, work, response, "up:products:0") == frozenset()
    rows(world, work, response, "down:products:0")
    paths = rows(world, work, response, "remove:products:0")
    assert names(work, response) == ["阀门"] and "products" in paths
    stored = responses.fetch(work, response)
    assert revisions.document_at(work, stored, stored.revision - 1)["products"] == [
        {"name": "水泵"},
        {"name": "阀门"},
    ]
    assert "products" not in revisions.document_at(work, stored, 1)
    rows(world, work, response, "add:products")
    rows(world, work, response, "add:products")
    with pytest.raises(Refused):
        rows(world, work, response, "add:products")
    with pytest.raises(Refused):
        rows(world, work, response, "remove:products:9")
    assert events.verify(work, response, head=responses.fetch(work, response).head) == ()


@pytest.mark.parametrize(
    "button",
    ["", "add", "add:", "add:products:1", "remove:products", "remove:products:-1", "swap:products:1"],
)
def test_no_such_gesture(button: str) -> None:  # ROW-01
    with pytest.raises(Refused):
        RowEdit.parse(button, 1)


def test_rows_that_others_moved(world: World, work: Work) -> None:  # ROW-02
    response = world.open(work).id
    rows(world, work, response, "add:products")
    rows(world, work, response, "add:products")
    seen = responses.fetch(work, response).revision
    rows(world, work, response, "add:products")
    world.type(work, response, "products[0].name", "水泵", revision=seen)
    with pytest.raises(Conflict):
        rows(world, work, response, "remove:products:0", revision=seen)
    seen = responses.fetch(work, response).revision
    rows(world, work, response, "remove:products:1", revision=seen)
    with pytest.raises(Conflict) as quarrel:
        world.type(work, response, "products[1].name", "阀门", revision=seen)
    assert quarrel.value.problems[0].code == "filing-rows-moved"
    assert {"staff", "econ.revenue.ytd"} <= world.type(work, response, "staff", "3", revision=seen).paths


@pytest.mark.parametrize(
    ("at", "standing"),
    [
        ("2026-03-31T15:59:59+00:00", "early"),
        ("2026-03-31T16:00:00+00:00", "open"),
        ("2026-04-15T15:59:59+00:00", "open"),
        ("2026-04-15T16:00:00+00:00", "closed"),
    ],
)
@pytest.mark.parametrize("written_in", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_deadlines_to_the_second(world: World, work: Work, at: str, standing: str, written_in: str) -> None:
    moment = datetime.fromisoformat(at).astimezone(ZoneInfo(written_in))  # WIN-01
    program = world.desk.programs.current(work, "yuebao")
    actor = replace(world.wang, at=moment)
    march = Period.parse("2026-03")
    seen = overview.window_of(world.desk, program, actor, organisation=HONGDA, period=march)
    assert seen.standing(moment) == standing
    refused = windows.refusal(seen, moment, language="en")
    assert (refused is None) == (standing == "open")
    assert refused is None or "2026" in refused.message("en")


def test_who_is_not_asked(world: World, work: Work) -> None:  # WIN-01
    program = world.desk.programs.current(work, "xiandian")
    march = Period.parse("2026-03")
    seen = overview.window_of(world.desk, program, world.wang, organisation=SHOP, period=march)
    refused = windows.refusal(seen, world.wang.at)
    assert refused is not None and refused.code == "filing-not-asked"


def monthly_report(world: World, work: Work, organisation: Organisation) -> overview.FormCards:
    """Return the cards of the monthly report on an organisation's home page."""
    cards = overview.cards(work, world.desk, world.wang, organisation=organisation)
    (report,) = (found for found in cards if found.program.form.form == "yuebao")
    return report


def test_the_cards_of_the_home_page(world: World, work: Work) -> None:
    world.approved(work, "2025-03", {})
    report = monthly_report(world, work, HONGDA)
    assert report.previous is not None and report.last_year is not None
    assert [card.period.key for card in (report.now, report.previous, report.last_year) if card.period] == [
        "2026-03",
        "2026-02",
        "2025-03",
    ]
    assert [card.standing for card in (report.now, report.previous, report.last_year)] == [
        "open",
        "closed",
        "closed",
    ]
    assert report.last_year.answered and not report.now.answered


def test_the_cards_count_the_figures_that_apply(world: World, work: Work) -> None:
    for organisation, figures in ((HONGDA, 3), (SHOP, 2)):
        report = monthly_report(world, work, organisation)
        assert report.now.asked == figures


def test_earlier_filings_under_todays_names(world: World, work: Work) -> None:  # LNK-01
    world.approved(work, "2025-03", {"econ.revenue.ytd": "980"})
    row = work.connection.execute(select(table.c.version).distinct()).scalar_one()
    source = world.desk.programs.get(work, row)
    text = (DEFINITIONS / "yuebao.yaml").read_text().replace("row: revenue", "row: income")
    text = text.replace("rows: [revenue]", "rows: [income]").replace(
        'version: "1"', 'version: "2"\nrenamed: {econ.revenue: econ.income}'
    )
    second = publish(work, text.encode(), file="yuebao.yaml", by="t", at=LONG_AGO)
    assert second.fresh and current_version(work, "yuebao") == second.version != source.version
    again = publish(work, text.encode(), file="yuebao.yaml", by="t", at=LONG_AGO)
    assert not again.fresh
    opened = world.open(work)
    assert opened.version == second.version
    assert str((opened.document or {})["econ"]) == "{'income': {'ly': Decimal('980')}}"


def test_names_and_places() -> None:  # LNK-01
    document: dict[str, Json] = {"rows": [{"p": "1", "q": "2"}]}
    names = {"rows", "rows[]", "rows[].p"}
    assert known_part(document, names) == {"rows": [{"p": "1"}]}


def test_a_link_admits_one_answer(any_world: World) -> None:  # PUB-01
    with any_world.database.write() as work:
        token = public.make(work, any_world.desk, any_world.wang, form="fangke")

    def open_it(_number: int) -> str:
        with any_world.database.write() as work:
            link = public.link_of(work, token)
            return public.answer(work, any_world.desk, any_world.wang, link=link, visitor="cookie").id

    with ThreadPoolExecutor(8) as pool:
        opened = set()
        for found in pool.map(lambda n: _or_used(open_it, n), range(50)):
            opened.add(found)
    assert len(opened - {"used"}) == 1
    with any_world.database.read() as work:
        assert work.connection.execute(select(func.count()).select_from(table)).scalar_one() == 1


def _or_used(open_it: Callable[[int], str], number: int) -> str:
    try:
        return open_it(number)
    except Refusal:
        return "used"


def test_one_persons_link(world: World, work: Work) -> None:  # PUB-01
    token = public.make(work, world.desk, world.wang, form="fangke", single=True)
    link = public.link_of(work, token)
    mine = public.answer(work, world.desk, world.wang, link=link, visitor="a")
    assert public.answer(work, world.desk, world.wang, link=link, visitor="a") == mine
    with pytest.raises(Refusal) as used:
        public.answer(work, world.desk, world.wang, link=link, visitor="b")
    assert used.value.problems[0].code == "filing-link-used"


def test_a_closed_link(world: World, work: Work) -> None:  # PUB-02
    token = public.make(work, world.desk, world.wang, form="fangke")
    public.close(work, public.link_of(work, token).id)
    with pytest.raises(Refusal):
        public.answer(work, world.desk, world.wang, link=public.link_of(work, token), visitor="a")
    with pytest.raises(Missing):
        public.link_of(work, "guess")
    with pytest.raises(Missing):
        public.make(work, world.desk, world.wang, form="yuebao")
    with pytest.raises(NoSuchForm):
        public.make(work, world.desk, world.wang, form="none")
