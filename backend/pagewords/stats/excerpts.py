"""Cuts out the text around a place: at words, and never between a letter and its marks."""

import unicodedata
from bisect import bisect_left, bisect_right

from pagewords.stats.index import Index

_ELLIPSIS = "…"
_JOINER = "\u200d"
#: Combining marks on one character that a cut goes around; a page may pile up any number.
_MARKS = 32


def before(index: Index, start: int, border: int, width: int) -> str:
    """The text before a place from a border on, or some `width` characters of it with an ellipsis.

    It begins with a word, behind a space if there is one near; within a word only where that is
    longer than the whole excerpt.
    """
    text, cut = index.text, start - width
    if cut <= border:
        return text[border:start]
    starts = index.starts
    places = range(bisect_left(starts, cut), bisect_left(starts, start))
    spaced = (starts[at] for at in places if text[starts[at] - 1].isspace())
    first = next(spaced, start)
    if first - cut > width // 2 and places:
        first = starts[places[0]]
    if first == start:
        first = _whole(text, cut, border, -1)
    return _ELLIPSIS + text[first:start] if first > border else text[border:start]


def after(index: Index, end: int, border: int, width: int) -> str:
    """As `before`, of the text after a place: it ends with a word and what is glued to it."""
    text, cut = index.text, end + width
    if cut >= border:
        return text[end:border]
    starts = index.starts
    places = range(bisect_right(starts, cut), bisect_left(starts, end), -1)
    ends = [_end(text, end, starts[at], border) for at in places if at < len(starts)]
    found = [last for last in ends if end < last <= cut]
    spaced = next((last for last in found if text[last].isspace()), end)
    last = spaced if cut - spaced <= width // 2 or not found else found[0]
    if last == end:
        last = _whole(text, cut, border, 1)
    return text[end:last] + _ELLIPSIS if last < border else text[end:border]


def _end(text: str, end: int, following: int, border: int) -> int:
    """Where the text before a word ends, without white space."""
    return end + len(text[end : min(following, border)].rstrip())


def _whole(text: str, cut: int, border: int, step: int) -> int:
    """Where to cut without parting a character from its marks: at `cut` or a little further out."""
    for _ in range(_MARKS):
        if cut == border or not _parts(text, cut):
            break
        cut += step
    return cut


def _parts(text: str, cut: int) -> bool:
    after = text[cut]
    return text[cut - 1] == _JOINER or after == _JOINER or unicodedata.category(after)[0] == "M"
