"""Spellings: the one that is shown, and the folded one that is only compared.

Unicode's compatibility forms are undone only for width and ligatures (U+FF00, U+FB00, the Arabic
letter forms): a general NFKC would turn x² into x2 and one sign into eighteen letters.
"""

import unicodedata

import regex

#: Signs that are not seen: soft hyphen, joiners, marks of direction, byte order mark.
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_INVISIBLE = regex.compile(f"[{INVISIBLE}]")
#: As above, but for the non-joiner, which Persian spelling needs.
_UNSHOWN = regex.compile(f"(?!\u200c)[{INVISIBLE}]")
_COMPATIBLE = regex.compile("[\ufb00-\ufb06\ufb13-\ufb17\uff00-\uffef\ufb50-\ufdcf\ufe70-\ufefc]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘＇՚ꞌ", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑", "-"))
#: Vowel signs of Arabic and Hebrew, which a writer may leave out, and Arabic's stretching line.
_OPTIONAL = regex.compile(
    "[\u0640\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]"
)


def clean(form: str) -> str:
    """The form as it is shown: invisible marks out, composed, width and ligatures undone."""
    if form.isascii():
        return form
    form = _UNSHOWN.sub("", form)
    form = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), form)
    return unicodedata.normalize("NFC", form)


def fold(word: str, language: str) -> str:
    """The word as it is compared: without case, kinds of apostrophe, or signs that are optional."""
    if word.isascii() and language not in ("tr", "az"):
        return word.lower()
    if language in ("tr", "az"):
        word = word.replace("I", "ı").replace("İ", "i")
    word = _OPTIONAL.sub("", _INVISIBLE.sub("", word))
    word = word.translate(_APOSTROPHES).translate(_HYPHENS).casefold()
    return unicodedata.normalize("NFC", word)
