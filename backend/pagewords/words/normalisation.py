"""Hangul and kana written as parts (NFD) or with invisible marks, made plain for the analysers.

Analysers know whole syllables and words only; offsets must still be those of the text as it was
given. Other scripts keep their marks: in Thai and its neighbours they part words.
"""

import re
import unicodedata
from collections.abc import Sequence

import regex

from pagewords.words.folding import INVISIBLE

_CJK = r"[\p{Hangul}\p{Han}\p{Hiragana}\p{Katakana}ー]"
_PARTS = regex.compile(
    "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?+|[\u3041-\u30fe][\u3099\u309a]"
    rf"|(?<={_CJK})(?P<unseen>[{INVISIBLE}]++)(?={_CJK})"
)
#: What each of them has in it; looked for first, at a tenth of the time.
_FOLLOWING = re.compile(f"[\u1161-\u1175\u3099\u309a{INVISIBLE}]")


def compose(text: str) -> tuple[str, Sequence[int] | None]:
    """The text with syllables put together, and each character's offset in the text as given.

    The offsets have one more entry for the end; None where nothing was put together.
    """
    if _FOLLOWING.search(text) is None or _PARTS.search(text) is None:
        return text, None
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for found in _PARTS.finditer(text):
        syllable = "" if found["unseen"] else unicodedata.normalize("NFC", found[0])
        pieces += (text[last : found.start()], syllable)
        places.extend(range(last, found.start()))
        places.extend([found.start()] * len(syllable))
        last = found.end()
    pieces.append(text[last:])
    places.extend(range(last, len(text) + 1))
    return "".join(pieces), places
