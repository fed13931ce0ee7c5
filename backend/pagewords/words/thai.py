"""Thai words: ICU's dictionary, with corrections.

ความ turns the following word into a noun (ความนิยม, popularity): both are one word. การ, which turns
a whole verb phrase into a gerund, stays a separate word. Names that the dictionary lacks are joined
from thai_names.txt.
"""

from collections.abc import Iterator

from pagewords.words import icu
from pagewords.words.term import Token
from pagewords.words.user_dictionary import join_known_names

_NOUN_PREFIX = "ความ"


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Return the words of `text[start:end]`, in order."""
    spans = [(left, right) for left, right, _ in icu.tokens(text, start, end, "th")]
    prefix: tuple[int, int] | None = None
    for left, right in join_known_names(text, spans, "thai_names"):
        if prefix is not None:
            if prefix[1] == left:
                left = prefix[0]
            else:
                yield (*prefix, None)
        prefix = (left, right) if text[left:right] == _NOUN_PREFIX else None
        if prefix is None:
            yield left, right, None
    if prefix is not None:
        yield (*prefix, None)
