"""The world that the tests of filings live in: a bureau, two factories, a shop, and their accountant."""

from collections.abc import Mapping
from datetime import UTC, datetime

from engine.people import Organisation
from engine.people.organisations import create
from engine.store import Json, Work
from engine.store.tables.forms import form_versions, forms

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


def organisation(name: str, title: str, profile: Mapping[str, Json] | None = None) -> Organisation:
    """Return an enterprise of the county."""
    return Organisation(name, "jiance", "enterprise", title, profile=profile or {})


def register(work: Work) -> None:
    """Write an enterprise, and a form that is only a name."""
    create(work, organisation("hongda", "宏达机械有限公司"), at=LONG_AGO)
    values = {"label": "1", "source": b"", "follows": None, "published_at": LONG_AGO, "published_by": "t"}
    work.connection.execute(form_versions.insert(), {"version": "v1", "form": "yuebao", **values})
    work.connection.execute(
        forms.insert(), {"form": "yuebao", "version": "v1", "kind": "report", "reporter": "enterprise"}
    )
