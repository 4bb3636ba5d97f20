"""Measure smmgen and print the figures beside those that are asked for: `python -m bench`.

Everything is done in turns in the same run, so that what else the machine does falls on all alike; told are
medians. Hugo is fetched once, of a fixed release. Files lie in memory where /dev/shm is memory.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import msgspec

from bench.figures import FIGURES, Asked
from bench.table import Row, in_memory, machine, table


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="smmgen-bench-", dir=in_memory()) as folder:
        about = machine(Path(folder))
        rows = _measured(asked, Path(folder))
    print(f"{about}; medians of {asked.runs} turns\n\n{table(rows)}")
    if asked.json:
        data = {"version": 1, "machine": about, "runs": asked.runs, "rows": rows}
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(data)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000", help="numbers of posts, with commas between")
    parser.add_argument("--only", default=",".join(FIGURES), help=f"some of {', '.join(FIGURES)}")
    parser.add_argument("--runs", type=int, default=5, help="how many turns")
    parser.add_argument("--accounts", type=int, default=8)
    parser.add_argument("--images", action="store_true", help="every fourth post has a picture")
    parser.add_argument("--deliveries", type=int, default=100_000, help="of the ledger, two lines each")
    parser.add_argument("--json", type=Path, help="write the rows into this file too")
    return parser.parse_args()


def _measured(asked: argparse.Namespace, folder: Path) -> list[Row]:
    wish = Asked(
        folder=folder,
        runs=asked.runs,
        sizes=tuple(int(size) for size in asked.sizes.split(",")),
        accounts=asked.accounts,
        has_images=asked.images,
        deliveries=asked.deliveries,
    )
    rows = []
    for name in asked.only.split(","):
        for row in FIGURES[name](wish):
            print(f"{row.what}: {row.seen:.3g} {row.unit}", file=sys.stderr, flush=True)
            rows.append(row)
    return rows


if __name__ == "__main__":
    main()
