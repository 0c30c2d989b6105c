"""Forms that one organisation files any number of times, and forms that several types file.

MANY-01  Each slot has one response of its own; the same slot opened twice is the same response.
MANY-02  Without a slot every opening begins another response.
MANY-03  A copy takes the values over; files stay behind, a field with a default begins with it.
MANY-04  A form of several reporters is filed by each of them, in its own system only.
MANY-05  The form's heading names a response by its values.
MANY-06  The card of such a form has no one response, but the newest ones.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.filings import drafts, overview
from engine.filings.copying import copied
from engine.filings.responses import Response
from engine.people import Organisation
from engine.people.organisations import create
from engine.store import Json, Work
from tests.filings.stock import HONGDA, LONG_AGO, World

MARKET = Organisation("xinfadi", "jiance", "market", "新发地批发市场")
ELSEWHERE = Organisation("elsewhere", "other", "enterprise", "另一系统的企业")


def begun(world: World, work: Work, slot: str = "", like: Response | None = None) -> Response:
    return drafts.open_response(
        work, world.desk, world.wang, form="caigou", organisation=HONGDA, period="", slot=slot, like=like
    )


def test_a_slot_is_one_response(world: World, work: Work) -> None:  # MANY-01
    assert begun(world, work, "a").id == begun(world, work, "a").id
    assert begun(world, work, "a").id != begun(world, work, "b").id


def test_without_a_slot_each_is_another(world: World, work: Work) -> None:  # MANY-02
    assert begun(world, work).id != begun(world, work).id


def test_a_slot_means_nothing_where_one_is_admitted(world: World, work: Work) -> None:  # MANY-01
    def report(slot: str) -> Response:
        return drafts.open_response(
            work, world.desk, world.wang, form="yuebao", organisation=HONGDA, period="2026-03", slot=slot
        )

    assert report("a").id == report("b").id


def test_a_copy_begins_with_the_values_alone(world: World, work: Work) -> None:  # MANY-03
    first = begun(world, work, "a")
    world.fill(work, first.id, {"product": "苹果", "amount": "1200", "day": "2026-01-05"})
    told = world.filing(work, first.id).response
    assert told.document is not None
    proof: Json = {"id": "f", "name": "发票.pdf", "size": 10, "type": "application/pdf"}
    program = world.desk.programs.current(work, "caigou")
    with_file = replace(told, document={**told.document, "proof": [proof]})
    assert set(copied(work, world.desk.programs, program, earlier=with_file)) == {"product", "amount"}
    second = begun(world, work, "b", told)
    assert second.document == {"product": "苹果", "amount": 1200, "day": "2026-04-10"}


@pytest.mark.parametrize(
    ("owner", "files"), [(MARKET, True), (HONGDA, True), (ELSEWHERE, False)], ids=["市场", "企业", "别的系统"]
)
def test_who_files_it(world: World, work: Work, owner: Organisation, files: bool) -> None:  # MANY-04
    programs = world.desk.programs
    assert ("caigou" in [one.form.form for one in programs.filed_by(work, owner)]) is files
    assert programs.files(work, owner, programs.current(work, "caigou").form) is files


def test_a_market_files_nothing_else(world: World, work: Work) -> None:  # MANY-04
    create(work, MARKET, at=LONG_AGO)
    assert [one.form.form for one in world.desk.programs.filed_by(work, MARKET)] == ["caigou"]


def test_heading_and_card(world: World, work: Work) -> None:  # MANY-05, MANY-06
    for number in range(overview.RECENT + 1):
        later = replace(world.wang, at=world.wang.at + timedelta(minutes=number))
        found = drafts.open_response(
            work, world.desk, later, form="caigou", organisation=HONGDA, period="", slot=str(number)
        )
        world.fill(work, found.id, {"product": f"苹果{number}", "amount": "12.50"})
    program = world.desk.programs.current(work, "caigou")
    card = overview.card_of(
        work, world.desk, world.wang, organisation=HONGDA, program=program, period=None, halted={}
    )
    assert card.response is None
    told = [overview.heading_of(work, world.desk, world.wang, one, language="zh") for one in card.recent]
    assert told == [f"苹果{number} 12.50元" for number in range(overview.RECENT, 0, -1)]
    newest = overview.newest(work, HONGDA.id, "caigou")
    assert newest is not None
    assert newest.slot == str(overview.RECENT)
