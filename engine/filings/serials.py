"""Serial numbers: issued once, in the transaction that approves; a counter's row keeps others waiting.

A transaction that is rolled back gives its number back, so that a series has no holes.
"""

from typing import Final

from sqlalchemy.dialects import postgresql, sqlite

from engine.forms.serials import Series
from engine.store import Work
from engine.store.tables.responses import serials

_COUNTER: Final = (serials.c.form, serials.c.series)
_NEXT: Final = {"last": serials.c.last + 1}


def issue(work: Work, form: str, series: Series) -> str:
    """Return the next serial number of a form's series."""
    first = {"form": form, "series": series.key, "last": 1}
    counted = (
        postgresql.insert(serials).values(first).on_conflict_do_update(index_elements=_COUNTER, set_=_NEXT)
        if work.connection.dialect.name == "postgresql"
        else sqlite.insert(serials).values(first).on_conflict_do_update(index_elements=_COUNTER, set_=_NEXT)
    )
    return series.text(work.connection.execute(counted.returning(serials.c.last)).scalar_one())
