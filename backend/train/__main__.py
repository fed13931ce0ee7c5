"""Train the finder of the main text, and print what it is worth.

    python -m train FOLDER [--seeds 3] [--write]

FOLDER holds the sets (see `train.sets`); the program's own pages, in `train/pages`, are always
learned from, too. Each set's figures are of pages held out, by site, five-fold. `--write` writes
the weights into the program, unless a figure is below its floor.
"""

import argparse
import sys
import time
from pathlib import Path

from train import report
from train.folds import Folds, split
from train.page import Page
from train.sets import read_sets
from train.weights import below, write

#: One page in so many is learned from once more, without any names.
COPIES = 4


def main() -> int:
    """The command; 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m train")
    parser.add_argument("folder", type=Path, nargs="*")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    started = time.monotonic()
    folders = [*options.folder, Path(__file__).parent / "pages"]
    truths = [truth for folder in folders for truth in read_sets(folder)]
    pages = [page for truth in truths if (page := Page(truth)).texts]
    copies = [
        page
        for number, truth in enumerate(truths)
        if number % COPIES == 0 and (page := Page(truth)).texts
    ]
    split([*pages, *copies])
    print(f"{len(pages)} pages of {len({page.truth.group for page in pages})} sites", flush=True)
    folds = Folds(pages, copies, range(options.seeds))
    rows = report.table(pages, folds.run())
    print(report.as_markdown(rows))
    missed = below(rows)
    for line in missed:
        print(line, file=sys.stderr)
    if options.write and not missed:
        print(write(folds.final()))
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
