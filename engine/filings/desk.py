"""Where filing is done: a response opened with its program, its context and its evaluated state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Self

from engine.filings.conditions import Conditions
from engine.filings.fitting import read_fitting, read_own
from engine.filings.links import Earlier, Reader
from engine.filings.profiles import Profiles
from engine.filings.responses import Actor, Response
from engine.forms import FormState, Program
from engine.forms.periods import Period
from engine.library import Programs
from engine.library.stopping import stopped
from engine.people import Organisation
from engine.people.organisations import fetch
from engine.store import Work


@dataclass(frozen=True, slots=True)
class Context:
    """What a response's rules read besides its own values."""

    organisation: Organisation | None
    org: Mapping[str, Any]
    period: Period | None
    earlier: Earlier
    user: Mapping[str, Any]
    now: datetime
    """In the installation's zone: rules ask it for today."""
    stopped: datetime | None = None
    """Since when the form takes no answers at all."""

    def arguments(self) -> dict[str, Any]:
        """Return the context as `Program.start` and `Program.prefill` take it."""
        return {
            "org": self.org,
            "user": self.user,
            "period": self.period,
            "links": self.earlier.links,
            "history": self.earlier.history,
            "now": self.now,
        }


@dataclass(slots=True)
class Filing:
    """One response at work: the row, and the state that its values and context make."""

    response: Response
    program: Program
    context: Context
    state: FormState
    reviewing: bool = False
    """Whether it was opened for the reviewer, who fills in what is theirs and nothing else."""

    @property
    def settled(self) -> bool:
        """Whether it is final and was handed over: nothing can be changed or withdrawn any more."""
        return self.program.form.final and self.response.state != "draft"

    @property
    def editable(self) -> bool:
        """Whether its filer may change it (the period may still forbid it)."""
        return self.response.editable and not self.settled

    def moved_to(self, response: Response) -> None:
        """Take the row's next revision, which the state already shows."""
        self.response = response


@dataclass(frozen=True, slots=True)
class Desk:
    """What every filing operation needs besides its unit of work; one per process."""

    programs: Programs
    reader: Reader
    profiles: Profiles
    conditions: Conditions
    zone: tzinfo
    """The installation's: deadlines and `today()` are days of this zone."""

    @classmethod
    def over(cls, programs: Programs, *, zone: tzinfo) -> Self:
        """Return a desk that works with `programs`."""
        return cls(programs, Reader(programs), Profiles(programs), Conditions(), zone)

    def open(
        self,
        work: Work,
        response: Response,
        actor: Actor,
        *,
        owner: Organisation | None = None,
        reviewing: bool = False,
    ) -> Filing:
        """Evaluate a response as it stands, in the version it was opened under.

        `owner` is its organisation, where the caller has it already. `reviewing`: for the reviewer.
        """
        program = self.programs.get(work, response.version)
        if owner is None and response.organisation is not None:
            owner = fetch(work, response.organisation)
        context = self.context(work, program, actor, organisation=owner, period=response.period)
        state = program.start(
            read_own(program, response.document or {}),
            explanations=response.explanations or {},
            settled=_settled(program, response),
            reviewing=reviewing,
            **context.arguments(),
        )
        return Filing(response, program, context, state, reviewing)

    def context(
        self, work: Work, program: Program, actor: Actor, *, organisation: Organisation | None, period: str
    ) -> Context:
        """Gather what the rules of a response of `organisation` in `period` may read."""
        when = Period.parse(period) if period else None
        earlier = self.reader.earlier(work, program, organisation.id if organisation else None, when)
        return Context(
            organisation,
            self.profiles.of(organisation),
            when,
            earlier,
            {"id": actor.id, "name": actor.name},
            actor.at.astimezone(self.zone),
            stopped(work).get(program.form.form),
        )


def _settled(program: Program, response: Response) -> Mapping[str, Any] | None:
    """Return what a filing that was handed over counted with, where it shows another's sheet."""
    if response.editable or not response.effective or not any(one.once for one in program.form.sheets):
        return None
    return read_fitting(program, response.effective)[1]
