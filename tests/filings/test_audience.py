"""A form that is closed to an organisation says why.

AUD-01 An audience may read another form: an annual report opens when the profile is approved.
AUD-02 Until then its card is not asked and carries the form's own words, in the reader's language.
AUD-03 Who opens it all the same is refused with these words.
AUD-04 A changed profile closes it again until the change is approved.
AUD-05 A bare rule closes without words of its own.
"""

import pytest

from engine.filings import Card, Refusal, overview, responses, submission, windows
from engine.filings.responses import Step
from engine.store import Work
from tests.filings.stock import HONGDA, SHOP, World

ZH = "企业信息（宏达机械有限公司）审核通过后才能填写2026年年报"
EN = "The report of 2026 opens once the profile of 宏达机械有限公司 is approved"


def card(world: World, work: Work) -> Card:
    """Return the annual report's card on the home page."""
    found = overview.cards(work, world.desk, world.wang, organisation=HONGDA)
    return next(one.now for one in found if one.program.form.form == "nianbao")


def profile(world: World, work: Work) -> str:
    """Submit the enterprise's profile."""
    response = world.open(work, "zhuce", "").id
    world.type(work, response, "company", "宏达机械有限公司")
    filing = world.filing(work, response)
    submission.submit(work, filing, world.wang, key="k", revision=filing.response.revision)
    return response


def approve(world: World, work: Work, response: str) -> None:
    """Approve it, as the authority does."""
    stored = responses.fetch(work, response)
    responses.advance(work, stored, Step("approve"), world.wang, state="approved")


def test_closed_until_approved(world: World, work: Work) -> None:  # AUD-01, AUD-02
    closed = card(world, work)
    assert (closed.standing, closed.window.why) == ("not_asked", {"zh": ZH, "en": EN})
    response = profile(world, work)
    assert card(world, work).standing == "not_asked"
    approve(world, work, response)
    assert card(world, work).standing == "open"


@pytest.mark.parametrize(("language", "words"), [("zh", ZH), ("en", EN)])
def test_it_is_refused_in_words(world: World, work: Work, language: str, words: str) -> None:  # AUD-03
    with pytest.raises(Refusal) as refused:
        windows.require_open(card(world, work).window, world.wang.at)
    assert refused.value.problems[0].message(language) == words


def test_a_changed_profile_closes_it_again(world: World, work: Work) -> None:  # AUD-04
    response = profile(world, work)
    approve(world, work, response)
    stored = responses.fetch(work, response)
    responses.advance(work, stored, Step("change"), world.wang, state="submitted")
    assert card(world, work).standing == "not_asked"


def test_a_bare_rule_has_no_words(world: World, work: Work) -> None:  # AUD-05
    program = world.desk.programs.current(work, "xiandian")
    seen = overview.window_of(world.desk, program, world.wang, organisation=SHOP, period=None)
    assert (seen.asked, dict(seen.why)) == (False, {})
    found = windows.refusal(seen, world.wang.at)
    assert found is not None
    assert "不要求" in found.message()
