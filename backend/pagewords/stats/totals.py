"""Totals of a page: words, sentences, characters, reading time, and how varied its words are."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pagewords.stats.grouping import group_spellings
from pagewords.stats.index import Index
from pagewords.stats.reading import reading_seconds
from pagewords.stats.scopes import eojeol_starts, selected, spans

#: Words of a window of the moving average: what Covington and McFall take for questions of style.
WINDOW = 500


def count_totals(index: Index) -> dict[str, Any]:
    """The totals of both scopes, and the proportion of the page's words in the main text (0 to 1).

    Each scope has `words`, `distinct` (without regard to case), `words_once` (of the distinct ones
    those that stand once), `distinct_grouped` (by lemma), `sentences`, `mean_sentence_length` (in
    words; 0 without a sentence), `lexical_diversity` (0 to 1; None below `WINDOW` words),
    `characters`, `characters_without_spaces`, `reading_seconds` and, in Korean, `eojeol`.
    """
    main, page = _scope(index, "main"), _scope(index, "page")
    share = main["words"] / page["words"] if page["words"] else 0.0
    return {
        "main": main,
        "page": page,
        "main_share": round(share, 4),
        "main_found": index.main_found,
        "approximate": index.approximate,
    }


def _scope(index: Index, scope: str) -> dict[str, Any]:
    chosen = selected(index, scope)
    ids = [number for part in chosen for number in index.ids[part.start : part.stop]]
    of = group_spellings(index, "none").of
    words = [*map(of.__getitem__, ids)]
    counts = Counter(words)
    lemmas = set(map(group_spellings(index, "forms").of.__getitem__, set(ids)))
    text = "\n".join(index.text[start:end] for start, end in spans(index, scope))
    sentences = _count(index.sentences, chosen)
    diversity = lexical_diversity(words)
    found: dict[str, Any] = {
        "words": len(words),
        "distinct": len(counts),
        "words_once": sum(count == 1 for count in counts.values()),
        "distinct_grouped": len(lemmas),
        "sentences": sentences,
        "mean_sentence_length": round(len(words) / sentences, 2) if sentences else 0.0,
        "lexical_diversity": None if diversity is None else round(diversity, 4),
        "characters": len(text),
        "characters_without_spaces": sum(map(len, text.split())),
    }
    if index.has_eojeol:
        found["eojeol"] = _count(index.cached("eojeol", lambda: eojeol_starts(index)), chosen)
    found["reading_seconds"] = reading_seconds(index.language, found)
    return found


def lexical_diversity(words: Sequence[int], window: int = WINDOW) -> float | None:
    """The moving-average type-token ratio of a text's words, given as the numbers of their types.

    The mean, over all runs of `window` adjacent words, of the distinct words of a run divided by
    its length: Covington and McFall, "Cutting the Gordian knot: the moving-average type-token
    ratio (MATTR)", Journal of Quantitative Linguistics 17 (2010). It does not depend on how long
    the text is, so a text shorter than a window has none: None.
    """
    windows = len(words) - window + 1
    if windows < 1:
        return None
    # A run's distinct words are those that stand in it for the first time: each occurrence is
    # counted in the runs that contain it and not the same word's occurrence before it.
    last: dict[int, int] = {}
    distinct = 0
    for place, word in enumerate(words):
        before = last.get(word, -1)
        last[word] = place
        # By hand: min and max would take most of the time of a long text.
        if before < place - window:
            before = place - window
        run = place if place < windows else windows - 1
        if run > before:
            distinct += run - before
    return distinct / windows / window


def _count(starts: Sequence[int], chosen: list[range]) -> int:
    """The number of sorted starts in a scope."""
    return sum(bisect_left(starts, part.stop) - bisect_left(starts, part.start) for part in chosen)
