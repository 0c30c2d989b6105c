"""The checker's word on a design as it stands, each problem with the part it speaks of."""

from collections.abc import Iterable, Iterator

from engine.forms import DefinitionError
from engine.forms.appraisal import Fault
from engine.forms.editing.outline import Spot, outline, pointer_of, spot_at
from engine.library.designs import Design
from web.pages.designs import Told


def told(design: Design, faults: Iterable[Fault], language: str) -> Iterator[Told]:
    """Yield problems with the part each speaks of."""
    top = _outline(design.text)
    for one in faults:
        span = one.problem.span
        spot = spot_at(top, one.thing) if top else None
        called = spot.called(language) if spot else ""
        yield Told(one.problem, pointer_of(one.thing), called, span.line if span else 1)


def _outline(text: str) -> Spot | None:
    try:
        return outline(text)
    except DefinitionError:  # said by the faults themselves
        return None
