"""Every shipped form can be filled by hand, from an empty page to what may be submitted.

ANSWER-01 For each form there are answers, typed in reading order, after which nothing is in the way.
ANSWER-02 What is typed is what an HTML form sends: words and codes, never Python's.
ANSWER-03 A repeat's rows are added before their fields are typed; a sheet's steps are its own.
"""

import pytest

from tests.definitions_shipped.shipped import definitions
from tests.shipped_answers import AddRow, Type, shipped_answers

FORMS = sorted(definitions().forms)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_filled(form: str) -> None:  # ANSWER-01
    answers = shipped_answers(form)
    assert not answers.state.complete()
    assert answers.steps


@pytest.mark.parametrize("form", FORMS)
def test_what_is_typed(form: str) -> None:  # ANSWER-02
    typed = [step for step in shipped_answers(form).steps if isinstance(step, Type)]
    assert all(bool(step.text) != bool(step.files) for step in typed)
    assert not [step.path for step in typed if step.text in ("True", "False", "None", "[]")]


@pytest.mark.parametrize("form", FORMS)
def test_rows_before_their_fields(form: str) -> None:  # ANSWER-03
    answers = shipped_answers(form)
    added = {f"{name}[{index}]" for name, count in answers.rows.items() for index in range(count)}
    for step in (step for sheet in answers.sheets for step in answers.on(sheet)):
        if isinstance(step, AddRow):
            added.add(f"{step.repeat}[{step.index}]")
        elif "[" in step.path:
            assert f"{step.path.partition(']')[0]}]" in added
