"""Which blocks of a page were extracted: two texts of the same order, aligned.

Both come without white space. Time is linear in their length.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pagewords.page.dense import DENSER, weight

#: Characters from which a block is known by its text wherever it stands; a shorter one (a heading,
#: an item) counts only between two such blocks, and one that is not a whole extracted paragraph
#: must have more than `LEAST`. Those of a dense script count for two.
LONG, LEAST = 25, 3
#: Blocks beyond which what adjoins is still looked for: links to edit, which were left out.
BESIDE = 2
#: Characters after the last block found in which a block is looked for that the extractor has
#: joined to others or shortened. A limit, so that time is linear.
AHEAD = 20_000


class _Anchor(NamedTuple):
    """A long block that was extracted: its number, its paragraph's, and its place in them all."""

    block: int
    paragraph: int
    start: int
    end: int


def align(blocks: Sequence[str], extracted: Sequence[str]) -> list[bool] | None:
    """For each block whether it is among the extracted paragraphs; None where none is.

    Long blocks are found first and become anchors; short ones count where the same text was
    extracted between the anchors around them.
    """
    whole = "".join(extracted)
    anchors = _anchors(blocks, extracted, whole)
    if not anchors:
        known = set(extracted)
        found = [text in known for text in blocks]
        return found if any(found) else None
    main = [False] * len(blocks)
    _before(blocks, extracted, whole, anchors[0], main)
    _behind(blocks, extracted, whole, anchors[-1], main)
    for left, right in pairwise(anchors):
        _between(blocks, extracted, whole, left, right, main)
    for anchor in anchors:
        main[anchor.block] = True
    return main


def _before(
    blocks: Sequence[str], extracted: Sequence[str], whole: str, first: _Anchor, main: list[bool]
) -> None:
    """The blocks before the first anchor, where menus stand too: only what adjoins counts."""
    paragraphs, at, misses = set(extracted[: first.paragraph]), first.start, 0
    for number in range(first.block - 1, -1, -1):
        text = blocks[number]
        if whole.endswith(text, 0, at):
            at -= len(text)
        elif misses or text not in paragraphs:
            misses += 1
            if misses > BESIDE:
                return
            continue
        main[number] = True


def _behind(
    blocks: Sequence[str], extracted: Sequence[str], whole: str, last: _Anchor, main: list[bool]
) -> None:
    """The blocks behind the last anchor, likewise."""
    paragraphs, at, misses = set(extracted[last.paragraph :]), last.start, 0
    if whole.startswith(blocks[last.block], at):
        at += len(blocks[last.block])
    for number in range(last.block + 1, len(blocks)):
        text = blocks[number]
        if whole.startswith(text, at):
            at += len(text)
        elif misses or text not in paragraphs:
            misses += 1
            if misses > BESIDE:
                return
            continue
        main[number] = True


def _between(
    blocks: Sequence[str],
    extracted: Sequence[str],
    whole: str,
    left: _Anchor,
    right: _Anchor,
    main: list[bool],
) -> None:
    """The short blocks between two anchors: as paragraphs of their own, or joined to others."""
    gap = range(left.block + 1, right.block)
    if not gap or right.start < left.end:
        return
    paragraphs = set(extracted[left.paragraph : right.paragraph])
    at = left.end
    for number in gap:
        text = blocks[number]
        place = whole.find(text, at, min(right.start, at + AHEAD)) if len(text) > LEAST else -1
        if place >= 0:
            at = place + len(text)
        main[number] = place >= 0 or text in paragraphs


def _anchors(blocks: Sequence[str], extracted: Sequence[str], whole: str) -> list[_Anchor]:
    starts: list[int] = []
    places: defaultdict[str, list[int]] = defaultdict(list)
    length = 0
    for number, text in enumerate(extracted):
        starts.append(length)
        places[text].append(number)
        length += len(text)
    anchors: list[_Anchor] = []
    at, place = 0, 0
    for number, text in enumerate(blocks):
        if not is_long(text):
            continue
        if (known := places.get(text)) is not None:
            # Of equal paragraphs the next one, or the last where all have been passed.
            following = bisect_left(known, bisect_left(starts, at))
            place = known[min(following, len(known) - 1)]
            start = starts[place]
            at = start + len(text)
        else:
            start = whole.find(text, at, at + AHEAD)
            if start < 0:
                start = _part(text, whole, at)
            if start < 0:
                continue
            at = start
            while place + 1 < len(starts) and starts[place + 1] <= at:
                place += 1
        anchors.append(_Anchor(number, place, start, at))
    return anchors


def is_long(text: str) -> bool:
    """Whether a block is known by its text wherever it stands."""
    return len(text) >= LONG or (DENSER * len(text) >= LONG and weight(text) >= LONG)


def _part(text: str, whole: str, at: int) -> int:
    """Where the extractor has the beginning or the end of a block that it shortened."""
    if len(text) < 2 * LONG:
        return -1
    found = whole.find(text[:LONG], at, at + AHEAD)
    return found if found >= 0 else whole.find(text[-LONG:], at, at + AHEAD)
