"""N-grams: adjacent words within a sentence and a block, counted by the groups of their words."""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from operator import sub
from zlib import crc32

from pagewords.stats.grouping import Grouping, group_spellings
from pagewords.stats.index import Index
from pagewords.stats.scopes import run_starts, selected

#: A word or phrase, as the numbers of its words' groups.
NGram = tuple[int, ...]
#: The count from which a phrase is scored, and how many of the most frequent ones are.
MIN_COUNT, MOST = 2, 1_000
UNITS = (2, 3)
#: Stands for the end of a run of words.
BREAK = -1


def places(index: Index, scope: str, code: str) -> "array[int]":
    """The occurrences of a scope in order, with two breaks (-1) after each run of adjacent words,
    so that no n-gram crosses from one run to the next."""
    return index.cached(("places", scope, code), lambda: _places(index, scope, code))


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


def ngrams_at(index: Index, groups: Grouping, scope: str, code: str, unit: int) -> Iterator[NGram]:
    """The n-grams that start at each of `places`. One that crosses a break begins or ends with a
    negative number."""
    following = _groups(index, groups, scope, code)
    return zip(*(following[shift:] for shift in range(unit)), strict=False)


def _groups(index: Index, groups: Grouping, scope: str, code: str) -> "array[int]":
    """The group of the word at each of `places`."""

    def make() -> "array[int]":
        column = [*map(groups.of.__getitem__, index.ids), BREAK]
        return array("i", [column[place] for place in places(index, scope, code)])

    return index.cached(("groups", groups.name, scope, code), make)


class Finder:
    """Finds where n-grams stand without reading all of them."""

    def __init__(self, index: Index, groups: Grouping, scope: str, code: str) -> None:
        self._groups = _groups(index, groups, scope, code)
        self._places = places(index, scope, code)
        counts = Counter(self._groups)
        sizes = [counts[number] for number in range(len(groups.names))]
        self._ends = array("I", accumulate(sizes))
        #: The positions in `places` of each group's words, one group after the other.
        self._at = at = array("I", bytes(4 * sum(sizes)))
        following = [*map(sub, self._ends, sizes)]
        for position, group in enumerate(self._groups):
            if group >= 0:
                at[following[group]] = position
                following[group] += 1
        self._by_group = array("i", map(self._places.__getitem__, at))

    def positions(self, group: int) -> "array[int]":
        """The positions in `places` at which words of a group stand."""
        return self._slice(self._at, group)

    def places(self, grams: Sequence[NGram]) -> list[list[int]]:
        """The occurrences at which each of some n-grams of equally many words begins."""
        if grams and len(grams[0]) == 1:
            return [self._slice(self._by_group, group).tolist() for (group,) in grams]
        rarest = [min(range(len(gram)), key=lambda at: self._size(gram[at])) for gram in grams]
        looks = sum(self._size(gram[at]) for gram, at in zip(grams, rarest, strict=True))
        if looks > len(self._groups):
            return self._read_all(grams)
        return [*map(self._phrase, grams, rarest)]

    def _slice(self, column: "array[int]", group: int) -> "array[int]":
        return column[self._start(group) : self._ends[group]]

    def _size(self, group: int) -> int:
        return self._ends[group] - self._start(group)

    def _start(self, group: int) -> int:
        return self._ends[group - 1] if group else 0

    def _phrase(self, gram: NGram, rarest: int) -> list[int]:
        """The places of a phrase, by those of its rarest word."""
        wanted, size, all_groups = array("i", gram), len(gram), self._groups
        starts = (position - rarest for position in self.positions(gram[rarest]))
        return [
            self._places[start]
            for start in starts
            if start >= 0 and all_groups[start : start + size] == wanted
        ]

    def _read_all(self, grams: Sequence[NGram]) -> list[list[int]]:
        """The places of phrases in one reading of the scope, for many phrases of few words."""
        found: dict[NGram, list[int]] = {gram: [] for gram in grams}
        shifted = (self._groups[shift:] for shift in range(len(grams[0])))
        for place, gram in zip(self._places, zip(*shifted, strict=False), strict=False):
            if (places := found.get(gram)) is not None:
                places.append(place)
        return [found[gram] for gram in grams]

    def beginning_with(self, group: int, unit: int) -> Iterator[tuple[NGram, int]]:
        """The n-grams that begin with a word of a group, and where."""
        for position in self.positions(group):
            gram = tuple(self._groups[position : position + unit])
            if len(gram) == unit and BREAK not in gram:
                yield gram, self._places[position]


def finder(index: Index, groups: Grouping, scope: str, code: str) -> Finder:
    """The finder of a scope's n-grams."""
    name = ("finder", groups.name, scope, code)
    return index.cached(name, lambda: Finder(index, groups, scope, code))


def count_ngrams(
    index: Index, groups: Grouping, scope: str, code: str, unit: int
) -> Counter[NGram]:
    """The counts of n-grams, in the order of first appearance.

    They include those that cross a break, for the caller to skip: removing them costs more than
    counting.
    """

    def count() -> Counter[NGram]:
        if unit > 1:
            return Counter(ngrams_at(index, groups, scope, code, unit))
        # Numbers are counted faster than tuples of one.
        words = Counter(_groups(index, groups, scope, code))
        words.pop(BREAK, None)
        return Counter({(group,): times for group, times in words.items()})

    return index.kept(("grams", groups.name, scope, code, unit), count)


def recurring(counts: Counter[NGram], stops: Sequence[bool]) -> list[NGram]:
    """The phrases that are scored: the most frequent of those that stand at least twice and
    neither begin nor end with a stop word, by count, then by first appearance."""
    chosen = [
        (gram, count)
        for gram, count in counts.items()
        if count >= MIN_COUNT
        and gram[0] >= 0 <= gram[-1]
        and not (stops[gram[0]] or stops[gram[-1]])
    ]
    chosen.sort(key=_by_count)
    return [gram for gram, _ in chosen[:MOST]]


def _by_count(pair: tuple[NGram, int]) -> int:
    return -pair[1]


def checksum(phrases: list[NGram]) -> int:
    """A checksum by which scores recognise their phrases."""
    return crc32(repr(phrases).encode())


def scored_scopes(index: Index) -> list[str]:
    """The scopes that have scores of their own."""
    same = selected(index, "main") == selected(index, "page")
    return ["page"] if same else ["main", "page"]


def likelihoods(index: Index, scope: str, unit: int) -> dict[NGram, float]:
    """The scores of a scope's phrases, which are those of words grouped by lemma."""
    return index.cached(("likelihoods", scope, unit), lambda: _likelihoods(index, scope, unit))


def _likelihoods(index: Index, scope: str, unit: int) -> dict[NGram, float]:
    scope = scope if (scope, unit) in index.scores else "page"
    stored = index.scores.get((scope, unit))
    if stored is None:
        return {}
    groups = group_spellings(index, "forms")
    phrases = recurring(count_ngrams(index, groups, scope, "out", unit), groups.stops)
    if stored.check != checksum(phrases):
        return {}
    return {gram: tenths / 10 for gram, tenths in zip(phrases, stored.tenths, strict=True)}
