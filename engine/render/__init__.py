"""FormState to HTML: whole sheets, fragments, charts. Pure: the web asks with a View and gets text."""

from engine.render.contexts import Clash, Found, Pasted, PasteLine, Reason, Results, Survey
from engine.render.environment import make_environment
from engine.render.marks import Clearing
from engine.render.names import element_id, input_id, slug
from engine.render.sheets import Sheets, conflict, fragments, pasted, results, why
from engine.render.views import UNEXPLAINED, Header, Urls, View

__all__ = [
    "UNEXPLAINED",
    "Clash",
    "Clearing",
    "Found",
    "Header",
    "PasteLine",
    "Pasted",
    "Reason",
    "Results",
    "Sheets",
    "Survey",
    "Urls",
    "View",
    "conflict",
    "element_id",
    "fragments",
    "input_id",
    "make_environment",
    "pasted",
    "results",
    "slug",
    "why",
]
