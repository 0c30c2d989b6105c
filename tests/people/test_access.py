"""The one door.

ACC-01  A verb is open only to who holds it; nobody acts in another system.
ACC-02  Scope `own`: one's own organisation. `children`: those it opened itself, besides.
ACC-03  Scope `branch`: all below it in the tree. `region`: all whose region lies under its own.
ACC-04  Who stands above all regions sees all; who has no place in the regions sees itself.
ACC-05  Scope `all`: everything of its system. A system's own things: whoever of it holds the verb.
ACC-06  Lists show exactly what the door opens, on both databases, and ids differ by case.
ACC-07  Roles come from definitions: what they no longer offer counts for nothing.
"""

from dataclasses import replace

import pytest
from sqlalchemy import select

from engine.people import AccountRefused, Organisation, Person, RoleBook, Thing, may, organisations, visible
from engine.store import Database
from engine.store.tables.people import organisations as table
from tests.people.world import BOOK, build

SEEN = {  # actor, role: every organisation it may see
    ("lathe", "filer"): {"lathe"},
    ("chamber", "secretary"): {"chamber", "member"},
    ("group", "controller"): {"group", "branch", "workshop"},
    ("lixia", "reviewer"): {"lixia", "lathe"},
    ("jinan", "reviewer"): {"jinan", "lixia", "lathe", "chamber", "group", "Group"},
    ("lost", "reviewer"): {"lost"},
}
ALL = "nation shandong jinan lixia qingdao lost lathe brewery chamber member grandchild group Group branch"
EVERYTHING = {*ALL.split(), "workshop", "workshop2", "operator"}
SEEN["nation", "reviewer"] = EVERYTHING - {"lost", "operator"}
SEEN["operator", "watcher"] = EVERYTHING


@pytest.fixture
def world(database: Database) -> dict[str, Organisation]:
    with database.write() as work:
        return build(work)


def acting(organisation: Organisation, role: str) -> Person:
    powers = BOOK.powers(organisation.system, organisation.type, [(role, ())])
    return Person("u1", "li", "李经办", organisation, (role,), powers)


@pytest.mark.parametrize(("actor", "seen"), SEEN.items())
def test_door_and_list_open_the_same(  # ACC-02 ACC-03 ACC-04 ACC-05 ACC-06
    database: Database, world: dict[str, Organisation], actor: tuple[str, str], seen: set[str]
) -> None:
    person = acting(world[actor[0]], actor[1])
    opened = {name for name, place in world.items() if may(person, "filing.view", Thing.of(place))}
    with database.read() as work:
        listed = set(
            work.connection.execute(select(table.c.id).where(visible(person, "filing.view"))).scalars()
        )
    assert opened == seen
    assert listed == seen


def test_without_the_verb_nothing_opens(database: Database, world: dict[str, Organisation]) -> None:  # ACC-01
    person = acting(world["lathe"], "filer")
    assert not may(person, "filing.approve", Thing.of(world["lathe"]))
    with database.read() as work:
        hidden = select(table.c.id).where(visible(person, "filing.approve"))
        assert work.connection.execute(hidden).all() == []


def test_another_system_is_closed_to_everybody(world: dict[str, Organisation]) -> None:  # ACC-01
    watcher = acting(world["operator"], "watcher")
    assert not may(watcher, "filing.view", Thing.of(world["foreign"]))
    assert not may(watcher, "filing.view", Thing("other"))


def test_what_belongs_to_the_system_needs_only_the_verb(world: dict[str, Organisation]) -> None:  # ACC-05
    filer = acting(world["lathe"], "filer")
    assert may(filer, "filing.view", Thing("monitoring"))
    assert not may(filer, "filing.approve", Thing("monitoring"))


def test_roles_that_definitions_no_longer_offer_count_for_nothing() -> None:  # ACC-07
    assert BOOK.powers("monitoring", "plant", [("reviewer", ()), ("gone", ())]).verbs == frozenset()
    assert BOOK.powers("gone", "plant", [("filer", ())]).verbs == frozenset()
    assert BOOK.powers("monitoring", "gone", [("filer", ())]).verbs == frozenset()


def test_only_listed_verbs_are_granted() -> None:  # ACC-07
    powers = BOOK.powers("monitoring", "bureau", [("reviewer", ["filing.approve", "filing.edit"])])
    assert powers.grants == {"filing.approve"}
    assert powers.verbs == {"filing.view", "filing.approve"}


@pytest.mark.parametrize(
    ("role", "grants", "code"),
    [
        ("filer", [], "role-unknown"),
        ("gone", [], "role-unknown"),
        ("reviewer", ["filing.edit"], "grant-unknown"),
    ],
)
def test_a_role_is_checked_when_it_is_given(role: str, grants: list[str], code: str) -> None:  # ACC-07
    with pytest.raises(AccountRefused) as refused:
        BOOK.check("monitoring", "bureau", role, grants)
    assert [found.code for found in refused.value.problems] == [code]


def test_an_empty_book_gives_nothing(world: dict[str, Organisation]) -> None:  # ACC-07
    assert RoleBook({}).powers("monitoring", "plant", [("filer", ())]).scope == "own"


def test_a_tree_without_paths_covers_only_itself(world: dict[str, Organisation]) -> None:  # ACC-03
    rootless = replace(world["group"], path="")
    assert not may(acting(rootless, "controller"), "filing.view", Thing.of(world["workshop"]))
    assert organisations.region_path(()) == "/"
