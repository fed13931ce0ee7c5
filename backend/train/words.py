"""What the words of elements' names weigh: a logistic regression on all names around a block."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from train.page import Array, Page

#: Sites on which a word must stand, elements of a page that are looked at, steps, and the penalty
#: on weights.
SITES, MOST, STEPS, PENALTY = 6, 40, 80, 2e-5
_RATE = 0.1


def fit(pages: Sequence[Page]) -> dict[str, float]:
    """The weight of each word that is known from enough sites."""
    numbers = {word: number for number, word in enumerate(_known(pages))}
    random = np.random.default_rng(0)
    ids: list[int] = []
    sizes: list[int] = []
    y: list[int] = []
    share: list[float] = []
    for page in pages:
        known = [path for path in page.paths if page.y[path[0]] >= 0]
        if len(known) > MOST:
            picked = sorted(random.choice(len(known), MOST, replace=False).tolist())
            known = [known[place] for place in picked]
        for block, words in known:
            row = [numbers[word] for word in words if word in numbers]
            if row:
                ids += row
                sizes.append(len(row))
                y.append(int(page.y[block]))
                share.append(page.truth.weight / len(known))
    weights = _descend(
        np.array(ids, np.int32), np.array(sizes), np.array(y, float), np.array(share), len(numbers)
    )
    return {word: round(float(weights[number]), 2) for word, number in numbers.items()}


def _known(pages: Sequence[Page]) -> list[str]:
    sites: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        for word in {word for _, words in page.paths for word in words}:
            sites[word].add(page.truth.group)
    return sorted(word for word, groups in sites.items() if len(groups) >= SITES)


def _descend(ids: Array, sizes: Array, y: Array, share: Array, width: int) -> Array:
    """Adam on all rows at once."""
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    share = share / share.sum()
    weights = np.zeros(width)
    bias = 0.0
    mean, square = np.zeros(width), np.zeros(width)
    for step in range(1, STEPS + 1):
        z = np.add.reduceat(weights[ids], starts) + bias
        off = (1 / (1 + np.exp(-np.clip(z, -30, 30))) - y) * share
        slope = np.bincount(ids, np.repeat(off, sizes), width) + PENALTY * weights
        bias -= 2 * float(off.sum())
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = _RATE * (1 - step / (STEPS + 1))
        unbiased = np.sqrt(square / (1 - 0.99**step)) + 1e-8
        weights -= rate * mean / (1 - 0.9**step) / unbiased
    return weights
