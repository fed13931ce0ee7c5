"""A word's company: the words that stand within five words of it in the same sentence."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pagewords.stats.finding import Place, find_places
from pagewords.stats.grouping import Grouping, group_spellings
from pagewords.stats.index import Index
from pagewords.stats.ngrams import count_ngrams
from pagewords.stats.rows import find_rows
from pagewords.stats.scopes import sentence_of

#: Words on each side that are a word's company.
SPAN = 5
#: Times that a collocate stands beside the word at least: once may be chance.
MIN_TOGETHER = 2
#: Stands for the word itself among the groups of words.
NODE = -1


class Company(NamedTuple):
    """What is around a word: how often each group stands before it and after it, and how often each
    stands in the whole scope, with the word itself under `NODE`."""

    words: Counter[int]
    before: Counter[int]
    after: Counter[int]


def beside(index: Index, places: Iterable[Place], others: Iterable[Place]) -> list[Place]:
    """Those of a word's places that have one of another word's in their company."""
    starts = [first for first, _ in others]
    return [
        (first, last)
        for first, last in places
        if any(
            bisect_left(starts, part.start) < bisect_left(starts, part.stop)
            for part in _around(index, first, last)
        )
    ]


def _around(index: Index, first: int, last: int) -> Iterator[range]:
    """The occurrences before a place, and those after it."""
    sentence = sentence_of(index, first)
    yield range(max(sentence.start, first - SPAN), first)
    yield range(last + 1, max(last + 1, min(sentence.stop, last + 1 + SPAN)))


def list_collocates(
    index: Index,
    word: str,
    *,
    scope: str = "main",
    group: str = "forms",
    code: str = "out",
    stop_words: str = "hide",
    limit: int = 10,
    offset: int = 0,
) -> dict[str, Any]:
    """The words that a single word attracts, the strongest first.

    They stand beside it at least twice, and more often than by chance. `left` and `right` are how
    often each stands before the word and after it; `likelihood` is how strongly it is attracted
    (`collocation.score_company`).
    """
    groups = group_spellings(index, group)
    places = find_places(index, word, scope, group, code, 1)
    if not places:
        return {"total": 0, "places": 0, "items": []}
    from pagewords.stats.collocation import score_company

    company = _company(index, groups, scope, code, [first for first, _ in places])
    scores = score_company(company.words, company.before, company.after, NODE, SPAN)
    chosen = [
        number
        for number in sorted(scores, key=scores.__getitem__, reverse=True)
        if scores[number] > 0 and company.before[number] + company.after[number] >= MIN_TOGETHER
        if stop_words != "hide" or not groups.stops[number]
    ]
    part = chosen[offset : offset + limit]
    rows = find_rows(index, groups, scope, code, [(number,) for number in part])
    items = [
        {
            "word": rows[number,].shown,
            "count": len(rows[number,].places),
            "left": company.before[number],
            "right": company.after[number],
            "likelihood": round(scores[number], 1),
            "stop_word": groups.stops[number],
        }
        for number in part
    ]
    return {"total": len(chosen), "places": len(places), "items": items}


def _company(index: Index, groups: Grouping, scope: str, code: str, places: list[int]) -> Company:
    counts = count_ngrams(index, groups, scope, code, 1)
    words = Counter({number: count for (number,), count in counts.items()})
    words.subtract(groups.of[index.ids[place]] for place in places)
    words[NODE] = len(places)
    own = set(places)
    sides: list[Counter[int]] = [Counter(), Counter()]
    for place in places:
        for side, part in zip(sides, _around(index, place, place), strict=True):
            side.update(groups.of[index.ids[other]] for other in part if other not in own)
    return Company(+words, *sides)
