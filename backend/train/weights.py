"""What was learned as the files that the program comes with, and the floors of its worth."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

import pagewords.page.main_text
from pagewords.page.blocks.walk import Walk
from pagewords.page.main_text.find import Model, find_main, model
from pagewords.page.tree import parse
from train import report
from train.page import Page

PROGRAM = Path(pagewords.page.main_text.__path__[0])
TABLE = Path(__file__).parent / "table.md"
#: Bytes that both files may have.
MOST_BYTES = 300_000
#: The least of figures of pages held out.
FLOORS: Final[dict[tuple[str, str], float]] = {
    ("wcxb", "wordF1"): 0.88,
    ("wcxb", "top20"): 0.85,
    ("readability", "wordF1"): 0.94,
    ("segments", "F1"): 0.91,
}
#: Weights of names that are left out, being too small to matter.
SMALL = 0.02
_HEADING = "Held out:"
_OWN = "The program's own pages, with the weights that it has:"


def below(rows: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The figures that are below their floors, a line each; a set that is not there has none."""
    return [
        f"{name}: {measure} is {rows[name][measure]:.3f}, its floor is {floor}"
        for (name, measure), floor in FLOORS.items()
        if name in rows and rows[name][measure] < floor
    ]


def write(learned: Model, table: str, own: Sequence[Page]) -> str:
    """Write the model's files and the table, and tell how large they are."""
    lines = [
        f"{word}\t{weight:g}\n"
        for word, weight in sorted(learned.names.weights.items())
        if abs(weight) >= SMALL
    ]
    (PROGRAM / "names.tsv").write_text("".join(lines), "utf-8")
    arrays = learned.first.arrays("first") | learned.second.arrays("second")
    with (PROGRAM / "weights.npz").open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
    size = sum((PROGRAM / name).stat().st_size for name in ("names.tsv", "weights.npz"))
    if size > MOST_BYTES:
        raise SystemExit(f"The weights have {size} bytes, of which {MOST_BYTES} are allowed.")
    model.cache_clear()
    TABLE.write_text(f"{_HEADING}\n\n{table}\n\n{_OWN}\n\n{_own_table(own)}\n", "utf-8")
    return f"{len(lines)} words of names, {size} bytes in all"


def check(own: Sequence[Page]) -> list[str]:
    """What is wrong with the program's weights: its own pages do not read as the table says."""
    found = _own_table(own)
    print(found)
    told = TABLE.read_text("utf-8").partition(f"{_OWN}\n\n")[2]
    return [] if found == told.rstrip("\n") else [f"{TABLE.name} says otherwise."]


def _own_table(own: Sequence[Page]) -> str:
    return report.as_markdown(report.table(own, {page.truth.name: _kept(page) for page in own}))


def _kept(page: Page) -> list[bool]:
    walk = Walk(model().names)
    walk.run(parse(page.markup))
    return find_main(walk, page.head).main
