"""What a spelling stands for in a language: word, key and lemma, and whether it is a stop word."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pagewords.words.fold import clean, fold
from pagewords.words.lemmas import KEPT_CAPITALS, NAMES_INFLECT, lemma
from pagewords.words.scripts import spelled_in
from pagewords.words.stop_words import stop_words


class Entry(NamedTuple):
    """A spelling, resolved; the fields are those of a term."""

    word: str
    key: str
    lemma: str
    stop_word: bool


class _Spelling(NamedTuple):
    """What a spelling alone tells; whether it is a name depends on the page."""

    word: str
    key: str
    lemma: str
    capital: bool
    stop_word: bool


@lru_cache(maxsize=131_072)
def _spelling(form: str, language: str) -> _Spelling:
    language = spelled_in(form, language)
    word = clean(form)
    key = fold(word, language)
    return _Spelling(
        word, key, lemma(word, language), word[:1].isupper(), key in stop_words(language)
    )


def entries(forms: Iterable[str], language: str) -> dict[str, Entry]:
    """The entries of all spellings of a page.

    A word that the page has only capitalised is a name as far as anybody can tell (Windows is not
    a window) and keeps its own key as lemma, unless the page has that lemma in small letters or
    names have forms in its language, as in German and Russian.
    """
    spellings = {form: _spelling(form, language) for form in forms}
    common = {spelling.key for spelling in spellings.values() if not spelling.capital}
    names = KEPT_CAPITALS.get(language, {})
    found: dict[str, Entry] = {}
    for form, (word, key, base, capital, stop) in spellings.items():
        if capital:
            if form in names and key in common:
                base, stop = names[form], False
            elif language not in NAMES_INFLECT and key not in common and base not in common:
                base = key
        found[form] = Entry(word, key, base, stop)
    return found
