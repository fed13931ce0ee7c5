"""Phrases: words that adjoin within a sentence and a block, counted by what their words are."""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, compress, count, islice, pairwise
from operator import and_
from typing import NamedTuple
from zlib import crc32

from pagewords.stats.grouping import Grouping, grouping
from pagewords.stats.index import Index
from pagewords.stats.scopes import run_starts, selected
from pagewords.stats.shapes import Scores

#: A word or phrase as the numbers of its words' groups.
Gram = tuple[int, ...]
#: How often a phrase must stand for its score to say anything, and how many of the most frequent
#: ones are scored.
LEAST, MOST = 2, 1_000
#: Occurrences up to which an index keeps what was counted: more would take much memory.
KEPT = 200_000
UNITS = (2, 3)
#: What stands for no word, in places and in phrases.
BREAK = -1


class PhraseCounts(NamedTuple):
    """How often single words, pairs and triples that adjoin, and pairs around any word stand."""

    words: Counter[int]
    pairs: Counter[Gram]
    around: Counter[Gram]
    triples: Counter[Gram]


#: Works out how strongly the words of phrases attract each other, given all counts.
Scorer = Callable[[PhraseCounts, list[Gram]], list[float]]


def places(index: Index, scope: str, code: str) -> "array[int]":
    """The occurrences of a scope in order, with two marks (-1) after each run of adjoining words,
    so that no two or three words that follow each other in it cross from one run to the next."""
    return index.once(("places", scope, code), lambda: _places(index, scope, code))


def _places(index: Index, scope: str, code: str) -> "array[int]":
    cuts = run_starts(index)
    found = array("i")
    for chosen in selected(index, scope, code):
        start = chosen.start
        for cut in islice(cuts, bisect_right(cuts, start), None):
            if cut >= chosen.stop:
                break
            found.extend(range(start, cut))
            found.extend((BREAK, BREAK))
            start = cut
        found.extend(range(start, chosen.stop))
        found.extend((BREAK, BREAK))
    return found


def grams(index: Index, groups: Grouping, scope: str, code: str, unit: int) -> Iterator[Gram]:
    """The words or phrases that start at each of `places`; what crosses a mark has it at an end,
    as a negative number."""
    following = _groups(index, groups, scope, code)
    return zip(*(following[shift:] for shift in range(unit)), strict=False)


def _groups(index: Index, groups: Grouping, scope: str, code: str) -> "array[int]":
    """The group of the word at each of `places`."""
    column = [*map(groups.of.__getitem__, index.ids), BREAK]
    return array("i", [column[place] for place in places(index, scope, code)])


def count_grams(index: Index, groups: Grouping, scope: str, code: str, unit: int) -> Counter[Gram]:
    """How often each word or phrase stands, in the order of first appearance.

    Phrases that cross a mark are among them, to be passed over: taking them out would cost more
    than counting.
    """

    def count() -> Counter[Gram]:
        counts = Counter(grams(index, groups, scope, code, unit))
        counts.pop((BREAK,), None)
        return counts

    if len(index.ids) > KEPT:
        return count()
    return index.once(("grams", groups.name, scope, code, unit), count)


def recurring(counts: Counter[Gram], stops: Sequence[bool]) -> list[Gram]:
    """The phrases that are scored: the most frequent of those that stand at least twice and
    neither begin nor end with a stop word, by count, then by first appearance."""
    chosen = [
        (gram, count)
        for gram, count in counts.items()
        if count >= LEAST and gram[0] >= 0 <= gram[-1] and not (stops[gram[0]] or stops[gram[-1]])
    ]
    chosen.sort(key=_by_count)
    return [gram for gram, _ in chosen[:MOST]]


def _by_count(pair: tuple[Gram, int]) -> int:
    return -pair[1]


def score_index(index: Index, score: Scorer) -> None:
    """Have the recurring phrases of both scopes scored; once where the page is all main text."""
    groups = grouping(index, "forms")
    words = _groups(index, groups, "page", "out").tolist()
    page = _recurring_counts(words)
    counts = {"page": page.counts}
    if "main" in scored_scopes(index):
        counts = {"main": _main_counts(index, words, page), **counts}
    for scope, found in counts.items():
        phrases = [recurring(some, groups.stops) for some in (found.pairs, found.triples)]
        values = iter(score(found, [*chain(*phrases)]))
        for unit, part in zip(UNITS, phrases, strict=True):
            tenths = array("I", [round(10 * value) for value in islice(values, len(part))])
            index.scores[scope, unit] = Scores(_checksum(part), tenths)


class _Recurring(NamedTuple):
    """What recurs: the counts, and where each pair and each two words around a third stand."""

    counts: PhraseCounts
    pairs_at: list[int]
    around_at: list[int]


def _recurring_counts(words: list[int]) -> _Recurring:
    """The counts of single words and of the phrases that recur, with all that is in them.

    A phrase recurs only where its words do, and one of three words only where both pairs in it do;
    so each step looks at the few places that the one before it has left.
    """
    singles = Counter(words)
    del singles[BREAK]
    often = {word for word, times in singles.items() if times >= LEAST}
    recurs = bytes(map(often.__contains__, words))
    at = [*compress(count(), map(and_, recurs, recurs[1:]))]
    pairs, at = _pairs(words, at)
    triples = _triples(words, at)
    ends = _ends(triples)
    begins = {first for first, _ in ends}
    around_at = [
        place
        for place in compress(count(), map(begins.__contains__, words))
        if (words[place], words[place + 2]) in ends
    ]
    around: Counter[Gram] = Counter((words[place], words[place + 2]) for place in around_at)
    return _Recurring(PhraseCounts(singles, pairs, around, triples), at, around_at)


def _main_counts(index: Index, words: list[int], page: _Recurring) -> PhraseCounts:
    """The same of the main text, where nothing recurs that does not recur in the whole page."""
    chosen = bytearray(len(index.ids) + 1)  # the last for what stands for no word
    for part in selected(index, "main"):
        chosen[part.start : part.stop] = b"\1" * len(part)
    inside = bytes(map(chosen.__getitem__, places(index, "page", "out")))
    pairs, at = _pairs(words, [place for place in page.pairs_at if inside[place]])
    triples = _triples(words, at)
    ends = _ends(triples)
    around: Counter[Gram] = Counter(
        pair
        for place in page.around_at
        if inside[place] and (pair := (words[place], words[place + 2])) in ends
    )
    return PhraseCounts(Counter(compress(words, inside)), pairs, around, triples)


def _pairs(words: list[int], at: list[int]) -> tuple[Counter[Gram], list[int]]:
    """The pairs of words at some places that recur, and their places.

    A pair is counted as one number: on a long page that is faster than a tuple of two.
    """
    base = max(words, default=0) + 1
    found = [words[place] * base + words[place + 1] for place in at]
    often = {pair: times for pair, times in Counter(found).items() if times >= LEAST}
    pairs: Counter[Gram] = Counter({divmod(pair, base): times for pair, times in often.items()})
    return pairs, [*compress(at, map(often.__contains__, found))]


def _triples(words: list[int], pairs_at: list[int]) -> Counter[Gram]:
    """The three words wherever two pairs follow each other."""
    return Counter(
        (words[place], words[place + 1], words[place + 2])
        for place, following in pairwise(pairs_at)
        if following == place + 1
    )


def _ends(triples: Counter[Gram]) -> set[Gram]:
    """The first and last words of the triples that recur."""
    return {(first, last) for (first, _, last), times in triples.items() if times >= LEAST}


def _checksum(phrases: list[Gram]) -> int:
    return crc32(repr(phrases).encode())


def scored_scopes(index: Index) -> list[str]:
    """The scopes that have scores of their own."""
    same = selected(index, "main") == selected(index, "page")
    return ["page"] if same else ["main", "page"]


def likelihoods(index: Index, scope: str, unit: int) -> dict[Gram, float]:
    """The scores of a scope's phrases, which are those of words grouped by lemma."""
    scope = scope if (scope, unit) in index.scores else "page"
    groups = grouping(index, "forms")
    stored = index.scores.get((scope, unit))
    phrases = recurring(count_grams(index, groups, scope, "out", unit), groups.stops)
    if stored is None or stored.check != _checksum(phrases):
        return {}
    return {gram: tenths / 10 for gram, tenths in zip(phrases, stored.tenths, strict=True)}
