"""Train the finder of the main text, and print what it is worth.

    python -m train FOLDER... [--seeds 3] [--write]
    python -m train --check

FOLDER holds sets (see `train.sets`); the program's own pages, in `train/pages`, are always learned
from, too. Each set's figures are of pages held out, by site, five-fold. `--write` writes weights
and table into the program, unless a figure is below its floor. `--check` reads the program's own
pages with the weights that it has, and compares with the table.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from copy import copy
from pathlib import Path

from train import report, weights
from train.folds import Folds, split
from train.page import Page
from train.sets import Truth, read_sets

#: One page in so many is learned from once more, without any names.
COPIES = 4
OWN = Path(__file__).parent / "pages"


def main() -> int:
    """The command; 1 where a figure is below its floor, or is not what the table says."""
    parser = argparse.ArgumentParser(prog="python -m train")
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    started = time.monotonic()
    if options.check:
        complaints = weights.check(_pages(read_sets(OWN)))
    else:
        complaints = _train([*options.folders, OWN], range(options.seeds), write=options.write)
    print(*complaints, f"{time.monotonic() - started:.0f} s", sep="\n", file=sys.stderr)
    return 1 if complaints else 0


def _train(folders: Sequence[Path], seeds: Sequence[int], *, write: bool) -> list[str]:
    truths = [truth for folder in folders for truth in read_sets(folder)]
    pages = _pages(truths)
    copies = [copy(page) for page in pages[::COPIES]]
    split([*pages, *copies])
    print(f"{len(pages)} pages of {len({page.truth.group for page in pages})} sites", flush=True)
    folds = Folds(pages, copies, seeds)
    rows = report.table(pages, folds.run())
    table = report.as_markdown(rows)
    print(table)
    if missed := weights.below(rows):
        return missed
    if write:
        print(weights.write(folds.final(), table, _pages(read_sets(OWN))))
    return []


def _pages(truths: Sequence[Truth]) -> list[Page]:
    """The pages that have any text."""
    return [page for truth in truths if (page := Page(truth)).texts]


if __name__ == "__main__":
    sys.exit(main())
