"""A file that a form brings, to be read at once and not kept."""

from starlette.datastructures import FormData, UploadFile

from engine.documents.names import clean_name, ending_of
from engine.exchange.brought import Unreadable
from engine.problems import problem


def posted_file(fields: FormData, most: int) -> tuple[bytes, str]:
    """Return the content of the posted file and its ending. Raises Unreadable where there is none.

    At most one byte more than `most` is read: whoever reads it then refuses what is too large.
    """
    given = fields.get("file")
    if not isinstance(given, UploadFile) or not given.filename:
        raise Unreadable(problem("import-missing"))
    return given.file.read(most + 1), ending_of(clean_name(given.filename))
