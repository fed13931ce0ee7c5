"""What was learned as the files that the program comes with, and the floors they must not fall
below."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

import pagewords.page
from pagewords.page.main_text import Model

#: Bytes that both files may have.
MOST_BYTES = 300_000
#: The least of each set's figures.
FLOORS: Final[dict[tuple[str, str], float]] = {
    ("wcxb", "wordF1"): 0.885,
    ("wcxb", "top20"): 0.855,
    ("readability", "wordF1"): 0.92,
}
#: Weights of names that are left out, being too small to matter.
SMALL = 0.02


def below(rows: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The figures that are below their floors, a line each; a set that is not there has none."""
    return [
        f"{name}: {measure} is {rows[name][measure]:.3f}, its floor is {floor}"
        for (name, measure), floor in FLOORS.items()
        if name in rows and rows[name][measure] < floor
    ]


def write(model: Model, folder: Path | None = None) -> str:
    """Write the model's files, and tell how large they are."""
    folder = folder or Path(pagewords.page.__path__[0])
    lines = [
        f"{word}\t{weight:g}\n"
        for word, weight in sorted(model.names.weights.items())
        if abs(weight) >= SMALL
    ]
    (folder / "names.tsv").write_text("".join(lines), "utf-8")
    arrays = model.first.arrays("first") | model.second.arrays("second")
    with (folder / "weights.npz").open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
    size = sum((folder / name).stat().st_size for name in ("names.tsv", "weights.npz"))
    if size > MOST_BYTES:
        raise SystemExit(f"The weights have {size} bytes, of which {MOST_BYTES} are allowed.")
    return f"{len(lines)} words of names, {size} bytes in all"
