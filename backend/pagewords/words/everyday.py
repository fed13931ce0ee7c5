"""How frequent words are in everyday language, by the lists of wordfreq.

The lists hold words from books, news, subtitles, encyclopaedias and the web as they were until
2021, from once in a million words on (Speer, "rspeer/wordfreq", 2022,
https://doi.org/10.5281/zenodo.7199437).
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log10

from wordfreq import available_languages, read_cBpack
from wordfreq.preprocess import preprocess_text

from pagewords.text import Spelling

#: Lists that a process keeps; each takes about 3 MB.
LANGUAGES = 8
_SMALL = "small"
#: Languages that have the list of another.
_LISTS = {"no": "nb", "nn": "nb", "hr": "sh", "sr": "sh", "bs": "sh", "tl": "fil"}
#: Languages whose lists were cut into words by other analysers than ours.
_CUT_OTHERWISE = frozenset(("ja", "ko", "zh"))
_INFLECTED = ("verb", "adjective")
#: What makes verbs of Korean nouns, before the ending of dictionary forms: the list has the noun.
_MAKES_VERBS = ("하", "되", "시키")
_ENDING = "다"
_HYPHEN = re.compile("[-‐‑]")
#: A word that is cut into this many of the list's is rarer than they are; wordfreq divides its
#: frequency by ten for each cut, which are 100 on the scale of rarities.
_PARTS, _CUT = 3, 100
#: Languages whose lists have one spelling for several: without marks, or in another script.
_PREPROCESSED = frozenset(("ar", "fa", "he", "ro", "sh", "ur"))


def everyday(
    language: str, spellings: Sequence[Spelling]
) -> "tuple[array[int], array[int]] | None":
    """How rare the words and the lemmas of some spellings are: a column each.

    In hundredths of a power of ten: 200 is once in a hundred words, 600 once in a million; 0 is for
    words that the list does not have, which are rarer. None for a language without a list.
    """
    found = _list(language)
    if found is None:
        return None
    of = _Rarities(language, found, spellings)
    words = [of.word(one.key, one) for one in spellings]
    pairs = zip(words, spellings, strict=True)
    lemmas = [word if one.lemma == one.key else of.word(one.lemma, one) for word, one in pairs]
    return array("I", words), array("I", lemmas)


@lru_cache(maxsize=LANGUAGES)
def _list(language: str) -> dict[str, int] | None:
    """The rarities of a language's words."""
    path = _paths().get(_LISTS.get(language, language))
    if path is None:
        return None
    return {word: rarity for rarity, words in enumerate(read_cBpack(path)) for word in words}


@lru_cache(maxsize=1)
def _paths() -> dict[str, str]:
    return available_languages(_SMALL)


class _Rarities:
    """Looks words up as the list of a language spells them."""

    def __init__(self, language: str, found: dict[str, int], spellings: Iterable[Spelling]) -> None:
        self._language = language
        self._list = found
        self._is_preprocessed = _LISTS.get(language, language) in _PREPROCESSED
        self._is_cut_otherwise = language in _CUT_OTHERWISE
        #: The inflected forms of each word; the list has each cut from its endings.
        self._forms: dict[str, set[str]] = {}
        for one in spellings if self._is_cut_otherwise else ():
            if one.word_class in _INFLECTED:
                self._forms.setdefault(one.key, set()).add(one.form)

    def word(self, word: str, spelling: Spelling) -> int:
        """The rarity of a word, or 0."""
        if (forms := self._forms.get(word)) is not None:
            return self._inflected(word, forms) or self._in_parts(self._stem(word))
        if rarity := self._list.get(word, 0) or self._hyphenated(word):
            return rarity
        if self._is_cut_otherwise:
            return self._list.get(spelling.form, 0) or self._in_parts(word)
        if self._is_preprocessed:
            # It takes tags, too, as the function that it hands them to says.
            return self._list.get(preprocess_text(word, self._language), 0)  # type: ignore[arg-type]
        return 0

    def _stem(self, word: str) -> str:
        return word.removesuffix(_ENDING) if self._language == "ko" else word

    def _inflected(self, word: str, forms: Iterable[str]) -> int:
        """The rarity of a verb or adjective: of its stem or the noun in it, and of the beginnings
        of its forms, together."""
        stem = self._stem(word)
        names = {stem, *(stem.removesuffix(made) for made in _MAKES_VERBS)} - {""}
        least = len(stem) - (self._language == "ja") or 1
        for form in forms:
            sizes = range(len(form), least - 1, -1)
            names.update(next(([form[:size]] for size in sizes if form[:size] in self._list), ()))
        frequency = sum(10 ** (-rarity / 100) for name in names if (rarity := self._list.get(name)))
        return round(-100 * log10(frequency)) if frequency else 0

    def _hyphenated(self, word: str) -> int:
        """The rarity of a word with hyphens, at which all lists are cut, or 0."""
        parts = _HYPHEN.split(word)
        if len(parts) < 2 or any(part not in self._list for part in parts):
            return 0
        return _together([self._list[part] for part in parts])

    def _in_parts(self, word: str) -> int:
        """The rarity of a word that is several words of the list, the longest first, or 0; Latin
        letters are no such words."""
        if word.isascii():
            return 0
        rarities: list[int] = []
        while word and len(rarities) < _PARTS:
            sizes = range(len(word), 0, -1)
            size = next((size for size in sizes if word[:size] in self._list), 0)
            if not size:
                return 0
            rarities.append(self._list[word[:size]])
            word = word[size:]
        return 0 if word or not rarities else _together(rarities)


def _together(rarities: list[int]) -> int:
    """The rarity of a word that a list has cut into parts, as wordfreq estimates it."""
    return round(100 * log10(sum(10 ** (rarity / 100) for rarity in rarities))) + _CUT * (
        len(rarities) - 1
    )
