"""How words are spread over the pages of a collection: the count in each, and the dispersion."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import sub
from typing import Any

from pagewords.stats.grouping import Grouping
from pagewords.stats.index import Index
from pagewords.stats.ngrams import BREAK, NGram, ngrams_at, places
from pagewords.stats.scopes import selected


def first_occurrences(index: Index) -> list[int]:
    """The first occurrence of each page of a merged index, or that of the next if it has none."""

    def find() -> list[int]:
        return [bisect_left(index.starts, start) for start in index.parts]

    return index.cached("firsts", find)


def page_at(index: Index, place: int) -> int:
    """The number of the page on which an occurrence stands."""
    return bisect_right(first_occurrences(index), place) - 1


def page_sizes(index: Index, scope: str, code: str) -> list[int]:
    """The words of each page in a scope, stop words included."""

    def count() -> list[int]:
        sizes = [0] * len(index.parts)
        bounds = [*first_occurrences(index), len(index.ids)]
        for part in selected(index, scope, code):
            for page in range(page_at(index, part.start), len(sizes)):
                if bounds[page] >= part.stop:
                    break
                sizes[page] += min(part.stop, bounds[page + 1]) - max(part.start, bounds[page])
        return sizes

    return index.cached(("sizes", scope, code), count)


def spread_of(index: Index, scope: str, code: str, found: Sequence[int]) -> dict[str, Any]:
    """How the sorted places of a word are spread: `members`, the count in each page; `in_members`,
    in how many it stands; `dispersion`, Gries' DP."""
    # The places are in order, so a page has those between its own first occurrence and the next's.
    cuts = [bisect_left(found, first) for first in first_occurrences(index)] + [len(found)]
    counts = [*map(sub, cuts[1:], cuts)]
    return {
        "members": counts,
        "in_members": sum(map(bool, counts)),
        "dispersion": round(dispersion(counts, page_sizes(index, scope, code)), 4),
    }


def dispersion(counts: Sequence[int], sizes: Sequence[int]) -> float:
    """Gries' deviation of proportions (DP) of a word that stands `counts` times in parts with
    `sizes` words: 0 where it is spread as the parts' sizes make expect, near 1 where it stands in
    one small part.

    Half the sum of |v - s|, where v is a part's share of the word and s its share of all words:
    Gries, "Dispersions and adjusted frequencies in corpora", International Journal of Corpus
    Linguistics 13 (2008), 403-437. Its worked example is the letter `a` with the counts 1, 2, 3, 4,
    5 in parts of 9, 10, 10, 10, 11, whose DP is 0.18.
    """
    times, words = sum(counts), sum(sizes)
    pairs = zip(counts, sizes, strict=True)
    return sum(abs(count / times - size / words) for count, size in pairs) / 2


def count_pages(
    index: Index, groups: Grouping, scope: str, code: str, unit: int
) -> list[dict[NGram, int]]:
    """The n-grams of each page with their counts; those that cross a break are among them."""
    all_places = places(index, scope, code)
    found: list[dict[NGram, int]] = [{} for _ in index.parts]
    pages = _pages(index, all_places)
    for page, gram in zip(pages, ngrams_at(index, groups, scope, code, unit), strict=False):
        counts = found[page]
        counts[gram] = counts.get(gram, 0) + 1
    return found


def _pages(index: Index, all_places: "array[int]") -> list[int]:
    """The page of each place; a break belongs to the page before it."""
    ends = [*first_occurrences(index)[1:], len(index.ids)]
    pages: list[int] = []
    page = 0
    for place in all_places:
        if place != BREAK:
            while place >= ends[page]:
                page += 1
        pages.append(page)
    return pages
