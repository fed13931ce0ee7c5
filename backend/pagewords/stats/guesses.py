"""What is stored as how it differs from a guess: most words are where a simple pattern sees them,
and most sentences.

The patterns are a part of the stored form: their ranges are spelled out, so that another version of
Unicode, as another Python has, reads old results as they were written.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, chain, compress
from operator import eq
from typing import NamedTuple

Span = tuple[int, int]

_LETTER = (
    "[^\\x00-/:-@\\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u055a-\u055f\u0589\u05be\u060c\u061b"
    "\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u200b\u200e-\u206f\u20a0-\u20cf\u2190-\u2bff"
    "\u3000-\u3004\u3008-\u3020\u3030\u30fb\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20]"
)
_WORD = re.compile(rf"({_LETTER}++(?:['’.\-]{_LETTER}++)*+)")
_LINE = re.compile(r"([^\n]++)")
_END = re.compile("([\n.!?…؟।॥。！？｡][\"'”’»)\\]』」）]*[ \n]*)")


class Columns(NamedTuple):
    """Where spans start and end: many are compared faster than as pairs."""

    starts: Sequence[int]
    ends: Sequence[int]


class Differences(NamedTuple):
    """For each guess 1 where it is a span, else 0; and the spans that nobody guessed."""

    hits: bytes
    missed: list[Span]


def guess_words(text: str) -> Columns:
    """Where words may stand."""
    return _spans(_WORD, text)


def guess_blocks(text: str) -> Columns:
    """Where blocks may stand: each is a line."""
    return _spans(_LINE, text)


def guess_sentences(text: str, starts: Sequence[int]) -> set[int]:
    """The numbers of the words that may start a sentence; `starts` are where all words start."""
    ends = [0, *accumulate(map(len, _END.split(text)))][::2]
    return {bisect_left(starts, end) for end in ends} - {len(starts)}


def _spans(pattern: re.Pattern[str], text: str) -> Columns:
    """Where a pattern is found: a split is faster than a match object for each."""
    bounds = [*accumulate(map(len, pattern.split(text)))]
    ends = bounds[1::2]
    return Columns(bounds[: 2 * len(ends) : 2], ends)


def compare_spans(guesses: Columns, spans: Columns) -> Differences:
    """How spans differ from the guesses; both are sorted, and none of either overlap."""
    ends = dict(zip(*spans, strict=True))
    hits = bytes(map(eq, map(ends.get, guesses.starts), guesses.ends))
    if sum(hits) < len(ends):
        for start in compress(guesses.starts, hits):
            del ends[start]
        return Differences(hits, list(ends.items()))
    return Differences(hits, [])


def restore_spans(guesses: Columns, differences: Differences) -> list[Span]:
    """Undo `compare_spans`; raises ValueError where the guesses are others."""
    if len(guesses.starts) != len(differences.hits):
        raise ValueError("not the guesses that these differ from")
    guessed = compress(zip(*guesses, strict=True), differences.hits)
    return sorted(chain(guessed, differences.missed))
