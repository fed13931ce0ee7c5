"""What grammar glues to a word, and where to cut it off.

English 's, the elisions of French, Italian, Catalan, Occitan and Irish, Turkish suffixes after an
apostrophe, French pronouns after a hyphen, and the hyphens at which Hebrew begins another word.
"""

from collections.abc import Iterator

import regex

_APOSTROPHE = "['’ʼ‘＇]"
_ENGLISH_TAIL = regex.compile(rf"{_APOSTROPHE}[sS]$")
_FRENCH_HEAD = regex.compile(
    rf"(?!aujourd{_APOSTROPHE}hui|prud{_APOSTROPHE}hom|entr{_APOSTROPHE})"
    rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu){_APOSTROPHE}",
    regex.IGNORECASE,
)
_FRENCH_PRONOUN = regex.compile(
    r"(?<!^rendez)(?<!^chez)(?<!^entre)(?<!^c)-(?:t-)?"
    r"(?P<tail>je|tu|il|elle|on|nous|vous|ils|elles|ce|moi|toi|lui|leur|le|la|les|y|en)$",
    regex.IGNORECASE,
)
_ITALIAN_HEAD = regex.compile(
    rf"(?:[cdlmnstv]|un|gl|[dnscf]?[aeou]?ll|quell|quest|sant|bell|buon|grand|anch|com|dov|tutt|senz"
    rf"|mezz|quant|cos|nient|nessun|alcun|ciascun|ognun|tr|fr|sott|sopr|contr|dopodich|poc|vent"
    rf"){_APOSTROPHE}",
    regex.IGNORECASE,
)
_CATALAN_HEAD = regex.compile(rf"[dlmnst]{_APOSTROPHE}", regex.IGNORECASE)
_CATALAN_TAIL = regex.compile(rf"{_APOSTROPHE}(?:ls|ns|hi|ho|l|n|m|s|t)$", regex.IGNORECASE)
_TURKISH_TAIL = regex.compile(rf"(?<=[\p{{L}}\p{{N}}]){_APOSTROPHE}\p{{Ll}}+$")
_IRISH_HEAD = regex.compile(rf"(?:[bdm]|h){_APOSTROPHE}", regex.IGNORECASE)
_HYPHEN = regex.compile("[-‐‑]")

_HEADS = {
    "fr": _FRENCH_HEAD,
    "oc": _FRENCH_HEAD,
    "it": _ITALIAN_HEAD,
    "ca": _CATALAN_HEAD,
    "ga": _IRISH_HEAD,
}
_TAILS = {"en": _ENGLISH_TAIL, "tr": _TURKISH_TAIL, "az": _TURKISH_TAIL, "ca": _CATALAN_TAIL}


def unglue(form: str, language: str) -> Iterator[tuple[int, int]]:
    """The spans of the words in a form."""
    start, end = 0, len(form)
    if (head := _HEADS.get(language)) is not None and (found := head.match(form)):
        start = found.end()
    if (tail := _TAILS.get(language)) is not None and (found := tail.search(form, start)):
        end = found.start()
    if language == "he":
        for hyphen in _HYPHEN.finditer(form, start, end):
            yield start, hyphen.start()
            start = hyphen.end()
    elif language == "fr" and (found := _FRENCH_PRONOUN.search(form, start)):
        yield start, found.start()
        start = found.start("tail")
    yield start, end
