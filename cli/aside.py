"""Work in a process of its own that has everything loaded already."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Final

FORK: Final = "fork"


@contextmanager
def aside(first: Callable[[], None], then: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Do `first` and `then` beside the block; yields what waits for `first` and says whether it came right.

    What is not done when the block ends is left. Where a process cannot be started so, both are done
    before the block.
    """
    if FORK not in get_all_start_methods():
        first()
        then()
        yield lambda: True
        return
    context = get_context(FORK)
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(first, then, told), daemon=True)
    process.start()
    told.close()

    def came_right() -> bool:
        try:
            return bool(heard.recv())
        except EOFError:
            return False

    try:
        yield came_right
    finally:
        process.terminate()
        process.join()
        heard.close()


def _work(first: Callable[[], None], then: Callable[[], None], told: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who waits is interrupted, and ends this process
    first()
    told.send(True)
    then()
