"""Why each block of a page was kept or left out.

    python -m pagewords.page.main_text.explain FILE [NUMBER]

A line a block: kept or not, what the first and the second look said, its text. With a block's
number: its features, those first that moved the second look most. A feature's part is how much the
verdict's logit falls when the feature has its mean instead.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pagewords.page.blocks.walk import Walk
from pagewords.page.charset import decode
from pagewords.page.head import read_head
from pagewords.page.main_text.characters import Array
from pagewords.page.main_text.find import find_main, model
from pagewords.page.tree import parse

#: Characters of a block's text, and features, that are printed.
WIDTH, MOST = 90, 40


def explain(body: bytes, number: int | None = None) -> Iterator[str]:
    """The lines to print about a page, or about one of its blocks."""
    markup = decode(body, "text/html").replace("\0", "")
    walk = Walk(model().names)
    walk.run(parse(markup))
    if not walk.lines:
        yield "No text."
        return
    choice = find_main(walk, read_head(markup))
    yield f"expected F1 {choice.confidence:.2f}"
    for at in range(len(walk.lines)) if number is None else [number]:
        kept, text = "main" if choice.main[at] else "  - ", walk.lines[at].text[:WIDTH]
        yield f"{at:5} {kept} {choice.first[at]:.2f} {choice.second[at]:.2f} {text}"
    if number is not None:
        row = choice.looked.rows(number, number + 1)
        names = choice.looked.names()
        without = np.repeat(row, len(names), axis=0)
        np.fill_diagonal(without, model().second.mean)
        parts = _logit(model().second(row)) - _logit(model().second(without))
        for at in np.argsort(-np.abs(parts))[:MOST]:
            yield f"{parts[at]:+8.2f} {row[0, at]:10.3f}  {names[at]}"


def _logit(likely: Array) -> Array:
    return np.log((likely + 1e-9) / (1 - likely + 1e-9))


if __name__ == "__main__":
    block = int(sys.argv[2]) if len(sys.argv) > 2 else None
    print("\n".join(explain(Path(sys.argv[1]).read_bytes(), block)))
