"""Scores of phrases and collocates: likelihood ratios, in columns and by NLTK.

The only module that imports NLTK. The worker runs it and stores the scores of phrases; the API
imports it when it is first asked for a word's company. The measure is Dunning,
"Accurate Methods for the Statistics of Surprise and Coincidence", 1993, as NLTK has it (Manning
and Schütze, "Foundations of Statistical Natural Language Processing", 5.3.4).
"""

from collections.abc import Callable, Mapping
from functools import cache, reduce
from itertools import product
from operator import itemgetter, mul
from typing import TYPE_CHECKING, Any

import numpy as np
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from nltk.probability import FreqDist
from numpy.typing import NDArray

from pagewords.stats.ngrams import UNITS, NGram

if TYPE_CHECKING:
    from pagewords.stats.scoring import PhraseCounts

Column = NDArray[np.float64]


def score_phrases(counts: "PhraseCounts", phrases: list[NGram]) -> list[float]:
    """The likelihood ratio of each of some phrases of two and three words."""
    found = {}
    for unit in UNITS:
        some = [one for one in phrases if len(one) == unit]
        found[unit] = iter(_likelihood_ratios(_occurrences(counts, some, unit)).tolist())
    return [next(found[len(one)]) for one in phrases]


def _occurrences(counts: "PhraseCounts", phrases: list[NGram], unit: int) -> Column:
    """How often the phrase's own word (0) or any word (1) stands at each of its `unit` places: an
    axis of two for each place, then the phrases."""
    words, pairs, around, triples = map(FreqDist, counts)
    of_places: dict[tuple[int, ...], Mapping[Any, int]] = {
        **dict.fromkeys([(0,), (1,), (2,)], words),
        **dict.fromkeys([(0, 1), (1, 2)], pairs),
        (0, 2): around,
        (0, 1, 2): triples,
    }
    found = np.full((2,) * unit + (len(phrases),), float(words.N()))
    for cell in product((0, 1), repeat=unit):
        places = tuple(at for at, is_any in enumerate(cell) if not is_any)
        if places:
            names, occurrences = itemgetter(*places), of_places[places]
            found[cell] = [occurrences[names(one)] for one in phrases]
    return found


def _likelihood_ratios(occurrences: Column) -> Column:
    """The ratio of each phrase, 2 Σ seen ln(seen / expected) over its contingency table; 0 where
    counts contradict: words that repeat themselves (“no no no”) overlap."""
    axes = tuple(range(occurrences.ndim - 1))
    seen = occurrences
    for axis in axes:
        own, either = np.split(seen, 2, axis)
        seen = np.concatenate([own, either - own], axis)
    margins = [seen.sum(axes[:at] + axes[at + 1 :], keepdims=True) for at in axes]
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = reduce(mul, margins) / seen.sum(axes) ** (len(axes) - 1)
        terms = np.where(seen > 0, seen * np.log(seen / expected), 0.0)
    ratios = np.where(seen.min(axes) < 0, 0.0, 2 * terms.sum(axes))
    return np.maximum(ratios, 0.0)


def score_company(
    words: Mapping[int, int],
    before: Mapping[int, int],
    after: Mapping[int, int],
    node: int,
    span: int,
) -> dict[int, float]:
    """How strongly a word attracts each of those that stand within `span` words before or after it.

    The sum of the two scores that NLTK's finder with a window of `span` + 1 words gives the pair:
    with the word second, and with the word first. A side on which the pair is rarer than chance has
    it counts as 0. `words` are the counts of all words.
    """
    pairs = {(other, node): count for other, count in before.items()}
    pairs |= {(node, other): count for other, count in after.items()}
    finder = BigramCollocationFinder(FreqDist(words), FreqDist(pairs), window_size=span + 1)
    measure, total = _measure(BigramAssocMeasures.likelihood_ratio), sum(words.values())
    scores = dict.fromkeys([*before, *after], 0.0)
    for pair, count in pairs.items():
        if count * total > span * words[pair[0]] * words[pair[1]]:
            (other,) = {*pair} - {node}
            scores[other] += finder.score_ngram(measure, *pair)
    return scores


def _measure(likelihood_ratio: Callable[..., float]) -> Callable[..., float]:
    """A cached measure: many phrases have the same counts."""

    @cache
    def measure(*counts: Any) -> float:
        try:
            return max(0.0, likelihood_ratio(*counts))
        except (ValueError, ZeroDivisionError):
            # Words that repeat themselves (“no no no”) overlap, so that counts contradict.
            return 0.0

    return measure
