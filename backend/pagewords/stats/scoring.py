"""The scores of the phrases that recur on a page, counted in columns.

The worker alone scores, so it alone imports numpy, which its detector of languages has loaded in
any case.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pagewords.stats.grouping import group_spellings
from pagewords.stats.index import Index
from pagewords.stats.ngrams import (
    BREAK,
    MIN_COUNT,
    UNITS,
    NGram,
    checksum,
    recurring,
    scored_scopes,
)
from pagewords.stats.scopes import run_starts, selected
from pagewords.stats.shapes import Scores

Column = NDArray[np.int64]


class PhraseCounts(NamedTuple):
    """How often single words, and of the phrases those that recur, stand: pairs, pairs around any
    word that belong to a triple, and triples that adjoin."""

    words: Counter[int]
    pairs: Counter[NGram]
    around: Counter[NGram]
    triples: Counter[NGram]


#: Works out how strongly the words of phrases attract each other, given all counts.
Scorer = Callable[[PhraseCounts, list[NGram]], list[float]]


def score_index(index: Index, score: Scorer) -> None:
    """Have the recurring phrases of both scopes scored; once where the page is all main text."""
    groups = group_spellings(index, "forms")
    for scope in scored_scopes(index):
        counts = count_recurring(_words(index, groups.of, scope))
        phrases = [recurring(some, groups.stops) for some in (counts.pairs, counts.triples)]
        values = iter(score(counts, [*chain(*phrases)]))
        for unit, part in zip(UNITS, phrases, strict=True):
            tenths = [round(10 * value) for value in islice(values, len(part))]
            index.scores[scope, unit] = Scores(checksum(part), array("I", tenths))


def _words(index: Index, of: Sequence[int], scope: str) -> Column:
    """The group of each occurrence, a mark for each that is not in the scope, and two marks after
    each run of adjoining words, so that nothing is counted around a mark. A scope is whole blocks,
    and a block ends a run."""
    words = np.array(of, np.int64)[np.asarray(index.ids)]
    outside = np.ones(len(words), np.bool_)
    for part in selected(index, scope):
        outside[part.start : part.stop] = False
    words[outside] = BREAK
    cuts = np.array(run_starts(index), np.intp)
    return np.append(np.insert(words, np.repeat(cuts, 2), BREAK), [BREAK, BREAK])


def count_recurring(words: Column) -> PhraseCounts:
    """The counts of single words and of the phrases that recur, in the order of first appearance.

    A phrase recurs only where its words do, and one of three words only where both pairs in it do;
    so each step looks at the few places that the one before it has left. A phrase is counted as one
    number: its words' groups as digits. Three fit for two million groups; a page has a million
    words at most (`MOST_WORDS` of the index).
    """
    singles = np.bincount(words[words > BREAK], minlength=1)
    base = len(singles)
    recurs = np.append(singles >= MIN_COUNT, False)  # the last is the mark's
    at = np.flatnonzero(recurs[words[:-1]] & recurs[words[1:]])
    pairs, pair_times, places = _often(words[at] * base + words[at + 1])
    at = at[places]
    at = at[:-1][np.diff(at) == 1]
    triples, triple_times, _ = _often((words[at] * base + words[at + 1]) * base + words[at + 2])
    first, last = triples // base**2, triples % base
    begins = np.zeros(base + 1, np.bool_)
    begins[first] = True
    at = np.flatnonzero(begins[words[:-2]] & (words[2:] > BREAK))
    around, around_times, _ = _often(words[at] * base + words[at + 2])
    seen = np.flatnonzero(singles)
    return PhraseCounts(
        Counter(dict(zip(seen.tolist(), singles[seen].tolist(), strict=True))),
        _counter([pairs // base, pairs % base], pair_times),
        _counter([around // base, around % base], around_times),
        _counter([first, triples // base % base, last], triple_times),
    )


def _often(numbers: Column) -> tuple[Column, Column, Column]:
    """The numbers that recur, in order of their first place; how often; and where any of them is.

    By hand, since numpy's `unique` takes several times as long for so few.
    """
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    times = np.diff(starts, append=len(ordered))
    recurs = times >= MIN_COUNT
    places = np.sort(order[np.repeat(recurs, times)])
    starts, times = starts[recurs], times[recurs]
    by_place = np.argsort(order[starts])
    return ordered[starts][by_place], times[by_place], places


def _counter(digits: list[Column], times: Column) -> Counter[NGram]:
    grams = zip(*(one.tolist() for one in digits), strict=True)
    return Counter(dict(zip(grams, times.tolist(), strict=True)))
