"""Words of scripts without spaces, by ICU's dictionaries: Chinese, Thai, Lao, Khmer, Burmese.

It also stands in where the specialist of Korean or Japanese cannot be loaded.
"""

from collections.abc import Iterator

from icu4py.breakers import WordBreaker

from pagewords.words.term import Piece


def pieces(text: str, start: int, end: int, language: str) -> Iterator[Piece]:
    """The words of `text[start:end]`; ICU's own offsets are in UTF-16, so lengths are added up."""
    position = start
    for segment in WordBreaker(text[start:end], language):
        following = position + len(segment)
        if any(map(str.isalpha, segment)):
            yield position, following, None
        position = following
