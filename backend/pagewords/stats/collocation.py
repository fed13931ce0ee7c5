"""Scores of phrases: NLTK's likelihood ratios over NLTK's frequency distributions.

The only module that imports NLTK; the worker runs it and stores the scores. The measure is Dunning,
"Accurate methods for the statistics of surprise and coincidence" (1993), as NLTK has it (Manning
and Schütze, "Foundations of Statistical Natural Language Processing", 5.3.4).
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any

from nltk.collocations import BigramCollocationFinder, TrigramCollocationFinder
from nltk.metrics import BigramAssocMeasures, TrigramAssocMeasures
from nltk.probability import FreqDist

from pagewords.stats.ngrams import NGram
from pagewords.stats.scoring import PhraseCounts


def score_phrases(counts: PhraseCounts, phrases: list[NGram]) -> list[float]:
    """The likelihood ratio of each of some phrases of two and three words."""
    words, pairs, around, triples = map(FreqDist, counts)
    finders = {
        2: BigramCollocationFinder(words, pairs),
        3: TrigramCollocationFinder(words, pairs, around, triples),
    }
    measures = {
        2: _measure(BigramAssocMeasures.likelihood_ratio),
        3: _measure(_Trigrams.likelihood_ratio),
    }
    return [finders[len(one)].score_ngram(measures[len(one)], *one) for one in phrases]


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


class _Trigrams(TrigramAssocMeasures):  # type: ignore[misc]
    """NLTK's measures of trigrams, whose expected values are for any n: ten times as slow."""

    @staticmethod
    def _expected_values(cont: Sequence[int]) -> Iterator[float]:
        """The counts that chance makes expect: cell i has, of the three words, those present whose
        bit in i is 0."""
        total = sum(cont)
        first = cont[0] + cont[2] + cont[4] + cont[6]
        second = cont[0] + cont[1] + cont[4] + cont[5]
        third = cont[0] + cont[1] + cont[2] + cont[3]
        sides = [(present, total - present) for present in (third, second, first)]
        return (one * two * three / total**2 for one, two, three in product(*sides))
