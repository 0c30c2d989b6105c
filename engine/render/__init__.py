"""FormState to HTML: whole sheets, fragments, charts. Pure: the web asks with a View and gets text."""

from engine.render.contexts import Survey
from engine.render.environment import make_environment
from engine.render.names import element_id, input_id
from engine.render.sheets import Clash, Sheets
from engine.render.views import Header, Urls, View

__all__ = [
    "Clash",
    "Header",
    "Sheets",
    "Survey",
    "Urls",
    "View",
    "element_id",
    "input_id",
    "make_environment",
]
