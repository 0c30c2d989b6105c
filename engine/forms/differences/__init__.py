"""What a new version of a form changes, and how answers of one version are read by another. Pure."""

from engine.forms.differences.crossing import Crossing, cross
from engine.forms.differences.views import Left, Viewed, view

__all__ = ["Crossing", "Left", "Viewed", "cross", "view"]
