"""The nets: trained in numpy, by Adam with dropout, each with the seed that it is given."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from pagewords.page.main_text.net import Net
from train.page import Array, Page

HIDDEN, DROP, EPOCHS, BATCH, RATE, DECAY = (64, 32), 0.2, 7, 1_024, 2e-3, 1e-4
#: Blocks of a page that are looked at in one training.
MOST = 300
#: How a block's weight grows with its length: short ones are the harder ones.
ROOT = 0.3
#: Steps until the rate is reached.
_WARM = 200


def rows(pages: Sequence[Page], of: Callable[[Page], Array]) -> tuple[Array, Array, Array]:
    """Features, labels and weights: a page weighs what its set does, in it a block somewhat
    more the longer it is."""
    random = np.random.default_rng(0)
    x: list[Array] = []
    y: list[Array] = []
    w: list[Array] = []
    for page in pages:
        known = np.flatnonzero(page.y >= 0)
        if not page.sound or not len(known):
            continue
        share = page.features.weights[known] ** ROOT
        share = share / share.sum() * page.truth.weight
        if len(known) > MOST:
            picked = random.choice(len(known), MOST, replace=False)
            share, known = share[picked] * len(known) / MOST, known[picked]
        x.append(of(page)[known])
        y.append(page.y[known])
        w.append(share)
    return np.vstack(x), np.concatenate(y), np.concatenate(w)


def fit(x: Array, y: Array, w: Array, seeds: Sequence[int]) -> Net:
    """The mean of a net a seed."""
    mean = x.mean(0, dtype=np.float64).astype(np.float32)
    spread = x.std(0, dtype=np.float64)
    scale = (1 / np.where(spread < 1e-6, 1, spread)).astype(np.float32)
    standard = Net(mean, scale, [[(np.zeros((1, 1)), np.zeros(1))]]).standard(x)
    shares = (w / w.mean()).astype(np.float32)
    wanted = y.astype(np.float32)
    return Net(mean, scale, [_Training(standard, wanted, shares, seed).run() for seed in seeds])


class _Training:
    """One net."""

    def __init__(self, x: Array, y: Array, w: Array, seed: int) -> None:
        self._x, self._y, self._w = x, y, w
        self._random = np.random.default_rng(seed)
        sizes = [x.shape[1], *HIDDEN, 1]
        self._weights = [
            (self._random.normal(size=(a, b)) * np.sqrt(2 / a)).astype(np.float32)
            for a, b in pairwise(sizes)
        ]
        self._biases = [np.zeros(size, np.float32) for size in sizes[1:]]
        self._all = [*self._weights, *self._biases]
        self._means = [np.zeros_like(one) for one in self._all]
        self._squares = [np.zeros_like(one) for one in self._all]

    def run(self) -> list[tuple[Array, Array]]:
        steps = EPOCHS * (len(self._y) // BATCH)
        step = 0
        for _ in range(EPOCHS):
            order = self._random.permutation(len(self._y))
            for start in range(0, len(order) - BATCH + 1, BATCH):
                step += 1
                slopes = self._slopes(order[start : start + BATCH])
                cosine = 0.5 * (1 + np.cos(np.pi * min(1.0, step / steps)))
                self._move(slopes, step, RATE * min(1.0, step / _WARM) * (cosine + 0.01))
        return list(zip(self._weights, self._biases, strict=True))

    def _slopes(self, picked: Array) -> list[Array]:
        values = self._x[picked]
        inputs, kept = [values], []
        for weights, bias in zip(self._weights[:-1], self._biases[:-1], strict=True):
            values = np.maximum(values @ weights + bias, 0)
            stays = self._random.random(values.shape, dtype=np.float32) > DROP
            kept.append(stays * np.float32(1 / (1 - DROP)))
            values = values * kept[-1]
            inputs.append(values)
        z = (values @ self._weights[-1] + self._biases[-1])[:, 0]
        likely = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
        slope = ((likely - self._y[picked]) * self._w[picked] / BATCH)[:, None]
        of_weights: list[Array] = []
        of_biases: list[Array] = []
        for layer in range(len(self._weights) - 1, -1, -1):
            of_weights.append(inputs[layer].T @ slope)
            of_biases.append(slope.sum(0))
            if layer:
                slope = slope @ self._weights[layer].T
                slope *= (inputs[layer] > 0) * kept[layer - 1]
        return [*reversed(of_weights), *reversed(of_biases)]

    def _move(self, slopes: Sequence[Array], step: int, rate: float) -> None:
        for number, (one, slope) in enumerate(zip(self._all, slopes, strict=True)):
            mean, square = self._means[number], self._squares[number]
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            change = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
            if number < len(self._weights):
                change += DECAY * one
            one -= np.float32(rate) * change
