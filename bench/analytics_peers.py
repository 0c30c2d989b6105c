"""What others take for the distributions of workload H: DuckDB, pandas, SQLite's and PostgreSQL's JSON."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import duckdb
import pandas as pd
import psycopg

from bench.analytics_workload import (
    CENTS,
    CHOICES,
    MULTIPLE,
    NUMBERS,
    SEVERAL,
    SINGLE,
    Workload,
)

COLUMNS: Final = 12
"""Of a histogram."""
SLOW: Final = 2
"""Questions of each kind that a slow peer counts; the rest is extrapolated."""


@dataclass(frozen=True, slots=True)
class Duck:
    """DuckDB over a typed Parquet file: text choices, lists of them, integers and decimals."""

    connection: Any
    file: Path

    @classmethod
    def over(cls, made: Workload, folder: Path) -> "Duck":
        """Write the file from the workload."""
        connection = duckdb.connect(config={"threads": 2})
        frame = _plain_frame(made)
        connection.register("plain", frame)
        file = folder / "answers.parquet"
        connection.execute(f"COPY (SELECT {', '.join(_typed())} FROM plain) TO '{file}' (FORMAT parquet)")
        connection.unregister("plain")
        return cls(connection, file)

    def counts(self, where: str = "true") -> dict[str, Any]:
        """Return the distributions of all questions."""
        found: dict[str, Any] = {}
        for name in (f"s{number}" for number in range(SINGLE)):
            found[name] = dict(
                self._ask(f"SELECT {name}, count(*) FROM '{self.file}' WHERE {where} GROUP BY 1")
            )
        for name in (f"m{number}" for number in range(MULTIPLE)):
            spread = f"SELECT unnest({name}) AS v FROM '{self.file}' WHERE {where}"
            found[name] = dict(self._ask(f"SELECT v, count(*) FROM ({spread}) GROUP BY 1"))
        for name in (f"n{number}" for number in range(NUMBERS)):
            found[name] = self._number(name, where)
        return found

    def crosstab(self) -> Any:
        """Return two questions against each other."""
        return self._ask(f"SELECT s0, s1, count(*) FROM '{self.file}' GROUP BY 1, 2")

    def _number(self, name: str, where: str) -> Any:
        told = self._ask(
            f"SELECT count({name}), sum({name}), min({name}), max({name}), "
            f"quantile_cont({name}, [0.25, 0.5, 0.75]) FROM '{self.file}' WHERE {where}"
        )[0]
        low, high = told[2], told[3]
        step = max((high - low) / COLUMNS, 1)
        columns = (
            f"SELECT floor(({name} - {low}) / {step}), count(*) FROM '{self.file}' WHERE {where} GROUP BY 1"
        )
        return told, self._ask(columns)

    def _ask(self, query: str) -> list[Any]:
        rows: list[Any] = self.connection.execute(query).fetchall()
        return rows


def _plain_frame(made: Workload) -> pd.DataFrame:
    columns: dict[str, Any] = {f"s{number}": made.single[number] for number in range(SINGLE)}
    columns |= {f"m{number}": made.multiple[number] for number in range(MULTIPLE)}
    columns |= {f"n{number}": made.numbers[number] for number in range(NUMBERS)}
    return pd.DataFrame(columns | {"organisation": made.organisations, "month": made.months})


def _typed() -> Iterator[str]:
    choices = ", ".join(f"'{choice}'" for choice in CHOICES)
    several = ", ".join(f"'{choice}'" for choice in SEVERAL)
    for number in range(SINGLE):
        yield f"[{choices}][s{number} + 1] AS s{number}"
    for number in range(MULTIPLE):
        bits = f"list_filter(range({len(SEVERAL)}), lambda b: (m{number} >> b::INT) & 1 = 1)"
        yield f"list_transform({bits}, lambda b: [{several}][b + 1]) AS m{number}"
    for number in range(NUMBERS):
        cents = number >= NUMBERS - CENTS
        yield (
            f"(n{number} / 100)::DECIMAL(18, 2) AS n{number}" if cents else f"n{number}::INTEGER AS n{number}"
        )
    yield "printf('%d-%02d', 2026 + month // 12, month % 12 + 1) AS month"
    yield "printf('3701%02d', organisation % 16) AS region"


def pandas_counts(made: Workload) -> Callable[[], Any]:
    """Return the counting of a typed frame: categories, lists spread out, numbers."""
    frame = _plain_frame(made)
    for number in range(SINGLE):
        frame[f"s{number}"] = pd.Categorical.from_codes(made.single[number], CHOICES)
    lists = [[value for bit, value in enumerate(SEVERAL) if mask >> bit & 1] for mask in range(256)]
    for number in range(MULTIPLE):
        frame[f"m{number}"] = pd.Series([lists[mask] for mask in made.multiple[number].tolist()])

    def count() -> Any:
        found: dict[str, Any] = {}
        for name in (f"s{number}" for number in range(SINGLE)):
            found[name] = frame[name].value_counts()
        for name in (f"m{number}" for number in range(MULTIPLE)):
            found[name] = frame[name].explode().value_counts()
        for name in (f"n{number}" for number in range(NUMBERS)):
            found[name] = frame[name].describe(), pd.cut(frame[name], COLUMNS).value_counts()
        return found

    return count


_FIGURES: Final = "SELECT avg(v), min(v), max(v) FROM ({}) AS some"
_SPREAD: Final = "SELECT v, count(*) FROM answers, jsonb_array_elements_text(document->'m{n}') v GROUP BY 1"


def sqlite_seconds(connection: Any) -> float:
    """Return the seconds for all 50 by json_extract over the store's rows, extrapolated from a few."""
    place = "FROM responses WHERE form = 'workload'"
    each = "FROM responses, json_each(effective, '$.m{n}') WHERE form = 'workload'"
    return _extrapolated(
        lambda query: connection.exec_driver_sql(query).all(),
        lambda n: f"SELECT json_extract(effective, '$.s{n}'), count(*) {place} GROUP BY 1",
        lambda n: f"SELECT json_each.value, count(*) {each.format(n=n)} GROUP BY 1",
        lambda n: (
            f"SELECT avg(v), min(v), max(v) FROM (SELECT json_extract(effective, '$.n{n}') AS v {place})"
        ),
    )


def postgresql_seconds(url: str, made: Workload) -> float:
    """Return the seconds for all 50 by jsonb, extrapolated from a few."""
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE answers (document jsonb)")
        with cursor.copy("COPY answers FROM STDIN") as copy:
            documents = made.documents(0, len(made))
            while some := list(islice(documents, 10_000)):
                copy.write("\n".join(some) + "\n")
        cursor.execute("VACUUM ANALYZE answers")
        return _extrapolated(
            lambda query: cursor.execute(query).fetchall(),
            lambda n: f"SELECT document->>'s{n}', count(*) FROM answers GROUP BY 1",
            lambda n: (
                f"SELECT v, count(*) FROM answers, jsonb_array_elements_text(document->'m{n}') v GROUP BY 1"
            ),
            lambda n: (
                f"SELECT avg(v), min(v), max(v) FROM (SELECT (document->>'n{n}')::numeric v FROM answers) s"
            ),
        )


_Query = Callable[[int], str]


def _extrapolated(ask: Callable[[str], Any], single: _Query, multiple: _Query, number: _Query) -> float:
    total = 0.0
    for query, all_of_them in ((single, SINGLE), (multiple, MULTIPLE), (number, NUMBERS)):
        start = perf_counter()
        for n in range(SLOW):
            ask(query(n))
        total += (perf_counter() - start) / SLOW * all_of_them
    return total
