"""Exact JSON.

EXJ-01  A decimal comes back digit for digit; whole numbers too, however long.
EXJ-02  Text, order of keys, emptiness and nesting come back as they were.
EXJ-03  What JSON cannot say exactly is refused, in writing and in reading.
EXJ-04  A million times 0.01 sums to 10000.00, not to 10000.000000171856.
EXJ-05  In both databases a document comes back as it was written, digit for digit.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, select

from engine.store import Database, exact_json
from engine.store.base import ExactJson

SCALARS = st.none() | st.booleans() | st.text() | st.decimals(allow_nan=False, allow_infinity=False)
DOCUMENTS = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@pytest.mark.parametrize(
    "digits", ["0.10", "0", "-7", "1E+2", "0E-7", "123456789012345678901234567890.123456789"]
)
def test_numbers_come_back_digit_for_digit(digits: str) -> None:  # EXJ-01
    found = exact_json.loads(exact_json.dumps({"n": Decimal(digits)}))
    assert str(found["n"]) == digits  # type: ignore[index,call-overload]  # a mapping, as written


def test_whole_numbers_become_decimals() -> None:  # EXJ-01
    assert repr(exact_json.loads(exact_json.dumps([12, True]))) == "[Decimal('12'), True]"


@given(DOCUMENTS)
def test_documents_come_back_as_they_were(document: exact_json.Json) -> None:  # EXJ-02
    assert exact_json.loads(exact_json.dumps(document)) == document


def test_text_is_compact_and_readable() -> None:  # EXJ-02
    assert exact_json.dumps({"营业收入": [Decimal("0.10"), "千元\n"], "空": {}, "列": []}) == (
        '{"营业收入":[0.10,"千元\\n"],"空":{},"列":[]}'
    )


@pytest.mark.parametrize("value", [0.1, date(2026, 3, 1), {1: 2}, {"a", "b"}, b"x"])
def test_what_is_not_json_is_a_type_error(value: object) -> None:  # EXJ-03
    with pytest.raises(TypeError):
        exact_json.dumps(value)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_there_is_no_number_for_nan(number: str) -> None:  # EXJ-03
    with pytest.raises(ValueError, match="no number"):
        exact_json.dumps(Decimal(number))


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "{", "", "[" * 100_000])
def test_what_cannot_be_read_is_a_value_error(text: str) -> None:  # EXJ-03
    with pytest.raises(ValueError):
        exact_json.loads(text)


def test_endless_nesting_is_refused_in_writing() -> None:  # EXJ-03
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="deeply"):
        exact_json.dumps(endless)


def test_a_million_cents_are_ten_thousand() -> None:  # EXJ-04
    cents = exact_json.loads("[" + ",".join(["0.01"] * 1_000_000) + "]")
    assert isinstance(cents, list)
    assert sum(cents, Decimal(0)) == Decimal("10000.00")


def test_the_store_keeps_documents_digit_for_digit(empty_database: Database) -> None:  # EXJ-05
    documents = Table(
        "documents", MetaData(), Column("id", Integer, primary_key=True), Column("body", ExactJson)
    )
    body = {"乙": Decimal("0.10"), "甲": [Decimal("1000000.00"), None, "x\\u0041", True], "": {}}
    with empty_database.write() as work:
        documents.create(work.connection)
        work.connection.execute(documents.insert(), [{"id": 1, "body": body}, {"id": 2, "body": None}])
    with empty_database.read() as work:
        first, second = work.connection.execute(select(documents.c.body).order_by(documents.c.id)).scalars()
        nulls = (
            work.connection.execute(select(documents.c.id).where(documents.c.body.is_(None))).scalars().all()
        )
    assert exact_json.dumps(first) == exact_json.dumps(body)
    assert second is None
    assert nulls == [2]
