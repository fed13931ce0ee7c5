"""Which blocks of a page were extracted: two texts of the same order, aligned.

Both come without white space. Time is linear in their length.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

#: Characters from which a block is known by its text wherever it stands; a shorter one (a heading,
#: an item) counts only between two such blocks, and one that is not a whole extracted paragraph
#: must have more than `LEAST`.
LONG, LEAST = 25, 3
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
    first, last = anchors[0], anchors[-1]
    # Before the first and behind the last anchor menus stand too: only what adjoins counts.
    before, behind = set(extracted[: first.paragraph]), set(extracted[last.paragraph :])
    for number in range(first.block - 1, -1, -1):
        if blocks[number] not in before:
            break
        main[number] = True
    for number in range(last.block + 1, len(blocks)):
        if blocks[number] not in behind:
            break
        main[number] = True
    for left, right in pairwise(anchors):
        _between(blocks, extracted, whole, left, right, main)
    for anchor in anchors:
        main[anchor.block] = True
    return main


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
        if len(text) < LONG:
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


def _part(text: str, whole: str, at: int) -> int:
    """Where the extractor has the beginning or the end of a block that it shortened."""
    if len(text) < 2 * LONG:
        return -1
    found = whole.find(text[:LONG], at, at + AHEAD)
    return found if found >= 0 else whole.find(text[-LONG:], at, at + AHEAD)
