"""What each page of a collection uses more than the others, and what they use and it does not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from pagewords.stats.index import Index
from pagewords.stats.listing import select_words
from pagewords.stats.measures import log_likelihood
from pagewords.stats.ngrams import NGram
from pagewords.stats.rows import find_rows
from pagewords.stats.spread import count_pages, page_sizes

#: The log-likelihood from which a difference is listed: chi-squared with one degree of freedom,
#: p < 0.01.
LEAST = 6.63


class OwnWords(NamedTuple):
    """The words of a page: those that it uses more, and those of several others that it has not."""

    items: list[dict[str, Any]]
    missing: list[dict[str, Any]]


def list_distinctive(index: Index, *, limit: int = 5, **how: Any) -> list[OwnWords]:
    """For each page of a merged index the words or phrases that it uses more, the most distinctive
    first by log-likelihood, and those that it has not: those of most other pages first.

    `how` selects among the words as in `select_words`. `count` is that of the page and
    `others_count` that of all others; shares are of all words of the scope, 0 to 1. Missing is what
    `in_others` other pages have, at least two.
    """
    selection = select_words(index, **how)
    scope, code, groups = selection.scope, selection.code, selection.groups
    sizes = page_sizes(index, scope, code)
    wanted = set(selection.grams)
    pages = count_pages(index, groups, scope, code, how.get("unit", 1))
    totals: Counter[NGram] = Counter()
    for counts in pages:
        totals.update(counts)
    holders = Counter(gram for counts in pages for gram in counts if gram in wanted)
    missing = _missing(pages, holders, totals, limit)
    best = [*_most_own(pages, sizes, totals, wanted, limit)]
    grams = {gram: None for one in best for _, _, gram in one}
    grams |= {gram: None for one in missing for gram in one}
    rows = find_rows(index, groups, scope, code, list(grams))
    items = [
        [
            {
                "word": rows[gram].shown,
                "count": -negative,
                "others_count": totals[gram] + negative,
                "share": round(-negative / size, 6),
                "others_share": round((totals[gram] + negative) / (selection.words - size), 6),
                "likelihood": round(-score, 2),
            }
            for score, negative, gram in one
        ]
        for size, one in zip(sizes, best, strict=True)
    ]
    lacks = [
        [
            {"word": rows[gram].shown, "others_count": totals[gram], "in_others": holders[gram]}
            for gram in one
        ]
        for one in missing
    ]
    return [*map(OwnWords, items, lacks)]


def _most_own(
    pages: Sequence[dict[NGram, int]],
    sizes: Sequence[int],
    totals: Counter[NGram],
    wanted: set[NGram],
    limit: int,
) -> Iterator[list[tuple[float, int, NGram]]]:
    """Of each page the most distinctive first: its log-likelihood and its count, both negative."""
    words = sum(sizes)
    for size, counts in zip(sizes, pages, strict=True):
        rest = words - size
        scored = []
        for gram in counts.keys() & wanted:
            count, others = counts[gram], totals[gram] - counts[gram]
            if rest and count * rest > others * size:
                score = log_likelihood(count, others, size, rest)
                if score >= LEAST:
                    scored.append((-score, -count, gram))
        yield sorted(scored)[:limit]


def _missing(
    pages: Sequence[dict[NGram, int]],
    holders: Counter[NGram],
    totals: Counter[NGram],
    limit: int,
) -> list[list[NGram]]:
    """Of each page that has words the first that several others have and it has not."""
    several = (gram for gram, count in holders.items() if count > 1)
    common = sorted(several, key=lambda gram: (-holders[gram], -totals[gram], gram))
    return [
        [*islice((gram for gram in common if gram not in counts), limit if counts else 0)]
        for counts in pages
    ]
