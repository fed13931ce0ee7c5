"""Pieces of text small enough for an analyser whose time or memory grows faster than its input."""

from collections.abc import Iterator

import regex

_SENTENCE = regex.compile(r"[。！？!?…]++|\.(?=\s)")
_SPACE = regex.compile(r"\s++")


def chunks(text: str, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """Spans of at most `size` characters that cover `text[start:end]`.

    Each is cut after a sentence, else after a space, else where its size is reached.
    """
    while end - start > size:
        cut = _last(_SENTENCE, text, start, size) or _last(_SPACE, text, start, size)
        yield start, cut or start + size
        start = cut or start + size
    if start < end:
        yield start, end


def _last(pattern: "regex.Pattern[str]", text: str, start: int, size: int) -> int:
    """Where the last match in the second half of a chunk ends; 0 where there is none."""
    last = 0
    for found in pattern.finditer(text, start + size // 2, start + size):
        last = found.end()
    return last
