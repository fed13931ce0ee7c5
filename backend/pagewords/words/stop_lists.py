"""Stop words: the function words of a language.

Our own lists contain no ordinary nouns. Smaller languages use the lists of stopwords-iso. Lookups
are by folded word, so apostrophes and case make no difference.
"""

from functools import lru_cache
from importlib.resources import files

from stopwordsiso import has_lang
from stopwordsiso import stopwords as iso_list

from pagewords.words.folding import fold

#: Languages that use the list of a related language.
_ALIASES = {"no": "nb", "nn": "nb", "ms": "id", **dict.fromkeys(("hr", "bs", "sh"), "sr")}

#: Languages in which `and` is a noun (duck).
_AND_IS_A_NOUN = frozenset(("da", "nb", "nn", "no", "sv"))


def word_set(name: str) -> frozenset[str]:
    """Return the words of one of our lists, unfolded; empty if there is no such list."""
    path = files("pagewords.words").joinpath("data", "stop_lists", f"{name}.txt")
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """Return the folded stop words of a language and the most frequent English ones.

    Pages in every language contain English sentences.
    """
    name = _ALIASES.get(language, language)
    words = word_set(name) or (iso_list(name) if has_lang(name) else frozenset())
    return frozenset(fold(word, language) for word in words) | common_english(language)


def common_english(language: str) -> frozenset[str]:
    """Return the most frequent English stop words, folded, but for those that are nouns here."""
    words = word_set("en-everywhere") if language != "en" else frozenset[str]()
    return words - ({"and"} if language in _AND_IS_A_NOUN else frozenset())
