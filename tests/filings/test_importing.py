"""Whole documents filed at once, and codes looked up.

IMP-01  A document is judged like a submission; it counts as an earlier filing from then on.
IMP-02  What would block a submission blocks it too, and nothing is written.
IMP-03  A broken soft check takes the explanation given and makes the filing abnormal.
CODE-01 A code is found by words, or level by level; only what the field offers may be chosen.
FIT-01  A profile that no longer fits its form is read without what does not fit.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.filings import Incomplete, Response, codes, events, file_document, overview
from engine.filings.documents import pluck
from engine.filings.responses import new_id
from engine.forms import Misfits
from engine.library import NoSuchForm
from engine.library.kept import Kept
from engine.store import Json, Work
from tests.filings.stock import HONGDA, World

REPORT: dict[str, Json] = {
    "company": "宏达",
    "staff": Decimal(120),
    "econ": {"revenue": {"month": Decimal(980), "ytd": Decimal(980), "ly": Decimal(900)}},
}


def fresh(world: World, work: Work, period: str) -> Response:
    program = world.desk.programs.current(work, "yuebao")
    return Response(new_id(), "yuebao", program.version, period, organisation="hongda", source="import")


def test_a_document_counts_from_then_on(world: World, work: Work) -> None:  # IMP-01
    earlier = fresh(world, work, "2025-01")
    filed = file_document(work, world.desk, world.wang, fresh=earlier, document=REPORT, organisation=HONGDA)
    assert (filed.state, filed.screening, filed.revision) == ("approved", "normal", 1)
    assert events.verify(work, filed.id, head=filed.head) == ()
    assert pluck(filed.effective, "econ.revenue.growth") == Decimal("8.89")
    assert pluck(world.open(work, period="2026-01").document, "econ.revenue.ly") == 980
    with pytest.raises(Misfits):
        file_document(
            work, world.desk, world.wang, fresh=fresh(world, work, "2025-02"), document={"staff": "十二"}
        )


def test_what_blocks_a_submission(world: World, work: Work) -> None:  # IMP-02
    with pytest.raises(Incomplete):
        file_document(
            work,
            world.desk,
            world.wang,
            fresh=fresh(world, work, "2025-01"),
            document={},
            organisation=HONGDA,
        )
    assert overview.history(work, HONGDA.id) == ()


def test_a_broken_soft_check(world: World, work: Work) -> None:  # IMP-03
    document = {**REPORT, "econ": {"revenue": {"month": Decimal(1), "ytd": Decimal(980), "ly": Decimal(900)}}}
    target = fresh(world, work, "2025-01")
    filed = file_document(
        work, world.desk, world.wang, fresh=target, document=document, organisation=HONGDA,
        explanation="补记", state="submitted",
    )  # fmt: skip
    assert (filed.state, filed.screening, filed.approved_at) == ("submitted", "abnormal", None)


def test_codes_are_found(world: World, work: Work) -> None:  # CODE-01
    response = world.open(work)
    world.type(work, response.id, "trade", "C3411")
    filing = world.filing(work, response.id)

    def found(words: str = "", under: str = "") -> list[tuple[str, bool]]:
        hits = codes.hits(filing, "trade", words=words, under=under, language="zh")
        return [(hit.code, hit.choosable) for hit in hits]

    assert found() == [("C", True), ("F", True)]
    assert found(under="C") == [("C34", True)]
    assert found(words="锅炉") == [("C3411", True)]
    assert codes.hits(filing, "staff", words="1", under="", language="zh") == ()
    assert codes.above(filing, "trade", words="", under="C34") == "C"
    assert codes.above(filing, "trade", words="", under="C") == ""
    assert codes.above(filing, "trade", words="锅", under="C") is None
    narrow = codes.hits(filing, "maker", words="", under="", language="zh")
    assert [hit.code for hit in narrow] == ["C"]


def test_a_profile_that_no_longer_fits(world: World) -> None:  # FIT-01
    odd = replace(HONGDA, profile={"section": ["C"], "founded": "2001-13-40", "phone": "0531"})
    profile = world.desk.profiles.of(odd)
    assert profile["phone"] == "0531" and profile.get("founded") is None and profile.get("section") is None
    stranger = replace(HONGDA, type="authority", profile={"phone": "1"})
    assert world.desk.profiles.of(stranger)["phone"] == "1"
    assert world.desk.profiles.of(None) == {}


def test_what_is_kept_is_bounded() -> None:
    kept: Kept[int, str] = Kept(2)
    assert [kept.get(n, lambda n=n: str(n)) for n in (1, 2, 1, 3)] == ["1", "2", "1", "3"]  # type: ignore[misc]  # the default binds the loop's n
    assert len(kept) == 2
    assert kept.get(2, lambda: "again") == "again"


def test_a_version_that_was_never_published(world: World, work: Work) -> None:
    with pytest.raises(NoSuchForm):
        world.desk.programs.get(work, "0" * 64)
