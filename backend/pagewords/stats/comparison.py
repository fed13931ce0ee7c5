"""Comparison: what each of two pages uses more.

By the log-likelihood G² of Rayson and Garside, "Comparing corpora using frequency profiling"
(2000): G² = 2 Σ O ln(O / E), where E is what a page's length makes expect of the word's count in
both.
"""

import math
from dataclasses import dataclass
from typing import Any

from pagewords.stats.grouping import Grouping, group_spellings
from pagewords.stats.index import Index
from pagewords.stats.ngrams import count_ngrams
from pagewords.stats.rows import find_rows
from pagewords.stats.scopes import selected

#: What words of both pages are counted under: the key of their group, whether they are stop words.
_Name = tuple[str, bool]


@dataclass(slots=True)
class _Side:
    """One of two pages: its words by what they are counted under."""

    index: Index
    scope: str
    groups: Grouping
    words: int
    names: list[_Name]
    counts: dict[_Name, int]

    def share(self, name: _Name) -> float:
        """A word's count divided by all words."""
        return self.counts.get(name, 0) / self.words if self.words else 0.0

    def shown(self, names: list[_Name]) -> dict[_Name, str]:
        """How this page writes some words, as far as it has them."""
        numbers = {name: number for number, name in enumerate(self.names)}
        wanted = [(numbers[name],) for name in names if name in self.counts]
        rows = find_rows(self.index, self.groups, self.scope, "out", wanted)
        return {self.names[gram[0]]: row.shown for gram, row in rows.items()}


def compare(
    left: Index,
    right: Index,
    *,
    scope: str = "main",
    group: str = "forms",
    stop_words: str = "hide",
    limit: int = 10,
) -> dict[str, list[dict[str, Any]]]:
    """The words that the left and that the right page uses more, the strongest difference first."""
    one, other = _side(left, scope, group), _side(right, scope, group)
    names = dict.fromkeys([*one.counts, *other.counts])
    if stop_words == "hide":
        names = dict.fromkeys(name for name in names if not name[1])
    more: dict[str, list[tuple[_Name, float]]] = {"left": [], "right": []}
    for name in names:
        difference = one.share(name) - other.share(name)
        if difference:
            counts = (one.counts.get(name, 0), other.counts.get(name, 0))
            score = log_likelihood(*counts, one.words, other.words)
            more["left" if difference > 0 else "right"].append((name, score))
    return {
        "left": _items(more["left"], limit, one, other, one),
        "right": _items(more["right"], limit, one, other, other),
    }


def _side(index: Index, scope: str, group: str) -> _Side:
    groups = group_spellings(index, group)
    counted = count_ngrams(index, groups, scope, "out", 1)
    names = [*zip(groups.names, groups.stops, strict=True)]
    counts = {names[number]: count for (number,), count in counted.items()}
    words = sum(map(len, selected(index, scope)))
    return _Side(index, scope, groups, words, names, counts)


def _items(
    found: list[tuple[_Name, float]], limit: int, left: _Side, right: _Side, side: _Side
) -> list[dict[str, Any]]:
    best = sorted(found, key=lambda pair: -pair[1])[:limit]
    shown = side.shown([name for name, _ in best])
    return [
        {
            "word": shown[name],
            "left_count": left.counts.get(name, 0),
            "right_count": right.counts.get(name, 0),
            "left_share": round(left.share(name), 6),
            "right_share": round(right.share(name), 6),
            "likelihood": round(score, 2),
        }
        for name, score in best
    ]


def log_likelihood(one: int, other: int, size: int, other_size: int) -> float:
    """G² of a word with count `one` in `size` words and count `other` in `other_size` words."""
    both = (one + other) / (size + other_size)
    found = 0.0
    for observed, expected in ((one, size * both), (other, other_size * both)):
        if observed:
            found += observed * math.log(observed / expected)
    return max(0.0, 2 * found)
