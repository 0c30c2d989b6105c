"""Workload H: answers to 50 questions: 30 single, 10 multiple, 10 numbers.

Of 10,000 organisations in 24 months, drawn from a fixed seed, held as columns, and written to the
store's own tables as the documents that people would have filed.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np

from engine.filings.events import GENESIS
from engine.forms import Definitions, load_text
from engine.forms.model.system import OrganisationType, System
from engine.library import publish
from engine.people import Organisation, organisations
from engine.store import Database, Work
from engine.store.migrating import upgrade

FORM: Final = "workload"
SINGLE, MULTIPLE, NUMBERS = 30, 10, 10
CHOICES: Final = tuple("abcde")
SEVERAL: Final = tuple("abcdefgh")
ORGANISATIONS, REGIONS, MONTHS = 10_000, 16, 24
CENTS: Final = 5
"""So many of the numbers have two decimals."""
START: Final = datetime(2026, 1, 31, tzinfo=UTC)
_AT_ONCE: Final = 10_000
COLUMNS: Final = (
    "id, form, version, organisation, visitor, period, slot, state, revision, document, effective, "
    "explanations, screening, source, filed_by, head, created_at, updated_at, submitted_at"
)


def responses_wanted() -> int:
    """Return how many responses are made: a million, or what BENCH_RESPONSES says."""
    return int(os.environ.get("BENCH_RESPONSES", "1000000"))


@dataclass(frozen=True, slots=True)
class Workload:
    """The answers as columns: choices by number, several choices as bits, numbers in units of a cent."""

    single: Any
    multiple: Any
    numbers: Any
    organisations: Any
    months: Any

    def __len__(self) -> int:
        return len(self.months)

    def documents(self, first: int, last: int) -> Iterator[str]:
        """Yield the documents of some responses as the store writes them."""
        lists = [json.dumps(some, separators=(",", ":")) for some in _combinations()]
        columns: list[list[str]] = []
        for number in range(SINGLE):
            codes = self.single[number, first:last].tolist()
            told = [f'"s{number}":"{choice}"' for choice in CHOICES]
            columns.append([told[code] for code in codes])
        for number in range(MULTIPLE):
            masks = self.multiple[number, first:last].tolist()
            columns.append([f'"m{number}":{lists[mask]}' for mask in masks])
        for number in range(NUMBERS):
            units = self.numbers[number, first:last].tolist()
            columns.append([f'"n{number}":{_figure(number, unit)}' for unit in units])
        for parts in zip(*columns, strict=True):
            yield "{" + ",".join(parts) + "}"


def workload(amount: int, seed: int = 6) -> Workload:
    """Return so many answers."""
    chance = np.random.default_rng(seed)
    shares = np.array([0.35, 0.25, 0.2, 0.15, 0.05])
    single = chance.choice(len(CHOICES), (SINGLE, amount), p=shares).astype(np.uint8)
    bits = chance.random((MULTIPLE, len(SEVERAL), amount), np.float32) < 0.3
    multiple = np.packbits(bits, axis=1, bitorder="little")[:, 0]
    numbers = np.stack([_numbers(chance, number, amount) for number in range(NUMBERS)])
    owners = chance.integers(0, ORGANISATIONS, amount, np.int32)
    months = np.sort(chance.integers(0, MONTHS, amount, np.int32))
    return Workload(single, multiple, numbers, owners, months)


def _numbers(chance: np.random.Generator, number: int, amount: int) -> Any:
    if number < NUMBERS - CENTS:
        return chance.integers(0, 500 * (number + 1), amount)
    return (chance.lognormal(12, 1.5, amount)).astype(np.int64)


def _figure(number: int, units: int) -> str:
    if number < NUMBERS - CENTS:
        return str(units)
    return f"{units // 100}.{units % 100:02}"


def _combinations() -> list[list[str]]:
    return [[value for bit, value in enumerate(SEVERAL) if mask >> bit & 1] for mask in range(256)]


def month(number: int) -> str:
    """Return the key of a month by its number."""
    return f"{2026 + number // 12}-{number % 12 + 1:02}"


def region(organisation: int) -> str:
    """Return the code of an organisation's region."""
    return f"3701{organisation % REGIONS:02}"


def definition() -> str:
    """Return the survey as JSON, which is YAML too."""
    items: list[dict[str, Any]] = [
        {"field": f"s{n}", "label": f"单选{n}", "type": "select_one", "choices": _offered(CHOICES)}
        for n in range(SINGLE)
    ]
    items += [
        {"field": f"m{n}", "label": f"多选{n}", "type": "select_multiple", "choices": _offered(SEVERAL)}
        for n in range(MULTIPLE)
    ]
    for n in range(NUMBERS):
        kind = {"type": "integer"} if n < NUMBERS - CENTS else {"type": "decimal", "decimals": 2}
        items.append({"field": f"n{n}", "label": f"数字{n}", **kind})
    return json.dumps(
        {
            "form": FORM,
            "kind": "survey",
            "title": "统计",
            "collection": {"period": "month", "many": True, "reporter": "enterprise"},
            "sheets": [{"sheet": "all", "title": "问卷", "items": items}],
        }
    )


def _offered(values: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"value": value, "label": value.upper()} for value in values]


def definitions() -> Definitions:
    """Return the survey and the system it is in."""
    kinds = {"enterprise": OrganisationType(title="企业")}
    system = System(system="bench", title="统计", organisations=kinds, roles={}, forms=(FORM,))
    return Definitions(forms={FORM: load_text(definition())}, systems={"bench": system})


def settle(folder: Path, made: Workload) -> Database:
    """Write the organisations and all responses to a new store."""
    database = Database(f"sqlite:///{folder / 'tianbao.db'}")
    upgrade(database)
    with database.write() as work:
        _outside(work, "PRAGMA cache_size=-1000000")  # the store is the same, and made in half the time
        version = publish(work, definition().encode(), file="workload.yaml", by="bench", at=START).version
        for number in range(ORGANISATIONS):
            code = region(number)
            trail = organisations.region_path(("370000", "370100", code))
            mine = Organisation(f"e{number}", "bench", "enterprise", f"企业{number}", None, code, trail)
            organisations.create(work, mine, at=START)
    for first in range(0, len(made), _AT_ONCE):
        with database.write() as work:
            file_responses(work, made, version, range(first, min(first + _AT_ONCE, len(made))))
    with database.write() as work:
        _outside(work, "PRAGMA wal_checkpoint(TRUNCATE)")
    return database


def _outside(work: Work, statement: str) -> None:
    """Say something to SQLite that it hears between transactions only."""
    for each in ("COMMIT", statement, "BEGIN IMMEDIATE"):
        work.connection.exec_driver_sql(each)


def file_responses(work: Work, made: Workload, version: str, which: range) -> None:
    """Write some responses to the store, as submitted."""
    statement = f"INSERT INTO responses ({COLUMNS}) VALUES ({', '.join('?' * COLUMNS.count(','))}, ?)"
    work.connection.exec_driver_sql(statement, list(_rows(made, version, which.start, which.stop)))


def _rows(made: Workload, version: str, first: int, last: int) -> Iterator[tuple[Any, ...]]:
    owners, months = (column[first:last].tolist() for column in (made.organisations, made.months))
    for number, document in enumerate(made.documents(first, last), first):
        at = (START + timedelta(seconds=number)).isoformat(timespec="microseconds")
        name = f"{number * 0x9E3779B97F4A7C15 % (1 << 64):016x}-{number:019}"
        owner, period = owners[number - first], month(months[number - first])
        yield (
            name, FORM, version, f"e{owner}", "", period, name, "submitted", 1, document, document,
            "{}", "normal", "online", "bench", GENESIS, at, at, at,
        )  # fmt: skip
