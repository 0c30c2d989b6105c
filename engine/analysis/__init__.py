"""Distributions of answers: counted by choice value, merged over versions, as pictures and tables."""

from engine.analysis.counting import Tally
from engine.analysis.filters import NO_FILTERS, Filters, UnknownFilter
from engine.analysis.pictures import Words, picture, spoken, summary, table
from engine.analysis.reach import Reach
from engine.analysis.tallies import Overview, Tallies

__all__ = [
    "NO_FILTERS",
    "Filters",
    "Overview",
    "Reach",
    "Tallies",
    "Tally",
    "UnknownFilter",
    "Words",
    "picture",
    "spoken",
    "summary",
    "table",
]
