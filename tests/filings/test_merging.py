"""Which changes merge, and undoing them.

MRG-01  What others typed is known by path, with the value before the first of their changes.
MRG-02  Removed or moved rows make their list's indexes stale; an added row does not.
MRG-03  Undoing the events of a document brings every earlier one back.
"""

from copy import deepcopy
from datetime import UTC, datetime

import pytest

from engine.filings.documents import Document, pluck, put, undo
from engine.filings.events import Action, Change, Event
from engine.filings.merging import meanwhile
from engine.store import Json

AT = datetime(2026, 4, 10, 1, 30, tzinfo=UTC)


def event(action: Action, path: str, before: Json, after: Json) -> Event:
    return Event("r", 2, AT, "li", action, (Change(path, before, after),))


def test_the_first_value_before_counts() -> None:  # MRG-01
    others = meanwhile([event("change", "staff", "12", "15"), event("change", "staff", "15", "18")])
    assert others.before == {"staff": "12"}
    assert others.touched("staff") and not others.touched("revenue")
    assert others.lists == frozenset()


@pytest.mark.parametrize(
    ("action", "path", "stale"),
    [("remove", "products[1]", True), ("move", "products", True), ("add", "products[3]", False)],
)
def test_rows_that_went_make_indexes_stale(action: Action, path: str, stale: bool) -> None:  # MRG-02
    others = meanwhile([event(action, path, 0, 1)])
    assert others.moved("products[2].name") is stale
    assert not others.moved("projects[2].name")
    assert others.lists == {"products"}


ROWS: Document = {"products": [{"name": "水泵"}, {"name": "阀门"}, {"name": "电机"}], "staff": 12}


@pytest.mark.parametrize(
    ("done", "earlier"),
    [
        (event("change", "staff", 10, 12), {**ROWS, "staff": 10}),
        (event("change", "staff", None, 12), {"products": ROWS["products"]}),
        (event("change", "products[0].name", "泵", "水泵"), {"name": "泵"}),
        (event("change", "econ.power.ytd", 7, None), {**ROWS, "econ": {"power": {"ytd": 7}}}),
        (event("add", "products[2]", None, {"name": "电机"}), [{"name": "水泵"}, {"name": "阀门"}]),
        (event("move", "products", 0, 2), [{"name": "电机"}, {"name": "水泵"}, {"name": "阀门"}]),
        (event("remove", "products[3]", {"name": "轴承"}, None), {"name": "轴承"}),
    ],
)
def test_an_event_is_undone(done: Event, earlier: object) -> None:  # MRG-03
    document = deepcopy(ROWS)
    undo(document, done)
    places: dict[str, object] = {
        "products[0].name": pluck(document, "products[0]"),
        "products[3]": pluck(document, "products[3]"),
        "products[2]": document.get("products"),
        "products": document.get("products"),
    }
    assert places.get(done.changes[0].path, document) == earlier


def test_removing_the_only_row_and_undoing_it() -> None:  # MRG-03
    document: Document = {}
    undo(document, event("remove", "products[0]", {"name": "水泵"}, None))
    assert document == {"products": [{"name": "水泵"}]}
    undo(document, event("add", "products[0]", None, {"name": "水泵"}))
    assert document == {}


def test_places_are_made_when_something_is_put_there() -> None:
    document: Document = {}
    put(document, "products[1].name", "阀门")
    put(document, "products[0]", {"name": "水泵"})
    assert document == {"products": [{"name": "水泵"}, {"name": "阀门"}]}
    assert pluck(document, "products[7].name") is None
    assert pluck(document, "products.name") is None
