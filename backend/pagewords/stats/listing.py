"""Lists of words and phrases: selected, grouped, sorted and paged.

By count, then by first appearance in the scope, so that the order is stable; the share is of all
words of the scope, stop words included.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from pagewords.stats.classes import group_classes
from pagewords.stats.grouping import Grouping, fold, group_spellings, groups_called
from pagewords.stats.index import Index
from pagewords.stats.ngrams import BREAK, NGram, count_ngrams, likelihoods
from pagewords.stats.rows import Row, find_rows
from pagewords.stats.scopes import selected
from pagewords.text import ZONES

Counted = list[tuple[NGram, int]]


class Listing(NamedTuple):
    """A part of a list, the length of the whole list, and all words of the scope."""

    total: int
    words: int
    items: list[dict[str, Any]]


def list_words(
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
    limit: int = 10,
    offset: int = 0,
) -> Listing:
    """The words (`unit` 1) or phrases (2, 3) of a page, and how many there are.

    A stop word is not listed, nor a phrase that begins or ends with one, unless `stop_words` is
    `show`. `keep` are words that are not to be hidden as stop words, `hide` words that are hidden
    in any case, by any spelling; both choose among the rows, never how phrases are built. `q`
    keeps the rows with it in one of their spellings, `word_class` the words of a class.
    """
    groups = group_spellings(index, group)
    counted: Counted = list(count_ngrams(index, groups, scope, code, unit).items())
    hidden, phrases = _hidden(index, groups, stop_words, hide, keep)
    counted = [row for row in counted if row[0][0] not in hidden and row[0][-1] not in hidden]
    if phrases:
        counted = [row for row in counted if not _is_one(row[0], phrases)]
    classes = group_classes(index, groups)
    if word_class is not None:
        counted = [row for row in counted if len(row[0]) == 1 and classes[row[0][0]] == word_class]
    if wanted := fold(q):
        counted = _search(index, groups, counted, wanted)
    counted.sort(key=itemgetter(1), reverse=True)
    scores: dict[NGram, float] | None = None
    if sort == "likelihood" and unit > 1:
        scores = _scores(index, groups, counted, scope, unit)
        counted.sort(key=lambda row: scores.get(row[0], 0.0), reverse=True)
    part = [gram for gram, _ in counted[offset : offset + limit]]
    rows = find_rows(index, groups, scope, code, part)
    words = sum(map(len, selected(index, scope, code)))
    items = [
        _item(rows[gram], groups, classes, words, offset + at) for at, gram in enumerate(part, 1)
    ]
    if scores is not None:
        for item, gram in zip(items, part, strict=True):
            item["likelihood"] = scores.get(gram)
    return Listing(len(counted), words, items)


def _hidden(
    index: Index, groups: Grouping, stop_words: str, hide: Iterable[str], keep: Iterable[str]
) -> tuple[set[int], list[list[set[int]]]]:
    """Groups that no row may begin or end with, and the phrases that the reader hides."""
    hidden = {BREAK}
    if stop_words == "hide":
        hidden.update(group for group, stop in enumerate(groups.stops) if stop)
        hidden -= groups_called(index, groups, set(map(fold, keep)))
    unwanted = set(map(fold, hide))
    hidden |= groups_called(index, groups, unwanted)
    phrases = [
        [groups_called(index, groups, {part}) for part in phrase.split()]
        for phrase in sorted(unwanted)
        if " " in phrase
    ]
    return hidden, phrases


def _is_one(gram: NGram, phrases: list[list[set[int]]]) -> bool:
    """Whether an n-gram is one of some phrases, whose words may each be of several groups."""
    return any(
        len(gram) == len(phrase)
        and all(group in called for group, called in zip(gram, phrase, strict=True))
        for phrase in phrases
    )


def _search(index: Index, groups: Grouping, counted: Counted, wanted: str) -> Counted:
    """The rows of which a word, in any spelling, or the whole in its first has `wanted` in it."""
    spelled = [
        [fold(text) for one in numbers for text in index.spellings[one][:2]]
        for numbers in groups.spellings
    ]
    found = {group for group, texts in enumerate(spelled) if any(wanted in one for one in texts)}
    pieces = wanted.split()
    return [
        (gram, count)
        for gram, count in counted
        if not found.isdisjoint(gram)
        or (len(pieces) > 1 and wanted in " ".join(spelled[group][0] for group in gram))
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
    row: Row, groups: Grouping, classes: Sequence[str | None], words: int, rank: int
) -> dict[str, Any]:
    stops = groups.stops
    return {
        "rank": rank,
        "word": row.shown,
        "count": row.count,
        "share": round(row.count / words, 6),
        "stop_word": stops[row.gram[0]] or stops[row.gram[-1]],
        "class": classes[row.gram[0]] if len(row.gram) == 1 else None,
        "forms": [{"form": form, "count": count} for form, count in row.forms.most_common()],
        "zones": _zones(row.zones),
    }


def _zones(counts: Sequence[int]) -> dict[str, int]:
    return {name: count for name, count in zip(ZONES, counts, strict=True) if count}
