"""Lemmas: what groups the forms of a word, by simplemma's lists."""

from functools import lru_cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from pagewords.words.fold import fold
from pagewords.words.stop_words import word_set

#: simplemma's language for ours where they differ.
_ALIASES = {"no": "nb", "hr": "hbs", "sr": "hbs", "bs": "hbs", "sh": "hbs", "fil": "tl"}
_SUPPORTED = word_set("lemma-languages")
#: Words so frequent that what simplemma's lists get wrong in them cannot be borne: those that stay
#: as they are, and those whose lemma is another.
_KEPT = {"en": word_set("en-kept"), "de": frozenset(("daten", "medien"))}
_GIVEN = {
    "en": {
        "analyses": "analysis",
        "men": "man",
        "women": "woman",
        "wives": "wife",
        "halves": "half",
        "lives": "life",
        "worse": "bad",
        "preferred": "prefer",
    }
}
#: Languages whose names have cases, so that a name too has forms to group.
NAMES_INFLECT = word_set("names-inflect-languages")
#: Abbreviations in capitals that are another word in small letters.
KEPT_CAPITALS = {"en": {"US": "u.s", "IT": "i.t", "WHO": "w.h.o"}}


#: Word lists kept in memory; each takes 20 to 120 MB, the Polish one 370 MB.
_LISTS = 3


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    lists = DefaultDictionaryFactory(cache_max_size=_LISTS)
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=lists))


@lru_cache(maxsize=65_536)
def lemma(word: str, language: str) -> str:
    """The folded lemma of a word; the folded word itself where no list knows better."""
    key = fold(word, language)
    name = _ALIASES.get(language, language)
    if name not in _SUPPORTED or key in _KEPT.get(language, ()):
        return key
    if (given := _GIVEN.get(language, {}).get(key)) is not None:
        return given
    if not key.replace("-", "").isalpha() and not any("\u0900" <= sign < "\u0e00" for sign in key):
        return key
    written = word if language == "de" else word.lower() if language == "el" else key
    return fold(_lemmatizer().lemmatize(written, lang=name), language)
