"""Keyness: how much more often a word stands on a page than in everyday language.

The log-likelihood of a word's count where its frequency elsewhere is known (Dunning, "Accurate
methods for the statistics of surprise and coincidence", 1993; Rayson and Garside, "Comparing
corpora using frequency profiling", 2000, with a reference corpus so large that its frequencies are
certain).
"""

import math
from collections.abc import Iterable

from pagewords.stats.grouping import Grouping
from pagewords.stats.index import Index

#: The frequency of words that the lists do not have: they begin with one in a million words.
RAREST = 1e-6
#: What is known of how words stand in everyday language.
STATES = KNOWN, NO_LIST, NOT_COUNTED = ("known", "no_list", "not_counted")


def keyness_state(index: Index) -> str:
    """Whether everyday frequencies are known: `known`; `no_list` where the language has no list;
    `not_counted` where the result was stored before they were looked up."""
    if index.everyday is None:
        return NOT_COUNTED
    return KNOWN if index.everyday.words or not index.spellings else NO_LIST


def keyness(count: int, words: int, frequency: float) -> float:
    """The log-likelihood of a word that stands `count` times among `words` words, and `frequency`
    (a proportion) of the time elsewhere; negative where it stands more rarely here."""
    expected = words * frequency
    found = 2 * (_term(count, expected) + _term(words - count, words - expected))
    return found if count >= expected else -found


def _term(observed: float, expected: float) -> float:
    return observed * math.log(observed / expected) if observed > 0 else 0.0


def frequencies(index: Index, groups: Grouping) -> list[float]:
    """The everyday frequency of each group: the sum of those of its words on the page, and of its
    lemma where forms are grouped. Raises ValueError where none are known."""
    return index.cached(("everyday", groups.name), lambda: _frequencies(index, groups))


def _frequencies(index: Index, groups: Grouping) -> list[float]:
    if index.everyday is None or keyness_state(index) != KNOWN:
        raise ValueError("no everyday frequencies are known")
    rarities: list[dict[str, int]] = [{} for _ in groups.names]
    columns = zip(groups.of, index.spellings, *index.everyday, strict=True)
    for group, spelling, word, lemma in columns:
        rarities[group][spelling.key] = word
        if groups.name == "forms":
            rarities[group].setdefault(spelling.lemma, lemma)
    return [_together(found.values()) for found in rarities]


def _together(rarities: Iterable[int]) -> float:
    return max(RAREST, sum(10 ** (-rarity / 100) for rarity in rarities if rarity))
