"""Which blocks of a page are its main text, by a text that is known to be it.

The two are aligned word by word: runs of words that stand once in both are anchors, the longest
chain of them in the same order holds, and between two anchors the same is done with shorter runs.
A word of the text is used once.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

#: Words of a run, from the surest to the least; a character of a dense script is a word.
RUNS = (8, 5, 3, 2, 1)
#: Words between two anchors up to which single words are aligned at all.
NEAR = 400
#: The share of a block's words that must be in the text.
LEAST = 0.6
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u1100-\u11ff\uf900-\ufaff]|[^\\W_]+")


def words(text: str) -> list[str]:
    """The words of a text in small letters, characters of dense scripts by themselves."""
    return [word.lower() for word in _WORD.findall(text)]


def label(blocks: Sequence[str], text: str) -> list[bool | None]:
    """For each block whether it is in the text; None where it has no word to tell it by."""
    split = [words(block) for block in blocks]
    page = [word for block in split for word in block]
    found = bytearray(len(page))
    _align(page, words(text), found)
    out: list[bool | None] = []
    at = 0
    for block in split:
        share = sum(found[at : at + len(block)]) / len(block) if block else None
        out.append(None if share is None else share >= LEAST)
        at += len(block)
    return out


def _align(page: Sequence[str], text: Sequence[str], found: bytearray) -> None:
    """Mark the words of the page that are the text's."""
    gaps = [(0, len(page), 0, len(text))]
    for run in RUNS:
        rest: list[tuple[int, int, int, int]] = []
        for gap in gaps:
            if run > 1 or gap[1] - gap[0] <= NEAR:
                rest += _fill(page, text, gap, run, found)
        gaps = rest


def _fill(
    page: Sequence[str], text: Sequence[str], gap: tuple[int, int, int, int], run: int,
    found: bytearray,
) -> list[tuple[int, int, int, int]]:  # fmt: skip
    """Mark what is anchored in a gap; what is left of it is given back."""
    start, end, low, high = gap
    mine = _once(page, start, end, run)
    theirs = _once(text, low, high, run)
    pairs = sorted((place, theirs[key]) for key, place in mine.items() if key in theirs)
    rest: list[tuple[int, int, int, int]] = []
    for place, other in _chain(pairs):
        if place < start or other < low:
            continue
        # An anchor reaches as far back and ahead as both are the same.
        back = 0
        while (
            place - back > start
            and other - back > low
            and (page[place - back - 1] == text[other - back - 1])
        ):
            back += 1
        ahead = 0
        while (
            place + ahead < end
            and other + ahead < high
            and (page[place + ahead] == text[other + ahead])
        ):
            ahead += 1
        for number in range(place - back, place + ahead):
            found[number] = 1
        if place - back > start and other - back > low:
            rest.append((start, place - back, low, other - back))
        start, low = place + ahead, other + ahead
    if end > start and high > low:
        rest.append((start, end, low, high))
    return rest


def _once(words: Sequence[str], start: int, end: int, run: int) -> dict[tuple[str, ...], int]:
    """The runs of words that stand once in a range, and where."""
    places: dict[tuple[str, ...], int] = {}
    for place in range(start, end - run + 1):
        key = tuple(words[place : place + run])
        places[key] = -1 if key in places else place
    return {key: place for key, place in places.items() if place >= 0}


def _chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs that rise on both sides."""
    ends: list[int] = []
    numbers: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        place = bisect_left(ends, other)
        before.append(numbers[place - 1] if place else -1)
        ends[place : place + 1] = [other]
        numbers[place : place + 1] = [number]
    out: list[tuple[int, int]] = []
    number = numbers[-1] if numbers else -1
    while number >= 0:
        out.append(pairs[number])
        number = before[number]
    return out[::-1]
