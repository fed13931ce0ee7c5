"""Split clitics and suffixes off a word.

English 's, elisions of French, Italian, Catalan, Occitan and Irish, Turkish suffixes after an
apostrophe, French pronouns after a hyphen, and Hebrew words joined by hyphens.
"""

from collections.abc import Iterator

import regex

_APOSTROPHE = "['’ʼ‘＇´]"
#: Russian adds endings to Latin names in the same way.
_ENGLISH_TAIL = regex.compile(rf"{_APOSTROPHE}(?:[sS]|\p{{Cyrillic}}{{1,4}})$")
_DANISH_TAIL = regex.compile(rf"{_APOSTROPHE}(?:[sS]|e[rnt]|erne)$")
_FRENCH_HEAD = regex.compile(
    rf"(?!aujourd{_APOSTROPHE}hui|prud{_APOSTROPHE}hom|entr{_APOSTROPHE}|c{_APOSTROPHE}est-à-dire)"
    # N'Djamena and M'Bappé are names.
    rf"(?!(?-i:[MN]{_APOSTROPHE}\p{{Lu}}\p{{Ll}}))"
    rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu){_APOSTROPHE}",
    regex.IGNORECASE,
)
_FRENCH_PRONOUNS = regex.compile(
    r"(?<!^rendez)(?<!^chez)(?<!^entre)(?<!^c)(?:-(?:t[-'’])?"
    r"(?P<tail>je|tu|il|elle|on|nous|vous|ils|elles|ce|moi|toi|lui|leur|le|la|les|y|en))+$",
    regex.IGNORECASE,
)
_FRENCH_HERE = regex.compile(r"(?<!^(?:celui|celles?|ceux|par|de))-(?:ci|là)$", regex.IGNORECASE)
_ITALIAN_HEAD = regex.compile(
    rf"(?:[cdlmnstv]|un|gl|[dnscf]?[aeou]?ll|quell|quest|sant|bell|buon|grand|anch|com|dov|tutt|senz"
    rf"|mezz|quant|cos|nient|nessun|alcun|ciascun|ognun|tr|fr|sott|sopr|contr|dopodich|poc|vent"
    rf"){_APOSTROPHE}",
    regex.IGNORECASE,
)
_CATALAN_HEAD = regex.compile(rf"[dlmnst]{_APOSTROPHE}", regex.IGNORECASE)
_CATALAN_TAIL = regex.compile(rf"{_APOSTROPHE}(?:ls|ns|hi|ho|l|n|m|s|t)$", regex.IGNORECASE)
#: Kur'an and kur'a are words; a suffix in capitals follows a name in capitals.
_TURKISH_TAIL = regex.compile(
    rf"(?<=[\p{{L}}\p{{N}}.+#])(?<!^[Kk]ur){_APOSTROPHE}\p{{Ll}}+$"
    rf"|(?<=\p{{Lu}}{{2}})(?<!^KUR){_APOSTROPHE}\p{{Lu}}+$"
)
#: Enclitic pronouns of verbs (vê-se); Romanian's joined articles, pronouns and verb forms.
_PORTUGUESE_TAIL = regex.compile(
    r"-(?:me|te|se|nos|vos|lhes?|l?[oa]s?|n[oa]s?)(?:-(?:[eé]i|ás?|emos|eis|ão|ias?|íamos|íeis|iam))?$",
    regex.IGNORECASE,
)
_ROMANIAN_HEAD = regex.compile(
    r"(?:[snmlivcțţ]|[mtțţșş]i|[ntl]e|î?ntr|dintr|printr|de|să|nu|c[ae])-(?=(?:am?|ați|ați|ai|au|aș|ar|o|i|l"
    r"|[mtțţșş]i|un|una|unul|unei|unor|o|le|ne|se|te|l?ea|era|avea|fi|a)$)",
    regex.IGNORECASE,
)
_ROMANIAN_TAIL = regex.compile(
    r"(?<=..)-(?:ul|ului|uri|urile|urilor|ii|lea|lui|l|i|o|mi|[țţ]i|[șş]i|le|ne|te|se|vă|mă)$",
    regex.IGNORECASE,
)
#: Endings after a hyphen or colon (NATO-val, EU:s), which make no compound.
_POLISH_TAIL = regex.compile(
    r"(?<=\p{Lu})-(?:[auyie]|em|ie|ów|om|ach|ami|owi|u)$"
    rf"|{_APOSTROPHE}(?:[auyie]|em|ie|ów|om|ach|ami|owi|ego|emu|iem)$"
)
_HUNGARIAN_TAIL = regex.compile(
    r"(?<=\p{L})-(?:[aeo]?t|[bt]an|[bt]en|n[ae]k|[vbcdfgjklmnprstz][ae]l|[rb][ae]|[oeö]?n|h[oeö]z"
    r"|[trb][óő]l|ig|ért|[oeö]?s|[aeo]?k|[aeo]?i|j?[ae])$"
)
_CROATIAN_TAIL = regex.compile(r"(?<=\p{Lu})-(?:[aueio]|om|em|ov[aeiou]?|ima)$")
_COLON_TAIL = regex.compile(r":\p{Ll}+$")
#: Arabic prefixes before digits; before Latin letters also the article and a tatweel.
_ARABIC_TAIL = regex.compile(r"(?<=^[وفبلك]{1,2}ـ*)\p{N}+$")
_ARABIC_HEAD = regex.compile(r"[وفبلك]{0,2}(?:ال|لل)?ـ*(?=[A-Za-z])")
_IRISH_HEAD = regex.compile(rf"(?:[bdm]|h){_APOSTROPHE}", regex.IGNORECASE)
_HYPHEN = regex.compile("[-‐‑]")

_HEADS = {
    "ar": _ARABIC_HEAD,
    "fr": _FRENCH_HEAD,
    "ro": _ROMANIAN_HEAD,
    "oc": _FRENCH_HEAD,
    "it": _ITALIAN_HEAD,
    "ca": _CATALAN_HEAD,
    "ga": _IRISH_HEAD,
}
_TAILS = {
    **dict.fromkeys(("en", "de"), _ENGLISH_TAIL),
    **dict.fromkeys(("da", "nb", "nn", "no"), _DANISH_TAIL),
    **dict.fromkeys(("tr", "az"), _TURKISH_TAIL),
    **dict.fromkeys(("hr", "sr", "bs", "sh", "sl"), _CROATIAN_TAIL),
    **dict.fromkeys(("sv", "fi"), _COLON_TAIL),
    "ar": _ARABIC_TAIL,
    "ca": _CATALAN_TAIL,
    "hu": _HUNGARIAN_TAIL,
    "pl": _POLISH_TAIL,
    "pt": _PORTUGUESE_TAIL,
    "ro": _ROMANIAN_TAIL,
    "fr": _FRENCH_HERE,
}


#: Suffixes after an apostrophe that follows punctuation: "Titanic"'s.
_DETACHED_SUFFIXES = {
    **dict.fromkeys(("en", "de", "da", "nb", "nn", "no"), regex.compile("[sS]")),
    **dict.fromkeys(("tr", "az"), regex.compile(r"\p{Ll}{1,8}")),
}
_PUNCTUATION_APOSTROPHE = regex.compile(rf"[.)\]\"”»!?…]{_APOSTROPHE}")


def is_detached_suffix(run: str, start: int, form: str, language: str) -> bool:
    """Whether the word at `start` of a run is a suffix of what the punctuation before it ends."""
    suffix = _DETACHED_SUFFIXES.get(language)
    return (
        suffix is not None
        and start > 1
        and suffix.fullmatch(form) is not None
        and _PUNCTUATION_APOSTROPHE.match(run, start - 2) is not None
    )


def split_clitics(form: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words in a form, without clitics."""
    start, end = 0, len(form)
    if (head := _HEADS.get(language)) is not None and (found := head.match(form)):
        start = found.end()
    if (tail := _TAILS.get(language)) is not None and (found := tail.search(form, start)):
        end = found.start()
    if language == "he":
        for hyphen in _HYPHEN.finditer(form, start, end):
            yield start, hyphen.start()
            start = hyphen.end()
    elif language == "fr" and (found := _FRENCH_PRONOUNS.search(form, start, end)):
        yield start, found.start()
        yield from found.spans("tail")
        return
    yield start, end
