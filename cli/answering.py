"""Writes a demonstration's survey answers, a few at a time, so that people can file meanwhile.

Each answer is drawn from a seed of its own and is found again by who gave it: whoever was interrupted
goes on where they stopped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from random import Random
from typing import Final

from sqlalchemy import select

from cli.demo_calendar import Calendar
from cli.demonstration import Answers, Demonstration, respondent_id
from engine.filings import Actor, Desk, public, responses, submission
from engine.filings.responses import Response, Step
from engine.forms import Program
from engine.forms.periods import Period
from engine.forms.sampling import Sampler
from engine.people import Organisation, organisations
from engine.store import Database, Work
from engine.store.tables.responses import responses as response_table

BATCH: Final = 40
"""Answers to a unit of work: it holds the store for a few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer to be given: which of all, for which period, by whom or through which link."""

    number: int
    period: Period
    organisation: Organisation | None
    visitor: str

    @property
    def key(self) -> tuple[str, str]:
        """Who answers, and for which period."""
        return (self.organisation.id if self.organisation else self.visitor, self.period.key)


@dataclass(frozen=True, slots=True)
class Answering:
    """The survey answers of one demonstration, as of `now`: the moment at which it was filled."""

    database: Database
    desk: Desk
    told: Demonstration
    now: datetime

    def write(self) -> int:
        """Write every answer that is not there yet; returns how many were not."""
        return sum(map(self._write, self.told.answers))

    def _write(self, answers: Answers) -> int:
        with self.database.read() as work:
            program = self.desk.programs.current(work, answers.form)
            link = public.link_of(work, answers.link).id if answers.link else ""
            missing = self._missing(work, program, answers)
        sampler = Sampler(program, self.told.guide(answers.guides))
        for start in range(0, len(missing), BATCH):
            batch = [self._drawn(sampler, turn, link) for turn in missing[start : start + BATCH]]
            with self.database.write() as work:
                for answer in batch:
                    assert answer.submitted_at is not None
                    responses.insert(work, answer, Step("import"), Actor("", answer.submitted_at))
        return len(missing)

    def _missing(self, work: Work, program: Program, answers: Answers) -> list[Turn]:
        columns = (response_table.c.organisation, response_table.c.visitor, response_table.c.period)
        rows = work.connection.execute(select(*columns).where(response_table.c.form == answers.form))
        given = {(organisation or visitor, period) for organisation, visitor, period in rows}
        respondents = () if answers.link else self._respondents(work)
        return [turn for turn in self._turns(program, answers, respondents) if turn.key not in given]

    def _respondents(self, work: Work) -> tuple[Organisation, ...]:
        many = self.told.respondents.count if self.told.respondents else 0
        return organisations.fetch_all(work, [respondent_id(number) for number in range(1, many + 1)])

    def _turns(
        self, program: Program, answers: Answers, respondents: Sequence[Organisation]
    ) -> Iterator[Turn]:
        present = Calendar(self.now, self.desk.zone, Random(0)).present(program)
        for number in range(answers.count):
            back, who = divmod(number, -(-answers.count // answers.periods))
            period = present.shift(back - answers.periods + 1)
            owner = respondents[who % len(respondents)] if respondents else None
            yield Turn(number, period, owner, "" if owner else sha256(str(number).encode()).hexdigest())

    def _drawn(self, sampler: Sampler, turn: Turn, link: str) -> Response:
        """Return an answer as it stands after it was handed in: nobody asks for its receipt."""
        random = Random(f"{self.told.seed} {sampler.program.form.form} {turn.number}")
        at = Calendar(self.now, self.desk.zone, random).moment(turn.period)
        org = self.desk.profiles.of(turn.organisation)
        state = sampler.sample(random, org=org, period=turn.period, now=at.astimezone(self.desk.zone))
        return Response(
            responses.new_id(),
            sampler.program.form.form,
            sampler.program.version,
            turn.period.key,
            organisation=turn.organisation.id if turn.organisation else None,
            link=link or None,
            visitor=turn.visitor,
            slot=f"{turn.period.key}/1" if link else "",
            source="link" if link else "online",
            state="submitted",
            document=state.document(),
            effective=state.effective_document(),
            explanations=state.explanations(),
            screening=submission.screening_of(state),
            submitted_at=at,
        )
