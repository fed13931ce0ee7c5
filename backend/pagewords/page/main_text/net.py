"""A small net of rectified layers, or the mean of several, in numpy."""

from collections.abc import Mapping, Sequence

import numpy as np

from pagewords.page.main_text.characters import Array

#: Standard deviations beyond which a feature says no more.
CLIP = 4.0
Layers = Sequence[tuple[Array, Array]]


class Net:
    """Nets with the same input, averaged; `mean` and `scale` make it standard.

    The first layers are one multiplication.
    """

    def __init__(self, mean: Array, scale: Array, nets: Sequence[Layers]) -> None:
        self.mean, self.scale = mean, scale
        self.nets = nets
        self._weights = np.hstack([layers[0][0] for layers in nets])
        self._bias = np.hstack([layers[0][1] for layers in nets])
        self._cuts = np.cumsum([0] + [layers[0][0].shape[1] for layers in nets])

    @classmethod
    def load(cls, arrays: Mapping[str, Array], name: str) -> "Net":
        """The nets that were saved under a name."""
        nets: list[Layers] = []
        while f"{name}.{len(nets)}.0.w" in arrays:
            layers: list[tuple[Array, Array]] = []
            while (key := f"{name}.{len(nets)}.{len(layers)}") + ".w" in arrays:
                layers.append(
                    (arrays[f"{key}.w"].astype(np.float32), arrays[f"{key}.b"].astype(np.float32))
                )
            nets.append(layers)
        return cls(arrays[f"{name}.mean"], arrays[f"{name}.scale"], nets)

    def arrays(self, name: str) -> dict[str, Array]:
        """What `load` takes, the weights with half their digits."""
        out = {f"{name}.mean": self.mean, f"{name}.scale": self.scale}
        for number, layers in enumerate(self.nets):
            for layer, (weights, bias) in enumerate(layers):
                out[f"{name}.{number}.{layer}.w"] = weights.astype(np.float16)
                out[f"{name}.{number}.{layer}.b"] = bias.astype(np.float16)
        return out

    def standard(self, rows: Array) -> Array:
        """Rows of features, made standard."""
        out = rows - self.mean
        out *= self.scale
        return np.clip(out, -CLIP, CLIP, out=out)

    def __call__(self, rows: Array) -> Array:
        """The probability of each row."""
        first = self.standard(rows) @ self._weights
        first += self._bias
        np.maximum(first, 0, out=first)
        said = np.zeros(len(rows))
        for layers, start, end in zip(self.nets, self._cuts, self._cuts[1:], strict=False):
            values = first[:, start:end]
            for weights, bias in layers[1:-1]:
                values = np.maximum(values @ weights + bias, 0)
            weights, bias = layers[-1]
            said += 1 / (1 + np.exp(-np.clip((values @ weights + bias)[:, 0], -30, 30)))
        return said / len(self.nets)
