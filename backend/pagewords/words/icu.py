"""Words of scripts without spaces, by ICU's dictionaries: Chinese, Thai, Lao, Khmer, Burmese.

It also stands in where the specialist of Korean or Japanese cannot be loaded.
"""

from collections.abc import Iterator

import regex
from icu4py.breakers import WordBreaker

from pagewords.words.term import Piece

#: Languages in whose text ICU is to see neither numbers nor Latin words: it joins them to the
#: letters beside them or, in Chinese, to each other (128MB, A：B).
_UNPARTED = frozenset(("th", "lo", "km", "my", "zh"))
_OTHERS = regex.compile(r"[\p{Latin}\p{N}]")


def pieces(text: str, start: int, end: int, language: str) -> Iterator[Piece]:
    """The words of `text[start:end]`; ICU's own offsets are in UTF-16, so lengths are added up."""
    position, part = start, text[start:end]
    if language in _UNPARTED:
        part = _OTHERS.sub(" ", part)
    for segment in WordBreaker(part, language):
        following = position + len(segment)
        if any(map(str.isalpha, segment)):
            yield position, following, None
        position = following
