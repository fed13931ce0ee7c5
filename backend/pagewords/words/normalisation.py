"""Normalise decomposed (NFD) Hangul and kana and drop invisible characters, for the analysers.

Analysers know only composed syllables; a map of offsets leads back to the original text. Other
scripts keep their invisible characters: in Thai and related scripts they separate words.
"""

import re
import unicodedata
from collections.abc import Sequence

import regex

from pagewords.words.folding import INVISIBLE

_CJK = r"[\p{Hangul}\p{Han}\p{Hiragana}\p{Katakana}ー]"
_DECOMPOSED = regex.compile(
    "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?+|[\u3041-\u30fe][\u3099\u309a]"
    rf"|(?<={_CJK})(?P<unseen>[{INVISIBLE}]++)(?={_CJK})"
)
#: Each match contains one of these: a search ten times as fast that most texts fail.
_HINT = re.compile(f"[\u1161-\u1175\u3099\u309a{INVISIBLE}]")


def normalise(text: str) -> tuple[str, Sequence[int] | None]:
    """Return the normalised text and the original offset of each of its characters.

    The offsets have one more entry for the end; None if the text is unchanged.
    """
    if _HINT.search(text) is None or _DECOMPOSED.search(text) is None:
        return text, None
    tokens: list[str] = []
    offsets: list[int] = []
    last = 0
    for found in _DECOMPOSED.finditer(text):
        syllable = "" if found["unseen"] else unicodedata.normalize("NFC", found[0])
        tokens += (text[last : found.start()], syllable)
        offsets.extend(range(last, found.start()))
        offsets.extend([found.start()] * len(syllable))
        last = found.end()
    tokens.append(text[last:])
    offsets.extend(range(last, len(text) + 1))
    return "".join(tokens), offsets
