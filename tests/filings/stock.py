"""The world that the tests of filings live in: a machine factory, a shop, and their accountant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.filings import Actor, Changed, Desk, Edit, Filing, Response, drafts, submission
from engine.filings import responses as rows
from engine.people import Organisation
from engine.people.organisations import create
from engine.store import Database, Json, Work
from engine.store.tables.forms import form_versions, forms

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
HONGDA = Organisation(
    "hongda", "jiance", "enterprise", "宏达机械有限公司", profile={"section": "C", "founded": "2001-05-08"}
)
SHOP = Organisation("fulai", "jiance", "enterprise", "福来百货店", profile={"section": "F"})


@dataclass(frozen=True, slots=True)
class World:
    """A store with the county in it, the desk, and the accountant who files at 10 April 2026."""

    database: Database
    desk: Desk
    wang: Actor

    def open(
        self, work: Work, form: str = "yuebao", period: str = "2026-03", *, owner: Organisation = HONGDA
    ) -> Response:
        """Open the response of an enterprise, without asking whether the period is open."""
        return drafts.open_response(work, self.desk, self.wang, form=form, organisation=owner, period=period)

    def filing(self, work: Work, response: str) -> Filing:
        """Return the response with its state, ready for a change."""
        return self.desk.open(work, rows.fetch(work, response, lock=True), self.wang)

    def type(self, work: Work, response: str, path: str, raw: str | list[str], revision: int = 0) -> Changed:
        """Type one value, having seen `revision` (0: the newest)."""
        filing = self.filing(work, response)
        edit = Edit(path, raw, revision or filing.response.revision)
        return drafts.change(work, filing, self.wang, edit=edit)

    def fill(self, work: Work, response: str, values: Mapping[str, str]) -> None:
        """Type several values, one after the other."""
        for path, raw in values.items():
            self.type(work, response, path, raw)

    def approved(
        self, work: Work, period: str, values: Mapping[str, str], *, owner: Organisation = HONGDA
    ) -> Response:
        """File and approve an earlier report."""
        response = self.open(work, period=period, owner=owner)
        self.fill(work, response.id, {**COMPLETE, **values})
        filing = self.filing(work, response.id)
        for found in filing.state.unexplained:
            drafts.explain(work, filing, self.wang, check=found.check, text="已核实")
        submission.submit(work, filing, self.wang, key="k", revision=filing.response.revision)
        return submission.approve(work, self.desk, rows.fetch(work, response.id), self.wang)


COMPLETE = {
    "staff": "120",
    "econ.revenue.month": "400",
    "econ.revenue.ytd": "1200",
    "econ.revenue.ly": "1000",
}


def register(work: Work) -> None:
    """Write an enterprise, and a form that is only a name."""
    create(work, HONGDA, at=LONG_AGO)
    values: dict[str, Json | bytes | datetime] = {
        "label": "1", "source": b"", "follows": None, "published_at": LONG_AGO, "published_by": "t"
    }  # fmt: skip
    work.connection.execute(form_versions.insert(), {"version": "v1", "form": "yuebao", **values})
    work.connection.execute(
        forms.insert(), {"form": "yuebao", "version": "v1", "kind": "report", "reporter": "enterprise"}
    )
