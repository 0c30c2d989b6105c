"""XPath of XLSForm's columns: the table `expressions.yaml`, there and back.

XPATH-01  Every expression of the table is the rule beside it; what cannot be said names its culprit.
XPATH-02  Every rule that came of one is written back, and read again it is the same rule.
XPATH-03  Nothing that anybody writes raises anything but NotCarried, and nothing takes long.
"""

from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.exchange.brought import NotCarried, written
from engine.exchange.xlsform.xpath import Surroundings, rule_from
from engine.exchange.xlsform.xpath_writing import Reads, xpath_of
from engine.rules import parse

TABLE = yaml.safe_load(Path(__file__).with_name("expressions.yaml").read_text("utf-8"))
KINDS = {
    "sex": "select_one",
    "crops": "select_multiple",
    "age": "integer",
    "born": "date",
    "note": "text",
    "amount": "decimal",
    "items": "repeat",
}
AROUND = Surroundings(
    lambda name: {"var": name} if name in KINDS else None, KINDS, {"amount": "items"}, "age"
)
READS = Reads(lambda path: path.rpartition(".")[2] if path.rpartition(".")[2] in KINDS else None, KINDS)


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["xpath"])
def test_there_and_back(case: dict[str, str]) -> None:  # XPATH-01, XPATH-02
    if "lost" in case:
        with pytest.raises(NotCarried) as lost:
            rule_from(case["xpath"], AROUND)
        assert lost.value.why == case["lost"]
        return
    logic = rule_from(case["xpath"], AROUND)
    assert written(logic) == case["rule"]
    own = Reads(
        READS.names, READS.kinds, "age" if "." in case["xpath"].split() or "(." in case["xpath"] else ""
    )
    back = xpath_of(parse(case["rule"]), own)
    assert back == case.get("back", case["xpath"])
    assert written(rule_from(back, AROUND)).replace("coalesce(sex == 'f', false)", "sex == 'f'") == case[
        "rule"
    ].replace("coalesce(sex == 'f', false)", "sex == 'f'")


@given(st.text(alphabet="${}()'\"<>=!+-*/. \n,abc0123:年#&|[]@", max_size=60))
def test_anything_is_refused_politely(text: str) -> None:  # XPATH-03
    try:
        written(rule_from(text, AROUND))
    except NotCarried as lost:
        assert len(lost.why) <= 100


@pytest.mark.parametrize(
    "text",
    [
        "(" * 4_000 + "1" + ")" * 4_000,
        "1" + " + 1" * 1_200,
        "." * 5_000,
        "1" * 4_999,
    ],
    ids=["brackets", "sum", "dots", "digits"],
)
def test_what_is_too_deep(text: str) -> None:  # XPATH-03
    began = perf_counter()
    with pytest.raises(NotCarried):
        written(rule_from(text, AROUND))
    assert perf_counter() - began < 5
