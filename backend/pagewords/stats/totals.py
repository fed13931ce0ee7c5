"""Totals of a page: words, sentences, characters, reading time."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from pagewords.stats.index import Index
from pagewords.stats.reading import reading_seconds
from pagewords.stats.scopes import eojeol_starts, selected, spans


def count_totals(index: Index) -> dict[str, Any]:
    """The totals of both scopes, and the proportion of the page's words in the main text (0 to 1).

    Each scope has `words`, `distinct` (without regard to case), `distinct_grouped` (by lemma),
    `sentences`, `characters`, `characters_without_spaces`, `reading_seconds` and, in Korean,
    `eojeol`.
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


def _scope(index: Index, scope: str) -> dict[str, int]:
    chosen = selected(index, scope)
    numbers = {number for part in chosen for number in index.ids[part.start : part.stop]}
    spellings = [index.spellings[number] for number in numbers]
    text = "\n".join(index.text[start:end] for start, end in spans(index, scope))
    found = {
        "words": sum(map(len, chosen)),
        "distinct": len({(one.key, one.stop_word) for one in spellings}),
        "distinct_grouped": len({(one.lemma, one.stop_word) for one in spellings}),
        "sentences": _count(index.sentences, chosen),
        "characters": len(text),
        "characters_without_spaces": sum(map(len, text.split())),
    }
    if index.has_eojeol:
        found["eojeol"] = _count(index.cached("eojeol", lambda: eojeol_starts(index)), chosen)
    found["reading_seconds"] = reading_seconds(index.language, found)
    return found


def _count(starts: Sequence[int], chosen: list[range]) -> int:
    """The number of sorted starts in a scope."""
    return sum(bisect_left(starts, part.stop) - bisect_left(starts, part.start) for part in chosen)
