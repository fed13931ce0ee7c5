"""Stop words: which words have a grammatical job only, by language.

Our own lists hold function words and leave ordinary nouns alone. The smaller languages take the
lists of stopwords-iso. Apostrophes and case make no difference, since folded words are looked up.
"""

from functools import lru_cache
from importlib.resources import files

from stopwordsiso import has_lang
from stopwordsiso import stopwords as iso_list

from pagewords.words.folding import fold

#: Languages whose list is that of a close relative.
_ALIASES = {"no": "nb", "nn": "nb", "ms": "id", **dict.fromkeys(("hr", "bs", "sh"), "sr")}

#: Languages in which a duck is an `and`.
_DUCKS = frozenset(("da", "nb", "nn", "no", "sv"))


def word_set(name: str) -> frozenset[str]:
    """The words of one of our lists, as they are written there; empty where there is none."""
    path = files("pagewords.words").joinpath("data", "stop_lists", f"{name}.txt")
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """The folded stop words of a language, with the English ones that are no words of it.

    English sentences stand in pages of every language.
    """
    name = _ALIASES.get(language, language)
    words = word_set(name) or (iso_list(name) if has_lang(name) else frozenset())
    english = word_set("en-everywhere") - ({"and"} if language in _DUCKS else frozenset())
    return frozenset(fold(word, language) for word in words | english)
