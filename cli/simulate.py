"""`tianbao simulate`: responses invented from a definition, valid, at limits and faulty, with a report."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer

from cli import installation
from cli.simulated_store import StoreFiler
from engine.forms import DefinitionError, Definitions, Program, load, load_folder
from engine.forms.periods import Period
from engine.forms.sampling.coverage import Coverage
from engine.forms.sampling.simulation import KINDS, Kind, Simulated, Simulation, source_of
from engine.forms.sampling.targets import Target
from engine.forms.sampling.world import World, compiled, periods_from
from engine.store import exact_json

SHOWN: Final = 40
"""Targets never reached that the report names; the rest is counted."""


class Which(StrEnum):
    """Which responses are made."""

    VALID = "valid"
    BOUNDARY = "boundary"
    INVALID = "invalid"
    MIXED = "mixed"


class Format(StrEnum):
    """How responses are written."""

    LINES = "lines"
    JSON = "json"


def command(
    form: Annotated[str, typer.Argument(help="A form's name, or its file.")],
    *,
    count: Annotated[int, typer.Option("--n", min=1, max=1_000_000, help="How many responses.")] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same responses.")] = 1,
    which: Annotated[Which, typer.Option("--kind", help="Which responses.")] = Which.MIXED,
    period: Annotated[str, typer.Option(help="A period, or first..last (2026-01..2026-06).")] = "",
    org: Annotated[list[str] | None, typer.Option(help="With --store: organisations; repeatable.")] = None,
    format_: Annotated[
        Format, typer.Option("--format", help="One response a line, or a list.")
    ] = Format.LINES,
    output: Annotated[Path | None, typer.Option(help="File to write; else standard output.")] = None,
    report: Annotated[Path | None, typer.Option(help="File for the report as JSON.")] = None,
    store: Annotated[bool, typer.Option("--store", help="File them in the installation's store.")] = False,
) -> None:
    """Invent responses to a form and say what of it they reached: items, choices, branches, checks, limits.

    An invalid response names what it was made to break and every problem it is refused with. With
    --store only accepted ones are made, one for each organisation and period.
    """
    settings = installation.settings()
    known, name = _definitions(form, settings.definitions)
    program = compiled(known, name)
    periods = _periods(program, period)
    if store:
        kinds: tuple[Kind, ...] = ("boundary",) if which is Which.BOUNDARY else ("valid",)
        simulation = Simulation(program, seed=seed, kinds=kinds)
        with StoreFiler.opened(settings, known, program) as filer:
            made = simulation.run(filer.occasions(tuple(org or ()), periods), count)
            told = sum(1 for one in made if filer.file(one))
        typer.echo(f"{told} filed.")
    else:
        kinds = tuple(kind for kind in KINDS if which.value in (kind, Which.MIXED))
        simulation = Simulation(program, seed=seed, kinds=kinds)
        world = World(known, program, periods=periods)
        with _writer(output) as write:
            _write(simulation.run(world.occasions(source_of(program, seed)), count), format_, write)
    _report(simulation, report)


def _definitions(form: str, folder: Path) -> tuple[Definitions, str]:
    """Return the definitions and the form's name; a file stands in for the folder's form of its name."""
    known = load_folder(folder)
    if form not in known.forms and Path(form).is_file():
        try:
            own = load(Path(form))
        except DefinitionError as error:
            _stop(*map(str, error.problems))
        known.forms[own.form] = own
        return known, own.form
    if form not in known.forms:
        _stop(f"There is no form '{form}'. Known: {', '.join(sorted(known.forms))}.")
    return known, form


def _periods(program: Program, told: str) -> tuple[Period | None, ...]:
    kind = program.form.collection.period
    if not told:
        return periods_from(program.form)
    first, _, last = told.partition("..")
    try:
        start = Period.parse(first)
        end = Period.parse(last or first)
    except ValueError:
        _stop(f"'{told}' is no period. Write 2026-03, 2026-Q1, 2026-H1, 2026, or first..last.")
    if start.kind != kind or end.kind != kind or end < start:
        _stop(
            f"'{told}' does not fit: the form's period is {kind}, and the last may not lie before the first."
        )
    found = [start]
    while found[-1] < end:
        found.append(found[-1].shift(1))
    return tuple(found)


@contextmanager
def _writer(output: Path | None) -> Iterator[Callable[[str], None]]:
    """Give a function that writes one line to the file, or to standard output."""
    if output is None:
        yield typer.echo
        return
    with output.open("w", encoding="utf-8") as file:
        yield lambda line: print(line, file=file)


def _write(made: Iterator[Simulated], format_: Format, write: Callable[[str], None]) -> None:
    lines = (exact_json.dumps(one.told()) for one in made)
    if format_ is Format.LINES:
        for line in lines:
            write(line)
        return
    write("[")
    before = next(lines, "")
    for line in lines:
        write(f"{before},")
        before = line
    write(f"{before}]")


def _report(simulation: Simulation, file: Path | None) -> None:
    """Say on standard error what was reached; write the same as data to `file`."""
    for line in report_lines(simulation):
        typer.echo(line, err=True)
    if file is not None:
        told: dict[str, Any] = {"made": dict(simulation.made), "stuck": simulation.stuck}
        file.write_text(json.dumps(told | simulation.coverage.told(), ensure_ascii=False, indent=1), "utf-8")


def report_lines(simulation: Simulation) -> Iterator[str]:
    """Yield the report for people, a line at a time."""
    made = ", ".join(f"{count} {kind}" for kind, count in simulation.made.items())
    yield f"Made: {made or 'nothing'}." + (f" Given up: {simulation.stuck}." if simulation.stuck else "")
    coverage: Coverage = simulation.coverage
    for share in coverage.shares():
        yield f"{share.section:<9} {share.reached:>5} of {share.total:<5} {share.percent:>5} %"
    never = coverage.never()
    if never:
        yield f"Never reached ({len(never)}):"
    yield from (f"  {_told(target)}" for target in never[:SHOWN])
    if len(never) > SHOWN:
        yield f"  … and {len(never) - SHOWN} more; --report FILE lists them all."


def _told(target: Target) -> str:
    return " ".join(filter(None, (_DEEDS[target.deed], target.path, target.detail)))


_DEEDS: Final = {
    "shown": "not shown:",
    "hidden": "not hidden:",
    "answered": "not answered:",
    "empty": "not left empty:",
    "chosen": "not chosen:",
    "taken": "branch not taken:",
    "passed": "branch never passed by:",
    "held": "did not hold:",
    "broken": "not broken:",
    "edge": "limit not met:",
    "wrong": "not refused:",
}


def _stop(*sentences: str) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)
