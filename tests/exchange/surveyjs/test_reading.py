"""A SurveyJS survey becomes a definition: `satisfaction.json` is `satisfaction.yaml`, with these notes.

SJS-01  Pages, panels, every type of question that has a counterpart, dynamic panels and matrices, validators,
        translations, calculated values and all kinds of conditions come over, and the form checks clean.
SJS-02  What has no counterpart is told with its place in the JSON.
SJS-03  Every expression of the table is the rule beside it; what cannot be said names its culprit.
SJS-04  Whatever stands in the JSON, nothing but Unreadable or NotCarried is raised, and nothing takes long.
"""

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.exchange.brought import NotCarried, Unreadable, written
from engine.exchange.surveyjs.expressions import rule_from
from engine.exchange.surveyjs.reading import from_surveyjs
from engine.exchange.surveyjs.surroundings import Surroundings
from engine.forms import Definitions
from engine.forms.appraisal import appraise

HERE = Path(__file__).parent
TABLE = yaml.safe_load((HERE / "expressions.yaml").read_text("utf-8"))
KINDS = {
    "used": "select_one",
    "brands": "select_multiple",
    "age": "decimal",
    "born": "date",
    "name": "text",
    "agree": "boolean",
    "items.price": "decimal",
}
AROUND = Surroundings({name: name for name in KINDS}, KINDS, {"items": "items"})
NOTES = [
    ("pages[1].elements[6].inputMask", "import-word"),
    ("pages[1].elements[7].visibleIf", "import-rule"),
    ("pages[1].elements[8]", "import-type"),
    ("pages[1].elements[9].choicesByUrl", "import-word"),
    ("logo", "import-word"),
    ("triggers", "import-word"),
]


def errors(text: str) -> list[str]:
    """Return what the checker says against a definition."""
    faults = appraise(text, Definitions()).faults
    return [str(fault.problem) for fault in faults if fault.problem.severity == "error"]


def test_a_satisfaction_survey() -> None:  # SJS-01, SJS-02
    found = from_surveyjs((HERE / "satisfaction.json").read_bytes(), form="kehu")
    lines = [line for line in found.text.splitlines(keepends=True) if not line.startswith("#")]
    assert "".join(lines) == (HERE / "satisfaction.yaml").read_text("utf-8")
    assert [(note.path, note.code) for note in found.notes] == NOTES
    assert not errors(found.text)


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["given"])
def test_expressions(case: dict[str, str]) -> None:  # SJS-03
    if "lost" in case:
        with pytest.raises(NotCarried) as lost:
            rule_from(case["given"], AROUND)
        assert lost.value.why == case["lost"]
    else:
        assert written(rule_from(case["given"], AROUND)) == case["rule"]


@given(st.text(alphabet="{}()[]'\"<>=!+-*/. \n,abc0123:年#&|", max_size=60))
def test_anything_as_an_expression(text: str) -> None:  # SJS-04
    try:
        written(rule_from(text, AROUND))
    except NotCarried as lost:
        assert len(lost.why) <= 100


WORDS = ["type", "name", "title", "choices", "rows", "columns", "elements", "items", "validators", "html"]
WORDS += [
    "templateElements",
    "visibleIf",
    "default",
    "rateMin",
    "rateMax",
    "rateValues",
    "defaultValue",
    "min",
]
KINDS_THERE = ["text", "rating", "matrix", "matrixdropdown", "matrixdynamic", "paneldynamic", "multipletext"]
KINDS_THERE += ["panel", "html", "checkbox", "file", "expression", "boolean", "ranking", "nothing"]
LEAVES = st.none() | st.booleans() | st.integers(-5, 50) | st.sampled_from([*KINDS_THERE, "{a} = 1", "a", ""])
JSON: Any = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=150)
@given(JSON)
def test_any_json(part: Any) -> None:  # SJS-04
    survey = {"elements": [{"type": "text", "name": "a"}, part], "title": part}
    try:
        found = from_surveyjs(json.dumps(survey).encode(), form="x")
    except Unreadable as refused:
        assert refused.problem.message("zh")
    else:
        assert found.text.count("\n- ") == 0 and "form: " in found.text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe{",
        b'{"pages": 3}',
        b'{"elements": []}',
        b"[" * 100_000,
        json.dumps(
            {"elements": [{"type": "text", "name": f"q{number}"} for number in range(5_001)]}
        ).encode(),
        b"x" * 5_000_001,
    ],
    ids=["empty", "list", "object", "bytes", "pages", "no question", "deep", "many", "large"],
)
def test_broken_files(content: bytes) -> None:  # SJS-04
    began = perf_counter()
    with pytest.raises(Unreadable):
        from_surveyjs(content, form="x")
    assert perf_counter() - began < 5


def test_one_question_at_a_time() -> None:  # SJS-01
    survey = {"questionsOnPageMode": "questionPerPage", "elements": [{"type": "text", "name": "q"}]}
    assert "paging: question\n" in from_surveyjs(json.dumps(survey).encode(), form="x").text


def test_panels_too_deep() -> None:  # SJS-04
    panel: dict[str, Any] = {"type": "text", "name": "a"}
    for _ in range(60):
        panel = {"type": "panel", "name": "p", "elements": [panel]}
    with pytest.raises(Unreadable):
        from_surveyjs(json.dumps({"elements": [panel]}).encode(), form="x")
