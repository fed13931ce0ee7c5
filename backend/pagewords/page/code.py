"""Whether a listing is code: prose in `<pre>`, as a mail, a poem or an RFC has it, is none."""

from collections.abc import Sequence

import regex

#: Signs that programs are full of, and the share of them among the characters that prose may have.
_SIGN = regex.compile(r"[{}\[\]()<>=;_$#\\|&*+/@^~`%]")
MOST_SIGNS = 0.03
#: Words a line, on average, from which lines may be sentences, where words stand between spaces.
WORDY = 4
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_SENTENCE = regex.compile(r"\p{L}\p{M}*[.!?…؟।,;:](?:\s|$)")


def is_code(lines: Sequence[str]) -> bool:
    """Whether the lines of a listing are code and not sentences or verses."""
    text = "\n".join(lines)
    size = max(1, len(text))
    if len(_SIGN.findall(text)) > MOST_SIGNS * size:
        return True
    if 3 * len(_DENSE.findall(text)) > size:
        return False
    words = len(text.split())
    return words < WORDY * len(lines) or not _SENTENCE.search(text)
