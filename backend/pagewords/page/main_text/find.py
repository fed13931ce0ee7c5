"""Which blocks of a page are its main text: features, two looks by a small net, and the choice.

The second look sees what the first one said of a block's neighbours and containers; the first one
still counts a little. Of all ways to draw the line, that one is taken from which the best F1 is to
be expected; then the likely rest of a kind most of which was kept, and what little stands between
kept blocks, goes with them. The convention is that of the pages the nets are trained on: see
`docs/page.md`.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from pagewords.page.blocks.names import Names
from pagewords.page.blocks.walk import Walk
from pagewords.page.head import Head
from pagewords.page.main_text.characters import Array
from pagewords.page.main_text.features import Features
from pagewords.page.main_text.net import Net
from pagewords.page.main_text.second_look import SecondLook

#: Blocks that are looked at at once, and how much the first look still counts after the second.
SLICE, FIRST = 2_048, 0.25
#: Blocks of one kind from which they go together, blocks in a gap that may be filled, how likely
#: a block must be that goes with others, and the share of them that must have been kept.
KIND, GAP, LEAST, SHARE = 3, 3, 0.25, 0.6


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
    folder = files("pagewords.page.main_text")
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
    return Found(*decide(both(first, second), features), first, second, looked)


def _look(net: Net, features: Features | SecondLook) -> Array:
    """How likely each block is, slice by slice."""
    starts = range(0, features.size, SLICE)
    ends = [*starts[1:], features.size]
    said = [net(features.rows(start, end)) for start, end in zip(starts, ends, strict=True)]
    return np.concatenate(said)


def both(first: Array, second: Array) -> Array:
    """How likely each block is after both looks."""
    return FIRST * first + (1 - FIRST) * second


def decide(likely: Array, features: Features) -> tuple[list[bool], float]:
    """Which blocks are kept, and the F1 to be expected."""
    main, expected = choose(likely, features.weights)
    gathered = gather(np.array(main), likely, features)
    return fill(gathered, likely, features).tolist(), expected


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


def gather(main: Array, likely: Array, features: Features) -> Array:
    """The kept blocks, and the likely rest of those that stand in the same kind of element.

    Blocks with links or a date go with nothing.
    """
    kind, weights = features.alike, features.weights
    mostly = np.bincount(kind, weights * main) >= SHARE * np.bincount(kind, weights)
    several = np.bincount(kind) >= KIND
    gathered: Array = (mostly & several)[kind] & (likely >= LEAST) & features.plain
    found: Array = main | gathered
    return found


def fill(main: Array, likely: Array, features: Features) -> Array:
    """The kept blocks and, in a container most of which is kept, the few between two of them.

    A single short line, as a list's item or a verse, is weak evidence by itself, and weighs so
    little that the expected F1 hardly tells whether it is there. Blocks with links or a date keep
    the gap that they stand in open.
    """
    kept = np.flatnonzero(main)
    if len(kept) < 2:
        return main
    at = np.searchsorted(kept, np.arange(len(main)))
    before, behind = kept[np.maximum(at - 1, 0)], kept[np.minimum(at, len(kept) - 1)]
    run = np.concatenate(([0], np.cumsum(main)))
    held = np.zeros(len(main), bool)
    for container in features.chain[1:]:
        first, last = features.first[container], features.last[container]
        mostly = run[last] - run[first] >= SHARE * (last - first)
        held |= mostly & (first <= before) & (last > behind)
    fits = held & ~main & (likely >= LEAST) & features.plain
    fitting = np.concatenate(([0], np.cumsum(fits)))
    gap = behind - before - 1
    filled: Array = fits & (gap <= GAP) & (fitting[behind] - fitting[before] == gap)
    found: Array = main | filled
    return found
