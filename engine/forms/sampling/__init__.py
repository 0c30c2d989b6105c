"""Responses drawn from a definition alone: plausible ones, those at the limits, and faulty ones."""

from engine.forms.sampling.guide import Guide
from engine.forms.sampling.sampler import Sampler

__all__ = ["Guide", "Sampler"]
