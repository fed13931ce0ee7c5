"""Clean a form for display, and fold it for comparison.

Compatibility forms are replaced only for width and ligatures (U+FF00, U+FB00, Arabic presentation
forms): full NFKC would turn x² into x2 and one character into eighteen.
"""

import unicodedata

import regex

#: Invisible characters: soft hyphen, joiners, bidi controls, variation selectors, byte order mark,
#: Hangul fillers; and Armenian's question, exclamation and emphasis marks, which stand on a vowel
#: inside the word.
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0100-\U000e01ef\u055b\u055c\u055e"
)
#: As above without the non-joiner, which Persian spelling needs, and the joiner next to a virama,
#: which forms conjuncts in Sinhala, Bengali and related scripts.
_REMOVED = regex.compile(rf"(?!\u200c|(?<=\p{{ccc=9}})\u200d|\u200d(?=\p{{ccc=9}}))[{INVISIBLE}]")
_COMPATIBLE = regex.compile("[\ufb00-\ufb06\ufb13-\ufb17\uff00-\uffef\ufb50-\ufdcf\ufe70-\ufefc]+")
#: Variants of the apostrophe, the hyphen and the Catalan middle dot.
_VARIANTS = str.maketrans(
    dict.fromkeys("’ʼ‘＇՚ꞌʻ´", "'")
    | dict.fromkeys("‐‑", "-")
    | dict.fromkeys("•‧∙⋅", "·")
    | {"ŀ": "l·"}
)
#: Arabic letters that Arabic keyboards write in Persian and related languages.
_PERSIAN = str.maketrans({"ك": "ک", "ي": "ی", "ى": "ی"})
_PERSIAN_LETTERS = frozenset(("fa", "ur", "ps", "ckb", "sd", "ug"))
#: Greek capitals are written without accents.
_GREEK_ACCENT = regex.compile("(?<=[αεηιουω]\u0308?)\u0301")
#: Invisible characters, optional vowel marks of Arabic and Hebrew, and the tatweel.
_OPTIONAL = regex.compile(
    f"[{INVISIBLE}\u0640\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]"
)


def clean(form: str) -> str:
    """Return the form for display: composed, without invisible characters, width and ligatures."""
    if form.isascii():
        return form
    form = _REMOVED.sub("", form)
    form = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), form)
    return unicodedata.normalize("NFC", form)


def fold(word: str, language: str) -> str:
    """Return the word for comparison: case, apostrophes and optional marks folded."""
    if word.isascii() and language not in ("tr", "az"):
        return word.lower()
    if language in ("tr", "az"):
        word = word.replace("I", "ı").replace("İ", "i")
    word = _OPTIONAL.sub("", word).casefold().translate(_VARIANTS)
    if language in _PERSIAN_LETTERS:
        word = word.translate(_PERSIAN)
    if language == "el":
        word = _GREEK_ACCENT.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", word)
