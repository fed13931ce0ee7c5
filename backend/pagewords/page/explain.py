"""Why each block of a page was kept or left out: `python -m pagewords.page.explain FILE [NUMBER]`.

A line a block: kept or not, what the first and the second look said, its text. With a block's
number: its features, those first that moved the second look's verdict most. A feature's part is
how much the verdict's logit falls when the feature has its mean instead.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pagewords.page import features, second_look
from pagewords.page.characters import Array
from pagewords.page.charset import decode
from pagewords.page.head import read_head
from pagewords.page.main_text import choose, look, model
from pagewords.page.net import Net
from pagewords.page.tree import parse
from pagewords.page.walk import Walk

#: Characters of a block's text, and features, that are printed.
WIDTH, MOST = 90, 40


def explain(body: bytes, number: int | None = None) -> Iterator[str]:
    """The lines to print about a page, or about one of its blocks."""
    markup, _ = decode(body, "text/html")
    learned = model()
    walk = Walk(learned.names)
    root = parse(markup.replace("\0", ""))
    if root is not None:
        walk.run(root)
    if not walk.lines:
        yield "No text."
        return
    looked = features.Features(walk, read_head(markup, None))
    first = look(learned.first, looked, looked.size)
    again = second_look.SecondLook(looked, first)
    second = look(learned.second, again, looked.size)
    choice = choose(second, looked.weights)
    yield f"expected F1 {choice.confidence:.2f}"
    shown = range(looked.size) if number is None else [number]
    for at in shown:
        kept = "main" if choice.main[at] else "  - "
        text = walk.lines[at].text[:WIDTH]
        yield f"{at:5} {kept} {first[at]:.2f} {second[at]:.2f} {text}"
    if number is not None:
        yield from _features(learned.second, again.rows(number, number + 1))


def _features(net: Net, row: Array) -> Iterator[str]:
    """The features of a block, the weightiest first: its part, its value, its name."""
    names = [*features.names(), *second_look.names()]
    without = np.repeat(row, len(names), axis=0)
    np.fill_diagonal(without, net.mean)
    parts = _logit(net(row)) - _logit(net(without))
    for at in np.argsort(-np.abs(parts))[:MOST]:
        yield f"{parts[at]:+8.2f} {row[0, at]:10.3f}  {names[at]}"


def _logit(likely: Array) -> Array:
    return np.log((likely + 1e-9) / (1 - likely + 1e-9))


if __name__ == "__main__":
    block = int(sys.argv[2]) if len(sys.argv) > 2 else None
    print("\n".join(explain(Path(sys.argv[1]).read_bytes(), block)))
