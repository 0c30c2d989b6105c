"""Reading and compiling a definition without pauses of the garbage collector.

Both build hundreds of thousands of objects that stay: the collector would walk them over and over and
find nothing to take away. What is read is bounded, so memory is, too.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the collector off until the block is left; of several at once the first starts it again."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()
