"""Fuzzes one target by coverage: `python -m tests.fuzz.run TARGET [libFuzzer options] [corpus folder]`."""

import sys

import atheris

with atheris.instrument_imports(include=["engine"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Run until libFuzzer ends; a find is written beside the working folder."""
    name, *options = sys.argv[1:]
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
