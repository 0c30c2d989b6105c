"""Examples: the form is compiled once and each is run; only for forms without errors."""

from collections.abc import Iterator

from engine.forms.examples import try_examples
from engine.forms.linter.lint import Lint
from engine.forms.program import compile_program
from engine.problems import Problem


def examples(lint: Lint) -> Iterator[Problem]:
    """Run the examples of a form whose rules are sound."""
    if not lint.form.examples:
        return
    around = lint.around
    program = compile_program(
        lint.form, around.codelists, around.tables, links=lint.links, profile=lint.profile
    )
    yield from try_examples(lint.form, program, lint.surroundings, around.codelists)
