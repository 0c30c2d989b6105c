"""The reference pages name all there is, and the example of a problem shows that problem.

REF-01  Every operator and function, and every problem, has a heading on its page.
REF-02  Every problem has an example; there are none of problems that do not exist.
REF-03  A definition, a rule or a value that is an example is told with its very problem.
REF-04  A sentence that is an example is whole, in both languages.
REF-05  The pages are what the code says.
"""

import re
from pathlib import Path
from typing import Any, Final, get_args

import pytest
import yaml

from cli.reference import pages
from engine.forms.fieldtypes import TYPES, Refused
from engine.forms.folder import Definitions, load_folder
from engine.forms.model.fields import Choice, Field, FieldType
from engine.problems import CATALOGUE, LANGUAGES, Problem, problem
from engine.rules import OPERATORS
from tests.contracts.pieces import FIELDS, MORE, faults, small_form
from tests.contracts.tree import ROOT, text_of

FOLDER: Final = Path("docs/reference")
FILES: Final = sorted((ROOT / FOLDER / "examples").glob("*.yaml"))
EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    code: example
    for file in FILES
    for code, example in yaml.safe_load(file.read_text(encoding="utf-8")).items()
}
DEFINED: Final = sorted(code for code, each in EXAMPLES.items() if not {"with", "field"} & set(each))
ENTERED: Final = sorted(code for code, each in EXAMPLES.items() if "field" in each)
TOLD: Final = sorted(code for code, each in EXAMPLES.items() if "with" in each)


@pytest.fixture(scope="module")
def shipped() -> Definitions:
    """Return the definitions that examples may name."""
    return load_folder(ROOT / "definitions")


@pytest.mark.parametrize(
    ("page", "named"),
    [("functions", [each.usage for each in OPERATORS.values()]), ("problems", list(CATALOGUE))],
    ids=["functions", "problems"],
)
def test_the_pages_head_all(page: str, named: list[str]) -> None:  # REF-01
    headed = set(re.findall(r"^### `(.*)`$", text_of(FOLDER / f"{page}.md"), re.MULTILINE))
    assert sorted(set(named) - headed) == []


def test_every_problem_has_an_example() -> None:  # REF-02
    assert sorted(set(CATALOGUE) ^ set(EXAMPLES)) == []


def definition(example: dict[str, Any]) -> tuple[str, str]:
    """Return the text of an example that is a definition or a rule, and its file's ending."""
    if "rule" in example:
        rule = {"field": "ruled", "type": "calculate", "calculation": example["rule"]}
        return small_form([rule], [*FIELDS, *MORE]), ".yaml"
    if "piece" in example:
        return small_form(yaml.safe_load(example["piece"])), ".yaml"
    kind = next(kind for kind in ("file", "json", "csv") if kind in example)
    return example[kind], ".yaml" if kind == "file" else f".{kind}"


@pytest.mark.parametrize("code", DEFINED)
def test_a_definition_shows_its_problem(code: str, shipped: Definitions, tmp_path: Path) -> None:  # REF-03
    text, ending = definition(EXAMPLES[code])
    file = tmp_path / f"example{ending}"
    file.write_text(text, encoding="utf-8")
    assert code in {each.code for each in faults(file, shipped)}


def entered(example: dict[str, Any]) -> list[Problem]:
    """Return what is wrong with a value entered."""
    properties = dict(example["field"])
    kind: FieldType = properties.pop("type")
    assert kind in get_args(FieldType)
    if "choices" in properties:
        properties["choices"] = tuple(Choice(**each) for each in properties["choices"])
    field = Field(field="sample", type=kind, **properties)
    try:
        return TYPES[kind].check(TYPES[kind].parse(example["given"], field), field)
    except Refused as refused:
        return [refused.problem]


@pytest.mark.parametrize("code", ENTERED)
def test_a_value_shows_its_problem(code: str) -> None:  # REF-03
    assert code in {each.code for each in entered(EXAMPLES[code])}


@pytest.mark.parametrize("code", TOLD)
def test_a_sentence_is_whole(code: str) -> None:  # REF-04
    told = problem(code, **EXAMPLES[code]["with"])
    assert all(told.message(language) for language in LANGUAGES)


@pytest.mark.parametrize("name", sorted(pages(ROOT / FOLDER)))
def test_the_pages_are_what_the_code_says(name: str) -> None:  # REF-05
    assert text_of(FOLDER / name) == pages(ROOT / FOLDER)[name], "run tianbao reference"
