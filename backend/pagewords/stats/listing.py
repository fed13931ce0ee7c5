"""Lists of words and phrases: selected, grouped, sorted and paged.

By count, then by first appearance in the scope, so that the order is stable; the share is of all
words of the scope, stop words included.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from pagewords.stats.classes import group_classes
from pagewords.stats.grouping import Grouping, fold, folded, group_spellings, groups_called
from pagewords.stats.index import Index
from pagewords.stats.ngrams import BREAK, CACHED, NGram, count_ngrams, likelihoods
from pagewords.stats.rows import Row, find_rows
from pagewords.stats.scopes import selected
from pagewords.text import ZONES

Counted = list[tuple[NGram, int]]


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
    scores: dict[NGram, float] | None

    def items(self, offset: int, limit: int) -> list[dict[str, Any]]:
        """Some of the list's items."""
        part = self.grams[offset : offset + limit]
        rows = find_rows(self.index, self.groups, self.scope, self.code, part)
        items = [
            _item(rows[gram], self.groups, self.classes, self.words, offset + at)
            for at, gram in enumerate(part, 1)
        ]
        if self.scores is not None:
            for item, gram in zip(items, part, strict=True):
                item["likelihood"] = self.scores.get(gram)
        return items

    def parts(self, size: int, offset: int = 0) -> Iterator[list[dict[str, Any]]]:
        """All items from one on, so many at once; at least one part."""
        for start in range(offset, max(len(self.grams), offset + 1), size):
            yield self.items(start, size)


def list_words(index: Index, *, limit: int = 10, offset: int = 0, **how: Any) -> Listing:
    """Some of the words or phrases that `select_words` selects, and how many there are."""
    selection = select_words(index, **how)
    return Listing(len(selection.grams), selection.words, selection.items(offset, limit))


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
    keeps the rows with it in one of their spellings, `word_class` the words of a class.
    """
    groups = group_spellings(index, group)
    counted = _ranked(index, groups, scope, code, unit)
    hidden, phrases = _hidden(index, groups, stop_words, hide, keep, unit)
    counted = [row for row in counted if row[0][0] not in hidden and row[0][-1] not in hidden]
    if phrases:
        counted = [row for row in counted if not _is_one(row[0], phrases.get(row[0][0], ()))]
    classes = group_classes(index, groups)
    if word_class is not None:
        counted = [row for row in counted if len(row[0]) == 1 and classes[row[0][0]] == word_class]
    if wanted := fold(q):
        counted = _search(index, groups, counted, wanted)
    scores: dict[NGram, float] | None = None
    if sort == "likelihood" and unit > 1:
        scores = _scores(index, groups, counted, scope, unit)
        counted.sort(key=lambda row: scores.get(row[0], 0.0), reverse=True)
    words = sum(map(len, selected(index, scope, code)))
    grams = [gram for gram, _ in counted]
    return Selection(index, groups, classes, scope, code, words, grams, scores)


def _ranked(index: Index, groups: Grouping, scope: str, code: str, unit: int) -> Counted:
    """All rows by their count, then by first appearance."""

    def rank() -> Counted:
        counts = count_ngrams(index, groups, scope, code, unit)
        return sorted(counts.items(), key=itemgetter(1), reverse=True)

    if len(index.ids) > CACHED:
        return rank()
    return index.cached(("ranked", groups.name, scope, code, unit), rank)


#: The phrases that a reader hides, by the groups of their first words; each word may be of several.
Phrases = dict[int, list[list[set[int]]]]


def _hidden(
    index: Index,
    groups: Grouping,
    stop_words: str,
    hide: Iterable[str],
    keep: Iterable[str],
    unit: int,
) -> tuple[set[int], Phrases]:
    """Groups that no row may begin or end with, and the phrases that the reader hides."""
    kept, unwanted = set(map(fold, keep)), set(map(fold, hide))
    split = [phrase.split() for phrase in sorted(unwanted) if " " in phrase]
    split = [parts for parts in split if len(parts) == unit]
    called = groups_called(index, groups, kept.union(unwanted, *split))
    hidden = {BREAK}
    if stop_words == "hide":
        hidden.update(group for group, stop in enumerate(groups.stops) if stop)
        hidden.difference_update(*map(called.__getitem__, kept))
    hidden.update(*map(called.__getitem__, unwanted))
    phrases: Phrases = {}
    for parts in split:
        found = [called[part] for part in parts]
        for first in found[0]:
            phrases.setdefault(first, []).append(found)
    return hidden, phrases


def _is_one(gram: NGram, phrases: Iterable[list[set[int]]]) -> bool:
    """Whether an n-gram is one of some phrases of as many words."""
    return any(
        all(group in called for group, called in zip(gram, phrase, strict=True))
        for phrase in phrases
    )


def _search(index: Index, groups: Grouping, counted: Counted, wanted: str) -> Counted:
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
        "zones": {name: found for name, found in zip(ZONES, row.zones, strict=True) if found},
    }


def _forms(counts: dict[str, int]) -> list[dict[str, Any]]:
    """The forms of a row, the most frequent first."""
    pairs: Iterable[tuple[str, int]] = counts.items()
    if len(counts) > 1:
        pairs = sorted(pairs, key=itemgetter(1), reverse=True)
    return [{"form": form, "count": count} for form, count in pairs]
