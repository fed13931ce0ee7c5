"""The features of the second look: what the first one said of a block's neighbours, containers and
kind, and which stretch and which container of the page gain most by it."""

from collections.abc import Iterator

import numpy as np

from pagewords.page.characters import Array
from pagewords.page.features import LEVELS, Features

#: Blocks before and behind that are looked at one by one, and those of which the mean is taken.
_REACH, _WINDOWS = 3, (4, 12)
#: Shares from which a block is a gain.
BARS = (0.35, 0.6)
_SMALL = 1e-6


def names() -> list[str]:
    """What each column of the second look is, beside those of the first."""
    levels = range(LEVELS)
    return [
        "p", "p.log",
        *(f"in{level}.{name}" for level in levels for name in ("p", "p.share", "p.others")),
        *(f"p{offset:+}" for offset in range(-_REACH, _REACH + 1) if offset),
        *(f"p.within{reach}" for reach in _WINDOWS),
        "alike.p", "p.before", "page.p", "page.p.most", "page.p.sum",
        *(
            f"{name}.{bar}"
            for bar in BARS
            for name in ("in.stretch", "from.stretch", "in.best", "page.stretch",
                         *(f"in{level}.gain" for level in levels))
        ),
        "p.most.before", "p.most.behind",
    ]  # fmt: skip


class SecondLook:
    """The features of the second look at a page, of which the first one gave `p` for each block."""

    def __init__(self, features: Features, p: Array) -> None:
        self._features = features
        self.width = features.width + len(names())
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
        self._gains = [self._gain(bar) for bar in BARS]
        most = np.maximum.accumulate
        self._before = np.concatenate(([0], most(p)[:-1]))
        self._behind = np.concatenate((most(p[::-1])[::-1][1:], [0]))

    def rows(self, start: int, end: int) -> Array:
        """The features of the blocks of a range, those of the first look included."""
        out = np.empty((end - start, self.width), np.float32)
        out[:, : self._features.width] = self._features.rows(start, end)
        at = self._features.width
        for column in self._columns(start, end):
            out[:, at] = column
            at += 1
        return out

    def _columns(self, start: int, end: int) -> Iterator[Array | float]:
        part = slice(start, end)
        p, weights, mass = self._p[part], self._weights[part], self._mass
        yield p
        yield np.log((p + 1e-4) / (1 - p + 1e-4))
        for at in self._features.chain:
            mine, whole = self._sums[at[part]].T
            others = np.maximum(whole - weights, 0)
            yield mine / np.maximum(whole, _SMALL)
            yield mine / mass
            yield (mine - weights * p) / np.maximum(others, _SMALL) * (others > 0)
        for offset in range(2 * _REACH + 1):
            if offset != _REACH:
                yield self._padded[start + offset : end + offset]
        number = np.arange(start, end)
        for reach in _WINDOWS:
            low = np.maximum(number - reach, 0)
            high = np.minimum(number + reach + 1, self._features.size)
            mine, whole = (self._run[high] - self._run[low]).T
            yield mine / np.maximum(whole, _SMALL)
        yield self._alike[self._features.alike[part]]
        yield self._run[start:end, 0] / mass
        yield mass / max(_SMALL, float(self._run[-1, 1]))
        yield float(self._p.max())
        yield float(np.log1p(mass))
        for gain in self._gains:
            yield from self._columns_of(gain, number)
        yield self._before[part]
        yield self._behind[part]

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

    def _columns_of(
        self, gain: tuple[int, int, int, Array, float], number: Array
    ) -> Iterator[Array | float]:
        start, end, best, held, share = gain
        off = np.where(number < start, number - start, np.maximum(number - end + 1, 0))
        yield (number >= start) & (number < end)
        yield np.sign(off) * np.log1p(np.abs(off))
        first, last = self._features.first[best], self._features.last[best]
        yield (number >= first) & (number < last)
        yield share
        for at in self._features.chain:
            yield held[at[number]]
