"""Designs: definitions being edited, by one or by several at once.

DSGN-01  A design is found in its system and in no other; lists are paged, searched and sorted by last change.
DSGN-02  Each gesture makes one revision; the same value again makes none.
DSGN-03  A gesture made on an older revision is brought over what others did since.
DSGN-04  Two who change one place: the second hears of it with both texts, and nothing is lost.
DSGN-05  Who speaks of what another took away hears so.
DSGN-06  Undo goes back to the very first text, redo forward again; a new gesture ends redoing.
DSGN-07  Each undoes their own; what another changed since in the same place is not overruled.
DSGN-08  A text that cannot be read is kept, and gestures say so until it is mended.
DSGN-09  A design that was never published can be thrown away, with its history.
DSGN-10  Who else is there, and where, is known for half a minute.
DSGN-11  There are limits: designs of a system, length of a text.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from engine.forms.editing import Change, clear, difference, insert, move, put, value_at
from engine.library import designs, presence
from engine.library.designs import Design, DesignRefused, Gesture, NoSuchDesign
from engine.people import Passwords, users
from engine.people.users import NewUser
from engine.store import Database, Work

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
TEXT = """\
form: climate
kind: survey
title: {zh: 景气问卷, en: Climate}
sheets:
  - sheet: one
    title: 第一页
    items:
      - field: orders
        label: 订单情况
      - field: staff
        label: 用工情况
"""
ITEMS = ("sheets", 0, "items")
LABEL = (*ITEMS, 0, "label")
ZHANG, LI = "zhang", "li"


def begun(work: Work, text: str = TEXT) -> Design:
    """Return a new design."""
    return designs.create(work, text, system="sme", by=ZHANG, at=NOW)


def did(
    work: Work, design: Design, change: Callable[[str], Change], *, by: str = ZHANG, seen: int = 0
) -> Design:
    """Return the design after a gesture."""
    gesture = Gesture("put", LABEL, by, NOW)
    return designs.apply(work, design, change, seen=seen or design.revision, gesture=gesture)


def back(work: Work, design: Design, *, by: str = ZHANG, again: bool = False) -> Design:
    """Return the design after undoing, or doing again."""
    return designs.undo(work, design, gesture=Gesture("undo", (), by, NOW), again=again)


def relabel(words: str, number: int = 0) -> Callable[[str], Change]:
    """Return the gesture that gives a question another label."""
    return lambda text: put(text, (*ITEMS, number, "label"), words)


def test_lists_and_systems(database: Database) -> None:  # DSGN-01
    with database.write() as work:
        first = begun(work)
        for number in range(3):
            text = TEXT.replace("景气问卷", f"满意度 {number} 100%_")
            later = designs.create(work, text, system="sme", by=LI, at=NOW + timedelta(minutes=number + 1))
        designs.create(work, TEXT, system="trade", by=LI, at=NOW)
    with database.read() as work:
        assert designs.fetch(work, first.id, system="sme") == first
        with pytest.raises(NoSuchDesign):
            designs.fetch(work, first.id, system="trade")
        page, count = designs.listed(work, "sme", limit=2)
        assert (count, page[0].id) == (4, later.id)
        assert [one.title for one in designs.listed(work, "sme", offset=2)[0]] == [
            "满意度 0 100%_",
            "景气问卷",
        ]
        assert designs.listed(work, "sme", words="度 1")[1] == 3
        assert designs.listed(work, "sme", words="满意度 1 %_")[1] == 3
        assert designs.listed(work, "sme", words="%%")[1] == 0
        assert designs.listed(work, "sme", kind="survey")[1] == 4
        assert designs.listed(work, "sme", kind="report") == ([], 0)


def test_one_gesture_one_revision(database: Database) -> None:  # DSGN-02
    with database.write() as work:
        design = did(work, begun(work), relabel("订货情况"))
        assert (design.revision, value_at(design.text, LABEL)) == (2, "订货情况")
        assert did(work, design, relabel("订货情况")) == design
        renamed = did(work, design, lambda text: put(text, ("title",), "新名称"))
        (one, two) = designs.history(work, renamed)
    assert (one.gesture, one.place, one.by, two.revision) == ("put", LABEL, ZHANG, 3)
    with database.read() as work:
        assert designs.fetch(work, design.id, system="sme").title == "新名称"
        assert designs.history(work, design, limit=1) == [two]


def test_gestures_of_two_merge(sqlite_database: Database) -> None:  # DSGN-03
    with sqlite_database.write() as work:
        seen = begun(work)
        theirs = did(work, seen, lambda text: insert(text, ITEMS, 0, {"field": "name"}), by=LI)
        theirs = did(work, theirs, lambda text: clear(text, (*ITEMS, 2)), by=LI)
        mine = did(work, theirs, relabel("订货情况"), seen=seen.revision)
    fields = value_at(mine.text, ITEMS)
    assert fields == [{"field": "name"}, {"field": "orders", "label": "订货情况"}]


def test_both_hear_of_a_collision(sqlite_database: Database) -> None:  # DSGN-04, DSGN-05
    with sqlite_database.write() as work:
        seen = begun(work)
        theirs = did(work, seen, relabel("接单情况"), by=LI)
        with pytest.raises(DesignRefused) as told:
            did(work, theirs, relabel("订货情况"), seen=seen.revision)
        assert told.value.problem.code == "design-collision"
        assert (told.value.theirs, told.value.ours) == ("接单情况", "订货情况")
        assert designs.fetch(work, seen.id, system="sme") == theirs
        again = did(work, theirs, lambda text: clear(text, (*ITEMS, 1)), by=LI)
        with pytest.raises(DesignRefused) as told:
            did(work, again, relabel("人员", 1), seen=again.revision)
        assert told.value.problem.code == "design-moved-on"


def test_undo_and_redo(database: Database) -> None:  # DSGN-06
    texts = [TEXT]
    with database.write() as work:
        design = begun(work)
        gestures = [
            relabel("甲"),
            relabel("乙"),
            lambda text: move(text, (*ITEMS, 1), ITEMS, 0),
            lambda text: clear(text, (*ITEMS, 0)),
        ]
        for gesture in gestures:
            design = did(work, design, gesture)
            texts.append(design.text)
        for text in texts[-2::-1]:
            design = back(work, design)
            assert design.text == text
        with pytest.raises(DesignRefused):
            back(work, design)
        for text in texts[1:]:
            design = back(work, design, again=True)
            assert design.text == text
        design = back(work, back(work, design))
        assert design.text == texts[2]
        design = did(work, design, relabel("丙"))
        with pytest.raises(DesignRefused):
            back(work, design, again=True)
        assert back(work, back(work, design)).text == texts[1]
        undo, redo = designs.undoable(work, design, ZHANG)
        assert undo and redo and undo.place == LABEL


def test_each_undoes_their_own(sqlite_database: Database) -> None:  # DSGN-07
    with sqlite_database.write() as work:
        design = did(work, begun(work), relabel("甲"))
        design = did(work, design, relabel("人员情况", 1), by=LI)
        mine = back(work, design)
        assert (
            value_at(mine.text, LABEL) == "订单情况"
            and value_at(mine.text, (*ITEMS, 1, "label")) == "人员情况"
        )
        assert designs.undoable(work, mine, LI)[0] is not None
        mine = back(work, mine, again=True)
        theirs = did(work, mine, relabel("乙"), by=LI)
        with pytest.raises(DesignRefused) as told:
            back(work, theirs)
        assert (told.value.problem.code, told.value.theirs) == ("design-undo-collision", "乙")
        assert value_at(back(work, back(work, theirs, by=LI)).text, LABEL) == "订单情况"


def test_an_unreadable_text_is_kept(sqlite_database: Database) -> None:  # DSGN-08
    broken = TEXT.replace("sheets:", "sheets: [")
    with sqlite_database.write() as work:
        design = did(work, begun(work), lambda text: difference(text, broken))
        assert (design.text, design.title) == (broken, "景气问卷")
        with pytest.raises(DesignRefused):
            did(work, design, relabel("甲"))
        mended = did(work, design, lambda text: difference(text, TEXT))
        assert value_at(did(work, mended, relabel("甲")).text, LABEL) == "甲"
        nameless = designs.create(work, "sheets: [", system="sme", by=ZHANG, at=NOW)
        assert (nameless.form, nameless.title) == ("", "")


def test_throwing_away(database: Database) -> None:  # DSGN-09
    with database.write() as work:
        design = did(work, begun(work), relabel("甲"))
        designs.delete(work, design)
        with pytest.raises(NoSuchDesign):
            designs.fetch(work, design.id, system="sme", lock=True)


def test_who_else_is_there(database: Database) -> None:  # DSGN-10
    with database.write() as work:
        design = begun(work)
        people = [
            users.create(work, NewUser(login, name, "趵突泉水2026"), Passwords(), at=NOW)
            for login, name in (("zhang", "张工"), ("li", "李工"))
        ]
        for place in ("", "sheets.0.items.1"):
            presence.present(work, design, user=people[1].id, place=place, at=NOW)
        seen = presence.others(work, design, user=people[0].id, at=NOW + timedelta(seconds=20))
        assert [(one.name, one.place) for one in seen] == [("李工", "sheets.0.items.1")]
        assert not presence.others(work, design, user=people[1].id, at=NOW)
        assert not presence.others(work, design, user=people[0].id, at=NOW + timedelta(seconds=31))
        designs.delete(work, design)


def test_limits(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:  # DSGN-11
    with sqlite_database.write() as work:
        design = begun(work)
        with pytest.raises(DesignRefused) as told:
            did(work, design, relabel("长" * 400_000))
        assert told.value.problem.code == "design-too-large"
        monkeypatch.setattr(designs, "MOST", 1)
        with pytest.raises(DesignRefused) as told:
            begun(work)
        assert told.value.problem.code == "design-too-many"
