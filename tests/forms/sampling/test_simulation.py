"""Simulated filings of every definition: what is called valid is, what is called invalid is refused.

SIM-01 A valid response may be submitted, by its JSON document and in its circumstances.
SIM-02 An invalid response is refused, and among its problems is the one it was made to have.
SIM-03 A boundary response may be submitted and stands on the limit that it was aimed at.
SIM-04 The same seed makes the same responses; another makes others.
SIM-05 The search reaches what chance would not: branches, rare conditions, both outcomes of checks.
SIM-06 What was never reached is named; what was, says by which response first.
SIM-07 A filer's later responses read the earlier ones; sheets filed once a year stay as they are.
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

import pytest

from engine.forms import Definitions, Program, compile, load_folder, load_text
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.sampling.edges import edges
from engine.forms.sampling.simulation import KINDS, Kind, Simulated, Simulation, judged, source_of
from engine.forms.sampling.spoiling import answers
from engine.forms.sampling.targets import Target
from engine.forms.sampling.world import Occasion, World, compiled, periods_from
from tests.contracts.tree import ROOT

FOLDERS: Final = {
    "shipped": ROOT / "definitions",
    "monitoring": ROOT / "tests/definitions/valid/monitoring",
    **{path.stem: path for path in sorted((ROOT / "tests/definitions/valid").glob("*.yaml"))},
}
EACH: Final = 12


@cache
def folder(path: Path) -> Definitions:
    return load_folder(path)


@cache
def made(path: Path, name: str) -> Program:
    return compiled(folder(path), name)


FORMS: Final = [
    pytest.param(path, name, id=f"{label}-{name}")
    for label, path in FOLDERS.items()
    for name in sorted(folder(path).forms)
]


def simulate(
    path: Path, name: str, count: int, *, seed: int = 1, kinds: tuple[Kind, ...] = KINDS
) -> tuple[Simulation, list[tuple[Simulated, Occasion]]]:
    """Simulate filings; each comes with the occasion it was made for, as it was before."""
    program = made(path, name)
    world = World(folder(path), program, periods=periods_from(program.form))
    seen: list[Occasion] = []

    def watched() -> Iterator[Occasion]:
        for one in world.occasions(source_of(program, seed)):
            around = {**one.around, "history": dict(one.around["history"])}
            seen.append(Occasion(one.filer, one.period, around))
            yield one

    simulation = Simulation(program, seed=seed, kinds=kinds)
    found = [(one, seen[-1]) for one in simulation.run(watched(), count)]
    return simulation, found


@pytest.mark.parametrize(("path", "name"), FORMS)
def test_every_response_is_what_it_is_called(path: Path, name: str) -> None:  # SIM-01, SIM-02, SIM-03
    program = made(path, name)
    _simulation, found = simulate(path, name, EACH)
    assert len(found) >= EACH - 2
    for one, at in found:
        problems = judged(program, one.document, one.explanations, at.around)
        if one.kind == "invalid":
            assert one.aim and any(answers(fault, one.aim) for fault in problems), one
            assert [fault.code for fault in problems] == [fault.code for fault in one.problems]
        else:
            assert problems == (), (one, [str(fault) for fault in problems])


ROUTES: Final = """
form: routes
title: 出差申请
collection: {period: month}
sheets:
  - sheet: trip
    title: 行程
    items:
      - field: abroad
        type: select_one
        required: true
        choices: [{value: home, label: 国内}, {value: abroad, label: 国外}]
        branches: [{when: abroad == 'home', goto: cost}]
      - {field: country, type: text, required: true, maxLength: 20}
      - {field: cost, type: decimal, decimals: 2, required: true, minimum: 0, maximum: 100000}
      - {field: paid, type: decimal, decimals: 2, required: true, minimum: 0, maximum: 100000}
      - {field: reason, type: textarea, required: true, relevant: "growth(cost, prev(cost)) > 900"}
      - {field: luxury, type: text, relevant: cost == 77777.77, required: true}
      - {field: deep, type: text, relevant: "not is_empty(luxury) and paid < 5", required: true}
      - {field: share, type: decimal, calculation: "prev(cost) if period.month > 1 else paid"}
      - {field: began, type: date, required: true, constraint: began <= period.end}
      - repeat: nights
        maximum: 4
        items:
          - {field: price, type: integer, required: true, minimum: 1}
          - {field: why, type: text, relevant: price > 5000, required: true}
        checks: [{check: same_price, rule: "price == prev_row(price)", severity: warning}]
checks:
  - {check: covered, rule: paid <= cost}
  - {check: nights_add_up, rule: sum(nights.price) <= paid, severity: warning}
"""


@cache
def routes() -> tuple[Program, Simulation, list[Simulated]]:
    program = compile(load_text(ROUTES))
    world = World(Definitions(), program, periods=periods_from(program.form))
    simulation = Simulation(program, seed=3)
    return program, simulation, list(simulation.run(world.occasions(Random(3)), 300))


def test_the_search_reaches_what_chance_would_not() -> None:  # SIM-05
    _program, simulation, _found = routes()
    unreached = {(target.deed, target.path) for target in simulation.coverage.never()}
    reachable = {("shown", "luxury"), ("shown", "deep"), ("shown", "reason"), ("shown", "nights[].why")}
    assert not unreached & reachable
    assert not unreached & {("taken", "abroad"), ("passed", "abroad")}
    assert not unreached & {("held", "nights[].same_price"), ("broken", "nights[].same_price")}
    assert min(share.percent for share in simulation.coverage.shares()) >= 95


def test_a_boundary_response_stands_on_its_limit() -> None:  # SIM-03
    program, _simulation, found = routes()
    aimed = [one for one in found if one.kind == "boundary" and one.aim and one.aim.path in program.cells]
    assert aimed
    for one in aimed:
        assert one.aim
        cell = program.cells[one.aim.path]
        stated = [edge.value for edge in edges(cell.field, None, one.period) if edge.name == one.aim.detail]
        told = [TYPES[cell.field.kind].to_json(value) for value in stated]
        given = one.document["nights"] if cell.repeat else [one.document]
        assert any(row.get(cell.field.field) in told for row in given)


def test_each_refusal_is_named() -> None:  # SIM-02
    _program, _simulation, found = routes()
    codes = {one.aim.detail for one in found if one.kind == "invalid" and one.aim}
    assert codes >= {
        "answer-missing", "value-too-small", "value-too-large", "value-too-many-decimals", "value-too-long",
        "value-not-offered", "value-not-date", "answer-constraint", "check-broken", "check-unexplained",
        "answer-rows-most",
    }  # fmt: skip


def test_what_was_reached_and_never() -> None:  # SIM-06
    _program, simulation, found = routes()
    told = simulation.coverage.told()
    assert told["coverage"]["branches"] == {"reached": 2, "total": 2, "percent": 100.0}
    assert set(simulation.coverage.first.values()) <= {one.number for one in found}
    few = Simulation(_program, seed=1, kinds=("valid",))
    assert list(few.run(iter(()), 5)) == []
    assert Target("shown", "cost") in few.coverage.never()


def test_seeds() -> None:  # SIM-04
    path = ROOT / "tests/definitions/valid/every-item.yaml"
    first, again, other = (
        [one.told() for one, _at in simulate(path, "every-item", 6, seed=seed)[1]] for seed in (1, 1, 2)
    )
    assert first == again != other


def test_later_responses_read_earlier_ones() -> None:  # SIM-07
    program = made(ROOT / "tests/definitions/valid/every-item.yaml", "every-item")
    world = World(Definitions(), program, periods=periods_from(program.form))
    simulation = Simulation(program, seed=1, kinds=("valid",))
    occasions = list(islice(_kept(simulation, world), 3))
    assert [len(one.around["history"]) for one in occasions] == [3, 3, 3]
    assert [one.period.key for one in occasions if one.period] == ["2025-01", "2025-02", "2025-03"]


def _kept(simulation: Simulation, world: World) -> list[Occasion]:
    found: list[Occasion] = []

    def watched() -> Iterator[Occasion]:
        for one in world.occasions(Random(1)):
            found.append(one)
            yield one

    list(simulation.run(watched(), 3))
    return found
