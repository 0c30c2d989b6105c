"""Which files around a definition are read when it alone is checked.

NEAR-01  What it names, in whatever notation, and what that names in turn; the system that lists it, with
         its registrations; not the system's other forms.
NEAR-02  A file that declares the same name once more is read, so that the clash is found.
NEAR-03  Of every shipped form the check alone finds what the check of the whole folder finds.
"""

from pathlib import Path

import pytest

from engine.forms import check
from engine.forms.checking import check_files
from engine.forms.folder import files_under
from engine.forms.neighbours import needed
from tests.contracts.tree import ROOT

FORM = "form: {name}\ntitle: {name}\nsheets: [{{sheet: one, title: 一, items: [{items}]}}]\n"
SHIPPED = ROOT / "definitions"
FORMS = [path for path in files_under([SHIPPED]) if path.read_bytes().startswith(b"form:")]


def written(folder: Path, **files: str) -> dict[str, Path]:
    """Write definitions, by file name with `_` for the dot."""
    paths = {name: folder / name.replace("_", ".") for name in files}
    for name, text in files.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


def test_what_is_named_is_needed(tmp_path: Path) -> None:  # NEAR-01
    paths = written(
        tmp_path,
        yuebao_yaml=FORM.format(
            name="yuebao", items="{field: a, type: select_one, choices: codelist(hangye)}"
        )
        + "links: {base: {form: jibiao, period: none}}\n",
        jibiao_json='{"title": "基表", "form": "jibiao", "x": "codelist(diqu)"}',
        hangye_csv="code,label\n1,农业\n",
        diqu_yaml="codelist: diqu\n",
        xitong_yaml="system: xitong\norganisations: {firm: {registration: dengji}}\n"
        "forms: [yuebao, nianbao]\n",
        dengji_yaml="form: dengji\n",
        nianbao_yaml="form: nianbao\n",
        guimo_csv="code,label\n1,大\n",
    )
    asked = paths.pop("yuebao_yaml")
    found = {path.name for path in needed([asked], paths.values())}
    assert found == {"jibiao.json", "hangye.csv", "diqu.yaml", "xitong.yaml", "dengji.yaml"}


def test_a_name_declared_twice_is_found(tmp_path: Path) -> None:  # NEAR-02
    (tmp_path / "codelists").mkdir()
    text = FORM.format(name="yuebao", items="{field: a, label: 甲, type: text}")
    paths = written(tmp_path, a_yaml=text, b_yaml=text)
    assert [found.code for found in check_files(paths["b_yaml"], paths["a_yaml"]).problems] == [
        "duplicate-definition"
    ]
    assert needed([paths["a_yaml"]], [paths["b_yaml"]]) == [paths["b_yaml"]]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_alone_and_among_all(path: Path) -> None:  # NEAR-03
    assert check(path) == []
