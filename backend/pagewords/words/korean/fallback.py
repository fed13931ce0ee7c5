"""Korean without Kiwi: ICU's words, with common particles cut off by a pattern."""

from collections.abc import Iterator

import regex

from pagewords.words import icu
from pagewords.words.term import Token

_PARTICLE = regex.compile(
    r"(?<=\p{Hangul}{2})(?:에서는|에서도|에게서|으로써|으로서|으로는|까지|부터|에서|에게|한테|으로|이라는|라는"
    r"|처럼|보다|마다|조차|이나|에는|에도|은|는|이|가|을|를|의|에|와|과|도|로|만)$"
)


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Return the approximate words of `text[start:end]`."""
    for left, right, _ in icu.tokens(text, start, end, "ko"):
        found = _PARTICLE.search(text, left, right)
        yield left, right if found is None else found.start(), None
