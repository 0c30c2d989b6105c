"""What a form names outside itself: links, review chains, the system's parts."""

from collections.abc import Iterator

from engine.forms.linter.lint import Lint
from engine.problems import Problem


def around(lint: Lint) -> Iterator[Problem]:
    """Check links, review chain and reporter."""
    for name, link in lint.form.links.items():
        if link.form not in lint.around.forms:
            yield lint.unknown("form", link.form, lint.around.forms, ("links", name, "form"))
    if lint.around.systems:
        yield from _in_systems(lint)


def _in_systems(lint: Lint) -> Iterator[Problem]:
    """Check names of the systems, where a system is at hand at all."""
    form, systems = lint.form, lint.around.systems.values()
    reviews = [name for system in systems for name in system.reviews]
    if form.review is not None and form.review not in reviews:
        yield lint.unknown("review", form.review, reviews, ("review",))
    kinds = [name for system in systems for name in system.organisations]
    several = not isinstance(form.collection.reporter, str)
    for number, reporter in enumerate(form.collection.reporters):
        if reporter not in kinds:
            place = ("collection", "reporter", *((number,) if several else ()))
            yield lint.unknown("reporter", reporter, kinds, place)
