"""Lists of words and phrases: selected, grouped, sorted and paged.

By count, then by first appearance in the scope, so that the order is stable; by likelihood or
keyness, then as by count. The share is of all words of the scope, stop words included.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from pagewords.stats.classes import group_classes
from pagewords.stats.grouping import Grouping, fold, folded, group_spellings, groups_called
from pagewords.stats.hiding import Counted, hide_words
from pagewords.stats.index import Index
from pagewords.stats.keyness import frequencies, keyness
from pagewords.stats.ngrams import MIN_COUNT, NGram, count_ngrams, likelihoods
from pagewords.stats.rows import Row, list_rows
from pagewords.stats.scopes import selected
from pagewords.stats.spread import spread_of

#: The forms of a word that a result stores; a page may write one in a million ways.
MOST_FORMS = 100


class Listing(NamedTuple):
    """A part of a list, the length of the whole list, and all words of the scope."""

    total: int
    words: int
    items: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a list in their order, to be made into items a part at a time."""

    index: Index
    groups: Grouping
    classes: list[str | None]
    scope: str
    code: str
    words: int
    grams: list[NGram]
    #: What the list is sorted by, if not by the count: `likelihood` or `keyness`.
    measure: str | None
    scores: dict[NGram, float]

    def items(self, offset: int, limit: int) -> list[dict[str, Any]]:
        """Some of the list's items."""
        part = self.grams[offset : offset + limit]
        rows = list_rows(self.index, self.groups, self.scope, self.code, part)
        items = [
            _item(row, self.groups, self.classes, self.words, rank)
            for rank, row in enumerate(rows, offset + 1)
        ]
        if self.index.parts:
            for item, row in zip(items, rows, strict=True):
                item |= spread_of(self.index, self.scope, self.code, row.places)
        if self.measure is not None:
            for item, gram in zip(items, part, strict=True):
                item[self.measure] = self.scores.get(gram)
        return items

    def parts(self, size: int, offset: int = 0) -> Iterator[list[dict[str, Any]]]:
        """All items from one on, so many at once; at least one part."""
        for start in range(offset, max(len(self.grams), offset + 1), size):
            yield self.items(start, size)


def list_words(index: Index, *, limit: int = 10, offset: int = 0, **how: Any) -> Listing:
    """Some of the words or phrases that `select_words` selects, and how many there are."""
    selection = select_words(index, **how)
    return Listing(len(selection.grams), selection.words, selection.items(offset, limit))


def top_words(index: Index, limit: int) -> list[dict[str, Any]]:
    """The most frequent words, as a result stores them: each with `MOST_FORMS` forms at most."""
    items = list_words(index, limit=limit).items
    return [item | {"forms": item["forms"][:MOST_FORMS]} for item in items]


def select_words(
    index: Index,
    *,
    scope: str = "main",
    unit: int = 1,
    group: str = "forms",
    stop_words: str = "hide",
    hide: Iterable[str] = (),
    keep: Iterable[str] = (),
    sort: str = "count",
    code: str = "out",
    q: str = "",
    word_class: str | None = None,
) -> Selection:
    """The words (`unit` 1) or phrases (2, 3) of a page.

    A stop word is not listed, nor a phrase that begins or ends with one, unless `stop_words` is
    `show`. `keep` are words that are not to be hidden as stop words, `hide` words that are hidden
    in any case, by any spelling; both choose among the rows, never how phrases are built. `q`
    keeps the rows with it in one of their spellings, `word_class` the words of a class. `sort` is
    `count`, `likelihood` (of phrases) or `keyness` (of words).

    Raises ValueError for `keyness` where everyday frequencies are not known.
    """
    groups = group_spellings(index, group)
    counted = _ranked(index, groups, scope, code, unit)
    call = partial(groups_called, index, groups)
    counted = hide_words(groups.stops, call, stop_words, hide, keep, unit).shown(counted)
    classes = group_classes(index, groups)
    if word_class is not None:
        counted = [row for row in counted if len(row[0]) == 1 and classes[row[0][0]] == word_class]
    if wanted := fold(q):
        counted = search(index, groups, counted, wanted)
    words = sum(map(len, selected(index, scope, code)))
    measure, scores = None, dict[NGram, float]()
    if sort == "likelihood" and unit > 1:
        measure, scores = sort, _scores(index, groups, counted, scope, unit)
        counted = _by_likelihood(counted, scores, MIN_COUNT if group == "forms" else 1)
    elif sort == "keyness" and unit == 1:
        measure, scores = sort, _keyness(index, groups, counted, words)
        counted.sort(key=lambda row: scores[row[0]], reverse=True)
    grams = [gram for gram, _ in counted]
    return Selection(index, groups, classes, scope, code, words, grams, measure, scores)


def _ranked(index: Index, groups: Grouping, scope: str, code: str, unit: int) -> Counted:
    """All rows by their count, then by first appearance."""

    def rank() -> Counted:
        counts = count_ngrams(index, groups, scope, code, unit)
        return sorted(counts.items(), key=itemgetter(1), reverse=True)

    return index.kept(("ranked", groups.name, scope, code, unit), rank)


def search(index: Index, groups: Grouping, counted: Counted, wanted: str) -> Counted:
    """The rows of which a word, in any spelling, or the whole in its first has `wanted` in it."""
    _, words, forms = folded(index)
    found = {
        group
        for group, word, form in zip(groups.of, words, forms, strict=True)
        if wanted in word or wanted in form
    }
    pieces = wanted.split()
    first = [forms[numbers[0]] for numbers in groups.spellings] if len(pieces) > 1 else []
    return [
        (gram, count)
        for gram, count in counted
        if not found.isdisjoint(gram)
        or (first and wanted in " ".join(first[group] for group in gram))
    ]


def _scores(
    index: Index, groups: Grouping, counted: Counted, scope: str, unit: int
) -> dict[NGram, float]:
    """The scores of phrases, by the lemmas of their words where forms are not grouped."""
    scores = likelihoods(index, scope, unit)
    if groups.name == "forms":
        return scores
    lemmas = group_spellings(index, "forms").of
    first = [lemmas[numbers[0]] for numbers in groups.spellings]
    found = {gram: scores.get(tuple(first[group] for group in gram)) for gram, _ in counted}
    return {gram: score for gram, score in found.items() if score is not None}


def _keyness(index: Index, groups: Grouping, counted: Counted, words: int) -> dict[NGram, float]:
    """How much more often each word stands here than elsewhere, to a tenth."""
    elsewhere = frequencies(index, groups)
    return {gram: round(keyness(count, words, elsewhere[gram[0]]), 1) for gram, count in counted}


def _by_likelihood(counted: Counted, scores: dict[NGram, float], least: int) -> Counted:
    """Phrases by their scores, of equals in their order. None that stands fewer than `least` times
    has a score, and these come last in any case."""
    scored = bisect_right(counted, -least, key=lambda row: -row[1])
    first = sorted(counted[:scored], key=lambda row: scores.get(row[0], 0.0), reverse=True)
    return first + counted[scored:]


def _item(
    row: Row, groups: Grouping, classes: list[str | None], words: int, rank: int
) -> dict[str, Any]:
    stops, gram, count = groups.stops, row.gram, len(row.places)
    return {
        "rank": rank,
        "word": row.shown,
        "count": count,
        "share": round(count / words, 6),
        "stop_word": stops[gram[0]] or stops[gram[-1]],
        "class": classes[gram[0]] if len(gram) == 1 else None,
        "forms": _forms(row.forms),
        "zones": row.zones,
    }


def _forms(counts: dict[str, int]) -> list[dict[str, Any]]:
    """The forms of a row, the most frequent first."""
    if len(counts) == 1:
        ((form, count),) = counts.items()
        return [{"form": form, "count": count}]
    pairs = sorted(counts.items(), key=itemgetter(1), reverse=True)
    return [{"form": form, "count": count} for form, count in pairs]
