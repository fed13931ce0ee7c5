"""Whether a listing is code: prose in `<pre>`, as a mail, a poem or an RFC has it, is none."""

from collections.abc import Sequence

import regex

from pagewords.page.prose import is_dense, weigh

#: Signs that programs are full of, and the share of them among the characters that prose may have.
_SIGN = regex.compile(r"[{}\[\]()<>=;_$#\\|&*+/@^~`%]")
MOST_SIGNS = 0.03
#: Words a line, on average, from which lines may be sentences, where words stand between spaces.
WORDY = 4
_SENTENCE = regex.compile(r"\p{L}\p{M}*[.!?…؟।,;:](?:\s|$)")
#: The end of a sentence in a dense script, and what comments begin with.
_DENSE_END = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}](?:[。！？]|[.!?](?:\s|$))")
_COMMENT = regex.compile(r"(?:^|\s)(?:#|//|/\*|--\s)", regex.MULTILINE)


def is_code(lines: Sequence[str]) -> bool:
    """Whether the lines of a listing are code and not sentences or verses."""
    text = "\n".join(lines)
    # A date is a larger part of a sentence whose words are a character or two. But so are the signs
    # of a program beside its comments and values.
    is_said = _DENSE_END.search(text) and not _COMMENT.search(text)
    if len(_SIGN.findall(text)) > MOST_SIGNS * (weigh(text) if is_said else len(text)):
        return True
    if is_dense(text):
        return False
    words = len(text.split())
    return words < WORDY * len(lines) or not _SENTENCE.search(text)
