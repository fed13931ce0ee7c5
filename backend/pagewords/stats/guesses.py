"""Spans, stored as how they differ from a guess: most words are where a simple pattern sees them.

The pattern is a part of the stored form: its ranges are spelled out, so that another version of
Unicode, as another Python has, reads old results as they were written.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from typing import NamedTuple

Span = tuple[int, int]

_LETTER = (
    "[^\\x00-/:-@\\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u055a-\u055f\u0589\u05be\u060c\u061b"
    "\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u200b\u200e-\u206f\u20a0-\u20cf\u2190-\u2bff"
    "\u3000-\u3004\u3008-\u3020\u3030\u30fb\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20]"
)
_WORD = re.compile(rf"{_LETTER}+(?:['’.\-]{_LETTER}+)*")
_LINE = re.compile(r"[^\n]+")


#: Behind every span of a text.
_END = (1 << 40, 0)


class Differences(NamedTuple):
    """For each guess 1 where it is a span, else 0; and the spans that nobody guessed."""

    hits: bytes
    missed: list[Span]


def guess_words(text: str) -> Iterator[Span]:
    """Where words may stand."""
    return (found.span() for found in _WORD.finditer(text))


def guess_blocks(text: str) -> Iterator[Span]:
    """Where blocks may stand: each is a line."""
    return (found.span() for found in _LINE.finditer(text))


def compare_spans(guesses: Iterable[Span], spans: Iterable[Span]) -> Differences:
    """How spans differ from the guesses; both are sorted, and in neither are two alike."""
    hits = bytearray()
    missed: list[Span] = []
    hit, miss = hits.append, missed.append
    left = chain(spans, repeat(_END))
    span = next(left)
    for guess in guesses:
        while span < guess:
            miss(span)
            span = next(left)
        if span == guess:
            hit(1)
            span = next(left)
        else:
            hit(0)
    if span is not _END:
        miss(span)
        missed += iter(left.__next__, _END)
    return Differences(bytes(hits), missed)


def restore_spans(guesses: Iterable[Span], differences: Differences) -> Iterator[Span]:
    """Undo `compare_spans`; raises ValueError where the guesses are others."""
    left = iter(differences.missed)
    span = next(left, None)
    for guess, hit in zip(guesses, differences.hits, strict=True):
        if hit:
            while span is not None and span < guess:
                yield span
                span = next(left, None)
            yield guess
    if span is not None:
        yield span
        yield from left
