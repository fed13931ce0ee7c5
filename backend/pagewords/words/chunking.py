"""Split text into chunks, for analysers whose time or memory is not linear."""

from collections.abc import Iterator

import regex

_SENTENCE = regex.compile(r"[。！？!?…]++|\.(?=\s)")
_SPACE = regex.compile(r"\s++")


def chunks(text: str, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield spans of at most `size` characters that cover `text[start:end]`.

    Each ends after a sentence if possible, else after a space, else at `size`.
    """
    while end - start > size:
        cut = _last(_SENTENCE, text, start, size) or _last(_SPACE, text, start, size)
        yield start, cut or start + size
        start = cut or start + size
    if start < end:
        yield start, end


def _last(pattern: "regex.Pattern[str]", text: str, start: int, size: int) -> int:
    """Return the end of the last match in the second half of a chunk, 0 if there is none."""
    last = 0
    for found in pattern.finditer(text, start + size // 2, start + size):
        last = found.end()
    return last
