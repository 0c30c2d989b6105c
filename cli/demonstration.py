"""What a demonstration is made of, as its file under `definitions/` says. Knows no system."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from engine.forms.model.base import Text
from engine.forms.sampling import Guide


class Part(BaseModel):
    """Base of the demonstration's parts: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Hints(Part):
    """A `Guide` as it is written; several are laid over each other."""

    ranges: dict[str, tuple[Decimal, Decimal]] = {}
    sums: dict[str, str] = {}
    copies: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    weights: dict[str, dict[str, float]] = {}
    rows: dict[str, tuple[int, int]] = {}
    answered: float = 0.8
    broken: float = 0.0
    explanation: str = ""


class Place(Part):
    """An organisation; what its profile does not say is drawn from its registration form.

    In a profile the text `{name}` stands for the organisation's name, `{region}` for its region.
    """

    id: str
    type: str
    name: str
    region: str = ""
    parent: str | None = None
    profile: dict[str, Any] = {}


class Account(Part):
    """A person who may sign in; `try` says what to look at."""

    login: str
    name: str
    organisation: str
    role: str
    grants: tuple[str, ...] = ()
    attempt: Annotated[Text, Field(alias="try")] = ""


class Reports(Part):
    """The approved filings of one organisation up to the period before the present one."""

    form: str
    organisation: str
    approved: int
    guides: tuple[str, ...] = ()


class Filings(Part):
    """Filings of one organisation, each after the one before: of the last periods, or as many records."""

    form: str
    organisation: str
    count: int = 1
    state: Literal["submitted", "approved"] = "submitted"
    guides: tuple[str, ...] = ()


class Respondents(Part):
    """Further organisations without accounts, which answer surveys.

    `region` is the field of their profile that says where they are.
    """

    type: str
    name: str
    count: int
    region: str = ""
    profile: dict[str, Any] = {}
    guides: tuple[str, ...] = ()


class Answers(Part):
    """Answers to a survey over the last periods, by the respondents or through a public link."""

    form: str
    count: int
    periods: int = 1
    link: str = ""
    guides: tuple[str, ...] = ()


class Demonstration(Part):
    """The whole of one."""

    demonstration: str
    seed: int
    password: str
    organisations: tuple[Place, ...]
    accounts: tuple[Account, ...]
    guides: dict[str, Hints] = {}
    reports: tuple[Reports, ...] = ()
    filings: tuple[Filings, ...] = ()
    respondents: Respondents | None = None
    answers: tuple[Answers, ...] = ()

    def guide(self, names: Iterable[str], **more: Any) -> Guide:
        """Return the hints of several guides laid over each other, the later first to be asked."""
        told: dict[str, Any] = {}
        for name in names:
            hints = self.guides[name]
            for key in hints.model_fields_set:
                value = getattr(hints, key)
                told[key] = {**value, **told.get(key, {})} if isinstance(value, dict) else value
        return Guide(**told, **more)


def respondent_id(number: int) -> str:
    """Return the identity of a respondent, counted from 1."""
    return f"demo-{number:03d}"


def demonstrations(folder: Path) -> tuple[Demonstration, ...]:
    """Return every demonstration below a folder of definitions. Raises ValueError for a faulty one."""
    found = []
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if "\ndemonstration:" in f"\n{text}":
            found.append(Demonstration.model_validate(yaml.safe_load(text)))
    return tuple(found)
