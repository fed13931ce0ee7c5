"""The features of the second look: what the first one said of a block's neighbours, containers and
kind, and which stretch and which container of the page gain most by it."""

from collections.abc import Iterator

import numpy as np

from pagewords.page.main_text.characters import Array
from pagewords.page.main_text.features import Features

#: Blocks before and behind that are looked at one by one, and those of which the mean is taken.
_REACH, _WINDOWS = 3, (4, 12)
#: Shares from which a block is a gain.
BARS = (0.35, 0.6)
_SMALL = 1e-6


class SecondLook:
    """The features of the second look at a page, of which the first one gave `p` for each block."""

    def __init__(self, features: Features, p: Array) -> None:
        self._features = features
        self.size = features.size
        self._p = p
        self._weights = np.sqrt(features.weights.astype(np.float64))
        self._run = np.zeros((features.size + 1, 2))
        np.cumsum(self._weights * p, out=self._run[1:, 0])
        np.cumsum(self._weights, out=self._run[1:, 1])
        self._mass = max(_SMALL, float(self._run[-1, 0]))
        self._sums = self._run[features.last] - self._run[features.first]
        self._padded = np.pad(p, _REACH)
        kind = features.alike
        weight = np.maximum(np.bincount(kind, self._weights), _SMALL)
        self._alike = np.bincount(kind, self._weights * p) / weight
        self._gains = {bar: self._gain(bar) for bar in BARS}
        most = np.maximum.accumulate
        self._before = np.concatenate(([0], most(p)[:-1]))
        self._behind = np.concatenate((most(p[::-1])[::-1][1:], [0]))

    def rows(self, start: int, end: int) -> Array:
        """The features of the blocks of a range, those of the first look included."""
        first = self._features.rows(start, end)
        columns = [column for _, column in self._columns(start, end)]
        out = np.empty((end - start, first.shape[1] + len(columns)), np.float32)
        out[:, : first.shape[1]] = first
        for at, column in enumerate(columns, first.shape[1]):
            out[:, at] = column
        return out

    def names(self) -> list[str]:
        """What each column is."""
        return [*self._features.names(), *(name for name, _ in self._columns(0, 1))]

    def _columns(self, start: int, end: int) -> Iterator[tuple[str, Array | float]]:
        part, number = slice(start, end), np.arange(start, end)
        p, weights, mass = self._p[part], self._weights[part], self._mass
        yield "p", p
        yield "p.log", np.log((p + 1e-4) / (1 - p + 1e-4))
        for level, at in enumerate(self._features.chain):
            mine, whole = self._sums[at[part]].T
            others = np.maximum(whole - weights, 0)
            yield f"in{level}.p", mine / np.maximum(whole, _SMALL)
            yield f"in{level}.p.share", mine / mass
            alone = np.maximum(others, _SMALL)
            yield f"in{level}.p.others", (mine - weights * p) / alone * (others > 0)
        for offset in (*range(-_REACH, 0), *range(1, _REACH + 1)):
            begin = start + offset + _REACH
            yield f"p{offset:+}", self._padded[begin : begin + end - start]
        for reach in _WINDOWS:
            low = np.maximum(number - reach, 0)
            high = np.minimum(number + reach + 1, self.size)
            mine, whole = (self._run[high] - self._run[low]).T
            yield f"p.within{reach}", mine / np.maximum(whole, _SMALL)
        yield "alike.p", self._alike[self._features.alike[part]]
        yield "p.before", self._run[start:end, 0] / mass
        yield "page.p", mass / max(_SMALL, float(self._run[-1, 1]))
        yield "page.p.most", float(self._p.max())
        yield "page.p.sum", float(np.log1p(mass))
        for bar in BARS:
            for name, column in self._gained(self._gains[bar], number):
                yield f"{name}.{bar}", column
        yield "p.most.before", self._before[part]
        yield "p.most.behind", self._behind[part]

    def _gain(self, bar: float) -> tuple[int, int, int, Array, float]:
        """The stretch of blocks, and the container, with most main text less what is none."""
        gain = self._weights * (self._p - bar)
        total = np.concatenate(([0.0], np.cumsum(gain)))
        end = int(np.argmax(total - np.minimum.accumulate(total)))
        start = int(np.argmin(total[: end + 1]))
        held = total[self._features.last] - total[self._features.first]
        best = int(np.argmax(held))
        share = (total[end] - total[start]) / max(_SMALL, float(np.maximum(gain, 0).sum()))
        return start, end, best, held / max(_SMALL, float(held[best])), float(share)

    def _gained(
        self, gain: tuple[int, int, int, Array, float], number: Array
    ) -> Iterator[tuple[str, Array | float]]:
        start, end, best, held, share = gain
        off = np.where(number < start, number - start, np.maximum(number - end + 1, 0))
        yield "in.stretch", (number >= start) & (number < end)
        yield "from.stretch", np.sign(off) * np.log1p(np.abs(off))
        first, last = self._features.first[best], self._features.last[best]
        yield "in.best", (number >= first) & (number < last)
        yield "page.stretch", share
        for level, at in enumerate(self._features.chain):
            yield f"in{level}.gain", held[at[number]]
