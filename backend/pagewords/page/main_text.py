"""Which blocks of a page are its main text: features, two looks by a small net, and the choice.

The second look sees what the first one said of a block's neighbours and containers; the first one
still counts a little. Of all ways to draw the line, that one is taken from which the best F1 is to
be expected. The convention is that of the pages the nets are trained on: see `docs/page.md`.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from pagewords.page.characters import Array
from pagewords.page.features import Features
from pagewords.page.head import Head
from pagewords.page.names import Names
from pagewords.page.net import Net
from pagewords.page.second_look import SecondLook
from pagewords.page.walk import Walk

#: Blocks that are looked at at once, and how much the first look still counts after the second.
SLICE, FIRST = 8_192, 0.25


class Model(NamedTuple):
    """What was learned: the weights of names' words, and the nets of both looks."""

    names: Names
    first: Net
    second: Net


class Found(NamedTuple):
    """For each block whether it is main text, and the F1 to be expected; and what that came from:
    what the first and the second look said, and the features of the second."""

    main: list[bool]
    confidence: float
    first: Array
    second: Array
    looked: SecondLook


@cache
def model() -> Model:
    """The model that comes with the program."""
    folder = files("pagewords.page")
    lines = (folder / "names.tsv").read_text("utf-8").splitlines()
    weights = {word: float(weight) for word, weight in (line.split("\t") for line in lines)}
    with (folder / "weights.npz").open("rb") as file, np.load(file) as arrays:
        return Model(Names(weights), Net.load(arrays, "first"), Net.load(arrays, "second"))


def find_main(walk: Walk, head: Head) -> Found:
    """The main blocks of a page with blocks; `head` is what the page says of itself."""
    learned = model()
    features = Features(walk, head)
    first = _look(learned.first, features)
    looked = SecondLook(features, first)
    second = _look(learned.second, looked)
    return Found(*choose(both(first, second), features.weights), first, second, looked)


def _look(net: Net, features: Features | SecondLook) -> Array:
    """How likely each block is, slice by slice."""
    starts = range(0, features.size, SLICE)
    ends = [*starts[1:], features.size]
    said = [net(features.rows(start, end)) for start, end in zip(starts, ends, strict=True)]
    return np.concatenate(said)


def both(first: Array, second: Array) -> Array:
    """How likely each block is after both looks."""
    return FIRST * first + (1 - FIRST) * second


def choose(likely: Array, weights: Array) -> tuple[list[bool], float]:
    """The likeliest blocks, as many as give the best F1, were the probabilities right; and it.

    Of blocks with weights w and probabilities p, those kept have the expected F1 of
    2 Σ wp(kept) / (Σ w(kept) + Σ wp(all)).
    """
    order = np.argsort(-likely, kind="stable")
    weight = weights.astype(np.float64)[order]
    hits = np.cumsum(weight * likely[order])
    expected = 2 * hits / (np.cumsum(weight) + hits[-1])
    best = int(np.argmax(expected))
    return (likely >= likely[order[best]]).tolist(), float(expected[best])
