"""Spellings: the one that is shown, and the folded one that is only compared.

Unicode's compatibility forms are undone only for width and ligatures (U+FF00, U+FB00, the Arabic
letter forms): a general NFKC would turn x² into x2 and one sign into eighteen letters.
"""

import unicodedata

import regex

#: Signs that are not seen: soft hyphen, joiners, marks of direction and of a letter's variant,
#: byte order mark, fillers of Hangul; and the signs that Armenian sets on a vowel of the word
#: where other languages end a sentence.
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0100-\U000e01ef\u055b\u055c\u055e"
)
_INVISIBLE = regex.compile(f"[{INVISIBLE}]")
#: As above, but for the non-joiner, which Persian spelling needs, and the joiner beside a virama,
#: which makes one sign of two in Sinhala, Bengali and their relatives.
_UNSHOWN = regex.compile(rf"(?!\u200c|(?<=\p{{ccc=9}})\u200d|\u200d(?=\p{{ccc=9}}))[{INVISIBLE}]")
_COMPATIBLE = regex.compile("[\ufb00-\ufb06\ufb13-\ufb17\uff00-\uffef\ufb50-\ufdcf\ufe70-\ufefc]+")
#: Signs that are one in all but their number: kinds of apostrophe, hyphen and Catalan dot.
_KINDS = str.maketrans(
    dict.fromkeys("’ʼ‘＇՚ꞌʻ´", "'")
    | dict.fromkeys("‐‑", "-")
    | dict.fromkeys("•‧∙⋅", "·")
    | {"ŀ": "l·"}
)
#: Arabic letters that another keyboard writes in Persian and its neighbours.
_PERSIAN = str.maketrans({"ك": "ک", "ي": "ی", "ى": "ی"})
_PERSIAN_LETTERS = frozenset(("fa", "ur", "ps", "ckb", "sd", "ug"))
#: Greek capitals are written without the accent of small letters.
_GREEK_ACCENT = regex.compile("(?<=[αεηιουω]\u0308?)\u0301")
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
    word = _OPTIONAL.sub("", _INVISIBLE.sub("", word)).casefold().translate(_KINDS)
    if language in _PERSIAN_LETTERS:
        word = word.translate(_PERSIAN)
    if language == "el":
        word = _GREEK_ACCENT.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", word)
