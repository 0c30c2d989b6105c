"""Examples in a definition: what is given, and what must come of it. They are run by the checker."""

from typing import Annotated

from pydantic import GetPydanticSchema
from pydantic_core import core_schema

from engine.forms.model.base import Name, Part, Text
from engine.forms.nodes import Mapping

Written = Annotated[
    Mapping, GetPydanticSchema(lambda _source, _handler: core_schema.is_instance_schema(Mapping))
]
"""Values by path as they stand in the file: they are typed by the form when the example is run."""


class Expected(Part):
    """What must come of an example. Paths are those of cells, or of any other item; checks go by name.

    `broken` and `holds` take names of checks and paths of cells; `accepted` says whether the response
    may be submitted as it stands.
    """

    values: Written | None = None
    labels: dict[str, Text] = {}
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    read_only: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    not_run: tuple[str, ...] = ()
    accepted: bool | None = None


class Example(Part):
    """One response made up to show what the form does: `given` is typed over the defaults.

    `history` holds earlier filings by period, `links` those of other forms by the link's name,
    `today` a day or a moment.
    """

    example: Name
    title: Text | None = None
    given: Written | None = None
    period: str | None = None
    today: str | None = None
    org: Written | None = None
    user: Written | None = None
    links: dict[Name, Written] = {}
    history: dict[str, Written] = {}
    expect: Expected
