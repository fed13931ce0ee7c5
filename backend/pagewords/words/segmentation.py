"""The words of a text as spans: each script by its own segmenter, put together in order."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import itemgetter

from pagewords.words import chinese, icu, japanese, spaced, thai
from pagewords.words.korean import kiwi, segmenter
from pagewords.words.korean.fallback import korean_pieces
from pagewords.words.normalisation import compose
from pagewords.words.scripts import Stretch, has_spaceless, stretches
from pagewords.words.term import Known, Piece, Words

#: What no analyser takes: halves of a sign beyond U+FFFF, and NUL.
_BROKEN = re.compile("[\ud800-\udfff\0]")

_START = itemgetter(0)
#: Where ICU's words need mending.
_MENDED = {"zh": chinese.pieces, "th": thai.pieces}


def segment(text: str, language: str) -> tuple[Words, bool]:
    """The words of a text, and whether a stand-in found any of them."""
    whole, places = _without_broken(text), None
    mixed = has_spaceless(whole)
    if mixed:
        whole, places = compose(whole)
    words, addresses = spaced.find(whole, language, mixed)
    approximate = False
    if mixed:
        words, approximate = _segment(whole, language, words, addresses)
    if places is not None:
        words = _moved(words, places)
    if whole is not text:
        # A word is written as it was given.
        forms = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
        words = words._replace(forms=forms)
    return words, approximate


def _moved(words: Words, places: Sequence[int]) -> Words:
    """The words at their places in the text as it was given; those that vanish are left out."""
    moved = [
        (places[start], places[end], form, known)
        for start, end, form, known in zip(*words[:3], words.known or repeat(None), strict=False)
        if places[start] < places[end]
    ]
    return Words(*map(list, zip(*moved, strict=True))) if moved else Words([], [], [], [])


def _without_broken(text: str) -> str:
    """The text with U+FFFD for what no analyser takes; most texts have none of it."""
    return _BROKEN.sub("\ufffd", text) if _BROKEN.search(text) else text


def _segment(
    text: str, language: str, words: Words, addresses: list[tuple[int, int]]
) -> tuple[Words, bool]:
    """The words of a text with letters that need an analyser, given those of other scripts.

    Only the lines with such letters are put together anew: a page may have a name or two in them.
    """
    parts = [*stretches(text, language)]
    lines = [*_joined(parts)]
    bounds = [
        (bisect_left(words.starts, start), bisect_left(words.starts, end)) for start, end in lines
    ]
    pieces: list[Piece] = [
        piece
        for first, last in bounds
        for piece in zip(words.starts[first:last], words.ends[first:last], repeat(None))
    ]
    hangul = [part for part in parts if part.language == "ko"]
    dense: list[Piece] = []
    approximate = False
    if hangul and kiwi.is_available():
        inside, pieces = _split(pieces, hangul)
        dense.extend(segmenter.pieces(text, hangul, inside, addresses))
    elif hangul:
        approximate = True
        dense.extend(
            piece for part in hangul for piece in korean_pieces(text, part.start, part.end)
        )
    for part in parts:
        if part.language != "ko":
            stands_in = part.language == "ja" and not japanese.is_available()
            approximate = approximate or stands_in
            dense.extend(_read(text, part, stands_in))
    dense = [piece for piece in dense if piece[1] - piece[0] <= spaced.MOST_CHARACTERS]
    merged = _merge(pieces, dense, [*_within(addresses, lines)])
    return _put_together(text, words, zip(lines, bounds, strict=True), merged), approximate


def _joined(parts: Iterable[Stretch]) -> Iterator[tuple[int, int]]:
    """The lines that stretches are of: those that adjoin are of one."""
    start, end = 0, -1
    for part in parts:
        if part.start != end:
            if end >= 0:
                yield start, end
            start = part.start
        end = part.end
    if end >= 0:
        yield start, end


def _within(
    addresses: Iterable[tuple[int, int]], lines: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The addresses that stand in some lines; no line ends within one."""
    ends = [end for _, end in lines]
    for address in addresses:
        line = bisect_right(ends, address[0])
        if line < len(lines) and lines[line][0] <= address[0]:
            yield address


def _put_together(
    text: str,
    words: Words,
    lines: Iterable[tuple[tuple[int, int], tuple[int, int]]],
    merged: list[Piece],
) -> Words:
    """The words of a text: in some lines, given with which words they had, those of `merged`."""
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    known: list[Known | None] = []
    at, place = 0, 0
    for (_, line_end), (first, last) in [
        *lines,
        ((len(text), len(text) + 1), (len(words.starts),) * 2),
    ]:
        starts += words.starts[at:first]
        ends += words.ends[at:first]
        forms += words.forms[at:first]
        known += [None] * (first - at)
        following = bisect_left(merged, line_end, place, key=_START)
        for start, end, what in merged[place:following]:
            starts.append(start)
            ends.append(end)
            forms.append(text[start:end])
            known.append(what)
        at, place = last, following
    return Words(starts, ends, forms, known)


def _read(text: str, part: Stretch, stands_in: bool) -> Iterable[Piece]:
    if part.language == "ja" and not stands_in:
        return japanese.pieces(text, part.start, part.end)
    if part.language in _MENDED:
        return _MENDED[part.language](text, part.start, part.end)
    return icu.pieces(text, part.start, part.end, part.language)


def _split(pieces: list[Piece], parts: list[Stretch]) -> tuple[list[Piece], list[Piece]]:
    """The pieces inside the parts of a text, and the others."""
    inside: list[Piece] = []
    outside: list[Piece] = []
    last = 0
    for part in parts:
        first = bisect_left(pieces, part.start, last, key=_START)
        outside.extend(pieces[last:first])
        last = bisect_left(pieces, part.end, first, key=_START)
        inside.extend(pieces[first:last])
    outside.extend(pieces[last:])
    return inside, outside


def _merge(
    pieces: list[Piece], dense: list[Piece], addresses: list[tuple[int, int]]
) -> list[Piece]:
    """Both kinds in order; what overlaps an address or something longer is left out."""
    barred = set(addresses)
    spans: list[Piece] = [(start, end, None) for start, end in addresses]
    candidates = sorted([*spans, *pieces, *dense], key=lambda piece: (piece[0], -piece[1]))
    return [piece for piece in _longest(candidates) if piece[:2] not in barred]


def _longest(candidates: Iterable[Piece]) -> Iterator[Piece]:
    """Of those that overlap, the longer one, the earlier where they are equal."""
    kept: Piece | None = None
    for piece in candidates:
        if kept is None or piece[0] >= kept[1]:
            if kept is not None:
                yield kept
            kept = piece
        elif piece[1] - piece[0] > kept[1] - kept[0]:
            kept = piece
    if kept is not None:
        yield kept
