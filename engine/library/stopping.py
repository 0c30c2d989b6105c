"""Forms that take no answers any more, whatever their periods say; begun ones are kept as they stand."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from engine.library.versions import NoSuchForm
from engine.store import Work
from engine.store.tables.forms import forms


def stop(work: Work, form: str, *, by: str, at: datetime) -> None:
    """Take no answers to a form from `at` on; one that is stopped keeps its moment. Raises NoSuchForm."""
    if form not in stopped(work):
        _set(work, form, stopped_at=at, stopped_by=by)


def resume(work: Work, form: str) -> None:
    """Take answers again, within the form's periods. Raises NoSuchForm."""
    _set(work, form, stopped_at=None, stopped_by=None)


def stopped(work: Work) -> Mapping[str, datetime]:
    """Return the forms that are stopped, and since when: few, so that a page of any forms asks once."""
    query = select(forms.c.form, forms.c.stopped_at).where(forms.c.stopped_at.is_not(None))
    return {row.form: row.stopped_at for row in work.connection.execute(query)}


def _set(work: Work, form: str, **values: object) -> None:
    done = work.connection.execute(forms.update().where(forms.c.form == form).values(**values))
    if done.rowcount != 1:
        raise NoSuchForm(form)
