"""The mirror comes to what counting one by one comes to, for every shipped form.

SIMCOUNT-01  Simulated responses of each form: all counts, texts and numbers are the same.
SIMCOUNT-02  Numbers at once have the statistics of numbers one by one: exact means, quartiles and columns.
"""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.analysis.mirror import units
from engine.analysis.mirror.units import Units
from engine.analysis.numbers import summarise
from engine.analysis.plans import planned
from engine.analysis.questions import questions_of
from engine.forms.differences.crossing import unchanged
from engine.forms.differences.places import cells_of
from engine.forms.sampling.simulation import Simulation, source_of
from engine.forms.sampling.world import World, compiled, periods_from
from tests.analysis import mirrored
from tests.definitions_shipped.shipped import definitions


@pytest.mark.parametrize("name", sorted(definitions().forms))
def test_simulated_responses(name: str) -> None:  # SIMCOUNT-01
    program = compiled(definitions(), name)
    world = World(definitions(), program, periods=periods_from(program.form))
    made = Simulation(program, seed=4, kinds=("valid", "boundary")).run(
        world.occasions(source_of(program, 4)), 12
    )
    way = unchanged(cells_of(program.form))
    plan = planned({"1": questions_of(program.form)}, {"1": way})
    tallies = mirrored.tallied(plan, [("1", one.document) for one in made])
    assert any(tally.count.answered for tally in tallies.values())


@given(
    numbers=some.lists(some.integers(-(10**12), 10**12), min_size=1, max_size=40),
    scale=some.integers(0, 4),
    dense=some.booleans(),
)
def test_statistics_at_once(numbers: list[int], scale: int, dense: bool) -> None:  # SIMCOUNT-02
    if dense:
        numbers = [number % 1000 for number in numbers]
    exact = [Decimal(number).scaleb(-scale) for number in numbers]
    counts = {number: exact.count(number) for number in exact}
    assert Units(np.array(numbers), scale).summary(decimals=scale) == summarise(counts, decimals=scale)


def test_a_sum_beyond_the_machine() -> None:  # SIMCOUNT-02
    most = 9 * 10**18
    found = Units(np.array([most, most, -most, most - 1]), 0).summary()
    assert found is not None
    assert found.mean == Decimal(2 * most - 1) / 4
    assert units.Mixed(Units(np.array([1]), 0), (Decimal(3),)).counts() == {Decimal(1): 1, Decimal(3): 1}
