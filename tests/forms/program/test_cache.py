"""Programs kept in a cache.

CAC-01 A restored program behaves as the one that was kept, `why` included.
CAC-02 Bytes of another engine are refused.
CAC-03 The version is the hash of the definition, whatever its layout.
"""

import pytest

from engine.forms import Program, StaleProgram, load_text, version_hash
from engine.forms import compile as compile_form
from engine.forms.program import version_of
from tests.forms.program.examples import INDICATORS, PRODUCTS, month, number, program


@pytest.mark.parametrize("text", [INDICATORS, PRODUCTS])
def test_a_restored_program_is_the_same(text: str) -> None:  # CAC-01
    kept = program(text)
    again = Program.restore(kept.dump())
    assert again.version == kept.version
    assert list(again.cells) == list(kept.cells)
    assert again.needs == kept.needs
    assert again.prefill() == kept.prefill()
    assert Program.restore(again.dump()).start({}).values == kept.start({}).values


def test_a_restored_program_computes_and_explains() -> None:  # CAC-01
    again = Program.restore(program(INDICATORS).dump())
    history = {month("2026-02"): {"econ": {"power": {"ytd": number("85")}}}}
    state = again.start({"section": "C", "staff": number("50")}, period=month("2026-03"), history=history)
    state.set("econ.power.month", 30)
    state.set("econ.power.ytd", 120)
    assert state.findings[0].problem.message().endswith("差 5")
    assert "制造业" in state.why("rd_staff")


def test_foreign_bytes_are_refused() -> None:  # CAC-02
    with pytest.raises(StaleProgram):
        Program.restore(b"something else")


def test_the_version_is_the_hash_of_the_definition() -> None:  # CAC-03
    assert program(INDICATORS).version == version_hash(INDICATORS)
    made_in_python = load_text(INDICATORS).model_copy(update={"version": "2"})
    made_in_python._root = None
    assert version_of(made_in_python) == version_of(made_in_python.model_copy())
    assert compile_form(made_in_python).version != program(INDICATORS).version
