"""Words of scripts without spaces: ICU's dictionaries of Chinese, Thai, Lao, Khmer and Burmese.

Also the fallback if the analyser of Korean or Japanese cannot be loaded.
"""

from collections.abc import Iterator

import regex
from icu4py.breakers import WordBreaker

from pagewords.words.term import Token

#: Languages in which to hide digits and Latin letters from ICU: it joins them to adjacent letters
#: or, in Chinese, to each other (128MB, A：B).
_HIDE_LATIN = frozenset(("th", "lo", "km", "my", "zh"))
_LATIN = regex.compile(r"[\p{Latin}\p{N}]")


def tokens(text: str, start: int, end: int, language: str) -> Iterator[Token]:
    """Return the words of `text[start:end]`. Adds up lengths, since ICU's offsets are UTF-16."""
    position, part = start, text[start:end]
    if language in _HIDE_LATIN:
        part = _LATIN.sub(" ", part)
    for segment in WordBreaker(part, language):
        following = position + len(segment)
        if any(map(str.isalpha, segment)):
            yield position, following, None
        position = following
