"""What is stored as how it differs from a guess: most words are where a simple pattern sees them,
and most sentences.

The patterns are a part of the stored form: their ranges are spelled out, so that another version of
Unicode, as another Python has, reads old results as they were written.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, chain, compress
from typing import NamedTuple

Span = tuple[int, int]

_LETTER = (
    "[^\\x00-/:-@\\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u055a-\u055f\u0589\u05be\u060c\u061b"
    "\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u200b\u200e-\u206f\u20a0-\u20cf\u2190-\u2bff"
    "\u3000-\u3004\u3008-\u3020\u3030\u30fb\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20]"
)
#: A word, and a block, which is a line.
WORD = re.compile(rf"({_LETTER}++(?:['’.\-]{_LETTER}++)*+)")
LINE = re.compile(r"([^\n]++)")
_END = re.compile("([\n.!?…؟।॥。！？｡][\"'”’»)\\]』」）]*[ \n]*)")


class Differences(NamedTuple):
    """For each guess 1 where it is a span, else 0; and the spans that nobody guessed."""

    hits: bytes
    missed: list[Span]


def guess_sentences(text: str, starts: Sequence[int]) -> set[int]:
    """The numbers of the words that may start a sentence; `starts` are where all words start."""
    ends = [0, *accumulate(map(len, _END.split(text)))][::2]
    return {bisect_left(starts, end) for end in ends} - {len(starts)}


def guess_spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    """Where a pattern is found: a split is faster than a match object for each."""
    bounds = [*accumulate(map(len, pattern.split(text)))]
    return [*zip(bounds[::2], bounds[1::2], strict=False)]


def restore_spans(guesses: Sequence[Span], differences: Differences) -> list[Span]:
    """The spans that differ so from the guesses; raises ValueError where the guesses are others."""
    if len(guesses) != len(differences.hits):
        raise ValueError("not the guesses that these differ from")
    return sorted(chain(compress(guesses, differences.hits), differences.missed))
