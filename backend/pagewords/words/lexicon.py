"""What a spelling stands for in a language: word, key and lemma, and whether it is a stop word."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pagewords.words.fold import clean, fold
from pagewords.words.lemmas import KEPT_CAPITALS, NAMES_INFLECT, lemma
from pagewords.words.scripts import spelled_in
from pagewords.words.stop_words import stop_words
from pagewords.words.term import Spelling


class _Looked(NamedTuple):
    """What a form alone tells; whether it is a name depends on the page."""

    spelling: Spelling
    capital: bool


@lru_cache(maxsize=131_072)
def _look_up(form: str, language: str) -> _Looked:
    language = spelled_in(form, language)
    word = clean(form)
    key = fold(word, language)
    stop = key in stop_words(language)
    return _Looked(Spelling(form, word, key, lemma(word, language), stop), word[:1].isupper())


def look_up(forms: Iterable[str], language: str) -> dict[str, Spelling]:
    """The forms of a page, each with what is known of it.

    A word that the page has only capitalised is a name as far as anybody can tell (Windows is not
    a window) and keeps its own key as lemma, unless the page has that lemma in small letters or
    names have forms in its language, as in German and Russian.
    """
    looked = {form: _look_up(form, language) for form in forms}
    common = {spelling.key for spelling, capital in looked.values() if not capital}
    names = KEPT_CAPITALS.get(language, {})
    found: dict[str, Spelling] = {}
    for form, (spelling, capital) in looked.items():
        if capital:
            key, base = spelling.key, spelling.lemma
            if form in names and key in common:
                spelling = spelling._replace(lemma=names[form], stop_word=False)
            elif language not in NAMES_INFLECT and not (
                key in common or base in common or key == base
            ):
                spelling = spelling._replace(lemma=key)
        found[form] = spelling
    return found
