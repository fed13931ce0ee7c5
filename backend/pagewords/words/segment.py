"""The words of a text as spans: each script by its own segmenter, put together in order."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import repeat
from operator import itemgetter

from pagewords.words import chinese, icu, japanese, kiwi, korean, spaced, thai
from pagewords.words.composed import compose
from pagewords.words.scripts import Stretch, has_spaceless, stretches
from pagewords.words.stand_in import korean_pieces
from pagewords.words.term import Piece, Words

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
    if not mixed and places is None and whole is text:
        return words, False
    pieces: list[Piece] = list(zip(words.starts, words.ends, repeat(None)))
    approximate = False
    if mixed:
        pieces, approximate = _segment(whole, language, pieces, addresses)
    if places is not None:
        pieces = [(places[start], places[end], known) for start, end, known in pieces]
        pieces = [piece for piece in pieces if piece[0] < piece[1]]
    starts, ends, known = (
        (list(column) for column in zip(*pieces, strict=True)) if pieces else ([], [], [])
    )
    forms = [text[start:end] for start, end, _ in pieces]
    return Words(starts, ends, forms, known), approximate


def _without_broken(text: str) -> str:
    """The text with U+FFFD for what no analyser takes; most texts have none of it."""
    return _BROKEN.sub("\ufffd", text) if _BROKEN.search(text) else text


def _segment(
    text: str, language: str, pieces: list[Piece], addresses: list[tuple[int, int]]
) -> tuple[list[Piece], bool]:
    """The words of a text with letters that need an analyser, given those of other scripts."""
    parts = list(stretches(text, language))
    hangul = [part for part in parts if part.language == "ko"]
    rest = [part for part in parts if part.language != "ko"]
    dense: list[Piece] = []
    approximate = False
    if hangul and kiwi.is_available():
        inside, pieces = _split(pieces, hangul)
        dense.extend(korean.pieces(text, hangul, inside, addresses))
    elif hangul:
        approximate = True
        dense.extend(
            piece for part in hangul for piece in korean_pieces(text, part.start, part.end)
        )
    for part in rest:
        stands_in = part.language == "ja" and not japanese.is_available()
        approximate = approximate or stands_in
        dense.extend(_read(text, part, stands_in))
    dense = [piece for piece in dense if piece[1] - piece[0] <= spaced.MOST_CHARACTERS]
    return _merge(pieces, dense, addresses), approximate


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
