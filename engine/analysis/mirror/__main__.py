"""One process of several that read a form's rows: takes its order from the parent's pipe."""

import pickle
import sys

from engine.analysis.mirror.making import Order
from engine.analysis.mirror.worker import make


def main() -> None:
    """Carry out the order on the standard input; only the parent process writes there."""
    order = pickle.load(sys.stdin.buffer)
    if not isinstance(order, Order):
        raise TypeError(f"no order: {type(order).__name__}")
    make(order)


if __name__ == "__main__":
    main()
