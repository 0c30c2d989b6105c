"""Examples: the form is compiled once and each is run; only for forms without errors."""

from collections.abc import Iterator

from engine.forms.compiling import compile_layout
from engine.forms.examples import try_examples
from engine.forms.linter.lint import Lint
from engine.forms.program import Program, version_of
from engine.problems import Problem


def examples(lint: Lint) -> Iterator[Problem]:
    """Run the examples of a form whose rules are sound."""
    layout = lint.layout
    if not lint.form.examples or layout is None:
        return
    lists = lint.around.codelists
    compiled = compile_layout(layout, version_of(lint.form))
    program = Program(compiled, codelists=lists, tables=lint.around.tables)
    yield from try_examples(lint.form, program, lint.surroundings, lists)
