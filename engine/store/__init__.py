"""What is kept: tables, units of work, exact JSON and migrations. It decides nothing."""

from engine.store.exact_json import Json
from engine.store.session import Database, StoreBusy, StoreFull, Unstorable, Work

__all__ = ["Database", "Json", "StoreBusy", "StoreFull", "Unstorable", "Work"]
