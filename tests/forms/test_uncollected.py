"""The garbage collector while a definition is read.

GC-01 It is held off meanwhile, and runs again afterwards: when blocks overlap, and when one fails.
"""

import gc

import pytest

from engine.forms import load_text
from engine.forms.nodes import DefinitionError
from engine.forms.uncollected import uncollected


def test_the_collector_runs_again() -> None:  # GC-01
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_runs_again_after_a_faulty_definition() -> None:  # GC-01
    with pytest.raises(DefinitionError):
        load_text("form: [月报")
    assert gc.isenabled()
