"""Which blocks of a page are its main text: features, two looks by a small net, and the choice.

The second look sees what the first one said of a block's neighbours and containers. Of all ways to
draw the line, that one is taken from which the best F1 is to be expected.

The convention is that of the pages the net is trained on: the page's own headline is in; captions,
readers' comments, teasers, share lines, bylines, licences and related posts are out. Where the
comments are the page, as in a thread or under a question, all posts are in.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple, Protocol

import numpy as np

from pagewords.page.characters import Array
from pagewords.page.features import Features
from pagewords.page.head import Head
from pagewords.page.names import Names
from pagewords.page.net import Net
from pagewords.page.second_look import SecondLook
from pagewords.page.walk import Walk

#: Blocks that are looked at at once.
SLICE = 8_192


class Model(NamedTuple):
    """What was learned: the weights of names' words, and the nets of both looks."""

    names: Names
    first: Net
    second: Net


class Rows(Protocol):
    """What gives the features of a range of blocks."""

    def rows(self, start: int, end: int) -> Array: ...


class Choice(NamedTuple):
    """For each block whether it is main text and how likely it is, and the F1 to be expected."""

    main: list[bool]
    likely: Array
    confidence: float


@cache
def model() -> Model:
    """The model that comes with the program."""
    folder = files("pagewords.page")
    lines = (folder / "names.tsv").read_text("utf-8").splitlines()
    weights = {word: float(weight) for word, weight in (line.split("\t") for line in lines)}
    with (folder / "weights.npz").open("rb") as file, np.load(file) as arrays:
        return Model(Names(weights), Net.load(arrays, "first"), Net.load(arrays, "second"))


def find_main(walk: Walk, head: Head, learned: Model | None = None) -> Choice:
    """The main blocks of a page with blocks; `head` is what the page says of itself."""
    learned = learned or model()
    features = Features(walk, head)
    likely = look(learned.first, features, features.size)
    likely = look(learned.second, SecondLook(features, likely), features.size)
    return choose(likely, features.weights)


def look(net: Net, features: Rows, size: int) -> Array:
    """How likely each block is, slice by slice."""
    said = [net(features.rows(start, min(start + SLICE, size))) for start in range(0, size, SLICE)]
    return np.concatenate(said)


def choose(likely: Array, weights: Array) -> Choice:
    """The likeliest blocks, as many as give the best F1, were the probabilities right.

    Of blocks with weights w and probabilities p, those kept have the expected F1 of
    2 Σ wp(kept) / (Σ w(kept) + Σ wp(all)).
    """
    order = np.argsort(-likely, kind="stable")
    weight = weights.astype(np.float64)[order]
    hits = np.cumsum(weight * likely[order])
    expected = 2 * hits / (np.cumsum(weight) + hits[-1])
    best = int(np.argmax(expected))
    main = likely >= likely[order[best]]
    return Choice(main.tolist(), likely, float(expected[best]))
