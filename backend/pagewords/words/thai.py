"""Thai words, by ICU's dictionary, with what it has not or parts mended.

ความ makes a name of what follows it (ความนิยม, popularity): both are one word. การ, which makes
a gerund of any verb and of all that hangs on it, stays a word of its own. Names that the dictionary
lacks are put together from thai_names.txt.
"""

from collections.abc import Iterator

from pagewords.words import icu
from pagewords.words.term import Piece
from pagewords.words.user_dictionary import joined

_NOUN_MAKER = "ความ"


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The words of `text[start:end]`, in order."""
    cut = [(left, right) for left, right, _ in icu.pieces(text, start, end, "th")]
    maker: tuple[int, int] | None = None
    for left, right in joined(text, cut, "thai_names"):
        if maker is not None:
            if maker[1] == left:
                left = maker[0]
            else:
                yield (*maker, None)
        maker = (left, right) if text[left:right] == _NOUN_MAKER else None
        if maker is None:
            yield left, right, None
    if maker is not None:
        yield (*maker, None)
