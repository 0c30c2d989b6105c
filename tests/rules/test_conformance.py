"""Plain JSON Logic, operator by operator, as its specification and its JavaScript implementations have it.

CONF-01 Every case of cases/plain/*.yaml has its value, run node by node and compiled.
CONF-02 json-logic-js answers every case of the classic operators as the table says.
CONF-03 json-logic-engine answers every case of the newer operators so, but where the table says it differs.
CONF-04 Rules that go wrong alone still stand beside others; what is thrown names its type.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.rules import Thrown, compile_plain, evaluate

FOLDER = Path(__file__).parent / "cases" / "plain"
NEWER = "community"


def cases() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text("utf-8")):
            yield {"data": None, **case, "file": file.stem}


def shown(case: Any) -> str:
    return json.dumps(case["rule"], ensure_ascii=False)[:80]


ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=shown)
def test_value(case: dict[str, Any]) -> None:  # CONF-01
    rule, data = case["rule"], case["data"]
    if "throws" in case:
        with pytest.raises(Thrown) as thrown:
            evaluate(rule, data)
        assert thrown.value.value == {"type": case["throws"]}
        with pytest.raises(Thrown, match=case["throws"]):
            compile_plain([rule])(data)
        return
    assert exact(evaluate(rule, data)) == exact(case["is"])
    assert exact(compile_plain([rule])(data)) == exact([case["is"]])


def exact(value: object) -> str:
    """Return a value as text, so that true is not 1; whole floats are whole numbers, as in JSON."""
    return json.dumps(value, sort_keys=True).replace(".0,", ",").replace(".0]", "]")


@pytest.fixture(scope="module")
def answers() -> list[dict[str, Any]]:
    if shutil.which("node") is None:
        pytest.skip("Node is not on this machine")
    told = subprocess.run(
        ["node", str(FOLDER / "answers.js")],
        input=json.dumps([{"rule": each["rule"], "data": each["data"]} for each in ALL]),
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(told.stdout)
    return found


def differences(answers: list[dict[str, Any]], *, newer: bool) -> list[str]:
    """Return the cases that JavaScript answers otherwise."""
    found = []
    for case, answer in zip(ALL, answers, strict=True):
        if (case["file"] == NEWER) is not newer or "differs" in case:
            continue
        theirs = answer["community" if newer else "classic"]
        ours = {"error": case["throws"]} if "throws" in case else {"is": case["is"]}
        if exact([theirs]) != exact([ours]):
            found.append(f"{shown(case)}: ours {ours}, theirs {theirs}")
    return found


def test_as_json_logic_js(answers: list[dict[str, Any]]) -> None:  # CONF-02
    assert differences(answers, newer=False) == []


def test_as_json_logic_engine(answers: list[dict[str, Any]]) -> None:  # CONF-03
    assert differences(answers, newer=True) == []


def test_newer_operators_beside_others() -> None:  # CONF-04
    rules: list[Any] = [
        {"map": [{"var": "n"}, {"+": [{"var": ""}, {"val": [[2], "plus"]}]}]},
        {"+": [{"var": "plus"}, 1]},
        {"try": [{"throw": "缺数"}, {"val": "type"}]},
    ]
    assert compile_plain(rules)({"n": [1, 2], "plus": 10}) == [[11, 12], 11, "缺数"]
    with pytest.raises(Thrown, match="缺数"):
        compile_plain([*rules, {"throw": "缺数"}])({"n": [1], "plus": 0})
