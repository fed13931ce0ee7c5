"""What a spelling stands for in a language: word, key and lemma, and whether it is a stop word."""

from collections.abc import Iterable
from functools import lru_cache, partial

import regex

from pagewords.words.fold import clean, fold
from pagewords.words.kept import Kept
from pagewords.words.lemmas import KEPT_CAPITALS, NAMES_INFLECT, lemma
from pagewords.words.scripts import spelled_in
from pagewords.words.stop_words import stop_words
from pagewords.words.term import Spelling

#: Of how many languages how many forms are kept, and their most characters.
LANGUAGES, FORMS, LONGEST = 8, 65_536, 60
#: How names are inflected that no list has: they join the bare name where the page has it too.
#: A woman's family name in Russian (Петрова) is no form of the man's.
_NAME_ENDINGS = {
    "en": regex.compile(r"(?<=...(?:an|ist|crat|slim|eek|urk))s$"),
    "ru": regex.compile(r"(?<=.{3}\p{L})(?<!(?:[оеё]в|[иы]н)(?=а))(?:а|у|ом|е|ы|ым)$"),
    **dict.fromkeys(("de", "sv", "da", "nb", "nn", "no"), regex.compile(r"(?<=.{3}[^s])s$")),
}
_ENGLISH_CAPITALS = KEPT_CAPITALS["en"]
#: What a form alone tells, and whether it begins with a capital: if it is a name the page tells.
_Looked = tuple[Spelling, bool]


@lru_cache(maxsize=LANGUAGES)
def _lexicon(language: str) -> Kept[_Looked]:
    return Kept(partial(_look_up, language=language), FORMS, LONGEST)


def _look_up(form: str, language: str) -> _Looked:
    page, language = language, spelled_in(form, language)
    word = clean(form)
    key = fold(word, language)
    if page != language and (name := KEPT_CAPITALS.get(language, {}).get(form)) is not None:
        return Spelling(form, word, key, name, False), True
    # In a page that is not English an abbreviation such as WHO is no English word.
    stop = key in stop_words(language) and not (language != "en" and form in _ENGLISH_CAPITALS)
    return Spelling(form, word, key, lemma(word, language), stop), word[:1].isupper()


def look_up(forms: Iterable[str], language: str) -> dict[str, Spelling]:
    """The forms of a page, each with what is known of it.

    A word that the page has only capitalised is a name as far as anybody can tell (Windows is not
    a window) and keeps its own key as lemma, unless the page has that lemma in small letters or
    names have forms in its language, as in German and Russian. The form of a name that no list has
    joins the bare one where the page has that too.
    """
    looked = [*map(_lexicon(language).__getitem__, forms)]
    found = {spelling.form: spelling for spelling, _ in looked}
    written = {spelling.key for spelling, capital in looked if capital}
    endings = _NAME_ENDINGS.get(language)
    common = {spelling.key for spelling, capital in looked if not capital}
    names = KEPT_CAPITALS.get(language, {})
    for spelling, capital in looked:
        if capital:
            form, _, key, base, _ = spelling
            if form in names and key in common:
                found[form] = spelling._replace(lemma=names[form], stop_word=False)
            elif (
                endings is not None
                and key not in common
                and (ending := endings.search(key)) is not None
                and (bare := key[: ending.start()]) in written
                and base in (key, bare)
            ):
                found[form] = spelling._replace(lemma=bare)
            elif language not in NAMES_INFLECT and not (
                key in common or base in common or key == base
            ):
                found[form] = spelling._replace(lemma=key)
    return found
