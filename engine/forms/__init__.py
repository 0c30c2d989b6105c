"""Forms: definitions read and checked, compiled into programs, and the responses they make. Pure."""

from engine.forms.checking import check
from engine.forms.documents import Misfits
from engine.forms.fieldtypes.kind import Refused
from engine.forms.findings import Explanation, Finding, NotRun
from engine.forms.folder import Definitions, load_folder
from engine.forms.history import Needs
from engine.forms.loader import load, load_text
from engine.forms.nodes import DefinitionError
from engine.forms.offering import Option
from engine.forms.plan import Cell
from engine.forms.program import Program, StaleProgram
from engine.forms.program import compile_program as compile
from engine.forms.standing import SheetStatus
from engine.forms.state import FormState
from engine.forms.versions import version_hash

__all__ = [
    "Cell",
    "Definitions",
    "DefinitionError",
    "Explanation",
    "Finding",
    "FormState",
    "Misfits",
    "Needs",
    "NotRun",
    "Option",
    "Program",
    "Refused",
    "SheetStatus",
    "StaleProgram",
    "check",
    "compile",
    "load",
    "load_folder",
    "load_text",
    "version_hash",
]
