"""Writes a parcel as a workbook, an SPSS file or a Parquet file: run as a process of its own.

`python -m engine.exchange.writing KIND PARCEL TARGET`.
"""

import sys
from pathlib import Path

from engine.exchange import parquet_file, spss_file, workbook

WRITERS = {"xlsx": workbook.write, "sav": spss_file.write, "parquet": parquet_file.write}


def main(kind: str, parcel: str, target: str) -> None:
    """Write one file."""
    WRITERS[kind](Path(parcel), Path(target))


if __name__ == "__main__":
    main(*sys.argv[1:4])
