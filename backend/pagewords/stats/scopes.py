"""Where the words of an index are: their scope, their zone, their run of adjacent words.

A scope is the main text or the whole page.
"""

import re
from bisect import bisect_left, bisect_right

from pagewords.stats.index import Index
from pagewords.text import ZONES

#: What may stand between two words of one phrase: white space, a hyphen, and what grammar glues
#: on: Korean particles and endings, an apostrophe's suffix, an elided article. Any other
#: punctuation, a number or an address parts them: “Python, Java” is a list and no phrase.
_GAP = re.compile(r"(?:[가-힣]*|['’]\w{0,6})[^\S\n]*[-‐‑]?[^\S\n]*(?:\w{1,7}['’])?")


def spans(index: Index, scope: str, code: str = "out") -> list[tuple[int, int]]:
    """The text of a scope, as the spans of its blocks.

    Blocks of code belong to the whole page; to the main text only where `code` is `in`. A main
    text that is nothing but code is taken as it is.
    """
    return index.cached(("spans", scope, code), lambda: _spans(index, scope, code))


def _spans(index: Index, scope: str, code: str) -> list[tuple[int, int]]:
    if scope == "page":
        return [(0, len(index.text))]
    main = [block for block in index.blocks if block.main] or index.blocks
    prose = main if code == "in" else [block for block in main if not block.code]
    chosen = [(block.start, block.end) for block in prose]
    if not any(first < last for first, last in _occurrences(index, chosen)):
        chosen = [(block.start, block.end) for block in main]
    return chosen


def selected(index: Index, scope: str, code: str = "out") -> list[range]:
    """The occurrences of a scope, in order, as ranges that do not adjoin."""
    return index.cached(("selected", scope, code), lambda: _selected(index, scope, code))


def _selected(index: Index, scope: str, code: str) -> list[range]:
    found: list[range] = []
    for first, last in _occurrences(index, spans(index, scope, code)):
        if found and found[-1].stop == first:
            found[-1] = range(found[-1].start, last)
        elif first < last:
            found.append(range(first, last))
    return found


def _occurrences(index: Index, chosen: list[tuple[int, int]]) -> list[tuple[int, int]]:
    starts = index.starts
    found: list[tuple[int, int]] = []
    last = 0
    for start, end in chosen:
        first = bisect_left(starts, start, last)
        last = bisect_left(starts, end, first)
        found.append((first, last))
    return found


def zone_numbers(index: Index) -> bytearray:
    """For each occurrence the number of its zone in `ZONES`."""
    return index.cached("zones", lambda: _zone_numbers(index))


def _zone_numbers(index: Index) -> bytearray:
    found = bytearray(len(index.ids))
    places = _occurrences(index, [(zone.start, zone.end) for zone in index.zones])
    for (first, last), zone in zip(places, index.zones, strict=True):
        found[first:last] = bytes([ZONES.index(zone.zone)]) * (last - first)
    return found


def run_starts(index: Index) -> list[int]:
    """The occurrences that no phrase joins to the one before: a sentence, a block or punctuation
    lies between."""
    return index.cached("runs", lambda: _run_starts(index))


def _run_starts(index: Index) -> list[int]:
    text = index.text
    gaps = [text[end:start] for end, start in zip(index.ends, index.starts[1:], strict=False)]
    parting = {gap for gap in set(gaps) if not _GAP.fullmatch(gap)}
    found = {place for place, gap in enumerate(gaps, 1) if gap in parting}
    return sorted(found.union(index.sentences))


def sentence_of(index: Index, place: int) -> range:
    """The occurrences of the sentence that an occurrence stands in."""
    at = bisect_right(index.sentences, place)
    start = index.sentences[at - 1] if at else 0
    return range(start, index.sentences[at] if at < len(index.sentences) else len(index.ids))


def eojeol_starts(index: Index) -> list[int]:
    """The occurrences that are the first of a run of characters between spaces."""
    text = index.text
    found = [0] if index.starts else []
    for place, (end, start) in enumerate(zip(index.ends, index.starts[1:], strict=False), 1):
        gap = text[end:start]
        if gap and gap.split() != [gap]:
            found.append(place)
    return found
